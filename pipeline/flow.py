"""The whole flow on one screen: transcripts in, a report and its protected counts out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline import __version__, disclose, report
from pipeline.content import Content, read_content
from pipeline.count import counts, frame_of
from pipeline.domain import Part, Passage, SafeCounts, Session, Transcript
from pipeline.report.model import Account, Amount, Report
from pipeline.segment import passages
from pipeline.study import Study, groups, sessions
from pipeline.tag import Judged, Tagger

FEW, SOME = 0.05, 0.15
"""Below these shares of the passages it is *weinig*, and *een deel*."""
Language = Literal["nl", "en"]
Profile = Literal["besloten", "openbaar"]
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run yields, and the totals that only the user's own terminal may show."""

    report: Report
    safe_counts: SafeCounts
    account: Account
    tables: int
    speakers: int
    passages: int
    exposed: tuple[int, ...]
    """Persons (by place in the frame) who sat at so many tables that the rest is thinly protected."""


def outcome(
    study: Study,
    transcripts: Mapping[int, Transcript],
    tagger: Tagger,
    *,
    language: Language = "nl",
    profile: Profile = "besloten",
    tagged: Progress = lambda _: None,
) -> Outcome:
    """Everything between reading and writing.

    Raises StudyError, disclose.TooSmallError and disclose.PolicyError; `tagged` is told how many tables are done.
    """
    tables = sessions(study, transcripts)
    cut = [passages(session, number=number) for number, session in enumerate(tables)]
    judged: list[Judged] = []
    for number, of_table in enumerate(cut, start=1):
        judged += tagger.tag_passages(of_table)
        tagged(number)
    flat, flat_tags = tuple(p for of_table in cut for p in of_table), tuple(found.tags for found in judged)
    frame = frame_of(tables, groups(study, tables), has_roles=study.manifest is not None)
    exact = counts(tables, flat, flat_tags, frame)
    content = tagger.content
    safe = disclose.protect(
        exact,
        codebook=content.codebook,
        policy=content.policy,
        profile=profile,
        recall_gaps=tagger.quality.recall_gaps if tagger.quality else {},
    )
    account = _account(
        study, transcripts, tables, tagger, unjudged=_unjudged(flat, judged), thin=disclose.too_few_for_k(frame)
    )
    note = report.draft(
        safe,
        account,
        codebook=content.codebook,
        texts=content.texts[language],
        title=study.title,
        date=_date(study),
        language=language,
    )
    return Outcome(
        report=note,
        safe_counts=safe,
        account=account,
        tables=len(tables),
        speakers=len({pair.person for pair in exact.pairs}),
        passages=sum(passage.role.counted for passage in flat),
        exposed=disclose.exposed_persons(frame),
    )


def _account(
    study: Study,
    transcripts: Mapping[int, Transcript],
    tables: tuple[Session, ...],
    tagger: Tagger,
    *,
    unjudged: Amount,
    thin: bool,
) -> Account:
    content, model, encoder = tagger.content, tagger.model, tagger.encoder
    loosened = disclose.loosened(content.policy, read_content().policy)
    banners = {
        "concept": True,
        "zonder_manifest": study.manifest is None,
        "te_weinig_tafels_voor_k": thin,
        "versoepeld": bool(loosened),
        "in_sample": model is not None and model.trained_on(table.id for table in study.tables),
    }
    return Account(
        version=__version__,
        codebook=content.hash,
        language_model=f"{tagger.language.name} {tagger.language.version}",
        tag_model=f"{model.name} {model.hash}" if model else "geen",
        encoder=f"{encoder.name} {encoder.hash}" if encoder else "geen",
        tier=tagger.tier,
        verdicts=tagger.quality.verdicts if tagger.quality else {},
        unjudged=unjudged,
        files_read=len(transcripts),
        files_skipped=sum(len(table.sources) for table in study.tables) - len(transcripts),
        tables_without_speakers=sum(not session.marked for session in tables),
        parts_known=_parts_known(tables),
        sample=banners["in_sample"],
        rules=_rules(content),
        banners=tuple(name for name, applies in banners.items() if applies),
        reasons=tuple(content.policy.redenen[name] for name in loosened),
    )


def _unjudged(passages: tuple[Passage, ...], judged: Sequence[Judged]) -> Amount:
    """In a word, on how many of the counted passages the model abstained: its edges are public, its number is not."""
    counted = [found for passage, found in zip(passages, judged, strict=True) if passage.role.counted]
    share = sum(bool(found.abstained) for found in counted) / max(len(counted), 1)
    return "few" if share < FEW else "some" if share < SOME else "many"


def _parts_known(tables: tuple[Session, ...]) -> Literal["none", "some", "all"]:
    known = {Part.ONBEKEND not in session.parts for session in tables}
    return "all" if known == {True} else "some" if True in known else "none"


def _rules(content: Content) -> dict[str, int | float | str | bool]:
    dumped = content.policy.model_dump(exclude={"redenen", "sprekers_minimum"})
    speakers = content.policy.sprekers_minimum
    return {**dumped, "sprekers_minimum_besloten": speakers.besloten, "sprekers_minimum_openbaar": speakers.openbaar}


def _date(study: Study) -> str | None:
    given = study.manifest.datum if study.manifest else None
    return given.isoformat() if given else None
