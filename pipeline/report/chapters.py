"""The chapters that tell what was heard, without their numbers."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.content.models import Pattern
from pipeline.domain import CellKey, Cut, SafeCounts, Step, Unit
from pipeline.report.contrasts import conclusion_sentence, contrast_sentences, perspective_contrast
from pipeline.report.figure import breadth_figure
from pipeline.report.model import Block, Lesson, Paragraph, Room, Section, Table
from pipeline.report.sentences import breadth, directions, joined, parts, perspective, speakers
from pipeline.report.tables import cross_tables, status_words
from pipeline.report.words import Names, Words


def overview_section(safe: SafeCounts, words: Words, names: Names) -> Section:
    """What somebody reads who reads one page: each pattern with its breadth and its lessons."""
    rows = tuple(
        (
            names.name(pattern.id),
            *_told(CellKey(cut=Cut.PATTERN, pattern=pattern.id), safe, words),
            words.series([title for title, _ in names.lessons(pattern)]),
        )
        for pattern in names.patterns
    )
    header = tuple(words(f"overzicht.{column}") for column in ("patroon", "tafels", "aandeel", "les"))
    introduction = Paragraph(text=words("overzicht.inleiding", tafels=words.number(safe.tables)))
    return _chapter(
        "overzicht", words, introduction, Table(caption=words("overzicht.bijschrift"), header=header, rows=rows)
    )


def pattern_sections(safe: SafeCounts, words: Words, names: Names) -> tuple[Section, ...]:
    """A section a pattern, in the codebook's order."""
    chapter = _chapter("patronen", words, Paragraph(text=words("patronen.inleiding")))
    return (chapter, *(_pattern(p, position, safe, words, names) for position, p in enumerate(names.patterns)))


def picture_section(safe: SafeCounts, words: Words, names: Names) -> Section:
    """The figure, and the places of those to come."""
    apart = () if safe.step is Step.PATTERNS_ALONE else (Paragraph(text=words("beelden.niet_vergelijken")),)
    later = (Room(text=words(f"later.{key}")) for key in ("kwadranten", "eigenaarschap", "kaart"))
    introduction = Paragraph(text=words(f"beelden.inleiding_{safe.step}"))
    return _chapter("beelden", words, introduction, breadth_figure(safe, words, names), *apart, *later)


def perspective_section(safe: SafeCounts, words: Words, names: Names) -> Section:
    """How widely each perspective on steering was heard."""
    rows = tuple(
        (
            names.name(item.id),
            names.description(item),
            *_told(CellKey(cut=Cut.PERSPECTIVE, perspective=item.id), safe, words),
        )
        for item in names.perspectives
    )
    header = tuple(
        words(key)
        for key in ("perspectieven.perspectief", "perspectieven.gaat_over", "overzicht.tafels", "overzicht.aandeel")
    )
    views = tuple(enumerate(names.perspectives))
    heard = joined(perspective(item, place, safe, words, names) for place, item in views)
    compared = joined(perspective_contrast(item, place, safe, words, names) for place, item in views)
    return _chapter(
        "perspectieven",
        words,
        Paragraph(text=words("perspectieven.inleiding")),
        *(Paragraph(text=text) for text in (heard, compared) if text),
        Table(caption=words("perspectieven.bijschrift"), header=header, rows=rows),
        Room(text=words("ruimte.perspectieven")),
    )


def conclusion_section(safe: SafeCounts, words: Words) -> Section:
    """To which side the balance tips, and the place of the researcher's own conclusion."""
    told = (Paragraph(text=conclusion_sentence(safe, words)),) if safe.contrasts else ()
    return _chapter(
        "conclusie",
        words,
        Paragraph(text=words("conclusie.inleiding")),
        *told,
        Room(text=words("ruimte.conclusie")),
    )


def cross_table_section(safe: SafeCounts, words: Words, names: Names) -> Section:
    """Every cross-table in words."""
    tables = (table for _, table in cross_tables(safe, words, names))
    told = words("kruistabellen.inleiding")
    if any(cell.unit is Unit.SPEAKERS for cell in safe.cells):
        told += " " + words("kruistabellen.haakjes")
    return _chapter("kruistabellen", words, Paragraph(text=told), *tables)


def _pattern(pattern: Pattern, position: int, safe: SafeCounts, words: Words, names: Names) -> Section:
    heard = breadth(pattern, position, safe, words, names)
    further = joined(
        (
            directions(pattern, position, safe, words, names),
            speakers(pattern, position, safe, words),
            parts(pattern, position, safe, words),
        )
    )
    compared = joined(contrast_sentences(pattern, position, safe, words, names))
    blocks: Iterable[Block] = (
        *(Paragraph(text=text) for text in (heard, further, compared) if text),
        *(Lesson(title=words("rapport.les", titel=title), text=text) for title, text in names.lessons(pattern)),
        Room(text=words("ruimte.patroon")),
    )
    return Section(id=f"patroon-{pattern.id}", level=2, number="", title=names.claim(pattern), blocks=tuple(blocks))


def _chapter(identity: str, words: Words, *blocks: Block) -> Section:
    return Section(id=identity, level=1, number="", title=words(f"{identity}.titel"), blocks=blocks)


def _told(key: CellKey, safe: SafeCounts, words: Words) -> tuple[str, ...]:
    """A code's tables and its share of the participants, in words."""
    return tuple(status_words(safe.status(key, unit), unit, safe, words) for unit in (Unit.SESSIONS, Unit.SHARE))
