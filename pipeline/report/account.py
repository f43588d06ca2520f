"""`verantwoording.json`: how a report came about, and the hashes of the files beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from pipeline.domain import Account, SafeCounts, Withheld


def account_bytes(safe_counts: SafeCounts, account: Account, files: Mapping[str, bytes]) -> bytes:
    """Sorted and indented; nothing per table or person, and of cells only how many rows are withheld."""
    content = {
        "versie": account.version,
        "codebook": account.codebook,
        "taalmodel": account.language_model,
        "tagmodel": account.tag_model,
        "trap": account.tier,
        "bestanden_gelezen": account.files_read,
        "bestanden_overgeslagen": account.files_skipped,
        "tafels": safe_counts.tables,
        "tafels_zonder_sprekers": account.tables_without_speakers,
        "k": safe_counts.k,
        "profiel": safe_counts.profile,
        "stap": str(safe_counts.step),
        "regels": dict(account.rules),
        "waarschuwingen": list(account.banners),
        "redenen": list(account.reasons),
        "in_sample": account.sample,
        "geaudit": False,
        "cellen": len(safe_counts.cells),
        "cellen_niet_getoond": sum(isinstance(cell.status, Withheld) for cell in safe_counts.cells),
        "bestanden": [{"naam": name, "sha256": hashlib.sha256(files[name]).hexdigest()} for name in sorted(files)],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")
