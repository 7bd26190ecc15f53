"""Words between the shell and us: read as far as they are typed, written so that they stay words.

What completion offers comes from strangers' files. Bash puts an answer into the line as it is, so
the quoting is ours. Invariant: at every place where readline may cut an answer off, to insert what
several have in common, the shell still takes what stands there for letters and not for commands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ESCAPED_BETWEEN_DOUBLE = '$`"\\'
_KEPT_WHOLE = "$@"
"""Signs at which readline breaks a word, but which belong to the piece behind the break."""
_PLAIN = r"\w./:@%+,=\u0080-\U0010ffff-"
_NOT_PLAIN = re.compile(rf"[^{_PLAIN}]|\s")


@dataclass(slots=True)
class Typed:
    """A command line as far as it is typed, its quotation marks read."""

    words: list[str]
    """All words but the last, the command first."""
    word: str = ""
    """The last one, at the cursor."""
    is_literal: bool = True
    """Whether ``word`` is what the shell will pass on; not when it has anything to expand."""
    quote: str = ""
    """The quotation mark that is still open at the end, or none."""
    kept: int = 0
    """Code points of ``word`` before the piece that readline replaces."""


def read_typed(line: str, breaks: str = "", escaped: str = _ESCAPED_BETWEEN_DOUBLE) -> Typed:
    """``line``, of bash or zsh, up to the cursor.

    ``breaks`` are the signs at which readline breaks words (COMP_WORDBREAKS), ``escaped`` those
    that a backslash takes the power of between double quotation marks.
    """
    typed = Typed([])
    begun = False
    outside = 0  # what ``kept`` is again when a quotation mark closes
    signs = iter(line)
    for sign in signs:
        if typed.quote:
            if sign == typed.quote:
                typed.quote, typed.kept = "", outside
            elif sign == "\\" and typed.quote == '"':
                after = next(signs, "")
                typed.word += after if after in escaped else f"\\{after}".replace("\\\n", "")
            else:
                typed.is_literal &= typed.quote == "'" or sign not in "$`"
                typed.word += sign
        elif sign.isspace():
            if begun:
                typed = Typed([*typed.words, typed.word])
            begun, outside = False, 0
            continue
        elif sign in "'\"":
            typed.quote, outside, typed.kept = sign, typed.kept, len(typed.word)
        elif sign == "\\":
            typed.word += next(signs, "").replace("\n", "")
        else:
            typed.is_literal &= sign not in "$`"
            typed.word += sign
            if sign in breaks:
                typed.kept = len(typed.word) - (sign in _KEPT_WHOLE)
        begun = True
    return typed


def read_fish(token: str) -> str:
    """What fish passes on of the one word ``token``, as far as it is typed."""
    word, quote = "", ""
    signs = iter(token)
    for sign in signs:
        if sign == "\\":
            after = next(signs, "")
            is_escape = not quote or after in ("\\", quote) or (quote == '"' and after == "$")
            word += after if is_escape else sign + after
        elif quote == sign:
            quote = ""
        elif sign in "'\"" and not quote:
            quote = sign
        else:
            word += sign
    return word


def quoted_for_bash(text: str, quote: str) -> str | None:
    """``text`` for readline to put into a line of bash, behind the open ``quote`` or behind none.

    ``text`` has no control characters. Readline closes the quotation by itself, unless what it
    inserted ends with the mark already. None when it cannot be done: readline takes an answer that
    begins with the mark for one that brings its own quotation.
    """
    if not quote:
        return _NOT_PLAIN.sub(r"\\\g<0>", text)
    if quote == "'":
        inside = text.replace("'", r"'\''")
    else:
        inside = re.sub(r'[$`"\\]', r"\\\g<0>", text).replace("!", "\"'!'\"")
    if inside.startswith(quote):
        return None
    return inside + quote if inside.endswith(quote) else inside
