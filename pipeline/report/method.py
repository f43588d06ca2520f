"""What a report says of itself: what was asked, how the picture was made, and by which rules and versions."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.domain import Band, SafeCounts, Step
from pipeline.report.model import Account, Block, Paragraph, Room, Section, Table
from pipeline.report.words import Names, Words, capitalised, plain

_TABLE_BANDS = (Band.MEERDERE, Band.MERENDEEL, Band.ZO_GOED_ALS_ELKE)
_SHARE_BANDS = (
    Band.MINDER_DAN_EEN_KWART,
    Band.EEN_KWART_TOT_DE_HELFT,
    Band.MEER_DAN_DE_HELFT,
    Band.EEN_KWART_OF_MEER,
)
_NO_MODEL = ("", "geen")


def approach_sections(safe: SafeCounts, account: Account, words: Words, names: Names) -> tuple[Section, ...]:
    """The first chapter: the question, the approach, the quality of the tags."""
    return (
        Section(id="vraag", level=1, number="", title=words("vraag.titel"), blocks=()),
        _section("gevraagd", words("vraag.gevraagd"), _asked(safe, account, words)),
        _section("gemaakt", words("vraag.gemaakt"), _made(account, words, names)),
        _section("kwaliteit", words("vraag.kwaliteit"), _quality(account, words, names)),
    )


def account_sections(safe: SafeCounts, account: Account, words: Words) -> tuple[Section, ...]:
    """The last chapter: method, words, thresholds, versions."""
    return (
        Section(id="verantwoording", level=1, number="", title=words("verantwoording.titel"), blocks=()),
        _section("werkwijze", words("verantwoording.werkwijze"), _method(safe, account, words)),
        _section("woorden", words("verantwoording.woorden"), (_meanings(safe, account, words),)),
        _section("drempels", words("verantwoording.drempels"), _thresholds(safe, account, words)),
        _section("versies", words("verantwoording.versies"), (_versions(account, words),)),
    )


def threshold_rows(safe: SafeCounts, account: Account, words: Words) -> tuple[tuple[str, str], ...]:
    """The rules in force that the texts have words for, in the order of the texts; `k` is the study's own."""
    rules = {"k": safe.k, **account.rules}
    if (speakers := rules.get(f"sprekers_minimum_{safe.profile}")) is not None:
        rules["sprekers_minimum"] = speakers
    known = tuple(words.texts.get("regels", {}))
    return tuple((capitalised(words(f"regels.{rule}")), _value(rules[rule], words)) for rule in known if rule in rules)


def _section(identity: str, title: str, blocks: Iterable[Block]) -> Section:
    return Section(id=identity, level=2, number="", title=title, blocks=tuple(blocks))


def _asked(safe: SafeCounts, account: Account, words: Words) -> Iterable[Block]:
    text = words("vraag.gevraagd_tekst", tafels=words.number(safe.tables))
    if account.parts_known != "none":
        text += " " + words("vraag.gevraagd_delen")
    if account.parts_known == "some":
        text += " " + words("vraag.gevraagd_delen_deels")
    if safe.speakers is not None:
        text += " " + words("vraag.gevraagd_sprekers", sprekers=str(safe.speakers))
    yield Paragraph(text=text)
    yield Room(text=words("ruimte.vraag"))


def _made(account: Account, words: Words, names: Names) -> Iterable[Block]:
    patterns, perspectives = words.number(len(names.patterns)), words.number(len(names.perspectives))
    heard = words("vraag.gemaakt_gehoord")
    if "zonder_manifest" not in account.banners:
        heard += " " + words("vraag.gemaakt_gespreksleiders")
    yield Paragraph(text=words("vraag.gemaakt_passages", patronen=patterns, perspectieven=perspectives))
    yield Paragraph(text=heard)
    yield Paragraph(text=words("vraag.gemaakt_woorden"))
    yield Paragraph(text=words("vraag.gemaakt_geen_verslag"))


