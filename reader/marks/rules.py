"""Names by rules and lists, for languages that no tagger was trained on.

Rules, strongest first: organisations by their head word, given name and surname, East Asian order,
titles, the gazetteer. What stays unclear goes on without a kind, for :mod:`reader.marks.names` to
settle by the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.articles.model import Role
from reader.marks.grammar import grammar
from reader.marks.mentions import Mention, from_entry
from reader.marks.model import Kind
from reader.marks.scenes import is_comment, lookup

if TYPE_CHECKING:
    from reader.marks.gazetteer import Entry
    from reader.marks.runs import Run
    from reader.marks.scenes import Scene

LONGEST_ORGANISATION = 8
"""Tokens."""
LONGEST_TAIL = 5
"""Letters of what follows the hyphen of a given name, as in "Jong-un"."""


def mentions(scene: Scene) -> list[Mention]:
    """All names in the block, those without a kind yet included."""
    guesses = scene.block.role is not Role.HEADING and not is_comment(scene)
    found: list[Mention] = []
    for run in scene.runs:
        index, titled = run.first, False
        while index <= run.last:
            mention = _at(scene, run, index, titled=titled, guesses=guesses)
            if mention is None:
                titled = scene.forms[index] in scene.lists.titles
                index += 1
                continue
            if mention.kind is not None or not mention.known:
                found.append(mention)
            titled = False
            index = mention.last + 1
    return found


def _at(scene: Scene, run: Run, index: int, *, titled: bool, guesses: bool) -> Mention | None:
    form = scene.forms[index]
    known = lookup(scene, index)
    if guesses and (organisation := _headed(scene, run, index)):
        if known and known[1] >= organisation.last:
            return from_entry(known[0], index, known[1])
        return organisation
    if known and known[1] > index:
        return from_entry(known[0], index, known[1])
    if not form[0].isupper() or form in scene.function_words:
        return from_entry(known[0], index, known[1]) if known and form.isupper() else None
    if guesses and (person := _person(scene, run, index, known, titled=titled)):
        return person
    if known:
        return from_entry(known[0], index, known[1])
    if scene.is_plain(index) or form in scene.lists.demonyms:
        return None
    return Mention(index, index, None, form, 0.0)


def _headed(scene: Scene, run: Run, index: int) -> Mention | None:
    """An organisation or a place that ends, or begins, with its head word."""
    forms, lists = scene.forms, scene.lists
    if scene.is_plain(index):
        return None
    last, kind = -1, Kind.ORGANISATION
    for at in range(index, min(run.last, index + LONGEST_ORGANISATION - 1) + 1):
        form = forms[at]
        if form in lists.organisation_heads:
            last, kind = at, Kind.ORGANISATION
        elif form in lists.place_heads and at > index:
            last, kind = at, Kind.PLACE
        elif form in lists.other_heads and at == run.last:
            return None
        elif at > index and (scene.is_plain(at) or form in grammar().particles):
            break
    if last <= index:
        return None
    return Mention(index, last, kind, scene.words(index, last), 0.6)


def _surname(scene: Scene, index: int) -> bool:
    form = scene.forms[index]
    lists = scene.lists
    return (
        form[0].isupper()
        and form.isalpha()
        and not scene.is_plain(index)
        and form not in lists.demonyms
        and form not in lists.other_heads
    )


def _person(
    scene: Scene, run: Run, index: int, known: tuple[Entry, int] | None, *, titled: bool
) -> Mention | None:
    forms, lists = scene.forms, scene.lists
    form = forms[index]
    last = index
    if index < run.last and form in lists.family_names_first and form not in lists.given_names:
        last = _surnames(scene, run, index, most=2)
        if last > index and lookup(scene, last) is None:
            last += lower_tail(scene, last)
            return Mention(index, last, Kind.PERSON, scene.words(index, last), 0.85)
    initial = len(form) == 1 and index < run.last and scene.gap(index + 1).startswith(".")
    if (form in lists.given_names or initial) and index < run.last:
        last = _full_name(scene, run, index)
        if last > index:
            return Mention(index, last, Kind.PERSON, scene.words(index, last), 0.85)
    if titled and _surname(scene, index) and (known is None or known[0].kind is Kind.PERSON):
        last = _surnames(scene, run, index, most=1)
        if known and last == index:
            return from_entry(known[0], index, known[1])
        return Mention(index, last, Kind.PERSON, scene.words(index, last), 0.8)
    if known and known[0].kind is Kind.PERSON:
        return from_entry(known[0], index, known[1])
    return None


def _surnames(scene: Scene, run: Run, index: int, *, most: int) -> int:
    """The last of at most ``most`` further tokens that may belong to a name."""
    last = index
    while last < min(run.last, index + most) and _surname(scene, last + 1):
        last += 1
    return last


def lower_tail(scene: Scene, last: int) -> int:
    """How many tokens more an East Asian name has that goes on in lower case after a hyphen.

    1 for "Kim Jong-un" when ``last`` is "Jong", 2 when it is "Kim".
    """
    first = scene.lists.family_names_first
    if scene.forms[last] in first and _hyphened(scene, last + 2) and scene.gap(last + 1) == " ":
        return 2
    near = any(scene.forms[at] in first for at in range(max(scene.opening, last - 2), last))
    return int(near and _hyphened(scene, last + 1))


def _hyphened(scene: Scene, index: int) -> bool:
    """Whether token ``index`` is the second half, in lower case, of a given name."""
    if index >= scene.stop or scene.gap(index) != "-":
        return False
    form = scene.forms[index]
    before = scene.forms[index - 1]
    return form.islower() and len(form) <= LONGEST_TAIL and before.istitle() and len(before) < 7


def _full_name(scene: Scene, run: Run, index: int) -> int:
    """The last token of the name that begins with given name ``index``; ``index`` if none does."""
    forms, lists = scene.forms, scene.lists
    last, surnames = index, 0
    for at in range(index + 1, run.last + 1):
        form = forms[at]
        hyphen = scene.gap(at) == "-"
        if form in grammar().particles:
            continue
        if not _surname(scene, at) or (surnames and not hyphen):
            break
        given = form in lists.given_names and at < run.last
        surnames += not (given or len(form) == 1 or hyphen)
        last = at
    return last
