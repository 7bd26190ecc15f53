"""A statistical tagger for names: a linear-chain model over runs of capitalised tokens.

The models were trained by :mod:`reader.marks.training` and are read and applied here in plain
Python. Where a language has no model, :mod:`reader.marks.rules` stands in.
"""

from reader.marks.tagging.document import Document, document
from reader.marks.tagging.tagger import Tag, Tagger, tagger

__all__ = ["Document", "Tag", "Tagger", "document", "tagger"]
