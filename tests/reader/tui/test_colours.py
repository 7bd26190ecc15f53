from __future__ import annotations

from rich.color import Color, ColorSystem

from reader.tui.colours import base_name, coloured, ground, ink

PAGE = Color.parse("#121212")


def test_the_first_tag_that_has_a_colour_gives_it() -> None:
    colours = {"b": "#d1453b", "c": "#4379d0"}
    name = coloured("tag", ["a", "b", "c"], lambda tag: colours.get(tag, ""))
    assert name == "tag#d1453b"
    assert base_name(name) == "tag"
    assert coloured("tag", ["a"], lambda _: "") == "tag"


def test_a_ground_is_between_the_page_and_the_colour() -> None:
    mixed = ground("annotation#d1453b", PAGE, ansi=False).bgcolor
    assert mixed
    assert mixed.triplet
    assert 0x12 < mixed.triplet.red < 0xD1


def test_a_terminal_that_keeps_to_its_colours_gets_the_nearest_of_them() -> None:
    for style in (ink("tag#d1453b", ansi=True), ground("annotation#d1453b", PAGE, ansi=True)):
        colour = style.bgcolor or style.color
        assert colour
        assert colour.type.name == ColorSystem.STANDARD.name


def test_without_a_colour_nothing_is_painted() -> None:
    assert not ink("tag", ansi=False)
    assert not ground("annotation", PAGE, ansi=False)
