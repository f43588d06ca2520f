"""`python models/deduce_baseline.py`, in an environment with deduce alone: how well that tool finds the same names."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

GOLD = Path(__file__).parent / "gold" / "names"
_KINDS = {"P": "persoon", "O": "organisatie", "F": "functie", "L": "plaats"}
_MARK = re.compile(r"\[([POFL]):([^\]]+)\]")


def main() -> None:
    """Writes `deduce.json` beside the gold: by file the entities, those masked in every mention, and the precision."""
    from deduce import Deduce

    tool = Deduce()
    made = {path.stem: _scored(tool, path) for path in sorted(GOLD.glob("*.txt"))}
    told = json.dumps({"version": version("deduce"), "files": made}, indent=1, sort_keys=True)
    (GOLD / "deduce.json").write_text(told + "\n", encoding="utf-8", newline="\n")


def _scored(tool: object, path: Path) -> dict[str, object]:
    table, whole, right, total = "", dict[tuple[str, str, str], bool](), 0, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("##"):
            table = line
        if line.startswith(("##", "@")) or not line.strip():
            continue
        text, entities = _unmarked(line.strip())
        annotations = tool.deidentify(text).annotations  # type: ignore[attr-defined]
        found = [(one.start_char, one.end_char) for one in annotations]
        total += len(found)
        right += sum(any(start < end2 and start2 < end for start2, end2, _ in entities) for start, end in found)
        for start, end, kind in entities:
            key = (table, kind, text[start:end].casefold())
            inked = (place for place in range(start, end) if text[place].isalnum())
            whole[key] = whole.get(key, True) and all(any(a <= place < b for a, b in found) for place in inked)
    counts = {
        kind: [sum(masked for key, masked in whole.items() if key[1] == kind), sum(key[1] == kind for key in whole)]
        for kind in _KINDS.values()
    }
    return {"entities": counts, "precision": round(right / max(total, 1), 3)}


def _unmarked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, rest, found = "", 0, []
    for match in _MARK.finditer(line):
        text += line[rest : match.start()]
        found.append((len(text), len(text) + len(match[2]), _KINDS[match[1]]))
        text, rest = text + match[2], match.end()
    return text + line[rest:], found


if __name__ == "__main__":
    main()
