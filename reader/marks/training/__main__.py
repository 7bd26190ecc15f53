"""``python -m reader.marks.training``: make the tables of words, or train the models.

What a model was trained on stands in ``data/SOURCES.md``. All steps give the same bytes each time
for the same input.
"""

from __future__ import annotations

import sys
from pathlib import Path

USAGE = """usage: python -m reader.marks.training lexicon
       python -m reader.marks.training clusters
       python -m reader.marks.training models FOLDER

lexicon   makes data/lexicon.z from the packages of the extra "training"
clusters  makes data/clusters_en.z and data/clusters_de.z from them and the lexicon
models    makes data/tagger_en.z and data/tagger_de.z from the JSON lines in FOLDER
"""


def main(words: list[str]) -> int:
    """Do what the ``words`` of the command line say; returns the exit status."""
    match words:
        case ["lexicon"]:
            from reader.marks.training.words import make_lexicon

            make_lexicon()
        case ["clusters"]:
            from reader.marks.training.clusters import make_clusters

            make_clusters()
        case ["models", folder]:
            from reader.marks.training.models import train_all

            train_all(Path(folder))
        case _:
            sys.stderr.write(USAGE)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
