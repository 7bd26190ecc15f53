from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding, BindingsMap

from reader.tui.desk.keys import BINDINGS as DESK_KEYS
from reader.tui.keymap import checked, in_force, shown
from reader.tui.reading.keys import BINDINGS as PANE_KEYS

if TYPE_CHECKING:
    from reader.tui.keymap import Scope


def bound(**keys: str) -> list[Binding]:
    """Bindings with ids such as ``desk.mark`` for ``desk_mark``."""
    return [
        Binding(key, name, id=name)
        for name, key in ((name.replace("_", ".", 1), key) for name, key in keys.items())
    ]


DESK = bound(desk_help="question_mark", desk_mark="m", desk_tag="t", desk_look="enter")
PANE = bound(pane_down="j,down", pane_up="k,up", pane_word="w", pane_grow="plus")
LIST = bound(list_down="j,down", list_choose="enter,l,right")
SEARCH = bound(search_down="down", search_leave="escape")
PALETTE = Binding("ctrl+p", "command_palette", "Palette")
SCOPES: list[Scope] = [
    ("the text", [*DESK, *PANE, PALETTE]),
    ("a list", [*LIST, *DESK, PALETTE]),  # With a list before it, the desk has no "enter".
    ("the search", [*SEARCH, PALETTE]),
]
BY_ID = {one.id: one for _, bindings in SCOPES for one in bindings if one.id}


def keys_of(binding: Binding, keymap: dict[str, str]) -> list[str]:
    return [one.key for one in Binding.make_bindings([Binding(in_force(binding, keymap), "")])]


def shared(keymap: dict[str, str]) -> set[tuple[str, str | None, str | None]]:
    """Keys that belong to two actions in one scope, and these."""
    return {
        (key, one.id, other.id)
        for _, bindings in SCOPES
        for one, other in combinations(bindings, 2)
        for key in {*keys_of(one, keymap)} & {*keys_of(other, keymap)}
    }


SHADOWED = {("enter", "list.choose", "desk.look")}


def test_without_entries_there_is_nothing_to_say() -> None:
    assert shared({}) == SHADOWED
    assert checked({}, SCOPES) == ({}, [])


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("M", "M"),
        ("é", "é"),
        ("?", "question_mark"),
        ("/", "slash"),
        (".", "full_stop"),
        ("solidus", "slash"),
        ("+", "plus"),
        ("plus_sign", "plus"),
        ("-", "minus"),
        (",", "comma"),
        (" ", "space"),
        ("comma,  space , %", "comma,space,percent_sign"),
        ("%,%", "percent_sign"),
        ("Escape", "escape"),
        ("esc", "escape"),
        ("return", "enter"),
        ("PageDown,F12", "pagedown,f12"),
        ("Ctrl+N", "ctrl+n"),
        ("ctrl++", "ctrl+plus"),
        ("shift+ctrl+up", "ctrl+shift+up"),
        ("shift+d", "D"),
        ("alt+D", "alt+shift+d"),
        ("shift+tab", "shift+tab"),
        ("ctrl+space", "ctrl+space,ctrl+@"),
        ("ctrl+@", "ctrl+space,ctrl+@"),
    ],
)
def test_keys_may_be_written_as_one_knows_them(written: str, names: str) -> None:
    assert checked({"one": written}, [("here", [Binding("z", "", id="one")])]) == (
        {"one": names},
        [],
    )


@pytest.mark.parametrize(
    "written",
    ["j,", ",j", "nonsense", "ctrl+", "++", "foo+x", "shift+/", "f99", "a+b", "\x01", "M,huh"],
)
def test_a_key_that_is_none_is_told_and_costs_only_its_entry(written: str) -> None:
    keymap, remarks = checked({"desk.mark": written, "desk.tag": "M"}, SCOPES)
    assert keymap == {"desk.tag": "M"}
    [remark] = remarks
    assert remark.startswith("“desk.mark” cannot have the key “")
    assert "there is none of that name. Write keys in [keys] as M, /" in remark
    assert remark.isprintable()


def test_an_entry_without_a_key_is_told_and_costs_only_itself() -> None:
    keymap, [remark] = checked({"desk.mark": "", "desk.tag": "M"}, SCOPES)
    assert keymap == {"desk.tag": "M"}
    assert remark.startswith("[keys] gives “desk.mark” no key: it keeps its own.")


@pytest.mark.parametrize(
    ("written", "same"), [("ctrl+i", "tab"), ("ctrl+[", "escape"), ("ctrl+M", "enter")]
)
def test_a_key_that_terminals_take_for_another_is_told(written: str, same: str) -> None:
    keymap, [remark] = checked({"desk.mark": written}, SCOPES)
    assert keymap == {}
    assert f"cannot tell it from “{same}”" in remark


def test_an_unknown_id_is_told_with_the_nearest() -> None:
    keymap, remarks = checked({"desk.makr": "M", "mark": "M", "#\x1b[": "M"}, SCOPES)
    assert keymap == {}
    misspelt, short, strange = remarks
    assert "“desk.makr”" in misspelt
    assert "Nearest: desk.mark, " in misspelt
    assert "desk.mark" in short
    assert "Ids begin with: desk., list., pane., search." in strange
    assert "\x1b" not in strange


