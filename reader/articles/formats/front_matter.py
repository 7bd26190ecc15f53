"""YAML front matter at the head of a Markdown file, read with the strictness strangers deserve."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotations.yaml_format import YamlError, parse
from reader.articles.values import stated_by

if TYPE_CHECKING:
    from reader.articles.drafts import Stated

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)


def split_front_matter(raw: str) -> tuple[Stated | None, str]:
    """What the front matter of ``raw`` states, and the rest of it.

    Front matter that is not strict YAML is left in the text, where the reader sees it.
    """
    match = _FRONT.match(raw)
    if match is None:
        return None, raw
    try:
        value = parse(match.group(1), require_end=False)
    except YamlError:
        return None, raw
    if not isinstance(value, dict):
        return None, raw
    return stated_by(value), raw[match.end() :]
