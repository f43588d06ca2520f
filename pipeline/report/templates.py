"""Where the templates stand."""

from __future__ import annotations

from pathlib import Path

from pipeline.content.read import shipped


def template(name: str) -> Path:
    """A template that ships with the package, or stands in the checkout."""
    return shipped("templates") / name
