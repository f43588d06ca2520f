"""Codebook, lexicons, policy and texts: what Dutch authors edit, read and checked."""

from pipeline.content.findings import ContentError, Finding
from pipeline.content.models import (
    Codebook,
    Context,
    CounterExample,
    Example,
    Except,
    Lexicon,
    Pattern,
    Perspective,
    Policy,
    Term,
    Wording,
)
from pipeline.content.read import Content, Texts, read_content, shipped

__all__ = [
    "Codebook",
    "Content",
    "ContentError",
    "Context",
    "CounterExample",
    "Example",
    "Except",
    "Finding",
    "Lexicon",
    "Pattern",
    "Perspective",
    "Policy",
    "Term",
    "Texts",
    "Wording",
    "read_content",
    "shipped",
]
