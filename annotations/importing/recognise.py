"""The front door of imports: finds out what a document is, and reads it.

Invariant: whatever the text, the answer is a ``Reading`` or an ``AnnotationsError``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from annotations.errors import ImportFormatError, NewerVersionError, YamlError
from annotations.importing.hypothesis_export import from_rows, is_hypothesis, read_hypothesis
from annotations.importing.json_document import from_document, is_document, read_json
from annotations.importing.json_value import read_value, require_size
from annotations.importing.jsonld import from_jsonld, is_jsonld, read_jsonld
from annotations.importing.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotations.importing.reading import Reading
    from annotations.model import Value

_Recogniser: TypeAlias = "tuple[Callable[[Value], bool], Callable[[Value], Reading]]"

READERS: Mapping[str, Callable[[str], Reading]] = {
    "yaml": read_yaml,
    "json": read_json,
    "jsonld": read_jsonld,
    "hypothesis": read_hypothesis,
}
"""By the name of the format."""

_OF_JSON: tuple[_Recogniser, ...] = (
    (is_document, from_document),
    (is_hypothesis, from_rows),
    (is_jsonld, from_jsonld),
)


def read_any(text: str, kind: str = "") -> Reading:
    """The annotations in ``text``, of the format ``kind`` or of the one it looks like.

    Raises ``ImportFormatError`` for what is in no format known, ``YamlError`` for YAML with a
    mistake in it, and ``NewerVersionError`` for what a newer program wrote.
    """
    if kind:
        if kind not in READERS:
            known = ", ".join(READERS)
            raise ImportFormatError(f"There is no format {kind!r}. Choose one of {known}.")
        return READERS[kind](text)
    require_size(text)
    if not text.removeprefix("\ufeff").lstrip().startswith(("{", "[")):
        return _yaml(text)
    value = read_value(text)
    for recognises, read in _OF_JSON:
        if recognises(value):
            return read(value)
    reason = "This JSON has no annotations in a format known here"
    raise ImportFormatError(f"{reason}. Choose one of {', '.join(READERS)}.")


def _yaml(text: str) -> Reading:
    try:
        return read_yaml(text)
    except NewerVersionError:
        raise
    except YamlError as error:
        reason = f"This is no JSON, and as YAML of ours it cannot be read. {error}"
        raise ImportFormatError(f"{reason} Mend that line, or give another file.") from error
