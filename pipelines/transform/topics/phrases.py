"""Owns the small language of the vocabulary's phrases.

    сайт            this word and no other
    картридж*       words that begin so
    медиа-центр*    written together, with a hyphen, or apart: all three
    доступ* сети    words that follow each other
    ремонт* ~ сайт* near each other (at most six words between), in any order
    сайт* + 1с      both somewhere in the text
    {group}         any phrase of a named group; a group holds plain sequences only

Small words that carry no meaning (`SKIPPED`) are not there: «доступ к сети» is «доступ сети».
"""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from pipelines.transform.topics.spelling import skeleton

NEAR = 6
"""The most words that may stand between two words that are near each other."""
_SMALL_WORDS = "и,в,во,на,к,ко,с,со,по,о,об,от,из,за,у,а,же,не,және,мен,бен,бойынша"
SKIPPED = frozenset(skeleton(word) for word in _SMALL_WORDS.split(","))
"""Words that are not there."""

_PARTS = re.compile(r"\{[^}]*\}|[~+]|[^\s~+{}]+")
_FORM = re.compile(r"[^\W_]+(-[^\W_]+)*\*?")


class PhraseError(ValueError):
    """Raised for a phrase that is not in the language above."""


Stem = str
"""A word, or the beginning of words with a star behind it, as a skeleton."""
Term = tuple[Stem, ...]
"""Stems that follow each other."""


class Terms:
    """Any of some terms; the same group is one object wherever it is named.

    Attributes:
        anchors: Stems of which a text must hold one: of each term the rarest, then the longest.
        rare_anchors: Those of terms that have a stem which is not common, or one stem only.
        common_pairs: The first two stems of all other terms.
    """

    def __init__(self, terms: Iterable[Term], common: Container[Stem] = ()) -> None:
        self.terms = tuple(dict.fromkeys(terms))
        anchors = {term: max(term, key=lambda stem: (stem not in common, stem_length(stem))) for term in self.terms}
        self.anchors = frozenset(anchors.values())
        self.rare_anchors = frozenset(stem for term, stem in anchors.items() if len(term) == 1 or stem not in common)
        self.common_pairs = frozenset(term[:2] for term, stem in anchors.items() if len(term) > 1 and stem in common)
        self.rarity = -sum(stem in common for stem in self.anchors) / len(self.anchors)
        self.by_first: dict[Stem, list[Term]] = {}
        for term in self.terms:
            self.by_first.setdefault(term[0], []).append(term)

    def anchor_length(self) -> int:
        """Return the length of the shortest stem that is looked for first."""
        return min(map(stem_length, self.anchors))


@dataclass(frozen=True, slots=True)
class Link:
    """One member of a chain: any of some terms, near the member before it or right after it."""

    of: Terms
    near: bool
    action: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Chains that must all be in a text; `text` is how people wrote it."""

    text: str
    chains: tuple[tuple[Link, ...], ...]

    def anchors(self) -> frozenset[Stem]:
        """Return stems of which a text must hold one."""
        return self.anchor().anchors

    def anchor(self) -> Terms:
        """Return the member to look for first: things before actions, rare stems before common, long before short."""
        links = [link for chain in self.chains for link in chain]
        return max(links, key=lambda link: (not link.action, link.of.rarity, link.of.anchor_length())).of


@dataclass(frozen=True, slots=True)
class Groups:
    """Named groups of terms; actions (to repair, to develop) say nothing by themselves."""

    things: Mapping[str, Terms]
    actions: Mapping[str, Terms]
    common: frozenset[Stem] = frozenset()
    words: dict[str, Terms] = field(default_factory=dict)

    def of(self, name: str) -> tuple[Terms, bool]:
        """Return the terms of a group and whether it is one of actions.

        Raises:
            PhraseError: There is no such group.
        """
        if name in self.things:
            return self.things[name], False
        if name in self.actions:
            return self.actions[name], True
        raise PhraseError(f"there is no group {{{name}}}; known: {', '.join(sorted({*self.things, *self.actions}))}")

    def word(self, text: str) -> Terms:
        """Return the terms of a word that stands in a phrase itself; the same word is one object."""
        return self.words.setdefault(text, Terms(terms_of(text), self.common))


def stem_length(stem: Stem) -> int:
    """Return how many letters a stem has."""
    return len(stem) - stem.endswith("*")


def group_terms(text: str) -> list[Term]:
    """Read one line of a group; two words stand in either order there («сетевой фильтр», «фильтр сетевой»).

    Raises:
        PhraseError: Something else than words stands in it.
    """
    terms = terms_of(text)
    return terms + ([term[::-1] for term in terms if len(term) == 2] if len(text.split()) == 2 else [])


def terms_of(text: str) -> list[Term]:
    """Read a plain sequence in all its spellings.

    Raises:
        PhraseError: Something else than words stands in it.
    """
    forms = []
    for part in text.split():
        if not _FORM.fullmatch(part):
            raise PhraseError(f"{part!r} is not a word: letters and digits, a hyphen inside, a star at the end")
        forms.append(_spellings(part))
    if not forms:
        raise PhraseError("it is empty")
    terms = [tuple(stem for form in chosen for stem in form) for chosen in product(*forms)]
    if not all(terms):
        raise PhraseError(f"{text!r} holds small words only, which are not read")
    return terms


def phrase_of(text: str, groups: Groups) -> Phrase:
    """Read one phrase.

    Raises:
        PhraseError: It is not in the language, or names an unknown group.
    """
    if strange := _PARTS.sub("", text).strip():
        raise PhraseError(f"{strange[0]!r} belongs to no group")
    chains: list[list[Link]] = [[]]
    written: list[list[str]] = [[]]
    sign = ""
    for part in _PARTS.findall(text):
        if part in ("~", "+"):
            if sign or not chains[-1]:
                raise PhraseError(f"{part!r} stands between two words")
            sign = part
            if part == "+":
                chains.append([])
                written.append([])
            continue
        terms, action = groups.of(part[1:-1]) if part.startswith("{") else (groups.word(part), False)
        chains[-1].append(Link(terms, near=sign == "~", action=action))
        written[-1].append(part)
        sign = ""
    if sign or not chains[-1]:
        raise PhraseError("it is empty or ends with a sign")
    return Phrase(text, tuple(_in_one(chain, parts, groups) for chain, parts in zip(chains, written, strict=True)))


def _in_one(chain: list[Link], parts: list[str], groups: Groups) -> tuple[Link, ...]:
    """Make words that only follow each other one member: told from neighbours at once, it is looked for less often."""
    if len(chain) == 1 or any(link.near for link in chain) or any(part.startswith("{") for part in parts):
        return tuple(chain)
    return (Link(groups.word(" ".join(parts)), near=False),)


def _spellings(part: str) -> list[Term]:
    star = "*" if part.endswith("*") else ""
    pieces = [skeleton(piece.lower()) for piece in part.rstrip("*").split("-")]
    apart = tuple(piece for piece in (*pieces[:-1], pieces[-1] + star) if piece not in SKIPPED)
    return [apart] if len(pieces) == 1 else [("".join(pieces) + star,), apart]
