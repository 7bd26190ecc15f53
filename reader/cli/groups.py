"""Two habits of our commands that Click does not have: loading late, and a verb left unsaid."""

from __future__ import annotations

import difflib
import importlib
import re
from typing import TYPE_CHECKING, ClassVar, cast

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

_AN_OPTION = re.compile(r"--.+|-[A-Za-z]")
"""Anything else that begins with a hyphen is a word to exclude."""
_NUMBER_ATTACHED = re.compile(r"(-[A-Za-z])([0-9]+)")


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and listed without being so.

    ``verbs`` maps a name to the module's attribute and the short help; a test keeps the help in
    step with the command's own.
    """

    verbs: ClassVar[Mapping[str, tuple[str, str]]]
    default: ClassVar[str]
    """The verb that is meant when none is said."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The verbs, in the order in which a newcomer meets them."""
        return list(self.verbs)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        name: str,
    ) -> click.Command | None:
        """The command ``name``, imported now."""
        if name not in self.verbs:
            return None
        module, _, attribute = self.verbs[name][0].partition(":")
        return cast("click.Command", getattr(importlib.import_module(module), attribute))

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        """List the verbs from the table, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in self.verbs.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that ``args`` begin with, else the default with all of ``args``."""
        if args[0] not in self.verbs and self.means_default(args[0]):
            args = [self.default, *args]
        if args[0] not in self.verbs:
            near = difflib.get_close_matches(args[0], self.verbs, 1)
            ctx.fail(self.mistaken(args[0], near[0] if near else ""))
        return super().resolve_command(ctx, args)

    def means_default(self, word: str) -> bool:  # noqa: ARG002
        """Whether a first ``word`` that is no verb belongs to the default verb."""
        return False

    def mistaken(self, word: str, near: str) -> str:
        """What to say of a ``word`` that is no verb; ``near`` is the nearest one, if any."""
        hint = f"Did you mean “{near}”?" if near else f"There are: {', '.join(self.verbs)}."
        return f"There is no command “{word}” here. {hint}"


class ListingGroup(LazyGroup):
    """A group that lists when no verb is said; options before any verb belong to ``list``."""

    default = "list"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the verb in that was left unsaid."""
        if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help")):
            args = [self.default, *args]
        return super().parse_args(ctx, args)


class ArticleGroup(ListingGroup):
    """A group that lists, for one article when its name is the first word.

    A word that is nearly a verb is a mistyped one.
    """

    def means_default(self, word: str) -> bool:
        """Whether ``word`` names an article rather than a verb."""
        return not difflib.get_close_matches(word, self.verbs, 1)


class QueryCommand(click.Command):
    """A command whose arguments are a query: ``-word`` is a word to exclude, not a bundle of flags.

    Flags stand alone (``-l -0``, not ``-l0``). After ``--`` everything is the query.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Move the words of the query behind a ``--`` and let Click parse the rest."""
        options: list[str] = []
        words: list[str] = []
        known = {
            name: not option.is_flag
            for option in self.params
            if isinstance(option, click.Option)
            for name in option.opts
        }
        rest = iter(args)
        for arg in rest:
            number = _NUMBER_ATTACHED.fullmatch(arg)
            if arg == "--":
                words += rest
            elif number and known.get(number.group(1)):
                options += number.groups()
            elif arg in known or _AN_OPTION.fullmatch(arg):
                options.append(arg)
                if known.get(arg):
                    options += [value for value in [next(rest, None)] if value is not None]
            else:
                words.append(arg)
        return super().parse_args(ctx, [*options, "--", *words])
