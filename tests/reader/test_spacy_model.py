"""A spaCy model in the place of our own; these run where spaCy is installed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reader.config import Settings
from reader.errors import ConfigurationError
from reader.library import Library

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("model", ["../model", "/tmp/model", "en-core", ""])
def test_a_model_is_a_package_and_no_path(tmp_path: Path, model: str) -> None:
    if not model:
        Library(tmp_path, Settings(spacy_model=model)).close()
        return
    with pytest.raises(ConfigurationError, match="no name of a package"):
        Library(tmp_path, Settings(spacy_model=model))


def test_a_model_that_is_not_there_is_told_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="take “spacy_model” out of the configuration"):
        Library(tmp_path, Settings(spacy_model="en_nowhere_at_all"))


def test_nothing_of_spacy_is_imported_without_a_model(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Angela Merkel came to Berlin.")
    code = (
        "import sys; from pathlib import Path; from reader.library import Library;"
        "from reader.config import Settings; library = Library(Path(sys.argv[1]), Settings());"
        "library.refresh(); library.open('a.txt'); print('spacy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_the_entities_of_a_model_replace_our_own(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Zworf"}])

    from reader.articles.tokens import tokenise
    from reader.marks.spacy_names import SpacyTagger
    from reader.marks.tagging import document
    from reader.marks.training.models import as_blocks

    text = "They liked the town of Zworf."
    blocks = tuple(as_blocks(text, "en"))
    tokens = tokenise(text, blocks)
    known = document(text, tokens, tokens.forms, blocks, [0])
    (tag,) = SpacyTagger(pipeline).tags(known, 0)
    assert (tokens.forms[tag.first], tag.last, tag.label) == ("Zworf", tag.first, "PER")
