"""People, places and organisations in one block, by lists, shapes and neighbours.

Rules, strongest first: organisations by their head word, given name and surname, East Asian order,
titles, the gazetteer, then (English paragraphs only) the shape of the run and its neighbours.
What stays unclear goes on without a kind, for :mod:`reader.marks.names` to settle by the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.marks.grammar import grammar
from reader.marks.mentions import Mention
from reader.marks.model import Kind
from reader.marks.runs import joins, runs
from reader.marks.scenes import gap_before, in_compound, lookup, words_of

if TYPE_CHECKING:
    from reader.marks.gazetteer import Entry
    from reader.marks.runs import Run
    from reader.marks.scenes import Scene

ABSTRACT = ("tion", "tions", "ment", "ship", "ships", "ing", "ity", "ance")
"""Endings of common nouns: a run that closes with one is the name of a thing."""
LONGEST_NAME = 5
"""Tokens an unknown name may have: longer runs are titles of works or headlines."""


def mentions(scene: Scene) -> list[Mention]:
    """All names in the block, those without a kind yet included."""
    found: list[Mention] = []
    free = 0
    for run in runs(scene.text, scene.tokens, scene.block, scene.number):
        index = max(run.first, free)
        if led := _led_in(scene, run, free):
            found.append(led)
            index = free = led.last + 1
        titled = False
        while index <= run.last:
            mention = _at(scene, run, index, titled=titled)
            if mention is None:
                titled = scene.tokens.forms[index] in scene.lists.titles
                index += 1
                continue
            found.append(mention)
            titled = False
            index = free = mention.last + 1
    return found


def _led_in(scene: Scene, run: Run, free: int) -> Mention | None:
    """A known name that begins in lower case just before the run, such as "al-Qaeda"."""
    floor = max(free, scene.tokens.firsts[scene.number])
    for index in range(max(floor, run.first - 2), run.first):
        if scene.tokens.forms[index] in scene.lists.entries:
            known = lookup(scene, index)
            if known and known[1] >= run.first:
                return _from_entry(*known, index)
    return None


def _at(scene: Scene, run: Run, index: int, *, titled: bool) -> Mention | None:
    form = scene.tokens.forms[index]
    known = lookup(scene, index)
    if scene.guesses and (organisation := _headed(scene, run, index)):
        if known and known[1] >= organisation.last:
            return _from_entry(*known, index)
        return organisation
    if known and known[1] > index:
        return _from_entry(*known, index)
    if not form[0].isupper() or form in scene.function_words:
        return _from_entry(*known, index) if known and form.isupper() else None
    if scene.guesses and (person := _person(scene, run, index, known, titled=titled)):
        return person
    if known:
        return None if in_compound(scene, known[1]) else _from_entry(*known, index)
    if form in scene.lists.demonyms or form in scene.lists.titles:
        return None
    return _unknown(scene, run, index)


def _from_entry(entry: Entry, last: int, first: int) -> Mention:
    return Mention(first, last, entry.kind, entry.name, 0.9, known=True)


def _headed(scene: Scene, run: Run, index: int) -> Mention | None:
    """An organisation or a place that ends, or begins, with its head word."""
    forms, lists = scene.tokens.forms, scene.lists
    if forms[index] in scene.function_words or forms[index] in lists.titles:
        return None
    last, kind, blocked = -1, Kind.ORGANISATION, False
    for at in range(index, min(run.last, index + 7) + 1):
        form = forms[at]
        if form in lists.organisation_heads:
            last, kind = at, Kind.ORGANISATION
        elif form in lists.place_heads and at > index:
            last, kind = at, Kind.PLACE
        elif form in lists.other_heads or form in scene.function_words:
            blocked = at == run.last
            break
        elif (not scene.english and form in grammar().particles) or (
            form in lists.titles and at > index
        ):
            break
        elif at > index and last == at - 1 and form in ("of", "for", "für", "des"):
            last = _complement(scene, run, at)
            break
    if last < 0 or blocked or last - index > 7:
        return None
    if last == index and not (forms[index].isupper() and len(forms[index]) > 1):
        if not scene.english and index < run.last and forms[index] in ("Universität", "Hochschule"):
            return Mention(index, index + 1, kind, words_of(scene, index, index + 1), 0.7)
        return None
    if last == index:
        return None
    return Mention(index, last, kind, words_of(scene, index, last), 0.75)


def _complement(scene: Scene, run: Run, at: int) -> int:
    """The last token of "of Foreign Affairs", which begins at token ``at``."""
    last = min(run.last, at + 5)
    while not scene.tokens.forms[last][0].isupper():
        last -= 1
    return last


def _surname(scene: Scene, index: int) -> bool:
    form = scene.tokens.forms[index]
    lists = scene.lists
    return (
        form[0].isupper()
        and form.isalpha()
        and form not in scene.function_words
        and form not in lists.titles
        and form not in lists.demonyms
        and form not in lists.other_heads
    )


def _person(
    scene: Scene, run: Run, index: int, known: tuple[Entry, int] | None, *, titled: bool
) -> Mention | None:
    forms, lists = scene.tokens.forms, scene.lists
    form = forms[index]
    if index < run.last and form in lists.family_names_first and form not in lists.given_names:
        last = index
        while last < min(run.last, index + 2) and _surname(scene, last + 1):
            last += 1
        if last > index and lookup(scene, last) is None:
            last += _lower_tail(scene, last)
            return Mention(index, last, Kind.PERSON, words_of(scene, index, last), 0.85)
    initial = len(form) == 1 and index < run.last and gap_before(scene, index + 1).startswith(".")
    if (form in lists.given_names or initial) and index < run.last:
        last = _full_name(scene, run, index)
        if last > index:
            return Mention(index, last, Kind.PERSON, words_of(scene, index, last), 0.85)
    if titled and _surname(scene, index) and (known is None or known[0].kind is Kind.PERSON):
        last = index
        while last < min(run.last, index + 2) and _surname(scene, last + 1):
            last += 1
        if not scene.english:
            last = min(last, index + 1)
        if known and last == index:
            return _from_entry(*known, index)
        return Mention(index, last, Kind.PERSON, words_of(scene, index, last), 0.9)
    if known and known[0].kind is Kind.PERSON:
        return _from_entry(*known, index)
    return None


def _lower_tail(scene: Scene, last: int) -> int:
    """1 when the name goes on in lower case after a hyphen, as in "Kim Jong-un"."""
    following = last + 1
    if following >= scene.tokens.firsts[scene.number + 1] or gap_before(scene, following) != "-":
        return 0
    return int(scene.tokens.forms[following].islower() and len(scene.tokens.forms[following]) < 6)


def _full_name(scene: Scene, run: Run, index: int) -> int:
    """The last token of the name that begins with given name ``index``; ``index`` if none does."""
    forms, lists = scene.tokens.forms, scene.lists
    last, surnames, at = index, 0, index + 1
    most = 2 if scene.english else 1
    while at <= run.last:
        form = forms[at]
        hyphen = gap_before(scene, at) == "-"
        if form in grammar().particles:
            at += 1
            continue
        if not _surname(scene, at) or (surnames >= most and not hyphen):
            break
        given = form in lists.given_names and at < run.last
        surnames += not (given or len(form) == 1 or hyphen)
        last = at
        at += 1
    place = lookup(scene, index)
    if last > index and place and place[0].kind is Kind.PLACE and forms[last] in lists.other_heads:
        return index
    return last


def _unknown(scene: Scene, run: Run, index: int) -> Mention | None:
    """A run that no list knows: its shape and its neighbours decide, or nothing does yet."""
    forms = scene.tokens.forms
    last = index
    surname: tuple[Entry, int] | None = None
    while last < run.last and surname is None and _surname(scene, last + 1):
        surname = lookup(scene, last + 1)
        if surname and surname[0].kind is not Kind.PERSON:
            surname = None
            break
        last += 1
    while last > index and not forms[last][0].isupper():
        last -= 1
    opens = index == run.first and run.opens_sentence
    if last > index and forms[index].lower() in scene.lower:
        return None
    words = words_of(scene, index, last)
    if not (scene.guesses and scene.english):
        return Mention(index, last, None, words, 0.0) if last == index else None
    if last < run.last and forms[last + 1] in scene.lists.other_heads:
        return None
    return _guess(scene, index, last, words, opens=opens, ended=last == run.last)


def _guess(
    scene: Scene, first: int, last: int, words: str, *, opens: bool, ended: bool
) -> Mention | None:
    forms, lists = scene.tokens.forms, scene.lists
    if any(forms[at] in lists.other_heads for at in range(first, last + 1)):
        return None
    if last < scene.tokens.firsts[scene.number + 1] - 1 and ended:
        follower = forms[last + 1]
        adjacent = joins(gap_before(scene, last + 1), forms[last], wrapped=scene.block.wrapped)
    else:
        follower, adjacent = "", False
    before = forms[first - 1] if first > scene.tokens.firsts[scene.number] else ""
    lower = forms[first].lower() in scene.lower
    if last > first:
        common = any(forms[at].lower() in scene.lower for at in range(first, last + 1))
        if common or last - first >= LONGEST_NAME - 1 or forms[last].endswith(ABSTRACT):
            return None
        if before in grammar().before_place and not opens:
            return Mention(first, last, Kind.PLACE, words, 0.5)
        end = scene.tokens.starts[last] + len(forms[last])
        label = scene.text[end : end + 1] == ":"
        loud = not label and all(
            forms[at].isupper() and len(forms[at]) > 1 for at in range(first, last + 1)
        )
        kind = Kind.ORGANISATION if loud else Kind.PERSON
        return Mention(first, last, kind, words, 0.6)
    form = forms[first]
    if lower or len(form) < 2 or any(map(str.isdigit, form)):
        return None
    if follower in scene.cues and adjacent and not form.isupper():
        return Mention(first, last, Kind.PERSON, words, 0.6)
    if form.isupper():
        return Mention(first, last, Kind.ORGANISATION, words, 0.55) if len(form) < 7 else None
    if not opens and before in grammar().before_place and ended:
        return Mention(first, last, Kind.PLACE, words, 0.5)
    return Mention(first, last, None, words, 0.0)
