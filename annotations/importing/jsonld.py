"""Reads W3C Web Annotations: ours and other programs', one, many, a page or a collection.

The model allows much; a body may be text, an object, a list or a choice, a target an address or
an object with selectors. Comments become the note, tags and classes become tags; links in a body
become lines of the note. Languages and formats make no difference. A target may lack a source, as
in what Recogito writes: then nothing is known of the article.
Invariant: no text of a body is dropped silently, and importing what we exported gives the same
annotations, on the anchors of that day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from annotations.errors import ImportFormatError
from annotations.export.jsonld import ANNOTATION_IRI, ARTICLE_IRI, NOTES_IRI, OURS
from annotations.importing.bodies import said_by
from annotations.importing.json_value import (
    as_list,
    as_mapping,
    as_text,
    first_text,
    read_value,
)
from annotations.importing.reading import (
    ARTICLE_KEYS,
    SIDECAR_KEYS,
    SOURCE_KEYS,
    Reading,
    Target,
    annotation_keys,
    clean_tags,
    extra_keys,
    labelled,
    shown,
    without_words,
)
from annotations.importing.recogito import in_the_model
from annotations.importing.remarks import Remark, gather
from annotations.importing.selectors import anchor_of, kind_of
from annotations.model import CORRECTION_KEYS, CORRECTIONS, Correction
from annotations.times import utc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.model import Value

_IDS = ("id", "@id")


def read_jsonld(text: str) -> Reading:
    """The W3C annotations in ``text``; raises ``ImportFormatError``."""
    return from_jsonld(read_value(text))


def is_jsonld(value: Value) -> bool:
    """Whether ``value`` looks like annotations of the W3C's model."""
    first = as_mapping(as_list(value)[0]) if as_list(value) else {}
    known = {"@context", "@graph", "target"} & first.keys()
    return value == [] or bool(known) or "Annotation" in kind_of(first)


def from_jsonld(value: Value) -> Reading:
    """The annotations in ``value``, which is JSON already read; raises ``ImportFormatError``."""
    if not isinstance(value, (dict, list)):
        raise ImportFormatError("This JSON has no annotations. Give a list or a page of them.")
    problems: list[str] = []
    remarks: list[Remark] = []
    for number, record in enumerate(_records(value, problems), 1):
        name = as_text(as_mapping(record).get("id", as_mapping(record).get("@id")))
        label = labelled("Annotation", name, number)
        if isinstance(record, dict):
            remarks += _remarks(in_the_model(record), name, label, problems)
        else:
            problems.append(f"{label} is no object and was passed over.")
    return gather(remarks, problems)


def _records(value: Value, problems: list[str]) -> Iterator[Value]:
    """Annotations, also those in pages and collections; what lies elsewhere is a problem."""
    waiting = as_list(value)[::-1]
    while waiting:
        thing = waiting.pop()
        entry = as_mapping(thing)
        if "target" in entry or not isinstance(thing, dict):
            yield thing
            continue
        within = [entry[key] for key in ("@graph", "items", "first", "next") if key in entry]
        if not within:
            yield thing
        for inner in reversed(within):
            if isinstance(inner, (dict, list)):
                waiting += as_list(inner)[::-1]
            else:
                place = shown(as_text(inner))
                problems.append(f"A page lies elsewhere and was passed over: {place}.")


def _remarks(
    record: dict[str, Value], name: str, label: str, problems: list[str]
) -> Iterator[Remark]:
    """A remark for each target of ``record``."""
    made = _without_target(record, name, label, problems)
    targets = as_list(record.get("target"))
    if not targets:
        problems.append(f"{label} does not say what it is about and was passed over.")
    for number, target in enumerate(targets):
        about = _target(target)
        selectors = as_mapping(target).get("selector")
        if about == Target() and not selectors:
            problems.append(f"{label} does not say what it is about and was passed over.")
            continue
        anchor = anchor_of(selectors)
        if selectors and anchor is None:
            is_note = made.tags or made.note.strip() or (made.extra and OURS + "extra" in record)
            problems.append(without_words(label, is_note=bool(is_note)))
        iri = made.iri or repr((about, anchor, made))
        yield replace(
            made,
            target=about,
            anchor=anchor,
            iri=f"{iri} {number}" if number else iri,
            id=None if number else made.id,
            answers=(about.url,),
            extra=made.extra if anchor or OURS + "extra" in record else {},
        )


