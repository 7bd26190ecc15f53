from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.articles.find import find_all, fold, next_match, previous_match
from reader.articles.model import Block, Role


def found(text: str, needle: str, *, wrapped: bool = False) -> list[str]:
    blocks = (Block(0, len(text), Role.PARAGRAPH, wrapped=wrapped),)
    return [text[a:b] for a, b in find_all(text, needle, blocks)]


def test_case_accents_and_typographic_marks_do_not_matter() -> None:
    assert found("Élysée and elysee, ELYSÉE", "elysée") == ["Élysée", "elysee", "ELYSÉE"]
    assert found("China’s “pause” – now", 'china\'s "pause" - n') == ["China’s “pause” – n"]
    assert found("Malmo\u0308", "malmö") == ["Malmo\u0308"]


def test_a_match_crosses_wrapped_line_ends_only() -> None:
    assert found("world\n  order", "world order", wrapped=True) == ["world\n  order"]
    assert found("world\norder", "world order") == []
    assert found("the world\nworld order", "world order") == ["world order"]


def test_signs_are_taken_as_they_are() -> None:
    assert found("a.b axb [x]", "a.b") == ["a.b"]
    assert found("a.b axb [x]", "[x]") == ["[x]"]


def test_white_space_alone_finds_nothing() -> None:
    assert find_all("a b", "  ") == []


@given(st.text(alphabet="abÀÉé. ", max_size=60), st.text(alphabet="abàe", min_size=1, max_size=3))
def test_matches_are_what_a_search_in_the_folded_text_finds(text: str, needle: str) -> None:
    folded, sought = "".join(map(fold, text)), "".join(map(fold, needle))
    expected: list[tuple[int, int]] = []
    at = folded.find(sought)
    while at >= 0:
        expected.append((at, at + len(sought)))
        at = folded.find(sought, at + len(sought))
    assert find_all(text, needle) == expected


def test_going_from_match_to_match_comes_round() -> None:
    matches = [(2, 4), (8, 9)]
    assert next_match(matches, 2) == (8, 9)
    assert next_match(matches, 8) == (2, 4)
    assert previous_match(matches, 8) == (2, 4)
    assert previous_match(matches, 2) == (8, 9)
    assert next_match([], 0) is None
    assert previous_match([], 0) is None
