"""`verantwoording.json`: rules, versions and a receipt of the files; nothing per table or person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from pipeline.domain import SafeCounts, Unit, Withheld
from pipeline.report.model import Account


def account_bytes(safe_counts: SafeCounts, account: Account, files: Mapping[str, bytes]) -> bytes:
    """The account with the hash of every other file, sorted and indented."""
    withheld = sum(isinstance(cell.status, Withheld) for cell in safe_counts.cells if cell.unit is Unit.SESSIONS)
    told = {
        "tafelbeeld": account.version,
        "codebook": account.codebook,
        "language_model": account.language_model,
        "tag_model": account.tag_model,
        "tier": account.tier,
        "encoder": account.encoder,
        "not_judged": account.unjudged,
        "verdicts": dict(account.verdicts),
        "in_sample": account.sample,
        "tables": safe_counts.tables,
        "k": safe_counts.k,
        "profile": safe_counts.profile,
        "rules": dict(account.rules),
        "reasons": list(account.reasons),
        "step": str(safe_counts.step),
        "warnings": list(account.banners),
        "files_read": account.files_read,
        "files_skipped": account.files_skipped,
        "tables_without_speakers": account.tables_without_speakers,
        "withheld_cells": withheld,
        "audited": False,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    return (json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")
