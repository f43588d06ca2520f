"""`Account` → verantwoording.json: rules, versions and a receipt of the files; nothing per table or person."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pipeline.domain import Account, SafeCounts, Unit, Withheld


def write_account(safe_counts: SafeCounts, account: Account, files: tuple[Path, ...], path: Path) -> None:
    """Writes the account, with the hash of every other file."""
    withheld = sum(isinstance(c.status, Withheld) for c in safe_counts.cells if c.unit is Unit.SESSIONS)
    told = {
        "tafelbeeld": account.version,
        "codebook": account.codebook,
        "language_model": account.language_model,
        "tag_model": account.tag_model,
        "tier": account.tier,
        "in_sample": account.sample,
        "tables": safe_counts.tables,
        "k": safe_counts.k,
        "profile": safe_counts.profile,
        "rules": dict(account.rules),
        "reasons": list(account.reasons),
        "step": safe_counts.step,
        "warnings": list(account.banners),
        "files_read": account.files_read,
        "files_skipped": account.files_skipped,
        "tables_without_speakers": account.tables_without_speakers,
        "withheld_cells": withheld,
        "audited": False,
        "files": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files},
    }
    text = json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
