"""How counts are said, in the shell and in the terminal interface alike."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """``1 article``, ``2,000 articles``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
