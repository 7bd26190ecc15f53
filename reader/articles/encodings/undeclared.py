"""Which encoding some bytes are in that neither declare one nor are UTF-8.

A bounded sample is read in each encoding there is, and the reading that is most plausible as a
text in some language is taken; readings that come to the same text are one.
"""

from __future__ import annotations

from reader.articles.encodings.known import COMMON, EBCDIC, LESS_COMMON, RARE, UTF_8
from reader.articles.encodings.plausibility import plausibility
from reader.articles.encodings.sampling import sample
from reader.articles.encodings.unmarked import find_wide
from reader.errors import UnreadableArticleError
from reader.languages.identification import guess_language

_LIKELIHOOD = ((UTF_8, 6.0), (COMMON, 0.0), (LESS_COMMON, -2.0), (RARE, -5.0))
"""Nats that speak for an encoding: its rarity, or its pattern that does not come by chance."""
_EBCDIC = ((EBCDIC, 0.0),)
_DETOUR = -4.0
"""Nats that a character of ASCII costs that is written with a byte beyond it."""
_UNUSUAL_ASCII = frozenset("|~{}[]^\\`")
_SLACK = -20.0
"""Nats that a reading may be less plausible in all, for a text may have only a few odd signs."""
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ASCII = bytes(range(0x80))
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\b\t\n\v\f\r\x1a\x1b"))
"""Codes that text does not use; those for printers, escapes and the end of a file it may."""
_MOST_CONTROLS = 0.02
_HEAD = 8_192
"""Bytes looked at for control codes."""
_MOST_DAMAGE = 0.1
"""Share of the bytes beyond ASCII that may be undecodable."""
_LEAST_PLAUSIBLE = -6.0
"""Nats for each byte beyond ASCII, below which a reading is no text."""
_ROOM = 8.0
"""Nats by which a reading may trail the best and be taken, when only it reads all the data."""
_MOSTLY = 0.9
_SPACES_OF_EBCDIC = 0.08
_FEWEST_WIDE = 8
"""Bytes below which UTF-16 without a single zero byte is not thought of."""


def guess(data: bytes) -> str:
    """The characters of ``data``, which is not UTF-8.

    Raises :class:`UnreadableArticleError` when it is binary, or no reading of it is plausible.
    """
    if len(data) >= _FEWEST_WIDE and (wide := find_wide(data)):
        return data.decode(wide, "replace")
    part = sample(data)
    if _is_ebcdic(part):
        return _read(data, part, _EBCDIC)
    if has_controls(data):
        raise UnreadableArticleError("it is a binary file, not text")
    return _read(data, part, _LIKELIHOOD)


def has_controls(data: bytes) -> bool:
    """Whether the head of ``data`` has more control codes than a text has."""
    head = data[:_HEAD]
    return len(head) - len(head.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(head)


def count_beyond_ascii(data: bytes) -> int:
    """How many bytes of ``data`` are not ASCII."""
    return len(data.translate(None, _ASCII))


def _is_ebcdic(part: bytes) -> bool:
    spaces = part.count(b"\x40")
    return spaces > _SPACES_OF_EBCDIC * len(part) and part.count(b" ") * 10 < spaces


def _rate(text: str, part: bytes, beyond: int) -> float:
    """The score of ``text`` as a reading of ``part``, in nats."""
    rated = plausibility(text)
    score = rated.score
    if _is_ebcdic(part):
        score += _DETOUR * sum(character in _UNUSUAL_ASCII for character in text)
    elif len(text) == len(part):
        score += _DETOUR * (beyond - rated.characters)
    return score


def _read(data: bytes, part: bytes, groups: tuple[tuple[tuple[str, ...], float], ...]) -> str:
    ranked = _rank(part, groups)
    beyond = len(part) if groups is _EBCDIC else count_beyond_ascii(part)
    if not ranked or (ranked[0][0] < _LEAST_PLAUSIBLE * beyond + _SLACK and not _speaks(part)):
        raise UnreadableArticleError("its character encoding is not known; save it as UTF-8")
    best, first = ranked[0]
    if _REPLACEMENT in part.decode(first, "replace"):
        return data.decode(first, "replace")
    for score, encoding in ranked:
        if score < best - _ROOM:
            break
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(first, "replace")


def _rank(
    part: bytes, groups: tuple[tuple[tuple[str, ...], float], ...]
) -> list[tuple[float, str]]:
    """Scores and encodings, the most plausible first, of those that ``part`` can be in."""
    beyond = count_beyond_ascii(part)
    scores: dict[str, float] = {}
    ranked: list[tuple[float, str]] = []
    for encodings, likelihood in groups:
        for encoding in encodings:
            text = part.decode(encoding, "replace")
            if text.count(_REPLACEMENT) > max(1, _MOST_DAMAGE * beyond):
                continue
            if text not in scores:
                scores[text] = _rate(text, part, beyond)
            ranked.append((scores[text] + likelihood, encoding))
    return sorted(ranked, key=lambda reading: -reading[0])


def _speaks(part: bytes) -> bool:
    """Whether what is ASCII in ``part`` is a text of its own, whatever the rest may be."""
    plain = part.decode("ascii", "ignore")
    return len(plain) > _MOSTLY * len(part) and bool(guess_language(plain))
