"""`SafeCounts` × codebook × texts × `Account` → `Report`: the note, chapter by chapter, before any renderer."""

from __future__ import annotations

from typing import Literal

from pipeline.content.models import Codebook, Pattern
from pipeline.content.read import Texts
from pipeline.domain import (
    Account,
    Band,
    Block,
    CellKey,
    Cut,
    Lesson,
    Paragraph,
    Report,
    Room,
    SafeCounts,
    Section,
    Step,
    Table,
    Unit,
)
from pipeline.report.figure import breadth_figure
from pipeline.report.sentences import breadth, directions, parts, perspective, speakers
from pipeline.report.tables import cross_tables, status_words
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
    note = _Note(safe_counts, account, words, names)
    tables = words.number(safe_counts.tables)
    subtitle = (
        words("rapport.ondertitel", tafels=tables)
        if date is None
        else words("rapport.ondertitel_datum", tafels=tables, datum=words.date(date))
    )
    return Report(
        language=language,
        title=plain(title),
        subtitle=subtitle,
        date=date,
        banners=note.banners(),
        sections=note.sections(),
    )


class _Note:
    """One draft in the making."""

    def __init__(self, safe: SafeCounts, account: Account, words: Words, names: Names) -> None:
        self._safe, self._account, self._words, self._names = safe, account, words, names

    def banners(self) -> tuple[str, ...]:
        """The warnings that every output carries."""
        reasons = " ".join(map(plain, self._account.reasons))
        return tuple(
            self._words("waarschuwing.versoepeld", redenen=reasons)
            if banner == "versoepeld" and reasons
            else self._words(
                f"waarschuwing.{banner}" if banner != "versoepeld" else "waarschuwing.versoepeld_zonder_reden"
            )
            for banner in self._account.banners
        )

    def sections(self) -> tuple[Section, ...]:
        """Every chapter with its sections, numbered."""
        w = self._words
        return (
            Section(id="overzicht", level=1, number="", title=w("overzicht.titel"), blocks=self._overview()),
            Section(id="vraag", level=1, number="1", title=w("vraag.titel"), blocks=()),
            Section(id="gevraagd", level=2, number="1.1", title=w("vraag.gevraagd"), blocks=self._asked()),
            Section(id="gemaakt", level=2, number="1.2", title=w("vraag.gemaakt"), blocks=self._made()),
            Section(id="kwaliteit", level=2, number="1.3", title=w("vraag.kwaliteit"), blocks=self._quality()),
            Section(
                id="patronen", level=1, number="2", title=w("patronen.titel"), blocks=self._say("patronen.inleiding")
            ),
            *(self._pattern(position, pattern) for position, pattern in enumerate(self._names.patterns)),
            Section(id="beelden", level=1, number="3", title=w("beelden.titel"), blocks=self._pictures()),
            Section(id="perspectieven", level=1, number="4", title=w("perspectieven.titel"), blocks=self._views()),
            Section(id="conclusie", level=1, number="5", title=w("conclusie.titel"), blocks=self._conclusion()),
            Section(id="kruistabellen", level=1, number="6", title=w("kruistabellen.titel"), blocks=self._tables()),
            Section(id="verantwoording", level=1, number="7", title=w("verantwoording.titel"), blocks=self._how()),
            Section(id="woorden", level=2, number="7.1", title=w("verantwoording.woorden"), blocks=self._meanings()),
            Section(
                id="drempels", level=2, number="7.2", title=w("verantwoording.drempels"), blocks=self._thresholds()
            ),
            Section(id="versies", level=2, number="7.3", title=w("verantwoording.versies"), blocks=self._versions()),
        )

    def _say(self, *keys: str, **values: str) -> tuple[Paragraph, ...]:
        return tuple(Paragraph(text=self._words(key, **values)) for key in keys)

    def _overview(self) -> tuple[Block, ...]:
        w = self._words
        rows = tuple(
            (
                self._names.name(pattern.id),
                *(self._cell(pattern.id, unit) for unit in (Unit.SESSIONS, Unit.SHARE)),
                w.series([title for title, _ in self._names.lessons(pattern)]),
            )
            for pattern in self._names.patterns
        )
        header = (w("overzicht.patroon"), w("overzicht.tafels"), w("overzicht.aandeel"), w("overzicht.les"))
        table = Table(caption=w("overzicht.bijschrift"), header=header, rows=rows)
        return (*self._say("overzicht.inleiding", tafels=w.number(self._safe.tables)), table)

    def _cell(self, code: str, unit: Unit) -> str:
        status = self._safe.status(CellKey(cut=Cut.PATTERN, pattern=code), unit)
        return status_words(status, unit, self._safe, self._words)

    def _asked(self) -> tuple[Block, ...]:
        asked = self._say("vraag.gevraagd_tekst", tafels=self._words.number(self._safe.tables))
        if self._safe.speakers is not None:
            asked += self._say("vraag.gevraagd_sprekers", sprekers=str(self._safe.speakers))
        return (*asked, Room(text=self._words("ruimte.vraag")))

    def _made(self) -> tuple[Block, ...]:
        number = self._words.number
        counted = self._say(
            "vraag.gemaakt_passages",
            patronen=number(len(self._names.patterns)),
            perspectieven=number(len(self._names.perspectives)),
        )
        rest = ("gemaakt_gehoord", "gemaakt_gespreksleiders", "gemaakt_geen_verslag", "gemaakt_woorden")
        return (*counted, *self._say(*(f"vraag.{key}" for key in rest)))

    def _quality(self) -> tuple[Block, ...]:
        made = "zonder_model" if self._account.tag_model == "geen" else "met_model"
        said = self._say(f"vraag.kwaliteit_{made}", "vraag.kwaliteit_grenzen")
        return (*said, Room(text=self._words("later.kwaliteit")))

    def _pattern(self, position: int, pattern: Pattern) -> Section:
        safe, w, names = self._safe, self._words, self._names
        heard = (
            breadth(pattern, position, safe, w, names),
            *directions(pattern, position, safe, w, names),
            *speakers(pattern, position, safe, w),
            *parts(pattern, position, safe, w),
        )
        lessons = (Lesson(title=w("rapport.les", titel=title), text=text) for title, text in names.lessons(pattern))
        return Section(
            id=pattern.id,
            level=2,
            number=f"2.{position + 1}",
            title=names.claim(pattern),
            blocks=(Paragraph(text=" ".join(heard)), *lessons, Room(text=w("ruimte.patroon"))),
        )

    def _pictures(self) -> tuple[Block, ...]:
        step = self._safe.step
        apart = self._say("beelden.niet_vergelijken") if step is not Step.PATTERNS_ALONE else ()
        later = (Room(text=self._words(f"later.{key}")) for key in ("kwadranten", "eigenaarschap", "kaart"))
        figure = breadth_figure(self._safe, self._words, self._names)
        return (*self._say(f"beelden.inleiding_{step}"), *apart, figure, *later)

    def _views(self) -> tuple[Block, ...]:
        safe, w, names = self._safe, self._words, self._names
        said = [perspective(item, place, safe, w, names) for place, item in enumerate(names.perspectives)]
        rows = tuple(
            (
                names.name(item.id),
                names.description(item),
                *(
                    status_words(safe.status(CellKey(cut=Cut.PERSPECTIVE, perspective=item.id), unit), unit, safe, w)
                    for unit in (Unit.SESSIONS, Unit.SHARE)
                ),
            )
            for item in names.perspectives
        )
        header = (
            w("perspectieven.perspectief"),
            w("perspectieven.gaat_over"),
            w("overzicht.tafels"),
            w("overzicht.aandeel"),
        )
        heard = " ".join(sentence for sentence in said if sentence)
        paragraph = (Paragraph(text=heard),) if heard else ()
        table = Table(caption=w("perspectieven.bijschrift"), header=header, rows=rows)
        return (*self._say("perspectieven.inleiding"), *paragraph, table)

    def _conclusion(self) -> tuple[Block, ...]:
        later = (Room(text=self._words(f"later.{key}")) for key in ("contrasten", "conclusie"))
        return (*self._say("conclusie.inleiding"), *later, Room(text=self._words("ruimte.conclusie")))

    def _tables(self) -> tuple[Block, ...]:
        tables = (table for _, table in cross_tables(self._safe, self._words, self._names))
        return (*self._say("kruistabellen.inleiding"), *tables)

    def _how(self) -> tuple[Block, ...]:
        account, step = self._account, self._safe.step
        roles = self._safe.made(Cut.PATTERN_BY_CLASS) or self._safe.made(Cut.PATTERN_BY_RING)
        files = self._say(
            "verantwoording.werkwijze_bestanden",
            gelezen=str(account.files_read),
            overgeslagen=str(account.files_skipped),
        )
        if account.tables_without_speakers:
            untold = str(account.tables_without_speakers)
            files += self._say("verantwoording.werkwijze_zonder_sprekers", tafels=untold)
        return (
            *files,
            *self._say(
                f"verantwoording.stap_{step}" if roles else "verantwoording.stap_zonder_rollen",
                f"verantwoording.profiel_{self._safe.profile}",
                "verantwoording.niet_geaudit",
            ),
        )

    def _meanings(self) -> tuple[Block, ...]:
        w = self._words
        least = str(max(int(self._account.rules["tafels_minimum"]), self._safe.k + 2))
        bands = tuple((w(f"vak.{band}"), w(f"verantwoording.betekenis_{band}", minimum=least)) for band in Band)
        withheld = (w("merk.niet_getoond"), w("verantwoording.betekenis_niet_getoond"))
        header = (w("verantwoording.woord"), w("verantwoording.betekenis"))
        return (Table(caption=w("verantwoording.woorden_bijschrift"), header=header, rows=(*bands, withheld)),)

    def _thresholds(self) -> tuple[Block, ...]:
        w, rules = self._words, self._account.rules
        values = {"k": self._safe.k, **rules, "sprekers_minimum": rules[f"sprekers_minimum_{self._safe.profile}"]}
        rows = tuple(
            (capital(w(f"regels.{name}")), _figure(value)) for name, value in values.items() if w.has(f"regels.{name}")
        )
        header = (w("verantwoording.regel"), w("verantwoording.waarde"))
        table = Table(caption=w("verantwoording.drempels_bijschrift"), header=header, rows=rows)
        return (*self._say("verantwoording.drempels_tekst"), table)

    def _versions(self) -> tuple[Block, ...]:
        w, account = self._words, self._account
        values = {
            "tool": account.version,
            "codebook": account.codebook,
            "taalmodel": account.language_model,
            "tagmodel": w("merk.geen") if account.tag_model == "geen" else account.tag_model,
            "trap": account.tier,
        }
        rows = tuple((w(f"verantwoording.versie_{name}"), value) for name, value in values.items())
        header = (w("verantwoording.onderdeel"), w("verantwoording.versie"))
        return (Table(caption=w("verantwoording.versies_bijschrift"), header=header, rows=rows),)


def capital(text: str) -> str:
    """A label with a capital."""
    return text[:1].upper() + text[1:]


def _figure(value: object) -> str:
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)
