"""What was said before the verb, for whatever runs after it.

Kept in Click's context, so it lives as long as the one command does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Given:
    """The options of ``reader`` itself."""

    color: str = "auto"
    """``auto``, ``always`` or ``never``."""
    folder: Path | None = None
    """The library; a verb's own ``-L`` goes before it."""


def given() -> Given:
    """What was said before the verb at hand; nothing outside a command."""
    context = click.get_current_context(silent=True)
    held = context.find_root().obj if context else None
    return held if isinstance(held, Given) else Given()
