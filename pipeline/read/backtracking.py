"""How often a regular expression may have to try again: what a user's own expression is judged by before it is used.

Python's `re` tries every way in which the repeats of an expression can share a text. A repeat within a repeat has
exponentially many ways; repeats one after another have as many as the text's length, for each that could end anywhere.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

# The only account of an expression's parts that Python gives; a tree of operations with their arguments.
_parser, _compiler = import_module("re._parser"), import_module("re._compiler")

_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_SINGLE = ("LITERAL", "NOT_LITERAL", "ANY", "IN")
_FEW = 3
"""A repeat whose longest and shortest run differ by no more counts for nothing."""
_PROBES = frozenset(string.printable) | frozenset("éß—…’\u00a0")
"""Characters that tell whether two parts of an expression could match the same one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A part of an expression, in the order in which it is matched."""

    characters: frozenset[str] = _PROBES
    """The probes that it can begin with."""
    optional: bool
    long: bool = False


def has_choice_in_repeat(expression: str) -> bool:
    """Whether something that may match in several ways stands within a repeat: `(\\w+ ?)*`, `(a|b)+`."""
    return any(_choices(_parser.parse(expression), within=False))


def open_repeats(expression: str) -> int:
    """How many long repeats could end at more than one place: not `[^:]+:`, and none that nothing follows."""
    steps = list(_steps(_parser.parse(expression)))
    return sum(step.long and _is_open(step, steps[index + 1 :]) for index, step in enumerate(steps))


def _choices(items: Any, *, within: bool) -> Iterator[bool]:
    """Of each part that may match in several ways, whether it stands within a repeat."""
    for operation, argument in items:
        repeats = str(operation) in _REPEATS
        if str(operation) == "BRANCH" or (repeats and argument[0] != argument[1]):
            yield within
        for inner in _inner(argument):
            yield from _choices(inner, within=within or (repeats and argument[1] > 1))


def _steps(items: Any) -> Iterator[_Step]:
    for index, (operation, argument) in enumerate(items):
        name = str(operation)
        if name in _SINGLE:
            yield _Step(characters=_characters(items[index : index + 1]), optional=False)
        elif name in _REPEATS and argument[1] > 1:
            least, most, body = argument
            single = len(body) == 1 and str(body[0][0]) in _SINGLE
            characters = _characters(body) if single else _PROBES
            yield _Step(characters=characters, optional=least == 0, long=most - least > _FEW)
        else:
            # A group is what it holds; an alternative or a condition may also hold for nothing.
            certain = name in ("SUBPATTERN", "ATOMIC_GROUP")
            for inner in _inner(argument):
                yield from (
                    _Step(characters=s.characters, optional=s.optional or not certain, long=s.long)
                    for s in _steps(inner)
                )


def _inner(argument: Any) -> Iterator[Any]:
    """The expressions within an operation's argument."""
    if isinstance(argument, _parser.SubPattern):
        yield argument
    elif isinstance(argument, (list, tuple)):
        for part in argument:
            yield from _inner(part)


def _characters(single: Any) -> frozenset[str]:
    pattern = _compiler.compile(single)
    return frozenset(probe for probe in _PROBES if pattern.match(probe))


def _is_open(step: _Step, following: Sequence[_Step]) -> bool:
    """Whether what follows could begin where this repeat could go on as well."""
    for after in following:
        if step.characters & after.characters:
            return True
        if not after.optional:
            return False
    return False
