"""Two readings of the same rules, written apart, print the same of every study."""

from __future__ import annotations

from fractions import Fraction

from disclose_worlds import CODEBOOK, POLICY, random_study
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.audit.frame import public_frame
from pipeline.audit.printed import Printer, printed_rows
from pipeline.content import Codebook
from pipeline.disclose import protect
from pipeline.domain import Counts
from pipeline.report.long_table import rows

OWNED = CODEBOOK.model_copy(
    update={
        "patroon": [
            pattern.model_copy(update={"eigenaarschap": place == 0}) for place, pattern in enumerate(CODEBOOK.patroon)
        ]
    }
)
worlds = st.builds(
    random_study,
    st.integers(0, 2**32),
    st.integers(5, 14),
    k=st.integers(1, 3),
    has_roles=st.booleans(),
    most=st.sampled_from((5, 8, 12)),
    several=st.booleans(),
)
gaps = st.fixed_dictionaries({code: st.sampled_from((None, Fraction(0), Fraction(1, 5))) for code in CODEBOOK.codes})


@settings(max_examples=200, deadline=None)
@given(worlds, st.sampled_from(("besloten", "openbaar")), gaps)
def test_both_readings_print_the_same(counts: Counts, profile: str, recall_gaps: dict[str, Fraction | None]) -> None:
    assert profile in ("besloten", "openbaar")
    given_ = {"codebook": OWNED, "policy": POLICY, "profile": profile, "recall_gaps": recall_gaps}
    safe = protect(counts, **given_)  # type: ignore[arg-type]
    frame, says = public_frame(counts, **given_)  # type: ignore[arg-type]
    one, other = printed_rows(rows(safe)), Printer(frame).printed(says)
    assert {key: (one.get(key), other.get(key)) for key in {*one, *other} if one.get(key) != other.get(key)} == {}


def test_the_codebook_here_has_an_owner() -> None:
    assert isinstance(OWNED, Codebook) and OWNED.patterns[0].eigenaarschap
