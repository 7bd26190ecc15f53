"""Names that belong together within one article: "Kim" is Kim Jong Un, "Xi" is Xi Jinping.

Invariant: a canonical name is a name's longest known form, and one form of a name has one
canonical name throughout an article. Who shares a surname with somebody else is told by the count
of mentions.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.marks.grammar import grammar
from reader.marks.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.articles.tokens import Tokens
    from reader.marks.gazetteer import Gazetteer
    from reader.marks.mentions import Mention


@dataclass(frozen=True, slots=True)
class Register:
    """The names one article teaches."""

    surnames: dict[str, str]
    """Surname alone -> canonical name."""
    given: dict[str, str]
    """Given name alone -> canonical name."""
    full: dict[tuple[str, ...], str]
    """Case-folded tokens of a full name -> canonical name."""
    kinds: dict[str, tuple[Kind, str]]
    """Other words that the article labels somewhere -> kind and canonical name."""


def register(tokens: Tokens, mentions: Iterable[Mention], lists: Gazetteer) -> Register:
    """What the mentions in the article proper teach; pass none from readers' comments."""
    spellings: dict[tuple[str, str], Counter[tuple[str, ...]]] = {}
    surfaces: dict[tuple[str, ...], str] = {}
    votes: dict[str, Counter[tuple[Kind, str]]] = {}
    for mention in mentions:
        if mention.kind is None:
            continue
        forms = tuple(tokens.forms[mention.first : mention.last + 1])
        if mention.kind is Kind.PERSON and " " in mention.name:
            name = _quietly(mention.name)
            words = name.split()
            if mention.known:
                forms = tuple(words)
            spellings.setdefault((_surname(words, lists), words[0]), Counter())[forms] += 1
            surfaces.setdefault(forms, name)
        elif (len(forms) == 1 and not mention.known) or _is_company(mention, forms):
            votes.setdefault(forms[0], Counter())[mention.kind, mention.name] += 1
    full: dict[tuple[str, ...], str] = {}
    holders: dict[str, Counter[str]] = {}
    bearers: dict[str, Counter[str]] = {}
    for (surname, given), variants in spellings.items():
        name = surfaces[max(variants, key=lambda forms: (len(forms), variants[forms]))]
        for forms in variants:
            full[_key(forms)] = name
        holders.setdefault(surname, Counter())[name] += variants.total()
        if given != surname and len(given) > 1:
            bearers.setdefault(given, Counter())[name] += variants.total()
    surnames = {surname: names.most_common(1)[0][0] for surname, names in holders.items()}
    return Register(
        surnames=surnames,
        given={
            given: names.most_common(1)[0][0]
            for given, names in bearers.items()
            if given not in surnames
        },
        full=full,
        kinds={form: counts.most_common(1)[0][0] for form, counts in votes.items()},
    )


def settle(
    tokens: Tokens, mentions: Sequence[Mention], known: Register, *, comment: bool
) -> list[Mention]:
    """The mentions with their canonical names; what nobody can tell is dropped.

    In a reader's ``comment`` a given name alone or a mere likeness tells nothing.
    """
    settled: list[Mention] = []
    for mention in mentions:
        forms = tuple(tokens.forms[mention.first : mention.last + 1])
        if mention.known:
            settled.append(mention)
        elif mention.kind is Kind.PERSON or (mention.kind is None and len(forms) == 1):
            person = known.full.get(_key(forms)) or _single(mention.name, known, comment=comment)
            if person:
                confidence = max(mention.confidence, 0.8)
                settled.append(
                    replace(mention, kind=Kind.PERSON, name=person, confidence=confidence)
                )
            elif mention.kind is not None:
                settled.append(replace(mention, name=_quietly(mention.name)))
            elif forms[0] in known.kinds and not comment:
                kind, name = known.kinds[forms[0]]
                settled.append(replace(mention, kind=kind, name=name, confidence=0.5))
        elif len(forms) == 1 and forms[0] in known.surnames and mention.confidence < 0.7:
            name = known.surnames[forms[0]]
            settled.append(replace(mention, kind=Kind.PERSON, name=name, confidence=0.8))
        elif mention.kind is not None:
            settled.append(mention)
    return settled


def _quietly(name: str) -> str:
    """A person's name in capitals, as labels of transcripts have it, in the usual letters."""
    return name.title() if name.isupper() else name


def _is_company(mention: Mention, forms: tuple[str, ...]) -> bool:
    return mention.kind is Kind.ORGANISATION and forms[-1] in grammar().company_endings


def _single(word: str, known: Register, *, comment: bool) -> str | None:
    """Whom one word names, also in capitals or with the ending of a genitive."""
    for form in (word, word.removesuffix("s"), _quietly(word)):
        if name := known.surnames.get(form):
            return name
        if not comment and (name := known.given.get(form)):
            return name
    return None


def _surname(forms: Sequence[str], lists: Gazetteer) -> str:
    if forms[0] in lists.family_names_first and forms[0] not in lists.given_names:
        return forms[0]
    if forms[-1] in ("Jr", "Sr") and len(forms) > 2:
        return forms[-2]
    return forms[-1]


def _key(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(form.casefold() for form in forms if form not in grammar().particles)
