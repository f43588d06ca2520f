"""`SafeCounts` × texts → `Report`, and the six files; renderers draw and compute nothing."""

from __future__ import annotations

from pathlib import Path

from pipeline.content.models import Codebook
from pipeline.content.read import Texts
from pipeline.domain import Account, Report, SafeCounts
from pipeline.report.account import write_account
from pipeline.report.draft import draft
from pipeline.report.excel import write_excel
from pipeline.report.html import write_html
from pipeline.report.long_table import write_csv
from pipeline.report.markdown import write_markdown
from pipeline.report.word import write_word
from pipeline.report.words import Names, Words

__all__ = ["draft", "write"]


def write(
    report: Report,
    safe_counts: SafeCounts,
    account: Account,
    folder: Path,
    *,
    codebook: Codebook,
    texts: Texts,
) -> tuple[Path, ...]:
    """Writes the six outputs into an empty folder; OSError where it can't."""
    words, names = Words(texts), Names(codebook, report.language)
    html, word, markdown = (folder / f"rapport.{suffix}" for suffix in ("html", "docx", "md"))
    excel, table, receipt = folder / "kruistabel.xlsx", folder / "kruistabel.csv", folder / "verantwoording.json"
    write_html(report, html, words=words)
    write_word(report, word, words=words)
    write_markdown(report, markdown, words=words)
    write_excel(report, safe_counts, excel, words=words, names=names)
    write_csv(safe_counts, table)
    files = (html, word, markdown, excel, table)
    write_account(safe_counts, account, files, receipt)
    return (*files, receipt)
