"""A small library of invented articles, so that there is something to try everything on.

The events and the people in them do not exist. The files are as untidy as what one saves from
the web, on purpose: they are what a reader has to cope with.
"""

from __future__ import annotations

from pathlib import Path


def articles_dir() -> Path:
    """The folder of the demo library's articles, inside the installed package: not for writing."""
    return Path(__file__).parent / "articles"
