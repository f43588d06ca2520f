"""The tag model: train, load, predict; the only room that knows scikit-learn, and only `train` imports it."""

from pipeline.classify.model import Evidence, Prediction, TagModel, TagModelError, load_tag_model, table_hash

__all__ = ["Evidence", "Prediction", "TagModel", "TagModelError", "load_tag_model", "table_hash"]
