"""How long a test waits for what must come: one figure for all, which a loaded machine keeps."""

from __future__ import annotations

LONG = 300.0
"""Seconds in which whatever happens at all has happened, with four busy programs beside it."""
