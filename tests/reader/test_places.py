from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.places import Places

if TYPE_CHECKING:
    from pathlib import Path


TEXT = "The harbour fell silent. " * 20


def written(home: Path) -> Path:
    (file,) = (home / "state" / "florilegium" / "places").iterdir()
    return file


def test_a_place_is_found_again_next_time(articles: Path) -> None:
    places = Places(articles)
    assert (places.last, places.offset("a.txt", TEXT)) == ("", 0)
    places.remember("a.txt", TEXT, 7)
    places.remember("ä 🦀.txt", TEXT, 42)
    places.save()
    again = Places(articles)
    assert (again.last, again.offset("a.txt", TEXT), again.offset("ä 🦀.txt", TEXT)) == (
        "ä 🦀.txt",
        7,
        42,
    )


def test_libraries_do_not_share_places_but_links_to_one_do(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(articles)
    places = Places(articles)
    places.remember("a.txt", TEXT, 7)
    places.save()
    assert Places(tmp_path / "link").offset("a.txt", TEXT) == 7
    assert Places(tmp_path).offset("a.txt", TEXT) == 0


def test_two_readers_keep_each_others_places(articles: Path) -> None:
    first, second = Places(articles), Places(articles)
    first.remember("a.txt", TEXT, 1)
    second.remember("b.txt", TEXT, 2)
    first.save()
    second.save()
    again = Places(articles)
    assert (again.offset("a.txt", TEXT), again.offset("b.txt", TEXT), again.last) == (1, 2, "b.txt")


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        b'{"last": "a", "offsets": {"a": Infinity}}',
        b'{"last": "a", "offsets": {"a": "x"}}',
        b'{"last": "a", "offsets": [1]}',
    ],
)
def test_a_damaged_file_is_as_good_as_none(articles: Path, home: Path, damage: bytes) -> None:
    places = Places(articles)
    places.remember("a.txt", TEXT, 7)
    places.save()
    written(home).write_bytes(damage)
    again = Places(articles)
    assert (again.last, again.offset("a.txt", TEXT)) == ("", 0)
    again.remember("a.txt", TEXT, 8)
    again.save()
    assert Places(articles).offset("a.txt", TEXT) == 8


def test_no_place_is_before_the_text(articles: Path, home: Path) -> None:
    places = Places(articles)
    places.remember("a.txt", TEXT, 7)
    places.save()
    written(home).write_text('{"last": "a.txt", "offsets": {"a.txt": -3}}')
    assert Places(articles).offset("a.txt", TEXT) == 0


def test_only_the_user_may_look_into_the_folder(articles: Path, home: Path) -> None:
    places = Places(articles)
    places.remember("a.txt", TEXT, 7)
    places.save()
    assert written(home).parent.stat().st_mode & 0o077 == 0


def paragraphs(*, first: int = 0) -> str:
    return "".join(f"Paragraph {number} is here.\n\n" for number in range(first, 300))


def test_a_place_is_found_again_when_the_text_has_changed(articles: Path) -> None:
    text = paragraphs()
    places = Places(articles)
    places.remember("a.txt", text, text.index("Paragraph 200"))
    places.save()
    changed = "A foreword.\n\n" * 9 + paragraphs().replace("Paragraph 199", "Chapter 199")
    found = Places(articles).offset("a.txt", changed)
    assert changed[found:].startswith("Paragraph 200")


def test_a_place_whose_words_are_gone_is_inside_the_text(articles: Path) -> None:
    text = paragraphs()
    places = Places(articles)
    places.remember("a.txt", text, len(text) - 5)
    places.save()
    assert 0 <= Places(articles).offset("a.txt", "Short.") < len("Short.")
    assert Places(articles).offset("a.txt", "") == 0


def test_the_beginning_stays_the_beginning(articles: Path) -> None:
    places = Places(articles)
    places.remember("a.txt", "One. Two.", 0)
    places.save()
    assert Places(articles).offset("a.txt", "Zero. One. Two.") == 0
