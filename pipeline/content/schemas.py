"""JSON Schemas of the content files, so that an editor can complete and check while one types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from pipeline.content.models import Codebook, Context, Lexicon, Policy

_MODELS: Mapping[str, type[BaseModel]] = {
    "codebook": Codebook,
    "lexicon": Lexicon,
    "context": Context,
    "beleid": Policy,
}


def schemas() -> dict[str, str]:
    """From a file's name to its schema as text."""
    return {
        f"{name}.schema.json": json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2, sort_keys=True)
        + "\n"
        for name, model in _MODELS.items()
    }


def write_schemas(folder: Path) -> None:
    """Writes every schema into a folder."""
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
