"""Which characters cannot be seen and yet say something, and how they are shown.

Terminal commands, overrides of direction, zero-width letters and tags hide what a text says, or
make it look like another. Real texts need a few of them: joiners in emoji and in scripts whose
letters join, marks of direction beside letters that run from right to left, selectors behind what
has variants, zero-width spaces between words of scripts that write none, and a word joiner beside a
hyphen. Where they do that they stay; the conditions look at characters that are seen alone, so
that hidden ones never vouch for each other.
Invariant: :func:`visible` changes one code point into one, keeps NFC, and changes nothing twice.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"

_WIDTHLESS = "\u200b\u2060\ufeff"
"""Spaces of no width, and joiners of words."""
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
"""All but tab and line feed."""
_HIDDEN_BELOW = (
    f"{_CONTROLS}{_SOFT_HYPHEN}\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff"
)
_NONCHARACTERS = "".join(f"{code:c}{code + 1:c}" for code in range(0x1FFFE, 0x110000, 0x10000))
_HIDDEN = (
    f"{_HIDDEN_BELOW}\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    f"{_NONCHARACTERS}"
)

# Letters, and signs among them, that may stand beside a hidden character; none is hidden itself.
_HAN = (
    "\u2e80-\u2fd5\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fffd\U00030000-\U0003fffd"
)
_KHMER = "\u1780-\u17b3\u17b6-\u17ff"
_MYANMAR = "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"
_MONGOLIAN = "\u1800-\u180a\u1810-\u18af"
_ARABIC = "\u0600-\u061b\u061d-\u08ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
"""Arabic, Syriac, Thaana, N’Ko, Samaritan and Mandaic."""
_RIGHT_TO_LEFT = f"\u0590-\u05ff\ufb1d-\ufb4f{_ARABIC}\U00010800-\U00010fff\U0001e800-\U0001efff"
_JOINING = (
    f"{_ARABIC}{_MYANMAR}{_KHMER}{_MONGOLIAN}\u0900-\u0dff\u0f00-\u0fff\u1900-\u194f\u1a20-\u1aaf"
    "\u1b00-\u1c7f\u1cd0-\u1cff\ua800-\ua82f\ua840-\ua8df\ua8e0-\ua8ff\ua980-\ua9df\uabc0-\uabff"
    "\U00010a00-\U00010aff\U00010d00-\U00010d3f\U00011000-\U00011fff\U0001e900-\U0001e95f"
)
"""Scripts whose letters change beside each other: from Arabic over those of India to Java."""
_SPACELESS = (
    f"\u0e00-\u0fff{_MYANMAR}{_KHMER}{_HAN}\u1950-\u19df\u1a20-\u1aaf\u3000-\u312f\u31f0-\u31ff"
)
_EMOJI = (
    "©®\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_MATHEMATICAL = "\u2200-\u22ff\u2a00-\u2aff"
_NEAR = 8
"""Characters between a mark of direction and the letter that needs it: signs, digits, a blank."""

_UNSEEN = rf"\s{_HIDDEN}"
_IN_WORDS = rf"\w\u0300-\u036f{_UNSEEN}"
_NEEDED = "|".join(
    [
        rf"(?<=[{_JOINING}])[\u200c\u200d]|[\u200c\u200d](?=[{_JOINING}])",
        rf"(?:(?<=[{_EMOJI}])|(?<=[{_EMOJI}]\ufe0f))\u200d(?=[{_EMOJI}])",
        rf"(?<=[{_EMOJI}])[\ufe0e\ufe0f]|(?<=[0-9#*])\ufe0f(?=\u20e3)",
        rf"(?<=[{_HAN}])[\ufe00-\ufe02\U000e0100-\U000e01ef]|(?<=[{_MATHEMATICAL}])\ufe00",
        rf"(?<=[{_MYANMAR}\ua840-\ua877])\ufe00|(?<=[{_MONGOLIAN}])[\u180b-\u180d\u180f]",
        rf"(?<=[{_SPACELESS}])\u200b|\u200b(?=[{_SPACELESS}])",
        rf"(?<=[^{_IN_WORDS}])[{_WIDTHLESS}](?=[^{_UNSEEN}])",
        rf"(?<=[^{_UNSEEN}])[{_WIDTHLESS}](?=[^{_IN_WORDS}])",
        r"(?<=[\u0300-\u034e\u0350-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f])\u034f",
        *(rf"(?<=[{_RIGHT_TO_LEFT}]{'.' * n})[\u061c\u200e\u200f]" for n in range(_NEAR)),
        rf"[\u061c\u200e\u200f](?=.{{0,{_NEAR - 1}}}[{_RIGHT_TO_LEFT}])",
    ]
)
_SUSPECT = re.compile(f"[{_HIDDEN_BELOW}\U0001bca0-\U0001d17a\U0001fffe-\U0010ffff]")
"""All that hide, and some that do not: with few ranges beyond U+FFFF it is found fast."""
_FIRST_NEEDED = "\u034f"
"""What hides and comes before is never needed."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
_PICTURES[0x7F] = "\N{SYMBOL FOR DELETE}"
_SHOWN = {chr(code): picture for code, picture in _PICTURES.items()} | {_SOFT_HYPHEN: "\u2010"}


def visible(text: str) -> str:
    """``text``, code point for code point, with something to be seen for whatever hides.

    Control characters become their pictures, a soft hyphen a hyphen, all others U+FFFD. Tabs and
    line feeds stay, and so does what a text needs; see above.
    """
    if text.isascii():
        return text.translate(_PICTURES) if _CONTROL.search(text) else text
    return replaced(text, lambda character: _SHOWN.get(character, REPLACEMENT))


def replaced(text: str, substitute: Callable[[str], str]) -> str:
    """``text`` with what ``substitute`` says for each character that hides."""

    def judged(match: re.Match[str]) -> str:
        character = match.group()
        hides = character < _FIRST_NEEDED or _unwanted().match(text, match.start())
        return substitute(character) if hides else character

    return _SUSPECT.sub(judged, text)


@cache
def _unwanted() -> re.Pattern[str]:
    """What hides and is not needed; made when something first looks so, for that takes a while."""
    return re.compile(f"(?=[{_HIDDEN}])(?!{_NEEDED})")


def is_visible(text: str) -> bool:
    """Whether nothing in ``text`` hides."""
    found = _SUSPECT.finditer(text)
    return not any(_unwanted().match(text, suspect.start()) for suspect in found)


def escaped_for_json(text: str) -> str:
    """``text``, which is JSON already, with an escape for each character that hides."""
    return replaced(text, _json_escape)


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
