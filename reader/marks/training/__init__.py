"""How the tagger's models and its lexicon were made; not needed for using them.

``python -m reader.marks.training lexicon`` and ``… models FOLDER`` make the files in
``reader/marks/data`` anew; the extra ``florilegium[training]`` installs what that takes.
"""
