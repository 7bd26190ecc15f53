"""What the mentions of an article agree on: one form of a name is of one kind throughout.

A tagger decides anew at each place. Here every form gets the kind that most of its mentions have,
a surname alone the kind of whoever bears it, and a mention that was overlooked is found by those
that were not. After Finkel, Grenager and Manning, "Incorporating Non-local Information into
Information Extraction Systems" (ACL 2005), with votes in the place of sampling.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from reader.marks.gazetteer import gazetteer
from reader.marks.mentions import Mention
from reader.marks.model import Kind
from reader.marks.scenes import is_comment
from reader.marks.tagging.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.marks.gazetteer import Gazetteer
    from reader.marks.scenes import Scene

Forms: TypeAlias = "tuple[str, ...]"

SURE = 0.975
"""A mention as sure as this keeps its kind against a surname."""
SPREAD = 0.7
"""How sure a mention is that was found by others."""
LEAST_VOTE = 0.5
"""The sum of confidences that it takes to find further mentions."""
WHERE = 2.0
"""What it counts for a place that something is "in" it."""
PREPOSITIONS = frozenset({"in", "In", "near", "outside"})
"""What seldom stands before people."""
ORIGINS = frozenset({"of", "from", "From", "aus", "von", "at"})
"""What stands before a town whose region follows."""
LOOSELY = PREPOSITIONS | {"of", "from", "off", "at", "across", "around", "throughout", "aus"}
"""What stands before places more often than before people whom no list knows."""
OF_PEOPLE = frozenset("fgilmep")
"""Classes of the lexicon that a part of a person's name has."""
SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
"""What may follow a surname."""


def agree(
    scenes: Mapping[int, Scene], guessed: Mapping[int, Sequence[Mention]]
) -> dict[int, list[Mention]]:
    """The mentions of each block, by its number, after all have been heard."""
    heard = _Votes()
    for number, mentions in guessed.items():
        if not is_comment(scenes[number]):
            for mention, following in zip_longest(mentions, mentions[1:]):
                heard.add(scenes[number], mention, following)
    heard.close()
    agreed = {}
    for number, mentions in guessed.items():
        kept = [heard.settled(scenes[number], m) for m in mentions if m.kind is not None]
        found = heard.overlooked(scenes[number], kept)
        agreed[number] = sorted([*kept, *found], key=lambda mention: mention.first)
    return agreed


def surname_at(words: Sequence[str], lists: Gazetteer) -> int:
    """Which of the ``words`` of a full name is the surname."""
    if words[0] in lists.family_names_first and words[0] not in lists.given_names:
        return 0
    return len(words) - (2 if words[-1] in SUFFIXES and len(words) > 2 else 1)


def acronym_after(scene: Scene, mention: Mention) -> str:
    """The acronym in brackets right after an organisation, "Bundesgerichtshof (BGH)", or nothing.

    That of a single word has to have its letters: "Reuters (NYSE)" names something else.
    """
    _, end = scene.known.tokens.span(mention.first, mention.last)
    following = mention.last + 1
    if following >= scene.stop or scene.text[end : end + 2] != " (":
        return ""
    form = scene.forms[following]
    if not form.isupper() or len(form) == 1:
        return ""
    return form if mention.last > mention.first or _abbreviates(form, mention.name) else ""


def _abbreviates(acronym: str, word: str) -> bool:
    """Whether ``word`` has the letters of ``acronym`` in their order, and the same initial."""
    letters = iter(word.upper())
    return word[:1].upper() == acronym[0] and all(letter in letters for letter in acronym)


def _is_where(scene: Scene, mention: Mention, following: Mention | None) -> bool:
    """Whether ``mention`` stands where people seldom do: "in Ferguson", "of Ashton, Md."."""
    before = scene.before(mention.first)
    if before in PREPOSITIONS:
        return True
    if before not in ORIGINS or following is None or following.kind is not Kind.PLACE:
        return False
    return following.first == mention.last + 1 and scene.gap(following.first) == ", "


def _is_who(scene: Scene, mention: Mention) -> bool:
    """Whether ``mention`` has a title, or does what people do: "Minister X", "X said"."""
    first, following = mention.first, mention.last + 1
    if first > scene.opening and scene.is_title(first - 1):
        return True
    return following < scene.stop and scene.forms[following] in _deeds()


@cache
def _deeds() -> frozenset[str]:
    return frozenset({"who"}).union(*gazetteer().cue_verbs.values())


def _is_stranger(word: str) -> bool:
    """Whether no list knows anybody of this name."""
    return OF_PEOPLE.isdisjoint(lexicon().classes_of(word.lower()))


