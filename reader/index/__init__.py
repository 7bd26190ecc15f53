"""Full-text search: the only place that imports Whoosh.

``query`` reads what a researcher types, ``refreshing`` keeps the index in step with the files,
``searching`` finds articles, ``matching`` and ``snippets`` show why. ``library_index`` is the door.
"""
