"""Annotations placed in the text of today, and changed without loss."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import naming, sidecar
from reader import annotating
from reader.acts.edits import Edit
from reader.annotating import Selection, find_exact, place_all, trim
from reader.articles.reading import read
from reader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotations.model import Sidecar
    from reader.articles import Article

TEXT = (
    "The council met on Monday to hear the baker, who spoke of the bridge for an hour.\n\n"
    "Nobody answered her when she had finished, and the council went home.\n\n"
    "The ferryman, who lives by the river, had a different opinion about all of it.\n"
)


@pytest.fixture
def file(articles: Path) -> Path:
    file = articles / "a.txt"
    file.write_text(TEXT)
    return file


def annotate(file: Path, words: str, number: int = 0) -> str:
    article = read(file)
    start, end = find_exact(article, words)[number]
    new = annotating.highlight(article, start, end, tags=["t"], note="", creator="ann")
    save(file, lambda said: said.put(new))
    return new.id


def save(file: Path, change: Callable[[Sidecar], Sidecar]) -> None:
    Edit(file.name, change, article=read(file)).save(file.parent)


def placed(file: Path) -> dict[str, str]:
    """The words each annotation stands at; empty for an orphan."""
    article = read(file)
    said = sidecar.load(naming.sidecar_path(file))
    return {
        p.annotation.id: "" if p.is_orphan else article.text[p.start : p.end]
        for p in place_all(said, article)
    }


def test_an_annotation_made_after_the_text_changed_takes_all_others_along(file: Path) -> None:
    baker, ferryman = annotate(file, "the baker"), annotate(file, "The ferryman")
    gone = annotate(file, "Nobody answered her when she had finished")
    before = sidecar.load(naming.sidecar_path(file))
    assert before is not None
    start, _, rest = TEXT.partition("Nobody")
    file.write_text("A new first paragraph, quite long.\n\n" + start + rest[rest.index("\n\n") :])
    fresh = annotate(file, "quite long")
    said = sidecar.load(naming.sidecar_path(file))
    assert said is not None
    assert placed(file) == {
        fresh: "quite long", baker: "the baker", ferryman: "The ferryman", gone: "",
    }  # fmt: skip
    article = read(file)
    assert said.source.text_sha256 == article.text_sha256
    assert said.annotations[gone] == before.annotations[gone]
    for identifier in (baker, ferryman, fresh):
        anchor = said.annotations[identifier].anchor
        assert article.text[anchor.start : anchor.end] == anchor.exact


def test_a_new_annotation_stays_where_it_was_put_though_its_words_stand_elsewhere_too(
    file: Path,
) -> None:
    annotate(file, "the baker")
    file.write_text("The tide came in.\n\n" * 6 + TEXT)
    for number in range(6):
        identifier = annotate(file, "The tide came in.", number)
        said = sidecar.load(naming.sidecar_path(file))
        assert said is not None
        assert said.annotations[identifier].anchor.start == 19 * number


def test_an_undone_deletion_comes_back_to_its_words_in_the_changed_text(file: Path) -> None:
    identifier = annotate(file, "the baker")
    said = sidecar.load(naming.sidecar_path(file))
    assert said is not None
    held = said.annotations[identifier]
    save(file, lambda s: s.remove(identifier, annotating.now()))
    file.write_text("Something before it all.\n\n" + TEXT)
    save(file, lambda s: s.put(held))
    assert placed(file) == {identifier: "the baker"}


def test_a_change_that_changes_nothing_writes_nothing(file: Path) -> None:
    annotate(file, "the baker")
    before = naming.sidecar_path(file).read_bytes()
    file.write_text("Something before it all.\n\n" + TEXT)
    save(file, lambda said: said)
    assert naming.sidecar_path(file).read_bytes() == before


def test_annotations_come_in_the_order_of_the_text_orphans_last(file: Path) -> None:
    for words in ("ferryman", "Monday", "council"):
        annotate(file, words)
    file.write_text(TEXT.replace("on Monday ", "").replace("to hear", "for tea and"))
    article = read(file)
    found = place_all(sidecar.load(naming.sidecar_path(file)), article)
    starts = [p.start for p in found if not p.is_orphan]
    assert starts == sorted(starts)
    assert [p.is_orphan for p in found] == sorted(p.is_orphan for p in found)
    assert place_all(None, article) == ()


def test_words_are_found_in_their_case_else_in_any(articles: Path) -> None:
    file = articles / "b.txt"
    file.write_text("The Bridge, the bridge, and “the  bridge” – Müller’s.")
    article = read(file)

    def words(sought: str) -> list[str]:
        return [article.text[a:b] for a, b in find_exact(article, sought)]

    assert words("the bridge") == ["the bridge", "the  bridge"]
    assert words("THE BRIDGE") == ["The Bridge", "the bridge", "the  bridge"]
    assert words('"the bridge" - Mu\u0308ller\'s') == ["“the  bridge” – Müller’s"]
    assert words(" ") == words("absent") == []


def test_words_are_found_over_the_line_ends_of_wrapped_text(article_of_lines: Article) -> None:
    (match,) = find_exact(article_of_lines, "the bridge over the river")
    assert article_of_lines.text[slice(*match)].split() == ["the", "bridge", "over", "the", "river"]


@pytest.fixture
def article_of_lines(articles: Path) -> Article:
    file = articles / "wrapped.txt"
    body = "The committee met on Thursday, and discussed at length the bridge over the river, "
    body += "which has been closed to heavy lorries since May. " * 4
    file.write_text(textwrap.fill(body, 72))
    return read(file)


@given(st.text(st.sampled_from("a \n"), max_size=20), st.integers(-3, 25), st.integers(-3, 25))
def test_a_trimmed_span_is_ink_at_both_ends_or_refused(text: str, start: int, end: int) -> None:
    try:
        first, last = trim(text, start, end)
    except LibraryError:
        assert not 0 <= start < end <= len(text) or not text[start:end].strip()
    else:
        assert 0 <= start <= first < last <= end <= len(text)
        assert text[first:last] == text[start:end].strip()


def test_a_selection_admits_what_meets_all_of_it(file: Path) -> None:
    annotate(file, "the baker")
    (one,) = place_all(sidecar.load(naming.sidecar_path(file)), read(file))
    for selection in (
        Selection(), Selection(tags=("x", "t")), Selection(creator="ann"), Selection(words="BAKER"),
        Selection(article="a.txt"), Selection(kinds=("note", "highlight")),
        Selection(since=datetime(2020, 1, 1, tzinfo=UTC)), Selection(among=frozenset(["a.txt"])),
    ):  # fmt: skip
        assert selection.admits("a.txt", one)
    for selection in (
        Selection(tags=("x",)), Selection(tags=("T",)), Selection(creator="bob"),
        Selection(words="ferry"), Selection(article="b.txt"), Selection(orphans=True),
        Selection(kinds=("entity",)), Selection(until=datetime(2020, 1, 1, tzinfo=UTC)),
        Selection(among=frozenset(["b.txt"])),
    ):  # fmt: skip
        assert not selection.admits("a.txt", one)
        assert not selection.admits_all
