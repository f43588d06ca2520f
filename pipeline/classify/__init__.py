"""The tag model: train, load, predict; the only room that knows scikit-learn, and only `train` imports it."""

from pipeline.classify.model import NO_MODEL, Prediction, TagModel, TagModelError, load_tag_model

__all__ = ["NO_MODEL", "Prediction", "TagModel", "TagModelError", "load_tag_model"]
