"""Gold × tags → figures with intervals, a verdict per code, and the page that says so."""

from pipeline.evaluate.account import Quality, quality, save_quality
from pipeline.evaluate.evaluation import CodeFigures, Evaluation, Found, difference, evaluation
from pipeline.evaluate.page import page

__all__ = [
    "CodeFigures",
    "Evaluation",
    "Found",
    "Quality",
    "difference",
    "evaluation",
    "page",
    "quality",
    "save_quality",
]