class _Votes:
    """What the mentions of the article proper say of each form."""

    def __init__(self) -> None:
        self._votes: dict[Forms, dict[Kind, float]] = {}
        self._kinds: dict[Forms, Kind] = {}
        self._names: dict[Forms, Mention] = {}
        self._surnames: set[str] = set()
        self._who: set[str] = set()
        self._where: set[str] = set()
        self._by_first: dict[str, dict[int, set[Forms]]] = {}
        """The forms by the first word of each, then by their number of words, the most first."""

    def add(self, scene: Scene, mention: Mention, following: Mention | None) -> None:
        """Hear ``mention``, which the mention ``following`` comes after in its block."""
        if mention.kind is None:
            return
        forms = tuple(scene.forms[mention.first : mention.last + 1])
        self._vote(forms, mention.kind, mention.confidence)
        alone = len(forms) == 1
        if mention.kind is Kind.PERSON and alone and _is_where(scene, mention, following):
            self._vote(forms, Kind.PLACE, WHERE)
        if alone and not mention.known:
            self._witness(scene, mention)
        if mention.known:
            self._names[forms] = mention
        acronym = mention.kind is Kind.ORGANISATION and acronym_after(scene, mention)
        if acronym:
            self._vote((acronym,), Kind.ORGANISATION, mention.confidence)
        if mention.kind is Kind.PERSON and not alone:
            self._surnames.add(forms[surname_at(forms, scene.lists)])

    def _vote(self, forms: Forms, kind: Kind, weight: float) -> None:
        votes = self._votes.setdefault(forms, {})
        votes[kind] = votes.get(kind, 0.0) + weight

    def _witness(self, scene: Scene, mention: Mention) -> None:
        """Hear what stands beside a single word."""
        first = mention.first
        if _is_who(scene, mention):
            self._who.add(scene.forms[first])
        elif scene.before(first) in LOOSELY:
            self._where.add(scene.forms[first])

    def close(self) -> None:
        """All were heard."""
        self._kinds = {
            forms: max(votes, key=votes.__getitem__) for forms, votes in self._votes.items()
        }
        for word in self._where - self._who - self._surnames:
            if self._kinds[word,] is Kind.PERSON and _is_stranger(word):
                self._kinds[word,] = Kind.PLACE
        for forms, votes in self._votes.items():
            if sum(votes.values()) >= LEAST_VOTE:
                self._begin(forms)
        for word in self._surnames:
            if (word,) not in self._votes:
                self._begin((word,))
                self._kinds[word,] = Kind.PERSON
        for word, found in self._by_first.items():
            self._by_first[word] = dict(sorted(found.items(), reverse=True))

    def _begin(self, forms: Forms) -> None:
        """Look for ``forms`` where their first word stands."""
        self._by_first.setdefault(forms[0], {}).setdefault(len(forms), set()).add(forms)

    def settled(self, scene: Scene, mention: Mention) -> Mention:
        """``mention`` with the kind that all agree on."""
        if mention.known:
            return mention
        forms = tuple(scene.forms[mention.first : mention.last + 1])
        kind: Kind | None
        if len(forms) == 1 and forms[0] in self._surnames and mention.confidence < SURE:
            kind = Kind.PERSON
        else:
            kind = self._kinds.get(forms, mention.kind)
        return mention if kind is mention.kind else replace(mention, kind=kind)

    def overlooked(self, scene: Scene, kept: Sequence[Mention]) -> Iterator[Mention]:
        """Mentions in the block of what is mentioned elsewhere, none of them in ``kept``."""
        taken = {at for mention in kept for at in range(mention.first, mention.last + 1)}
        comment = is_comment(scene)
        for run in scene.runs:
            index = run.first
            while index <= run.last:
                last = -1
                if index not in taken:
                    last = self._match(scene, index, taken, comment=comment)
                if last < 0:
                    index += 1
                    continue
                forms = tuple(scene.forms[index : last + 1])
                yield self._found(scene, index, last, forms)
                index = last + 1

    def _match(self, scene: Scene, index: int, taken: set[int], *, comment: bool) -> int:
        for length, known in self._by_first.get(scene.forms[index], {}).items():
            last = index + length - 1
            if last >= scene.stop or tuple(scene.forms[index : last + 1]) not in known:
                continue
            if length == 1 and not self._stands_alone(scene, index, comment=comment):
                continue
            if taken.isdisjoint(range(index, last + 1)):
                return last
        return -1

    def _stands_alone(self, scene: Scene, index: int, *, comment: bool) -> bool:
        """Whether a single word is likely enough to be the name it is elsewhere."""
        form = scene.forms[index]
        surname = form in self._surnames
        if scene.is_plain(index) or len(form) == 1 or (comment and not surname):
            return False
        if form.lower() in scene.known.lower:
            return surname and not scene.known.opens_sentence(index)
        return True

    def _found(self, scene: Scene, first: int, last: int, forms: Forms) -> Mention:
        known = self._names.get(forms)
        if known is not None:
            return replace(known, first=first, last=last, confidence=SPREAD)
        kind = self._kinds[forms]
        return Mention(first, last, kind, scene.words(first, last), SPREAD)
