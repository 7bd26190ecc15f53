"""The user's own keys: which of them can be used, and what is wrong with the others.

Textual ignores ids that it does not know and lets a key be taken from another action without a
word. Invariant: in a map that went through :func:`checked` every id is known, every key can be
pressed, and where two actions are in force together no key belongs to both.
"""

from __future__ import annotations

import difflib
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from textual.binding import Binding
from textual.keys import REPLACED_KEYS, Keys, key_to_character

from reader.articles.sanitising import sanitise_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Scope: TypeAlias = "tuple[str, Sequence[Binding]]"
"""Bindings in force at the same time, and what the reader calls the place."""

_SIGNS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}
"""Named keys that have a sign; those of characters have the character."""
_MODIFIERS = frozenset({"alt", "ctrl", "hyper", "meta", "shift", "super"})
_NAMED = frozenset(key.value for key in Keys if key.value.isalnum()) - {"return"}
"""Keys that write no character, and those as well known by a name: ``tab``, ``space``."""
_OTHER_NAMES = {"return": "enter", "esc": "escape"}
_SEPARATORS = {",": "comma", " ": "space"}
"""Characters that a list of keys cannot hold as themselves."""
_THE_SAME = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+left_square_bracket": "escape",
    "ctrl+m": "enter",
}
"""What most terminals cannot tell from another key."""
_SENT_AS = {"ctrl+at": "ctrl+space,ctrl+@", "ctrl+space": "ctrl+space,ctrl+@"}
"""What terminals send under different names."""


class _Clash(NamedTuple):
    """One key for two actions."""

    key: str
    scope: str
    refused: Binding
    """Rebound; its keys are left as they were."""
    holder: Binding


def checked(
    keys: Mapping[str, str], scopes: Sequence[Scope], lines: Sequence[Scope] = ()
) -> tuple[dict[str, str], list[str]]:
    """The keymap for :meth:`textual.app.App.set_keymap` in ``keys``, and a sentence for the rest.

    In the scopes among ``lines`` text is typed, so their keys cannot be characters.

    ``keys`` are comma-separated keys by the ids of bindings, as the user wrote them. An entry that
    cannot be used costs only itself: its action keeps the keys it had. Clashes are judged by what
    all entries together come to, so that two actions may change keys with each other.
    """
    scopes = [*scopes, *lines]
    known = {binding.id for _, bindings in scopes for binding in bindings if binding.id}
    typing = {binding.id: scope for scope, bindings in lines for binding in bindings}
    keymap: dict[str, str] = {}
    remarks: list[str] = []
    for name, wanted in keys.items():
        problem = "" if name in known else _unknown(name, known)
        if not problem:
            keymap[name], problem = _read(name, wanted)
        if not problem and name in typing:
            problem = _typed(name, keymap[name], typing[name])
        if problem:
            keymap.pop(name, None)
            remarks.append(problem)
    while clashes := list(_clashes(keymap, scopes)):
        # Certain are those with what was not rebound; to leave one out may mend or make others.
        clash = min(clashes, key=lambda clash: clash.holder.id in keymap)
        remarks.append(_told(clash))
        del keymap[clash.refused.id or ""]
    return keymap, remarks


def in_force(binding: Binding, keymap: Mapping[str, str]) -> str:
    """The keys of ``binding`` under ``keymap``, separated by commas."""
    return keymap.get(binding.id or "", binding.key)


def shown(keys: str) -> str:
    """Comma-separated ``keys`` as they stand on a keyboard, separated by spaces."""
    return " ".join(_sign(key) for key in _split(keys))


def _sign(key: str) -> str:
    held, plus, name = key.rpartition("+")
    return f"{held}{plus}{_SIGNS.get(name) or _character(name) or name}"


def _character(name: str) -> str:
    """The character that the key ``name`` writes; empty for keys known by their names."""
    if name in _NAMED:
        return ""
    found = name if len(name) == 1 else key_to_character(REPLACED_KEYS.get(name, name))
    return found if found and len(found) == 1 and found.isprintable() else ""


def _split(keys: str) -> list[str]:
    """The names that Textual has for comma-separated ``keys``."""
    return [made.key for made in Binding.make_bindings([Binding(keys, "")])]


