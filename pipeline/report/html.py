"""`Report` → one HTML file: no script, nothing from elsewhere."""

from __future__ import annotations

import base64
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from pipeline.domain import Figure, Report
from pipeline.report.templates import template
from pipeline.report.words import Words


def write_html(report: Report, path: Path, *, words: Words) -> None:
    """Writes the note as a page that reads on a phone and prints on A4."""
    environment = Environment(
        loader=FileSystemLoader(template("rapport.html.j2").parent),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(w=words, kind=lambda block: type(block).__name__.lower(), picture=_picture)
    page = environment.get_template("rapport.html.j2").render(report=report)
    path.write_text(page, encoding="utf-8", newline="\n")


def _picture(figure: Figure) -> Markup:
    """The drawing as an image in the page itself."""
    data = base64.b64encode(figure.svg.encode()).decode()
    return Markup('<img alt="{}" src="data:image/svg+xml;base64,{}">').format(figure.alternative, data)
