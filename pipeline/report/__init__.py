"""`SafeCounts` × texts → `Report` → six files; renderers draw and compute nothing."""

from __future__ import annotations

from pathlib import Path

from pipeline.content.models import Codebook
from pipeline.content.read import Texts
from pipeline.domain import SafeCounts
from pipeline.report.account import account_bytes
from pipeline.report.draft import draft
from pipeline.report.excel import excel_bytes
from pipeline.report.html import html_bytes
from pipeline.report.long_table import csv_bytes
from pipeline.report.markdown import markdown_bytes
from pipeline.report.model import Account, Report
from pipeline.report.word import word_bytes
from pipeline.report.words import MissingTextError, Names, Words

__all__ = ["FILES", "MissingTextError", "draft", "write"]

FILES = ("rapport.html", "rapport.docx", "rapport.md", "kruistabel.xlsx", "kruistabel.csv", "verantwoording.json")
"""What a report consists of."""


def write(
    report: Report,
    safe_counts: SafeCounts,
    account: Account,
    folder: Path,
    *,
    codebook: Codebook,
    texts: Texts,
) -> tuple[Path, ...]:
    """The six files, into a folder that exists and is empty; equal input gives equal bytes."""
    words, names = Words(texts), Names(codebook, report.language)
    concept = "concept" in account.banners
    files = {
        "rapport.html": html_bytes(report, words, concept=concept),
        "rapport.docx": word_bytes(report, words, concept=concept),
        "rapport.md": markdown_bytes(report, words),
        "kruistabel.xlsx": excel_bytes(report, safe_counts, words, names),
        "kruistabel.csv": csv_bytes(safe_counts),
    }
    files["verantwoording.json"] = account_bytes(safe_counts, account, files)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in FILES)
