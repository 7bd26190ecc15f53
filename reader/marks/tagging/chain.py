"""The best sequence of labels, by the evidence for each token and the labels next to each other.

After Viterbi, "Error Bounds for Convolutional Codes" (IEEE Transactions on Information Theory,
1967). A label that is far behind at some token cannot be the best way into any label that follows
freely, so that most tokens have one or two to look at. Invariant: no sequence of labels that may
follow each other has a greater sum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Sums: TypeAlias = "tuple[int, ...]"
"""Hundredths for each label."""


class Chain:
    """The labels of a model, and what it counts for one to follow another."""

    def __init__(self, labels: Sequence[str], transitions: Sequence[Sums]) -> None:
        """``labels`` are as in "B-LOC", "I-LOC" and "O": one that goes on with a name follows one
        of the same kind only, and all others may follow any. ``transitions`` are from each label
        to each.
        """
        self._count = len(labels)
        self._tied: list[tuple[int, int, int, int, int]] = []
        """Each label that goes on, the two that may stand before it, and what each way counts."""
        self._free: list[tuple[int, Sums]] = []
        """Each other label, and what it counts to come from each."""
        for to, label in enumerate(labels):
            into = tuple(row[to] for row in transitions)
            if label.startswith("I-"):
                begin = labels.index("B" + label[1:])
                self._tied.append((to, begin, to, into[begin], into[to]))
            else:
                self._free.append((to, into))
        self._farthest = max(max(into) - min(into) for _, into in self._free)
        """By how much a label may be behind and still be the best way into a free one."""

    def best(self, sums: Sequence[Sums]) -> list[int]:
        """The number of the best label for each token; ``sums`` are the evidence for each."""
        scores: Sequence[int] = sums[0]
        ways: list[list[int]] = []
        for here in sums[1:]:
            following, way = [0] * self._count, [0] * self._count
            for to, begin, go_on, from_begin, from_go_on in self._tied:
                most, other = scores[begin] + from_begin, scores[go_on] + from_go_on
                way[to] = begin if most >= other else go_on
                following[to] = max(most, other) + here[to]
            least = max(scores) - self._farthest
            near = [at for at, score in enumerate(scores) if score >= least]
            for to, into in self._free:
                through = [scores[at] + into[at] for at in near]
                most = max(through)
                way[to] = near[through.index(most)]
                following[to] = most + here[to]
            scores = following
            ways.append(way)
        best = scores.index(max(scores))
        path = [best]
        for way in reversed(ways):
            best = way[best]
            path.append(best)
        path.reverse()
        return path