def _quality(account: Account, words: Words, names: Names) -> Iterable[Block]:
    model = "zonder_model" if account.tag_model in _NO_MODEL else "met_model"
    yield Paragraph(text=words(f"vraag.kwaliteit_{model}") + " " + words("vraag.kwaliteit_grenzen"))
    if model == "met_model":
        yield Paragraph(text=words(f"vraag.niet_beoordeeld_{account.unjudged}"))
    if account.verdicts:
        yield Paragraph(text=words("vraag.oordelen_tekst"))
        yield _verdicts(account, words, names)
    else:
        yield Paragraph(text=words("vraag.oordelen_geen"))


def _verdicts(account: Account, words: Words, names: Names) -> Table:
    rows = tuple((names.name(code), words(f"oordeel.{verdict}")) for code, verdict in account.verdicts.items())
    header = (words("vraag.oordelen_code"), words("vraag.oordelen_oordeel"))
    return Table(caption=words("vraag.oordelen_bijschrift"), header=header, rows=rows)


def _method(safe: SafeCounts, account: Account, words: Words) -> Iterable[Block]:
    files = words(
        "verantwoording.werkwijze_bestanden",
        gelezen=str(account.files_read),
        overgeslagen=str(account.files_skipped),
    )
    if account.tables_without_speakers:
        silent = words("verantwoording.werkwijze_zonder_sprekers", tafels=str(account.tables_without_speakers))
        files += " " + silent
    roleless = safe.step is Step.PATTERNS_ALONE and "zonder_manifest" in account.banners
    yield Paragraph(text=files)
    yield Paragraph(text=words("verantwoording.stap_zonder_rollen" if roleless else f"verantwoording.stap_{safe.step}"))
    yield Paragraph(text=words(f"verantwoording.profiel_{safe.profile}"))
    yield Paragraph(text=words("verantwoording.niet_geaudit"))


def _meanings(safe: SafeCounts, account: Account, words: Words) -> Table:
    minimum = max(int(account.rules.get("tafels_minimum", 3)), safe.k + 2)
    rows = tuple(
        (words(f"vak.{band}"), words(f"verantwoording.betekenis_{band}", minimum=words.number(minimum)))
        for band in (*_TABLE_BANDS, *_SHARE_BANDS)
    )
    mark = (words("merk.niet_getoond"), words("verantwoording.betekenis_niet_getoond"))
    header = (words("verantwoording.woord"), words("verantwoording.betekenis"))
    return Table(caption=words("verantwoording.woorden_bijschrift"), header=header, rows=(*rows, mark))


def _thresholds(safe: SafeCounts, account: Account, words: Words) -> Iterable[Block]:
    header = (words("verantwoording.regel"), words("verantwoording.waarde"))
    yield Paragraph(text=words("verantwoording.drempels_tekst"))
    yield Table(
        caption=words("verantwoording.drempels_bijschrift"),
        header=header,
        rows=threshold_rows(safe, account, words),
    )


def _versions(account: Account, words: Words) -> Table:
    named = {
        "tool": account.version,
        "codebook": account.codebook,
        "taalmodel": account.language_model,
        "tagmodel": account.tag_model,
        "encoder": account.encoder,
        "trap": account.tier,
    }
    rows = tuple(
        (words(f"verantwoording.versie_{part}"), words("merk.geen") if value in _NO_MODEL else plain(value))
        for part, value in named.items()
    )
    header = (words("verantwoording.onderdeel"), words("verantwoording.versie"))
    return Table(caption=words("verantwoording.versies_bijschrift"), header=header, rows=rows)


def _value(value: int | float | str | bool, words: Words) -> str:
    if isinstance(value, bool):
        return words("merk.ja" if value else "merk.nee")
    if isinstance(value, float):
        digits = f"{value:.10g}"
        return digits.replace(".", words("rapport.komma"))
    return plain(str(value))
