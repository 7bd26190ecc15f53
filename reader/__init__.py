"""florilegium: a research reader for the terminal.

The package is a house with floors; a module imports only from its own floor or below:
``articles`` | ``marks`` | ``index`` | ``library`` | ``cli`` and ``tui``. What the reader
writes lives in the separate package ``annotations``, which knows nothing of this one.
"""

__version__ = "0.1.0"