def _read(name: str, wanted: str) -> tuple[str, str]:
    """The keys ``wanted`` for the id ``name`` as Textual writes them, or what is wrong."""
    if not wanted:
        return "", f"[keys] gives “{name}” no key: it keeps its own. Write one, such as M or f5."
    found: dict[str, None] = {}
    for text in [wanted] if len(wanted) == 1 else wanted.split(","):
        key = _key(text if len(text) == 1 else text.strip())
        if key in _THE_SAME:
            return "", (
                f"“{name}” cannot have the key “{shown(key)}”: most terminals cannot tell it from "
                f"“{_THE_SAME[key]}”. Choose another in [keys]."
            )
        if not key:
            return "", (
                f"“{name}” cannot have the key “{sanitise_line(text.strip())}”: there is none of "
                "that name. Write keys in [keys] as M, /, comma, space, f5, pagedown or ctrl+n, "
                "with commas between them."
            )
        found |= dict.fromkeys(key.split(","))
    return ",".join(found), ""


def _key(text: str) -> str:
    """Textual's name for the key that a user calls ``text``; empty when there is no such key."""
    held, plus, name = text[:-1].rpartition("+")
    name += text[-1:]  # The last character may be the plus itself: ctrl++.
    modifiers = {part.strip().lower() for part in held.split("+")} if plus else set()
    if not modifiers <= _MODIFIERS:
        return ""
    if len(name) > 1:
        name = name.strip().lower()
        name = _OTHER_NAMES.get(name, name)
    if name not in _NAMED:
        name = _character(name)
        if modifiers:
            name, modifiers = _cased(name, modifiers)
        if not name:
            return ""
        name = _SEPARATORS.get(name) or _split(name)[0]
    key = "+".join([*sorted(modifiers), name])
    return _SENT_AS.get(key, key)


def _cased(character: str, modifiers: set[str]) -> tuple[str, set[str]]:
    """``character`` with ``modifiers`` as terminals send them; nothing for what they never do."""
    lower, upper = character.lower(), character.upper()
    if modifiers == {"shift"}:
        return (upper if len(upper) == 1 and upper != lower else ""), set()
    if character != lower and "ctrl" not in modifiers:
        modifiers = modifiers | {"shift"}
    return (lower if len(lower) == 1 else character), modifiers


def _clashes(keymap: Mapping[str, str], scopes: Sequence[Scope]) -> Iterator[_Clash]:
    """Every key that ``keymap`` gives to two actions; what they share by default is no matter."""
    order = {name: number for number, name in enumerate(keymap)}
    for scope, bindings in scopes:
        holders: dict[str, list[Binding]] = {}
        for binding in bindings:
            for key in _split(in_force(binding, keymap)):
                holders.setdefault(key, []).append(binding)
        for key, held in holders.items():
            own = {id(binding): key in _split(binding.key) for binding in held}
            for pair in combinations(held, 2):
                one, other = pair
                if one.id == other.id or (own[id(one)] and own[id(other)]):
                    continue
                holder, refused = sorted(
                    pair,
                    key=lambda binding: (
                        binding.id in keymap,
                        not own[id(binding)],
                        order.get(binding.id or "", -1),
                    ),
                )
                yield _Clash(key, scope, refused, holder)


def _typed(name: str, keys: str, scope: str) -> str:
    """What is wrong with keys of an action in a line of text, where characters are typed."""
    letters = [key for key in keys.split(",") if _character(key) or key == "space"]
    if not letters:
        return ""
    return (
        f"“{name}” cannot have the key “{shown(letters[0])}”: it is typed as text ({scope}). "
        "Choose one such as ctrl+n or f5 in [keys]."
    )


def _told(clash: _Clash) -> str:
    holder = clash.holder.id or clash.holder.description or clash.holder.action
    return (
        f"“{clash.refused.id}” cannot have the key “{shown(clash.key)}”: it belongs to “{holder}” "
        f"({clash.scope}). Choose another in [keys], or give “{holder}” another too."
    )


def _unknown(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=3)
    if near:
        remedy = f"Nearest: {', '.join(near)}."
    else:
        kinds = sorted({one.partition(".")[0] for one in known})
        remedy = f"Ids begin with: {', '.join(f'{kind}.' for kind in kinds)}"
    return f"[keys] names “{sanitise_line(name)}”, which is nothing that has a key. {remedy}"
