"""Where marks of punctuation hang in a tree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.punctuation import punctuation_heads


def heads_of(text: str, heads: list[int]) -> dict[str, str]:
    forms = text.split()
    found = punctuation_heads(forms, heads, [not any(c.isalnum() for c in form) for form in forms])
    return {f"{forms[at]}{at}": forms[head] for at, head in found.items()}


def test_a_full_stop_hangs_on_the_root() -> None:
    assert heads_of("Zij luisteren .", [1, 1, 2]) == {".2": "luisteren"}


def test_a_comma_hangs_on_the_part_that_it_opens() -> None:
    # Zij wachten , omdat het regent .
    assert heads_of("Zij wachten , omdat het regent .", [1, 1, 2, 5, 5, 1, 6]) == {",2": "regent", ".6": "wachten"}


def test_a_comma_hangs_on_the_part_before_it_where_that_depends_on_what_follows() -> None:
    # Als het regent , wachten zij .
    assert heads_of("Als het regent , wachten zij .", [2, 2, 4, 3, 4, 4, 6])[",3"] == "regent"


def test_brackets_hang_on_the_head_of_what_they_enclose() -> None:
    # De raad ( van Zwolle ) stemde .
    found = heads_of("De raad ( van Zwolle ) stemde .", [1, 6, 2, 4, 1, 5, 6, 7])
    assert (found["(2"], found[")5"]) == ("Zwolle", "Zwolle")


@given(st.data())
def test_every_mark_gets_a_word_as_head_whatever_the_tree(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 9))
    marks = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    order = data.draw(st.permutations(range(size)))
    # Each word hangs on one that comes before it in a random order: always a tree; marks hang anywhere.
    heads = [order[data.draw(st.integers(0, order.index(at)))] for at in range(size)]
    heads = [at if marks[head] else head for at, head in enumerate(heads)]
    forms = data.draw(st.lists(st.sampled_from([",", ".", "(", ")", '"', "«", "»", ";"]), min_size=size, max_size=size))
    found = punctuation_heads(forms, heads, marks)
    assert set(found) == ({at for at in range(size) if marks[at]} if not all(marks) else set())
    assert not any(marks[head] for head in found.values())
