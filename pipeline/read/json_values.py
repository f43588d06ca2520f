"""Values in JSON whose types nobody promised."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

Object = Mapping[str, Any]


def objects(value: object, key: str) -> list[Object]:
    """The objects in a list under a key; none where there is no such list."""
    found = value.get(key) if isinstance(value, dict) else None
    return list(_objects(found))


def _objects(value: object) -> Iterator[Object]:
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))


def listed(value: object) -> list[Object]:
    """The objects in a list."""
    return list(_objects(value))


def inner(value: object, *keys: str) -> Object:
    """The object at a path of keys, an empty one where the path ends early."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def words(value: object) -> str:
    """A text; empty where there is none."""
    return value if isinstance(value, str) else ""


def number(value: object) -> float | None:
    """A finite number, also one written as text; none where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and found >= 0 else None


def name(value: object) -> str | None:
    """A speaker's name; numbers count, empty ones do not."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9:
        return str(value)
    return " ".join(words(value).split()) or None
