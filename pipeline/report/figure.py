"""Breadth per pattern by who speaks, as a grid of tiles: a shade a band, one hatch for all that is withheld."""

from __future__ import annotations

import io
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from pipeline.domain import Band, CellKey, Cut, Figure, SafeCounts, Shown, Step, Unit
from pipeline.report.tables import Column, columns_of
from pipeline.report.words import Names, Words

# One hue from light to dark: told apart by lightness, so also without colour and in grey print.
_SHADES = {Band.MEERDERE: "#bcd4e6", Band.MERENDEEL: "#5d94bd", Band.ZO_GOED_ALS_ELKE: "#1d4e79"}
_INK = {Band.MEERDERE: "#14202b", Band.MERENDEEL: "#0a1219", Band.ZO_GOED_ALS_ELKE: "#ffffff"}
_SETTINGS: Any = {
    "svg.hashsalt": "tafelbeeld",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "hatch.linewidth": 0.6,
}


def breadth_figure(safe: SafeCounts, words: Words, names: Names) -> Figure:
    """The figure of chapter 3, the same in SVG and PNG and the same bytes at each run."""
    columns = _columns(safe, words)
    with matplotlib.rc_context(_SETTINGS):
        drawing = _drawn(safe, words, names, columns)
        svg, png = io.StringIO(), io.BytesIO()
        drawing.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        drawing.savefig(png, format="png", dpi=160, metadata={"Software": None})
    text = svg.getvalue()
    labels = words.series([label.lower() for label, _ in columns])
    count = words.number(len(names.patterns))
    return Figure(
        id="breedte",
        caption=words(f"beelden.bijschrift_{safe.step}"),
        alternative=words("beelden.alternatief", patronen=count, kolommen=labels),
        svg=text[text.index("<svg") :],
        png=png.getvalue(),
    )


def _columns(safe: SafeCounts, words: Words) -> tuple[Column, ...]:
    everybody = (words("beelden.iedereen"), CellKey(cut=Cut.PATTERN))
    cut = {Step.RINGS: Cut.PATTERN_BY_RING, Step.CLASSES: Cut.PATTERN_BY_CLASS}.get(safe.step)
    return (everybody, *(columns_of(cut, safe, words) if cut is not None else ()))


def _drawn(safe: SafeCounts, words: Words, names: Names, columns: tuple[Column, ...]) -> Drawing:
    rows = len(names.patterns)
    drawing = Drawing(figsize=(3.0 + 1.55 * len(columns), 1.4 + 0.42 * rows))
    axes = drawing.add_axes((0, 0, 1, 1))
    axes.set_xlim(-2.1, len(columns))
    axes.set_ylim(rows + 1.3, -1.0)
    axes.axis("off")
    for place, (label, _) in enumerate(columns):
        axes.text(place + 0.5, -0.35, label, ha="center", va="center", fontsize=9, fontweight="bold", color="#14202b")
    for row, pattern in enumerate(names.patterns):
        axes.text(-0.08, row + 0.5, names.name(pattern.id), ha="right", va="center", fontsize=9, color="#14202b")
        for place, (_, key) in enumerate(columns):
            _tile(axes, place, row, safe.status(_of(key, pattern.id), Unit.SESSIONS), words)
    _legend(axes, rows, words, safe)
    return drawing


def _of(key: CellKey, pattern: str) -> CellKey:
    return CellKey(cut=key.cut, pattern=pattern, ring=key.ring, role_class=key.role_class)


def _tile(axes, place: float, row: float, status: object, words: Words) -> None:  # type: ignore[no-untyped-def]
    if not isinstance(status, Shown) or status.band is None:
        axes.add_patch(
            Rectangle((place + 0.04, row + 0.07), 0.92, 0.86, fc="#f3f3f1", ec="#8a8f94", hatch="////", lw=0)
        )
        return
    axes.add_patch(Rectangle((place + 0.04, row + 0.07), 0.92, 0.86, fc=_SHADES[status.band], ec="none"))
    text = str(status.value) if status.value is not None else words(f"tegel.{status.band}")
    axes.text(place + 0.5, row + 0.5, text, ha="center", va="center", fontsize=7.5, color=_INK[status.band])


def _legend(axes, rows: int, words: Words, safe: SafeCounts) -> None:  # type: ignore[no-untyped-def]
    used = {cell.status.band for cell in safe.cells if isinstance(cell.status, Shown) and cell.unit is Unit.SESSIONS}
    entries = [(band, words(f"vak.{band}")) for band in _SHADES if band in used]
    left, width = -2.0, (axes.get_xlim()[1] + 2.0) / (len(entries) + 1)
    for band, label in [*entries, (None, words("merk.niet_getoond"))]:
        look: Any = {"fc": _SHADES[band]} if band is not None else {"fc": "#f3f3f1", "ec": "#8a8f94", "hatch": "//////"}
        axes.add_patch(Rectangle((left, rows + 0.55), 0.22, 0.4, lw=0, **look))
        axes.text(left + 0.3, rows + 0.76, label, ha="left", va="center", fontsize=7.5, color="#14202b")
        left += width
