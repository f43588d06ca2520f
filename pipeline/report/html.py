"""`rapport.html`: the note in one file, without script and without anything from elsewhere."""

from __future__ import annotations

import base64
import re
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.report.model import Figure, Lesson, Paragraph, Report, Room, Table
from pipeline.report.templates import template
from pipeline.report.words import Words

_KINDS = {Paragraph: "paragraph", Lesson: "lesson", Room: "room", Table: "table", Figure: "figure"}


def html_bytes(report: Report, words: Words, *, concept: bool) -> bytes:
    """The page, from `rapport.html.j2`."""
    environment = Environment(
        loader=FileSystemLoader(template("rapport.html.j2").parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["kind"] = lambda block: _KINDS[type(block)]
    environment.filters["data_uri"] = _data_uri
    environment.filters["css_string"] = _css_string
    page: Any = environment.get_template("rapport.html.j2")
    text = page.render(
        report=report,
        words=words,
        chapters=_chapters(report),
        withheld=words("merk.niet_getoond"),
        concept=words("merk.concept") if concept else "",
    )
    return str(text).encode("utf-8")


def _chapters(report: Report) -> list[dict[str, Any]]:
    """The sections grouped by chapter, for the contents and the page's outline."""
    chapters: list[dict[str, Any]] = []
    for section in report.sections:
        if section.level == 1:
            chapters.append({"chapter": section, "sections": []})
        else:
            chapters[-1]["sections"].append(section)
    return chapters


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode("utf-8")).decode("ascii")


def _css_string(text: str) -> str:
    """What may stand between quotes in a style sheet."""
    return re.sub(r"[^\w\s,.;:()–—-]", "", text)