def _without_target(record: dict[str, Value], name: str, label: str, problems: list[str]) -> Remark:
    kind = as_text(record.get(OURS + "kind"))
    is_notes = name.startswith(NOTES_IRI)
    is_ours = is_notes or OURS + "kind" in record
    correction = Correction(*(as_text(record.get(OURS + key)) for key in CORRECTION_KEYS))
    corrected = frozenset((correction.name, correction.type, correction.speaker))
    is_corrected = is_ours and kind in CORRECTIONS and _has_words(record)
    said = said_by(record, corrected if is_corrected else frozenset())
    problems += [
        f"{label}: {shown(key)} in a body means nothing here and was left out: {shown(texts)}."
        for key, texts in said.left_out
    ]

    def kept(key: str, keys: frozenset[str]) -> dict[str, Value]:
        text = as_text(record.get(OURS + key))
        return extra_keys(_inner(text, label, problems), keys, label, problems) if text else {}

    def time(key: str) -> str:
        exact = record.get(OURS + key)
        return exact if isinstance(exact, str) else utc(as_text(record.get(key)))

    return Remark(
        target=Target(),
        iri=name,
        tags=clean_tags(said.tags),
        note=said.note,
        creator=_creator(record.get("creator")),
        created=time("created"),
        modified=time("modified"),
        id=unquote(name.rsplit(":", 1)[-1]) if name.startswith(ANNOTATION_IRI) else None,
        kind=kind if is_ours else "highlight",
        correction=correction,
        extra=kept("extra", ARTICLE_KEYS if is_notes else annotation_keys(kind))
        if is_ours
        else _via(name),
        source_extra=kept("file", SOURCE_KEYS),
        sidecar_extra=kept("sidecar", SIDECAR_KEYS),
    )


def _has_words(record: dict[str, Value]) -> bool:
    targets = map(as_mapping, as_list(record.get("target")))
    return any(anchor_of(target.get("selector")) for target in targets)


def _via(name: str) -> dict[str, Value]:
    return {"via": name} if name else {}


def _inner(text: str, label: str, problems: list[str]) -> Value:
    try:
        return read_value(text)
    except ImportFormatError:
        problems.append(f"{label}: keys of its own cannot be read and were left out.")
        return None


def _creator(value: Value) -> str:
    """The name of the first person among ``value``; an address stands for one without a name."""
    for each in as_list(value):
        person = as_mapping(each)
        name = first_text([person.get("name"), person.get("nickname")])
        address = first_text([each if isinstance(each, str) else None, *map(person.get, _IDS)])
        is_account = address.startswith("acct:")
        if name or address:
            return name or (address[5:].split("@")[0] if is_account else address)
    return ""


def _target(value: Value) -> Target:
    if isinstance(value, str):
        return Target(url=value)
    entry = as_mapping(value)
    places = as_list(entry.get("source", entry.get("id", entry.get("@id"))))
    source = next(iter(places), None)
    about = as_mapping(source)
    url = as_text(about.get("id", about.get("@id"))) if about else as_text(source)
    path = as_text(entry.get(OURS + "path"))
    if url.startswith(ARTICLE_IRI):
        path, url = path or unquote(url.removeprefix(ARTICLE_IRI)), ""
    return Target(
        path=path,
        url=url,
        title=as_text(entry.get(OURS + "title")) or first_text(about.get("title")),
        text_sha256=as_text(entry.get(OURS + "textSha256")),
    )
