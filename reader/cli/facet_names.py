"""The value of ``--facet``: names separated by commas."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import click

from reader.index.facets import FACETS

if TYPE_CHECKING:
    from collections.abc import Sequence


def facet_names(
    ctx: click.Context, param: click.Parameter, values: Sequence[str]
) -> tuple[str, ...]:
    """The facets named in ``values``, each once, in their order.

    Raises ``BadParameter`` for a name that is none.
    """
    from reader.index.query.fields import canonical_field

    names = []
    for written in ",".join(values).split(",") if values else ():
        name = canonical_field(written.strip()) or written.strip().lower()
        if name not in FACETS:
            near = difflib.get_close_matches(name, FACETS, 1)
            hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(FACETS)}."
            raise click.BadParameter(f"there is no facet “{written.strip()}”. {hint}", ctx, param)
        names.append(name)
    return tuple(dict.fromkeys(names))


def complete_facets(
    ctx: click.Context,  # noqa: ARG001
    param: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[str]:
    """The facets that the last name in ``incomplete`` may become."""
    before, comma, begun = incomplete.rpartition(",")
    return [before + comma + name for name in FACETS if name.startswith(begun)]
