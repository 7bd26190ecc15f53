"""Which language each paragraph of an article is in: from the whole to the part.

The article has a language, judged by all its text. A paragraph departs from it only on evidence
that would convince a person: it, or the run of paragraphs it is in, is no mere line, has several
small words of its own language, and hardly any of the article's. What is short, or a formula, has
the language of what it stands among.

The runs are found as the most probable sequence (Viterbi, "Error bounds for convolutional codes",
1967), in which a change of language has to be worth it.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from reader.languages.identification import GLANCE, Tally, scores, tally, told
from reader.languages.known import code_of, language, languages
from reader.languages.scripts import LATIN
from reader.languages.votes import WORD, own_words, words_in_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CHANGE = 8.0
"""Nats that a change of language has to be worth, from one paragraph to the next."""
_PLAINLY = 20.0
"""Nats for the language of the paragraphs before, where a glance shows that it goes on."""
_OWN_AT_A_GLANCE = 4
"""Different words that only that language has, by which a glance shows it."""
_STATED = 10.0
"""Nats for the language that the file states: templates state theirs, whatever is written in them.
"""
_LEAST_SIZE, _FEWEST_WORDS = 40, 7
"""Code points and words of a run: fewer are a line, and a line is no evidence."""
_FEWEST_OWN = 4
"""Different small words of its language, which the article's has not, that a run must have."""
_TIMES = 3
"""How many times as many they must be as those that only the article's language has."""
_LEAD = 8.0
"""Nats by which the language of a run must lead that of the article."""
_FEWEST_LETTERS = 20
"""Letters of another script that convince by themselves, a Han character counted twice."""


def judged(paragraphs: Sequence[str], stated: str = "") -> list[str]:
    """The language of each of the ``paragraphs`` of one article, as ISO 639-1 code.

    All are empty when nothing tells the language of the article. ``stated`` is the language that
    its file states, or empty.
    """
    worth, clear = _heard(paragraphs)
    stated = code_of(stated)
    if not clear:
        return [stated if stated in languages() else ""] * len(paragraphs)
    totals = Counter({stated: _STATED} if stated else {})
    for one in worth:
        totals.update(one)
    main = max(totals, key=totals.__getitem__, default=clear)
    found = _sequence(worth, main)
    start = 0
    for spoken, run in groupby(found[:]):
        end = start + sum(1 for _ in run)
        if spoken != main and not _convincing("\n".join(paragraphs[start:end]), spoken, main):
            found[start:end] = [main] * (end - start)
        start = end
    return found


def _heard(paragraphs: Sequence[str]) -> tuple[list[Mapping[str, float]], str]:
    """What speaks for each language in each paragraph, in nats; and one that is clear, if any."""
    worth: list[Mapping[str, float]] = []
    whole, likely = Tally(), ""
    for paragraph in paragraphs:
        if likely and _goes_on(paragraph, likely):
            worth.append({likely: _PLAINLY})
            continue
        heard = tally(paragraph)
        whole += heard
        likely = told(heard) or likely
        worth.append(scores(heard))
    return worth, likely or told(whole)


def _goes_on(paragraph: str, likely: str) -> bool:
    """Whether a glance shows that ``paragraph`` is in the language that is ``likely``."""
    words = paragraph[:GLANCE].lower().split()
    return len(own_words(likely).intersection(words)) >= _OWN_AT_A_GLANCE


def _sequence(worth: Sequence[Mapping[str, float]], main: str) -> list[str]:
    """The language of each paragraph that makes most of what they are ``worth``."""
    leaders = {max(one, key=one.__getitem__) for one in worth if one}
    if leaders <= {main}:
        return [main] * len(worth)
    candidates = sorted(leaders | {main}, key=lambda code: (code != main, code))
    best = {code: 0.0 if code == main else -_CHANGE for code in candidates}
    before: list[dict[str, str]] = []
    for one in worth:
        leader = max(candidates, key=best.__getitem__)
        came = {
            code: code if best[code] >= best[leader] - _CHANGE else leader for code in candidates
        }
        best = {
            code: best[came[code]] - (_CHANGE if came[code] != code else 0.0) + one.get(code, 0.0)
            for code in candidates
        }
        before.append(came)
    code = max(candidates, key=best.__getitem__)
    found = [code]
    for came in reversed(before[1:]):
        code = came[code]
        found.append(code)
    return found[::-1]


def _convincing(run: str, spoken: str, main: str) -> bool:
    """Whether a ``run`` of paragraphs would convince a person that it is not in ``main``."""
    script = language(spoken).script
    if script != language(main).script and script != LATIN:
        return tally(run, len(run)).scripts[script] >= _FEWEST_LETTERS
    if len(run) < _LEAST_SIZE:
        return False
    words = WORD.findall(run.lower())
    if len(words) < _FEWEST_WORDS:
        return False
    different = frozenset(words)
    own = different & _proving(spoken, main)
    others = different & _proving(main, spoken)
    if len(own) < max(_FEWEST_OWN, _TIMES * len(others)):
        return False
    worth = scores(tally(run, len(run)))
    return worth.get(spoken, 0.0) - worth.get(main, 0.0) >= _LEAD


@cache
def _proving(one: str, other: str) -> frozenset[str]:
    """The small words of ``one`` language that are none of the ``other``, nor stand in names."""
    first, second = language(one), language(other)
    words = frozenset(first.small_words) - words_in_names() - frozenset(second.small_words)
    return frozenset(word for word in words if len(word) > 1)
