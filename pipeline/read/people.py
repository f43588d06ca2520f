"""Whether a label is somebody's name or role: the words that names have, and those that no name has."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _words(
    "van der den de het 't ter ten te in op aan bij uit la le el al bin ben ibn von zu du da di dos tot thoe en &"
)
_TITLES = _words(
    "heer mevrouw meneer mevr mw dhr hr drs dr mr ir prof ing voorzitter minister staatssecretaris wethouder lid stem"
    " burgemeester spreker speaker deelnemer respondent interviewer gespreksleider opgavehouder facilitator moderator"
    " notulist secretaris professor persoon griffier man vrouw"
)
# Words with which Dutch and English speakers open a sentence that holds a colon, and keys at the head of a document.
_NO_NAME = _words(
    "ik jij je hij zij ze wij we jullie u men dit dat deze die dus toen dan nou nu ja nee oké oke ok yes no well so"
    " maar want omdat als wat wie hoe waarom waar wanneer welke er is was zijn waren wordt werd heb heeft had zeg zegt"
    " zei zeggen zeiden denk denkt dacht vraagt vroeg vond vind vindt om kortom samengevat samenvattend conclusie"
    " concreet let voorbeeld bijvoorbeeld namelijk oftewel ofwel eerste tweede derde kijk luister goed bijv"
    " nb ps pm opmerking http https datum tijd locatie plaats onderwerp aanwezig aanwezigen afwezig duur"
    " bestand audio file date time location subject title titel agenda agendapunt website url e-mail email mail tel"
    " telefoon adres i you he she they it that this then because what who how why where when and or but vervolgens"
    " uiteindelijk eigenlijk gewoon misschien natuurlijk helaas gelukkig belangrijk belangrijkste kernvraag"
    " precies grondslag artikel bijlage figuur tabel paragraaf hoofdstuk ad sub onderdeel actie"
    " probleem oplossing voordeel nadeel resultaat doel gevolg reden idee samenvatting inleiding vervolg actiepunt"
    " gezegd besluit afspraak versie auteur transcript opname deelnemers sprekers gesprek interview kanttekening nuance"
)
PARENTHESIS = re.compile(r"\([^)]*\)?$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]")


def is_name(label: str) -> bool:
    """Whether a label looks like `De heer Van der Lee`, `Inglis, Jake`, `spreker 1` or `anna`."""
    words = PARENTHESIS.sub("", label).replace(",", " ").split()
    if not words or not may_be_named(label):
        return False
    return len(words) == 1 or all(map(_is_name_word, words))


def _is_name_word(word: str) -> bool:
    bare = word.casefold().strip(".")
    return (
        word[0].isupper()
        or any(map(str.isdigit, word))
        or bare in _PARTICLES
        or bare in _TITLES
        or _INITIALS.fullmatch(word) is not None
    )


def ends_sentence(word: str) -> bool:
    """Whether a word ends in a full stop or the like, and is neither initial nor title: `goed.`, but not `mevr.`"""
    if word[-1] != ".":
        return word[-1] in ";!?…"
    return word.casefold().strip(".") not in _TITLES and not (word[0].isupper() and len(word) <= 4) and len(word) > 2


def is_role(label: str) -> bool:
    """Whether a label is an article and one more word, as in `De projectleider`."""
    words = label.casefold().split()
    return len(words) == 2 and words[0] in ("de", "het") and words[1] not in _NO_NAME


def may_be_named(label: str) -> bool:
    """Whether a label has no word that names never have; behind the first word a capital makes it a surname."""
    first, *others = label.split()
    lower = (word for word in others if not word[0].isupper())
    return _NO_NAME.isdisjoint(word.casefold().strip(".,") for word in (first, *lower))
