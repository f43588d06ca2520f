"""The encoder that ships: one passage at a time, the same whatever its neighbours, and no folder that is none."""

import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.content import shipped
from pipeline.encode import CARD, Encoder, EncoderError, load_encoder

TEXTS = [
    "Ze belden ons niet eens, we lazen het in de krant.",
    "wij zijn toen maar gewoon begonnen met z'n vieren in een keetje achter het gemeentehuis",
    "Nee.",
    "De begroting liet het niet toe, zei de controller, en daarmee was het gesprek klaar. " * 12,
    "",
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(shipped("encoder"))


def test_a_vector_has_length_one_and_depends_on_no_neighbour(encoder: Encoder) -> None:
    whole = encoder.encode(TEXTS)
    assert whole.shape == (len(TEXTS), 384)
    assert np.linalg.norm(whole, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    for order in ([4, 3, 2, 1, 0], [2, 0, 4, 1, 3]):
        turned = encoder.encode([TEXTS[i] for i in order])
        assert turned.tobytes() == whole[order].tobytes()
    assert encoder.encode([TEXTS[0]]).tobytes() == whole[:1].tobytes()


def test_what_means_alike_lies_closer_than_what_does_not(encoder: Encoder) -> None:
    one, alike, other = encoder.encode(
        [
            "Dat besluit hoorden we pas toen het al in het nieuws was, dat doet iets met je.",
            "We werden er totaal door overvallen, niemand had ons even gewaarschuwd.",
            "De bus rijdt op zondag maar één keer per uur.",
        ]
    )
    assert one @ alike > one @ other


def test_nothing_gives_no_vectors(encoder: Encoder) -> None:
    assert len(encoder.encode([])) == 0


@pytest.mark.parametrize("files", [{}, {CARD: "{}"}, {"tokenizer.json": "{}"}, {CARD: json.dumps({"kind": "anders"})}])
def test_a_folder_without_an_encoder_gets_a_sentence(tmp_path: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(EncoderError) as refused:
        load_encoder(tmp_path)
    assert str(tmp_path) not in str(refused.value) and str(refused.value).endswith(".")
