"""How the tagger's models and its tables of words were made; not needed for using them.

``python -m reader.marks.training`` makes the files in ``reader/marks/data`` anew; the extra
``florilegium[training]`` installs what that takes.
"""
