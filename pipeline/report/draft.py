"""`SafeCounts` × codebook × texts × `Account` → `Report`: the note, chapter by chapter, before any renderer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from pipeline.content.models import Codebook
from pipeline.content.read import Texts
from pipeline.domain import SafeCounts
from pipeline.report.chapters import (
    conclusion_section,
    cross_table_section,
    overview_section,
    pattern_sections,
    perspective_section,
    picture_section,
)
from pipeline.report.method import account_sections, approach_sections
from pipeline.report.model import Account, Block, Figure, Report, Section, Table
from pipeline.report.words import Names, Words, plain


def draft(
    safe_counts: SafeCounts,
    account: Account,
    *,
    codebook: Codebook,
    texts: Texts,
    title: str,
    date: str | None,
    language: Literal["nl", "en"],
) -> Report:
    """The whole note; MissingTextError where the texts lack a sentence."""
    words, names = Words(texts), Names(codebook, language)
    tables = words.number(safe_counts.tables)
    spoken = words.date(date) if date else None
    return Report(
        language=language,
        title=plain(title),
        subtitle=(
            words("rapport.ondertitel_datum", tafels=tables, datum=spoken)
            if spoken
            else words("rapport.ondertitel", tafels=tables)
        ),
        date=spoken,
        banners=tuple(_banners(account, words)),
        sections=tuple(_numbered(_sections(safe_counts, account, words, names), words)),
    )


def _sections(safe: SafeCounts, account: Account, words: Words, names: Names) -> tuple[Section, ...]:
    """Every chapter with its sections, in order, without numbers."""
    return (
        overview_section(safe, words, names),
        *approach_sections(safe, account, words, names),
        *pattern_sections(safe, words, names),
        picture_section(safe, words, names),
        perspective_section(safe, words, names),
        conclusion_section(safe, words),
        cross_table_section(safe, words, names),
        *account_sections(safe, account, words),
    )


def _banners(account: Account, words: Words) -> Iterable[str]:
    """The warnings that every output carries."""
    for banner in account.banners:
        if banner != "versoepeld":
            yield words(f"waarschuwing.{banner}")
        elif account.reasons:
            yield words("waarschuwing.versoepeld", redenen=" ".join(map(plain, account.reasons)))
        else:
            yield words("waarschuwing.versoepeld_zonder_reden")


def _numbered(sections: Iterable[Section], words: Words) -> Iterable[Section]:
    """Chapters, sections, tables and figures with their numbers; the overview before chapter 1 has none."""
    chapter = section = tables = figures = 0
    for item in sections:
        number = ""
        if item.level == 2:
            section += 1
            number = f"{chapter}.{section}"
        elif item.id != "overzicht":
            chapter, section = chapter + 1, 0
            number = str(chapter)
        blocks: list[Block] = []
        for block in item.blocks:
            if isinstance(block, Table):
                tables += 1
                block = replace(block, caption=words("rapport.tabel", nummer=str(tables), bijschrift=block.caption))
            elif isinstance(block, Figure):
                figures += 1
                block = replace(block, caption=words("rapport.figuur", nummer=str(figures), bijschrift=block.caption))
            blocks.append(block)
        yield replace(item, number=number, blocks=tuple(blocks))