def test_a_key_that_belongs_to_another_is_told_with_both() -> None:
    assert checked({"desk.mark": "M,j", "desk.tag": "T"}, SCOPES) == (
        {"desk.tag": "T"},
        [
            "“desk.mark” cannot have the key “j”: it belongs to “pane.down” (the text). "
            "Choose another in [keys], or give “pane.down” another too."
        ],
    )


def test_a_key_of_another_place_is_free() -> None:
    """Lists have no ``w``, and the search line nothing of the desk's."""
    assert checked({"list.down": "w", "search.down": "ctrl+n,m"}, SCOPES)[1] == []


def test_a_key_that_cannot_be_rebound_is_told_by_what_it_does() -> None:
    keymap, [remark] = checked({"desk.mark": "ctrl+p"}, SCOPES)
    assert keymap == {}
    assert "“Palette”" in remark


def test_actions_may_change_keys_with_each_other() -> None:
    swapped = {"desk.mark": "t", "desk.tag": "m"}
    assert checked(swapped, SCOPES) == (swapped, [])
    round_trip = {"pane.word": "m", "desk.mark": "question_mark", "desk.help": "w"}
    assert checked(round_trip, SCOPES) == (round_trip, [])


def test_half_of_an_exchange_fails_with_the_other_half() -> None:
    keymap, remarks = checked({"desk.mark": "t", "desk.tag": "nonsense"}, SCOPES)
    assert keymap == {}
    assert [remark.partition(" ")[0] for remark in remarks] == ["“desk.tag”", "“desk.mark”"]


def test_of_two_that_want_one_key_the_first_has_it_unless_it_is_the_others_own() -> None:
    keymap, [remark] = checked({"desk.mark": "M", "desk.tag": "M"}, SCOPES)
    assert keymap == {"desk.mark": "M"}
    assert "“desk.tag” cannot have the key “M”: it belongs to “desk.mark”" in remark
    keymap, [remark] = checked({"desk.tag": "m", "desk.mark": "m,M"}, SCOPES)
    assert keymap == {"desk.mark": "m,M"}
    assert "“desk.tag” cannot" in remark


def test_an_entry_that_cannot_be_used_takes_no_key_from_another_entry() -> None:
    keymap, [remark] = checked({"desk.mark": "M,j", "desk.tag": "M"}, SCOPES)
    assert keymap == {"desk.tag": "M"}
    assert "“desk.mark” cannot have the key “j”" in remark


def test_what_two_actions_share_by_default_they_may_keep() -> None:
    assert checked({"list.choose": "enter,o"}, SCOPES) == ({"list.choose": "enter,o"}, [])
    keymap, [remark] = checked({"desk.look": "enter,l"}, SCOPES)
    assert keymap == {}
    assert "“desk.look” cannot have the key “l”: it belongs to “list.choose” (a list)" in remark


def test_keys_are_shown_as_on_a_keyboard() -> None:
    keys = "slash,question_mark,right_square_bracket,plus,minus,up,j,ctrl+slash,space,escape,f1"
    assert shown(keys) == "/ ? ] + - ↑ j ctrl+/ space escape f1"
    assert in_force(BY_ID["pane.down"], {"pane.down": "x"}) == "x"
    assert in_force(BY_ID["pane.down"], {}) == "j,down"
    assert in_force(PALETTE, {"pane.down": "x"}) == "ctrl+p"


KEYS = st.sampled_from(
    [
        *sorted({key for one in BY_ID.values() for key in one.key.split(",")}),
        *("M", "?", "ctrl+n", "nonsense", "", "ctrl+i", "alt+A", "shift+j"),
    ]
)
ENTRIES = st.dictionaries(
    st.sampled_from([*BY_ID, "desk.unknown"]) | st.text(max_size=5),
    st.lists(KEYS, min_size=1, max_size=3).map(",".join) | st.text(max_size=5),
    max_size=8,
)


@given(ENTRIES)
def test_a_checked_keymap_is_sound_and_each_entry_is_in_it_or_told(keys: dict[str, str]) -> None:
    keymap, remarks = checked(keys, SCOPES)
    assert shared(keymap) <= SHADOWED
    assert keymap.keys() <= BY_ID.keys() & keys.keys()
    assert len(keymap) + len(remarks) == len(keys)


@given(ENTRIES)
def test_textual_makes_of_it_what_was_promised(keys: dict[str, str]) -> None:
    keymap, _ = checked(keys, SCOPES)
    for bindings in (DESK, PANE, LIST, SEARCH):
        made = BindingsMap(bindings)
        made.apply_keymap(keymap)
        answers = {key: {one.id for one in held} for key, held in made.key_to_bindings.items()}
        assert answers == {key: {one.id} for one in bindings for key in keys_of(one, keymap)}


@given(st.permutations([*DESK_KEYS, *PANE_KEYS]))
def test_the_keys_of_desk_and_text_are_all_apart_and_can_be_exchanged(
    permuted: list[Binding],
) -> None:
    bindings = [*DESK_KEYS, *PANE_KEYS]
    keys = {str(one.id): other.key for one, other in zip(bindings, permuted, strict=True)}
    assert checked(keys, [("the text", bindings)]) == (keys, [])
    own = [key for one in bindings for key in keys_of(one, {})]
    assert len(own) == len(set(own))
