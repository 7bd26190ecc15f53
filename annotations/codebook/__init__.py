"""The tags of a library: what they stand for, and the acts that change them everywhere."""

from __future__ import annotations

from annotations.codebook.model import COLOURS, Codebook, Tag, is_within, rgb

__all__ = ["COLOURS", "Codebook", "Tag", "is_within", "rgb"]
