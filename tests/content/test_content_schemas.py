"""The schemas that ship are those of the types."""

from pipeline.content import shipped
from pipeline.content.schemas import schemas


def test_the_schemas_are_up_to_date() -> None:
    folder = shipped("lexicons") / "schemas"
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == schemas()
