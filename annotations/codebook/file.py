"""The file of the codebook and its layout.

Invariants: ``read_codebook(write_codebook(codebook)) == codebook`` for every codebook whose text
came in through ``Codebook.put`` or was read, and the tags are written alike in whatever order
they came.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotations import naming
from annotations.books import Book
from annotations.codebook.merging import merge_codebooks
from annotations.codebook.model import Codebook, Tag
from annotations.comments import comments_by_entry
from annotations.errors import TagError
from annotations.model import clean_tag, clean_text
from annotations.yaml_format.sections import VERSION, section_of
from annotations.yaml_format.stable import INDENT, flow, key_head, mapping_lines, note_lines, quoted
from annotations.yaml_format.strict import read_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.model import EntryPath
    from annotations.yaml_format.sections import Section

_HEADER = "# The tags of this library. Plain YAML: edit it, keep it in git; unknown keys are kept."
_TAG = ("colour", "description", "aliases")
_CODEBOOK = ("version", "tags")
_IS_HEADER = re.compile(re.escape(_HEADER))
_BARE_COLOUR = re.compile(r"""["']?colour["']?[ \t]*:[ \t]+(#(?:[0-9A-Fa-f]{3}){1,2})\b""")


def read_codebook(text: str) -> Codebook:
    """The codebook written in ``text``, by us or by hand.

    Raises ``YamlError`` with a line; ``NewerVersionError`` when a newer program wrote it.
    """
    document = read_document(text)
    section = section_of(document)
    section.require_version()
    entries = section.section("tags")
    names = _names(entries)
    comments: dict[EntryPath, tuple[str, ...]] = {}
    for path, texts in comments_by_entry(document, "tags", _IS_HEADER).items():
        home = (*path[:-1], names[path[-1]]) if len(path) > 1 else path
        comments[home] = texts
    tags = {}
    for written, name in names.items():
        entry = entries.section(written)
        _refuse_bare_colour(entry, text.removeprefix("\ufeff"))
        tags[name] = _tag(entry)
    return Codebook(tags, section.rest(_CODEBOOK), comments)


def _names(entries: Section) -> dict[str, str]:
    """Each tag as it is kept, by how it is written."""
    names: dict[str, str] = {}
    for written in entries.values:
        try:
            name = clean_tag(written)
        except TagError as error:
            raise entries.error(written, "a tag must have at least one letter or digit") from error
        if name in names.values():
            raise entries.error(written, f'the tag "{name}" stands here twice')
        names[written] = name
    return names


def _tag(section: Section) -> Tag:
    return Tag(
        section.text("colour"),
        clean_text(section.text("description")),
        section.tags("aliases"),
        section.rest(_TAG),
    )


def _refuse_bare_colour(section: Section, text: str) -> None:
    """Raise for ``colour: #cc3333``, which YAML takes for a comment, so that it would be lost."""
    place = section.document.keys.get((*section.path, "colour"))
    if place is not None and section.values["colour"] is None:
        bare = _BARE_COLOUR.match(text, place.index)
        if bare:
            raise section.error("colour", f'a colour must stand in quotes: "{bare.group(1)}"')


def write_codebook(codebook: Codebook) -> str:
    """The codebook as YAML."""
    comments = codebook.comments
    lines = [
        _HEADER,
        *comments.get(("version",), ()),
        f"version: {VERSION}",
        *comments.get(("tags",), ()),
        *_tags_lines(codebook),
    ]
    for key, value in codebook.extra.items():
        lines += comments.get((key,), ())
        lines += mapping_lines({key: value}, "")
    return "\n".join([*lines, *comments.get((), ()), "..."]) + "\n"


def _tags_lines(codebook: Codebook) -> Iterable[str]:
    if not codebook.tags:
        yield "tags: {}"
        return
    yield "tags:"
    for number, name in enumerate(sorted(codebook.tags)):
        if number:
            yield ""
        for comment in codebook.comments.get(("tags", name), ()):
            yield INDENT + comment
        yield from _tag_lines(name, codebook.tags[name])


def _tag_lines(name: str, tag: Tag) -> Iterable[str]:
    head = key_head(name, INDENT)
    if head == f"{INDENT}{name}:":
        head = f"{INDENT}{quoted(name)}:"
    if tag == Tag():
        yield f"{head} {{}}"
        return
    yield head
    inner = INDENT * 2
    if tag.colour:
        yield f"{inner}colour: {quoted(tag.colour)}"
    if tag.description:
        yield from note_lines("description", tag.description, inner)
    if tag.aliases:
        yield f"{inner}aliases: {flow(tag.aliases)}"
    yield from mapping_lines(tag.extra, inner)


CODEBOOK = Book(naming.CODEBOOK, read_codebook, write_codebook, Codebook, merge_codebooks)
"""At the root of the library."""
