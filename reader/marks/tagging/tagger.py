"""Reading a model and applying it, in plain Python and fast.

The weights of all features of a word are added up once per word, so that a token costs a handful
of sums; and the weights of one feature for all labels are one number, a lane of bits for each
label, so that a sum for all labels is one addition. Invariant: the tagger gives the labels that the
trained model gives, its weights rounded to hundredths.
"""

from __future__ import annotations

import json
import math
import struct
import zlib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from reader.marks.tagging.chain import Chain
from reader.marks.tagging.features import SITUATION, Vocabulary
from reader.marks.word_lists import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.marks.tagging.chain import Sums
    from reader.marks.tagging.document import Document
    from reader.marks.tagging.features import Feature, Look, Sort

SCALE = 100
"""Weights are kept as whole numbers of this fraction of one."""
OUTSIDE = "O"
LANGUAGES = ("en", "de")
"""ISO 639-1 codes of the languages that have a model."""
MOST_LEAD = 50
"""Leads beyond which a label is as sure as can be."""
MOST_LOOKS = 200_000
"""Looks whose sums are remembered; beyond, all are forgotten and worked out again."""

LANE = 32
"""Bits of each label's lane."""
MIDDLE = 1 << (LANE - 1)
"""What is added to each lane so that none is negative. Sums stay far below it."""

Lanes: TypeAlias = int
"""Hundredths for each label, ``LANE`` bits each, the first label's lowest; they borrow when
negative, which addition makes good."""
NO_WEIGHTS: dict[str, list[int] | Lanes] = {}


class Tag(NamedTuple):
    """Tokens ``first`` to ``last``, inclusive, that bear one label."""

    first: int
    last: int
    label: str
    """``PER``, ``ORG``, ``LOC`` or ``MISC``."""
    confidence: float
    """Between 0.5 and 1: by how much the label leads the next one, on the mean of its tokens.

    The label is the best in its run whatever its own tokens say, so it is never improbable.
    """


class Tagger:
    """The model of one language, with what it has worked out so far."""

    def __init__(self, language: str, packed: bytes) -> None:
        """``packed`` is what :func:`reader.marks.training.models.pack` made of a model."""
        labels, transitions, weights = json.loads(zlib.decompress(packed))
        self._weights: dict[str, dict[str, list[int] | Lanes]] = weights
        """By what is described and how it is; put into lanes when they are first asked for."""
        count = len(labels)
        self._chain = Chain(labels, transitions)
        self._vocabulary = Vocabulary(language)
        self._sums: dict[Look, Lanes] = {}
        self._sorts: dict[Sort, Lanes] = {}
        self._middle = sum(MIDDLE << (LANE * label) for label in range(count))
        self._bytes = count * LANE // 8
        self._unpack = struct.Struct(f"<{count}I").unpack
        self._begins = [label.startswith("B-") for label in labels]
        self._kinds = [label[2:] for label in labels]
        self._none = labels.index(OUTSIDE)
        self._same = [[i for i in range(count) if kind == self._kinds[i]] for kind in self._kinds]
        self._others = [[i for i in range(count) if kind != self._kinds[i]] for kind in self._kinds]

    def tags(self, known: Document, number: int) -> Iterator[Tag]:
        """The names in block ``number`` of ``known``, in order and disjoint."""
        if len(self._sums) > MOST_LOOKS:
            self._sums.clear()
        stop = known.tokens.firsts[number + 1]
        for run in known.runs.get(number, ()):
            looks = self._vocabulary.looks(known, run, stop)
            yield from self._named(run.first, [self._evidence(seen) for seen in looks])

    def _named(self, first: int, sums: list[Sums]) -> Iterator[Tag]:
        """The tags that the best labels for ``sums`` make."""
        if len(sums) == 1:
            only = sums[0]
            best = only.index(max(only))
            if best != self._none:
                yield Tag(first, first, self._kinds[best], _sure(self._lead(only, best)))
            return
        start, kind, leads = -1, "", 0.0
        for index, (best, here) in enumerate(zip(self._chain.best(sums), sums, strict=True), first):
            this = self._kinds[best]
            if start >= 0 and (self._begins[best] or this != kind):
                yield Tag(start, index - 1, kind, _sure(leads / (index - start)))
                start = -1
            if best == self._none:
                continue
            if start < 0:
                start, kind, leads = index, this, 0.0
            leads += self._lead(here, best)
        if start >= 0:
            end = first + len(sums)
            yield Tag(start, end - 1, kind, _sure(leads / (end - start)))

    def _lead(self, sums: Sums, best: int) -> float:
        """How sure the evidence for a token alone is of its kind, as a probability."""
        lead = max(map(sums.__getitem__, self._same[best]))
        lead -= max(map(sums.__getitem__, self._others[best]))
        return 1 / (1 + math.exp(-max(-MOST_LEAD, min(MOST_LEAD, lead / SCALE))))

    def _evidence(self, looks: Sequence[Look]) -> Sums:
        """The sums of everything that is seen of one token, all with the same number added."""
        known = self._sums
        total = self._middle
        for look in looks:
            total += known[look] if look in known else self._add_up(look)
        return self._unpack(total.to_bytes(self._bytes, "little"))

    def _add_up(self, look: Look) -> Lanes:
        if isinstance(look, str):
            sums = self._total(((SITUATION, look),))
        else:
            sort = self._vocabulary.sort(look)
            common = self._sorts.get(sort)
            if common is None:
                common = self._sorts[sort] = self._total(self._vocabulary.common(sort))
            sums = common + self._total(self._vocabulary.special(look))
        self._sums[look] = sums
        return sums

    def _total(self, features: Iterable[Feature]) -> Lanes:
        total = 0
        for what, how in features:
            table = self._weights.get(what, NO_WEIGHTS)
            if how in table:
                found = table[how]
                if isinstance(found, list):
                    found = table[how] = _lanes(found)
                total += found
        return total


def _lanes(weights: Sequence[int]) -> Lanes:
    """The lanes for ``weights``, which are a label and its hundredths by turns."""
    return sum(
        weight << (LANE * label) for label, weight in zip(weights[::2], weights[1::2], strict=True)
    )


def _sure(lead: float) -> float:
    """The confidence in a label, by the mean probability that its tokens give it alone."""
    return 0.5 + lead / 2


@cache
def tagger(language: str) -> Tagger | None:
    """The tagger for ``language`` (ISO 639-1), or None where there is no model."""
    if language not in LANGUAGES:
        return None
    return Tagger(language, (DATA / f"tagger_{language}.z").read_bytes())
