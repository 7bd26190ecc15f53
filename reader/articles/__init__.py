"""A file becomes an :class:`Article`: one text, its blocks, and what is known about it."""
