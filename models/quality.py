"""`python -m models.quality`: measures the shipped tags on all gold, and writes `docs/quality.md`."""

from __future__ import annotations

from pathlib import Path

from models.gains import gains_page
from models.variety import variety, variety_page
from pipeline.evaluate import page, quality
from pipeline.gold import read_gold
from pipeline.tag import Tagger

PAGE = Path("docs/quality.md")
SHARED = Path("../shared/data/passages")
MEASURED_ON = {
    "Blind test tables": Path("models/gold/test"),
    "Development tables": Path("models/gold/development"),
    "Spoken passages kept aside": SHARED / "spoken_passages.jsonl",
    "Real sentences kept aside": SHARED / "real_passages.jsonl",
}
HEAD = """# How good the tags are

Produced by `python -m models.quality`; nothing here is written by hand.

The gold was **invented** for this purpose, by writers of one kind who knew the codebook: its figures are an upper
bound. The sentences kept aside were written, or found, by others, and are the better measure of how tags fare
elsewhere; there are few of them, in one block, so that their bootstrap over tables has no width. A passage on which
the model abstains counts as untagged. Macro-F1 is over the patterns that the gold has;
the tables below have perspectives.
"""


def main() -> None:
    """Writes the page."""
    tagger = Tagger.load()
    codebook = tagger.content.codebook
    parts = [
        page(name, quality(read_gold([path], codebook=codebook), tagger))
        for name, path in MEASURED_ON.items()
        if path.exists()
    ]
    parts.insert(0, variety_page(variety(codebook=codebook)))
    held = read_gold([MEASURED_ON["Development tables"]], codebook=codebook)
    parts.append(gains_page(held, content=tagger.content))
    PAGE.write_text("\n".join([HEAD, *parts]) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
