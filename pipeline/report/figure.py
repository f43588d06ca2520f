"""Breadth per pattern by who speaks, as a grid of tiles: a shade a band, one hatch for all that is withheld."""

from __future__ import annotations

import atexit
import io
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from pipeline.leftovers import own_folder

# matplotlib keeps a list of fonts under the home folder, where nothing of ours may stay behind.
if "MPLCONFIGDIR" not in os.environ:
    os.environ["MPLCONFIGDIR"] = str(own_folder("tafelbeeld-", Path(tempfile.gettempdir())))
    atexit.register(shutil.rmtree, os.environ["MPLCONFIGDIR"], ignore_errors=True)

import matplotlib
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle

from pipeline.domain import Band, CellKey, Cut, SafeCounts, Shown, Step, Unit, Withheld
from pipeline.report.model import Figure
from pipeline.report.tables import Column, columns_of
from pipeline.report.words import Names, Words

Status = Shown | Withheld | None

# One hue from light to dark: told apart by lightness, so also without colour and in grey print.
_SHADES = {
    Band.MEERDERE: ("#cfe0f0", "#14263d"),
    Band.MERENDEEL: ("#74a7d3", "#0b1726"),
    Band.ZO_GOED_ALS_ELKE: ("#154273", "#ffffff"),
}
_PAPER, _HATCH, _INK = "#f6f6f4", "#9a9a93", "#1b2430"
_SETTINGS: Any = {
    "svg.hashsalt": "tafelbeeld",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "hatch.linewidth": 0.7,
}
_INCH = 0.34
"""Inches a unit: a row is one unit high."""
_LABELS, _TILE, _GAP, _MARGIN, _TOP, _FOOT = 6.4, 4.2, 0.4, 0.1, 1.2, 1.9


def breadth_figure(safe: SafeCounts, words: Words, names: Names) -> Figure:
    """The figure of chapter 3, the same in SVG and PNG and the same bytes at each run."""
    columns = _columns(safe, words)
    with matplotlib.rc_context(_SETTINGS):
        canvas = _drawn(safe, words, names, columns)
        svg, png = _svg(canvas), _png(canvas)
    return Figure(
        id="figuur-breedte",
        caption=words(f"beelden.bijschrift_{safe.step}"),
        alternative=words(
            "beelden.alternatief",
            patronen=words.number(len(names.patterns)),
            kolommen=words.series([f"‘{label}’" for label, _ in columns]),
        ),
        svg=svg,
        png=png,
    )


def _columns(safe: SafeCounts, words: Words) -> tuple[Column, ...]:
    """Everybody, then the rings or role classes."""
    everybody = (words("beelden.iedereen"), CellKey(cut=Cut.PATTERN))
    cut = {Step.RINGS: Cut.PATTERN_BY_RING, Step.CLASSES: Cut.PATTERN_BY_CLASS}.get(safe.step)
    return (everybody, *(columns_of(cut, safe, words) if cut is not None and safe.made(cut) else ()))


def _drawn(safe: SafeCounts, words: Words, names: Names, columns: tuple[Column, ...]) -> Canvas:
    rows = len(names.patterns)
    width = max(_LABELS + _left(len(columns) - 1) + _TILE + _MARGIN, 19.5)
    height = rows + _TOP + _FOOT
    canvas = Canvas(figsize=(width * _INCH, height * _INCH), facecolor="white")
    axes = canvas.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(-_LABELS, width - _LABELS)
    axes.set_ylim(rows + _FOOT, -_TOP)
    axes.axis("off")
    for place, (label, _) in enumerate(columns):
        _write(axes, _left(place) + _TILE / 2, -0.45, label, ha="center", weight="bold")
    for row, pattern in enumerate(names.patterns):
        _write(axes, -0.3, row + 0.5, names.name(pattern.id), ha="right")
        for place, (_, key) in enumerate(columns):
            status = safe.status(_of(key, pattern.id), Unit.SESSIONS)
            _tile(axes, _left(place), row, status, _label(status, words))
    _legend(axes, rows + 0.7, safe, words)
    return canvas


def _left(place: int) -> float:
    """Where a column begins; everybody stands a little apart."""
    return place * _TILE + (_GAP if place else 0.0)


def _of(key: CellKey, pattern: str) -> CellKey:
    return CellKey(cut=key.cut, pattern=pattern, ring=key.ring, role_class=key.role_class)


def _label(status: Status, words: Words) -> str:
    if not isinstance(status, Shown):
        return ""
    return str(status.value) if status.value is not None else words(f"tegel.{status.band}")


def _tile(axes: Any, left: float, top: float, status: Status, text: str, *, width: float = _TILE) -> None:
    box, size = (left + 0.06, top + 0.06), (width - 0.12, 0.88)
    if not isinstance(status, Shown):
        axes.add_patch(Rectangle(box, *size, facecolor=_PAPER, edgecolor=_HATCH, hatch="////", linewidth=0.0))
        return
    fill, ink = _SHADES[status.band or Band.MEERDERE]
    axes.add_patch(Rectangle(box, *size, facecolor=fill, edgecolor="none"))
    _write(axes, left + width / 2, top + 0.5, text, ha="center", color=ink, fontsize=10 if text.isdigit() else 8.5)


def _legend(axes: Any, top: float, safe: SafeCounts, words: Words) -> None:
    """The shades that occur in the figure's kind of cell, and the hatch."""
    used = {cell.status.band for cell in safe.cells if isinstance(cell.status, Shown) and cell.unit is Unit.SESSIONS}
    entries: list[tuple[Status, str]] = [(Shown(band=band), words(f"tegel.{band}")) for band in _SHADES if band in used]
    left = -_LABELS + _MARGIN
    for status, label in (*entries, (Withheld(), words("merk.niet_getoond"))):
        _tile(axes, left, top, status, "", width=1.0)
        _write(axes, left + 1.15, top + 0.5, label, ha="left", fontsize=8.5)
        left += 1.9 + 0.24 * len(label)


def _write(axes: Any, x: float, y: float, text: str, **look: Any) -> None:
    axes.text(x, y, text, va="center", **{"fontsize": 9.5, "color": _INK, "parse_math": False, **look})


def _svg(canvas: Canvas) -> str:
    """Without date, tool, document type or comments."""
    buffer = io.BytesIO()
    nothing: Any = {"Date": None, "Creator": None, "Format": None, "Type": None}
    canvas.savefig(buffer, format="svg", metadata=nothing)
    text = buffer.getvalue().decode("utf-8").replace("\r\n", "\n")
    return re.sub(r"<!--.*?-->\s*", "", text[text.index("<svg") :], flags=re.DOTALL)


def _png(canvas: Canvas) -> bytes:
    buffer = io.BytesIO()
    nothing: Any = {"Software": None}
    canvas.savefig(buffer, format="png", dpi=220, metadata=nothing)
    return buffer.getvalue()
