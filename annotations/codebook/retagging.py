"""Acts on the tags of a library: what each changes in the codebook and in every sidecar.

An act is worked out whole before anything is written, so that it can be shown, done and undone
as one. Every act takes the codebook and the tags in use, which together are the tags there are;
names are taken as they are, for whoever asks has resolved them. Invariant: an act changes no tag
but those named to it and those beneath them, and takes none away but what ``remove`` is told to.

Every act raises ``TagError`` for a name that says nothing, and ``CodebookError`` when it cannot
be done as asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotations.codebook.model import (
    Codebook,
    Tag,
    clean_colour,
    folded,
    is_within,
    known_colour,
    standing,
)
from annotations.codebook.near import nearest
from annotations.errors import CodebookError
from annotations.model import clean_tag, clean_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from annotations.model import Sidecar


@dataclass(frozen=True, slots=True)
class Retagging:
    """What an act changes."""

    codebook: Codebook
    """After the act."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """New by old name of every tag that has another name now; empty when it has none any more.

    To be put in place at once, not one after the other: a new name may be another's old one.
    """


def retag(sidecar: Sidecar, renamed: Mapping[str, str], when: str | None = None) -> Sidecar:
    """``sidecar`` with its tags renamed, those that are now the same united, their order kept.

    ``when`` (ISO 8601, UTC) becomes the time of change of each annotation that changed; without
    it theirs stay. The same object is returned when nothing changes.
    """
    article, changed = sidecar.article, {}
    tags = _renamed(article.tags, renamed)
    if tags is not article.tags:
        article = replace(article, tags=tags)
    for key, annotation in sidecar.annotations.items():
        tags = _renamed(annotation.tags, renamed)
        if tags is not annotation.tags:
            modified = annotation.modified if when is None else when
            changed[key] = replace(annotation, tags=tags, modified=modified)
    if article is sidecar.article and not changed:
        return sidecar
    return replace(sidecar, article=article, annotations={**sidecar.annotations, **changed})


def _renamed(tags: tuple[str, ...], renamed: Mapping[str, str]) -> tuple[str, ...]:
    """The tags after renaming; the same object when none of them is renamed."""
    if all(renamed.get(tag, tag) == tag for tag in tags):
        return tags
    return tuple(tag for tag in dict.fromkeys(renamed.get(tag, tag) for tag in tags) if tag)


def add(
    codebook: Codebook,
    in_use: Collection[str],
    tag: str,
    *,
    colour: str = "",
    description: str = "",
    aliases: Iterable[str] = (),
) -> Retagging:
    """With an entry for ``tag``, which may be in use already."""
    name = clean_tag(tag)
    if name in codebook.tags:
        raise CodebookError(f'"{name}" is in the codebook already: change it there.')
    _refuse_alias(codebook, name)
    made = codebook.put(name, Tag(clean_colour(colour), description))
    return alias(made, in_use, name, aliases)


def rename(codebook: Codebook, in_use: Collection[str], old: str, new: str) -> Retagging:
    """With another name for ``old`` and so for all beneath it; also one that differs in case.

    The old name is forgotten: to keep it, make it an alias of the new one. ``new`` must be free,
    and nothing may stand beneath it.
    """
    before, after = _standing(codebook, in_use, old), clean_tag(new)
    if before == after:
        return Retagging(codebook)
    names = {*codebook.tags, *in_use}
    moved = {name for name in names if is_within(name, before)}
    staying = names if is_within(after, before) else names - moved
    if any(is_within(name, after) for name in staying):
        raise CodebookError(
            f'"{after}" is a tag already. Merge "{before}" into it, or take another name.'
        )
    _refuse_alias(codebook, after, but=before)
    renamed = {name: after + name[len(before) :] for name in sorted(moved)}
    return Retagging(_with_entries_moved(codebook, renamed), renamed)


def move(codebook: Codebook, in_use: Collection[str], tag: str, under: str) -> Retagging:
    """With ``tag``, and all beneath it, under another parent, new or not; "" is the top level."""
    name = _standing(codebook, in_use, tag)
    parent = clean_tag(under) if under.strip() else ""
    if parent and is_within(parent, name):
        raise CodebookError(f'"{name}" cannot stand beneath itself. Take another parent.')
    leaf = name.rpartition("/")[2]
    return rename(codebook, in_use, name, f"{parent}/{leaf}")


def merge(
    codebook: Codebook, in_use: Collection[str], sources: Iterable[str], into: str
) -> Retagging:
    """With ``sources`` become ``into``, and what stood beneath them beneath it.

    Descriptions are joined and aliases united; the old names become aliases, so that who types
    them still finds the tag. Its own colour and unknown keys prevail over those of the sources.
    """
    target = _standing(codebook, in_use, into)
    merged = list(dict.fromkeys(_standing(codebook, in_use, source) for source in sources))
    for source in merged:
        if is_within(target, source):
            whom = "itself" if target == source else "a tag beneath it"
            raise CodebookError(f'"{source}" cannot be merged into {whom}. Take another tag.')
    if not merged:
        return Retagging(codebook)
    renamed = {}
    names = sorted({*codebook.tags, *in_use})
    for source in merged:
        for name in names:
            parts = [part for part in merged if is_within(name, part)]
            if source == max(parts, key=len, default=""):
                renamed[name] = target + name[len(source) :]
    made = _with_entries_moved(codebook, renamed)
    left = standing((*made.tags, *(renamed.get(tag, tag) for tag in in_use)))
    old = [name for name in merged if name not in left and folded(name) != folded(target)]
    kept = made.tags.get(target, Tag())
    return Retagging(made.put(target, replace(kept, aliases=_united(kept.aliases, old))), renamed)


def describe(codebook: Codebook, in_use: Collection[str], tag: str, text: str) -> Retagging:
    """With another description of ``tag``, or none."""
    return _changed(codebook, in_use, tag, lambda entry: replace(entry, description=text))


def recolour(codebook: Codebook, in_use: Collection[str], tag: str, colour: str) -> Retagging:
    """With another colour of ``tag``; when it is empty, with that of the tag above it."""
    kept = clean_colour(colour)
    return _changed(codebook, in_use, tag, lambda entry: replace(entry, colour=kept))


def alias(codebook: Codebook, in_use: Collection[str], tag: str, names: Iterable[str]) -> Retagging:
    """With more aliases of ``tag``; those it has already are passed over."""
    name, new = _standing(codebook, in_use, tag), clean_tags(names)
    others = standing((*codebook.tags, *in_use)) - {name}
    taken = {folded(other): other for other in sorted(others)}
    for one in new:
        other = taken.get(folded(one))
        if other is not None:
            raise CodebookError(f'"{other}" is a tag itself. Merge it into "{name}" instead.')
        _refuse_alias(codebook, one, but=name)
    return _changed(
        codebook, in_use, name, lambda entry: replace(entry, aliases=_united(entry.aliases, new))
    )


def unalias(
    codebook: Codebook, in_use: Collection[str], tag: str, names: Iterable[str]
) -> Retagging:
    """With fewer aliases of ``tag``."""
    name, gone = _standing(codebook, in_use, tag), {folded(one): one for one in clean_tags(names)}
    had = codebook.tags.get(name, Tag()).aliases
    for known, one in gone.items():
        if known not in map(folded, had):
            shown = ", ".join(f'"{other}"' for other in had) or "none"
            raise CodebookError(f'"{one}" is no alias of "{name}". Its aliases are: {shown}.')
    kept = tuple(one for one in had if folded(one) not in gone)
    return _changed(codebook, in_use, name, lambda entry: replace(entry, aliases=kept))


def remove(
    codebook: Codebook, in_use: Collection[str], tag: str, *, from_annotations: bool = False
) -> Retagging:
    """Without the entry of ``tag``, and without the tag itself in annotations if that is asked.

    Tags beneath it stay as they are.
    """
    name = _standing(codebook, in_use, tag)
    if name not in codebook.tags and name not in in_use:
        raise CodebookError(
            f'"{name}" is only what stands above other tags. Rename or remove those instead.'
        )
    if name not in codebook.tags and not from_annotations:
        raise CodebookError(
            f'"{name}" has no entry in the codebook. To be rid of it, take it from the '
            "annotations too."
        )
    tags = {other: entry for other, entry in codebook.tags.items() if other != name}
    return Retagging(replace(codebook, tags=tags), {name: ""} if from_annotations else {})


def _standing(codebook: Codebook, in_use: Collection[str], tag: str) -> str:
    """``tag`` made clean; an error unless it, or something beneath it, is a tag."""
    name = clean_tag(tag)
    known = {*codebook.tags, *in_use}
    if not any(is_within(other, name) for other in known):
        meant = codebook.resolve(name, in_use)
        likely = meant if meant in known else nearest(name, known)
        remedy = f'Did you mean "{likely}"?' if likely else "Add it first."
        raise CodebookError(f'There is no tag "{name}". {remedy}')
    return name


def _refuse_alias(codebook: Codebook, name: str, but: str = "") -> None:
    """Raise when ``name`` is an alias of another tag than ``but``."""
    known = folded(name)
    for other in sorted(codebook.tags):
        if other != but and known in map(folded, codebook.tags[other].aliases):
            raise CodebookError(
                f'"{name}" is an alias of "{other}". Take the alias away first, or use that tag.'
            )


def _changed(
    codebook: Codebook, in_use: Collection[str], tag: str, change: Callable[[Tag], Tag]
) -> Retagging:
    name = _standing(codebook, in_use, tag)
    return Retagging(codebook.put(name, change(codebook.tags.get(name, Tag()))))


def _united(aliases: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    """Aliases without those that differ from an earlier one in case alone."""
    kept: dict[str, str] = {}
    for name in (*aliases, *more):
        kept.setdefault(folded(name), name)
    return tuple(kept.values())


def _with_entries_moved(codebook: Codebook, renamed: Mapping[str, str]) -> Codebook:
    """``codebook`` with entries and comments under their new names, those of one name united."""
    tags = {name: tag for name, tag in codebook.tags.items() if name not in renamed}
    moved = {("tags", old): ("tags", new) for old, new in renamed.items()}
    comments = {path: texts for path, texts in codebook.comments.items() if path not in moved}
    for old, new in renamed.items():
        if old in codebook.tags:
            entry = codebook.tags[old]
            tags[new] = _one_entry(tags[new], entry) if new in tags else entry
    for before, after in moved.items():
        texts = codebook.comments.get(before, ())
        comments[after] = comments.get(after, ()) + texts
    return replace(codebook, tags=tags, comments=comments)


def _one_entry(first: Tag, second: Tag) -> Tag:
    colours = (first.colour, second.colour)
    texts = dict.fromkeys(text for text in (first.description, second.description) if text)
    return Tag(
        next(filter(known_colour, colours), first.colour or second.colour),
        "\n\n".join(texts),
        _united(first.aliases, second.aliases),
        {**second.extra, **first.extra},
    )
