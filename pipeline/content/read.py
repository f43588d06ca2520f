"""Content files → `Content`; all mistakes of form at once, each with its line."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.content.findings import ContentError, Finding, excerpt_of, name_within
from pipeline.content.lines import Place, line_of_place
from pipeline.content.models import Codebook, Context, Lexicon, Policy

Model = TypeVar("Model", bound=BaseModel)
Texts = Mapping[str, Any]

PARTS = ("codebook.toml", "context.toml", "beleid.toml", "patronen", "perspectieven", "teksten")
"""What a content folder holds; a researcher's own copy may leave files out, and the shipped ones stand in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All content files, read and checked for form; `hash` names the codebook version."""

    folder: Path
    codebook: Codebook
    lexicons: tuple[Lexicon, ...]
    context: Context
    policy: Policy
    texts: Mapping[str, Texts]
    hash: str

    def lexicon(self, code: str) -> Lexicon:
        """The lexicon of one code; KeyError where there is none."""
        return next(lexicon for lexicon in self.lexicons if lexicon.id == code)


_CHECKOUT = {
    "lexicons": "lexicons",
    "templates": "reports/templates",
    "tagmodel": "models/tagmodel",
    "encoder": "models/encoder_nl",
    "nl_tafel_sm": "models/nl_tafel_sm",
}


def shipped(name: str) -> Path:
    """A folder that ships with the package: within it once installed, in the checkout for an editable install."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_content" / name
    return installed if installed.is_dir() else package.parent / _CHECKOUT[name]


def read_content(folder: Path | None = None) -> Content:
    """The content of a folder, with the shipped files for those that it leaves out.

    Raises ContentError with every mistake of form in every file.
    """
    own = folder or shipped("lexicons")
    findings: list[Finding] = []
    codebook = _model(own, "codebook.toml", Codebook, findings)
    context = _model(own, "context.toml", Context, findings)
    policy = _model(own, "beleid.toml", Policy, findings)
    lexicons = _lexicons(own, codebook, findings)
    texts = {language: _texts(own, language, findings) for language in ("nl", "en")}
    if findings or codebook is None or context is None or policy is None:
        raise ContentError(tuple(sorted(findings)))
    return Content(
        folder=own,
        codebook=codebook,
        lexicons=lexicons,
        context=context,
        policy=policy,
        texts=MappingProxyType(texts),
        hash=content_hash(own),
    )


def located(folder: Path, relative: str) -> Path:
    """A content file in a researcher's folder, or else the shipped one."""
    own = folder / relative
    return own if own.is_file() else shipped("lexicons") / relative


def parsed(path: Path, name: str, findings: list[Finding]) -> tuple[str, dict[str, Any] | None]:
    """A TOML file's text and its content; none, and a finding, where it is no TOML."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError:
        findings.append(Finding(file=name, line=1, message="the file is not UTF-8", remedy="save it as UTF-8"))
    except tomllib.TOMLDecodeError as error:
        line = int(found[1]) if (found := re.search(r"line (\d+)", str(error))) else len(text.splitlines())
        message = re.sub(r" \(at .*\)$", "", str(error))
        findings.append(
            Finding(
                file=name,
                line=line,
                message=f"this is no TOML: {message[:1].lower()}{message[1:]}",
                remedy="look for a quote, bracket or comma that is missing on this line or the one above",
                excerpt=excerpt_of(text, line),
            )
        )
    except OSError:
        findings.append(Finding(file=name, line=1, message="the file can't be read", remedy="put the file back"))
    return "", None


def form_findings(error: ValidationError, text: str, name: str) -> list[Finding]:
    """What pydantic found, as findings with the line of each."""
    return [_form_finding(item, text, name) for item in error.errors(include_url=False)]


def _form_finding(item: Any, text: str, name: str) -> Finding:
    place: Place = tuple(item["loc"])
    line = line_of_place(text, place)
    key = ".".join(str(part) for part in place if isinstance(part, str)) or "the file"
    message, remedy = {
        "missing": (f"`{key}` is missing", "add it; lexicons/README.md shows an example"),
        "extra_forbidden": (f"`{key}` is no key that is known here", "correct its spelling or leave it out"),
    }.get(item["type"], (f"`{key}`: {item['msg'].removeprefix('Value error, ')}", "correct this value"))
    return Finding(file=name, line=line, message=message, remedy=remedy, excerpt=excerpt_of(text, line))


def _model(folder: Path, relative: str, model: type[Model], findings: list[Finding]) -> Model | None:
    text, data = parsed(located(folder, relative), relative, findings)
    if data is None:
        return None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        findings.extend(form_findings(error, text, relative))
        return None


def _lexicons(folder: Path, codebook: Codebook | None, findings: list[Finding]) -> tuple[Lexicon, ...]:
    if codebook is None:
        return ()
    wanted = [f"patronen/{pattern.id}.toml" for pattern in codebook.patterns]
    wanted += [f"perspectieven/{perspective.id}.toml" for perspective in codebook.perspectives]
    found: list[Lexicon] = []
    for relative in wanted:
        lexicon = _model(folder, relative, Lexicon, findings)
        if lexicon is not None:
            findings.extend(_misfits(folder, relative, lexicon, codebook))
            found.append(lexicon)
    findings.extend(_strangers(folder, wanted))
    return tuple(found)


def _misfits(folder: Path, relative: str, lexicon: Lexicon, codebook: Codebook) -> list[Finding]:
    text = located(folder, relative).read_text(encoding="utf-8-sig")
    misfits = lexicon.misfits(codebook)
    if lexicon.id != Path(relative).stem and not misfits:
        misfits = [(("id",), f"the file is named after another code than `{lexicon.id}`")]
    return [
        Finding(
            file=relative,
            line=(line := line_of_place(text, place)),
            message=message,
            remedy="use an id that codebook.toml has",
            excerpt=excerpt_of(text, line),
        )
        for place, message in misfits
    ]


def _strangers(folder: Path, wanted: list[str]) -> list[Finding]:
    present = sorted(path for part in ("patronen", "perspectieven") for path in (folder / part).glob("*.toml"))
    return [
        Finding(
            file=name,
            line=1,
            message="the codebook has no code of this name",
            remedy="add it to codebook.toml, or remove the file",
        )
        for path in present
        if (name := name_within(path, folder)) not in wanted
    ]


def _texts(folder: Path, language: str, findings: list[Finding]) -> Texts:
    _, data = parsed(located(folder, f"teksten/{language}.toml"), f"teksten/{language}.toml", findings)
    return MappingProxyType(data or {})


def content_hash(folder: Path) -> str:
    """SHA-256 over the content files in use, with line ends made equal; the first 12 digits."""
    shipped_folder = shipped("lexicons")
    names = {name_within(path, root) for root in (folder, shipped_folder) for path in _content_files(root)}
    digest = hashlib.sha256()
    for name in sorted(names):
        digest.update(name.encode() + b"\0" + located(folder, name).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]


def _content_files(folder: Path) -> list[Path]:
    single = [folder / part for part in PARTS if part.endswith(".toml")]
    return [path for path in single if path.is_file()] + [
        path for part in PARTS if not part.endswith(".toml") for path in (folder / part).glob("*.toml")
    ]
