"""Who sat where, who spoke which turn, in which part."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain import Part, Role, Session, Transcript, Turn
from pipeline.study import Study, StudyError, find_study, groups, sessions

Line = tuple[str | None, str] | tuple[str | None, str, float]


def study_of(folder: Path, text: str | None, *names: str) -> Study:
    for name in names:
        (folder / name).write_text("Joke: Goedemiddag.\n", encoding="utf-8")
    if text is not None:
        (folder / "study.toml").write_text(text, encoding="utf-8")
    return find_study(folder)


def said(study: Study, number: int, *lines: Line, mark: int | None = None) -> Transcript:
    turns = tuple(Turn(label=line[0], text=line[1], start=line[2] if len(line) == 3 else None) for line in lines)
    return Transcript(source=study.sources[number - 1], turns=turns, analyse_turn=mark)


def parts(session: Session) -> str:
    return "".join(part.value[0] for part in session.parts)


ONE = """\
[[tafel]]
id = "water"
bestanden = ["a.txt"]
[[tafel.spreker]]
naam = "Rachid El Amrani"
rol = "gespreksleider"
id = "g1"
[[tafel.spreker]]
naam = ["Joke", "Joke van Dam"]
rol = "opgavehouder"
organisatie = "Waterschap Zuid"
[[tafel.spreker]]
naam = "Stille Willem"
rol = "extern"
heeft_transcripten = true
"""


def test_speakers_are_the_manifests_then_the_unknown(tmp_path: Path) -> None:
    study = study_of(tmp_path, ONE, "a.txt")
    lines = [
        ("RACHID  el\u00a0Amrani", "Wie?"),
        ("joke van dam", "Ik."),
        ("Vreemde", "Ik ook."),
        (None, "Hm."),
        ("Joke", "Ja."),
    ]
    (session,) = sessions(study, {1: said(study, 1, *lines)})
    assert session.speakers == (0, 1, 3, None, 1)
    assert [speaker.role for speaker in session.attendees] == [
        Role.GESPREKSLEIDER,
        Role.OPGAVEHOUDER,
        Role.EXTERN,
        Role.ONBEKEND,
    ]
    assert [speaker.holds_transcripts for speaker in session.attendees] == [True, False, True, False]
    assert [speaker.person for speaker in session.attendees] == ["g1", "#0:1", "#0:2", "#0:3"]
    assert session.attendees[1].organisation == "Waterschap Zuid"
    assert parts(session) == "ooooo"


def test_without_a_manifest_equal_names_prove_nothing(tmp_path: Path) -> None:
    study = study_of(tmp_path, None, "a.txt", "b.txt")
    found = sessions(study, {number: said(study, number, ("Joke", "Dag."), ("joke ", "Ja.")) for number in (1, 2)})
    assert [session.id for session in found] == ["a", "b"]
    assert [session.speakers for session in found] == [(0, 0), (0, 0)]
    assert len({session.attendees[0].person for session in found}) == 2
    assert all(session.attendees[0].role is Role.ONBEKEND for session in found)


def test_persons_without_id_do_not_depend_on_their_names(tmp_path: Path) -> None:
    study = study_of(tmp_path, None, "a.txt")
    found = [sessions(study, {1: said(study, 1, (name, "Dag."))})[0].attendees for name in ("Joke", "Bram")]
    assert found[0] == found[1]


def test_a_table_of_which_nothing_was_read_is_left_out(tmp_path: Path) -> None:
    study = study_of(tmp_path, None, "a.txt", "b.txt")
    assert [session.id for session in sessions(study, {2: said(study, 2, ("Joke", "Dag."))})] == ["b"]


def long(analyse: str) -> str:
    return f'[[tafel]]\nid = "t"\nbestanden = ["a.txt", "b.txt"]\n{analyse}\n'


TIMED = [("Joke", "Een.", 0.0), ("Bram", "Twee.", 9.5), ("Joke", "Drie.", 70.25)]
PLAIN = [("Joke", "Vier."), ("Bram", "Vijf.")]


@pytest.mark.parametrize(
    ("analyse", "marks", "expected"),
    [
        ("", (None, None), "ooooo"),
        ("", (2, None), "bbaaa"),
        ("", (None, 1), "bbbba"),
        ("", (None, 2), "bbbbb"),
        ("", (1, 1), "baaaa"),
        ('analyse_vanaf = "00:09"', (0, None), "baaaa"),
        ('analyse_vanaf = "00:01:10"', (None, None), "bbaaa"),
        ('analyse_vanaf = "1:10,25"', (None, None), "bbaaa"),
        ("analyse_vanaf = 00:01:10", (None, None), "bbaaa"),
        ("analyse_vanaf = 1", (None, None), "aaaaa"),
        ("analyse_vanaf = 3", (None, 0), "bbaaa"),
        ('analyse_vanaf = { bestand = "b.txt", vanaf = 2 }', (None, None), "bbbba"),
    ],
)
def test_part_two_begins_where_the_manifest_says_else_the_transcript(
    tmp_path: Path, analyse: str, marks: tuple[int | None, int | None], expected: str
) -> None:
    study = study_of(tmp_path, long(analyse), "a.txt", "b.txt")
    read = {1: said(study, 1, *TIMED, mark=marks[0]), 2: said(study, 2, *PLAIN, mark=marks[1])}
    (session,) = sessions(study, read)
    assert [turn.text for turn in session.turns] == ["Een.", "Twee.", "Drie.", "Vier.", "Vijf."]
    assert parts(session) == expected


@pytest.mark.parametrize(("missing", "expected"), [(1, "aa"), (2, "bba")])
def test_part_two_outlives_a_file_that_was_not_read(tmp_path: Path, missing: int, expected: str) -> None:
    study = study_of(tmp_path, long("analyse_vanaf = 3"), "a.txt", "b.txt")
    read = {1: said(study, 1, *TIMED), 2: said(study, 2, *PLAIN)}
    del read[missing]
    assert parts(sessions(study, read)[0]) == expected


@pytest.mark.parametrize(
    ("analyse", "message"),
    [
        ("analyse_vanaf = 4", "turn 4 lies beyond the last turn"),
        ('analyse_vanaf = "00:02:00"', "no turn of its file begins"),
        ('analyse_vanaf = { bestand = "b.txt", vanaf = "00:01" }', "has no times"),
    ],
)
def test_part_two_at_no_turn_is_a_finding(tmp_path: Path, analyse: str, message: str) -> None:
    study = study_of(tmp_path, long(analyse), "a.txt", "b.txt")
    with pytest.raises(StudyError) as caught:
        sessions(study, {1: said(study, 1, *TIMED), 2: said(study, 2, *PLAIN)})
    (finding,) = caught.value.findings
    assert (finding.file, finding.line, finding.excerpt) == ("study.toml", 4, analyse)
    assert message in finding.message


def test_groups_point_at_the_sessions_that_are_there(tmp_path: Path) -> None:
    tables = "".join(f'[[tafel]]\nid = "{name}"\nbestanden = ["{name}.txt"]\n' for name in "abc")
    text = tables + '[[groep]]\nnaam = "G"\ntafels = ["a", "c"]\n[[groep]]\nnaam = "H"\ntafels = ["a"]\n'
    study = study_of(tmp_path, text, "a.txt", "b.txt", "c.txt")
    found = sessions(study, {number: said(study, number, ("Joke", "Dag.")) for number in (2, 3)})
    (group,) = groups(study, found)
    assert (group.name, group.tables) == ("G", frozenset({1}))


def test_without_a_manifest_there_are_no_groups(tmp_path: Path) -> None:
    assert groups(study_of(tmp_path, None, "a.txt"), ()) == ()


def test_unknown_part_is_said_so(tmp_path: Path) -> None:
    study = study_of(tmp_path, None, "a.txt")
    assert sessions(study, {1: said(study, 1, ("Joke", "Dag."))})[0].parts == (Part.ONBEKEND,)
