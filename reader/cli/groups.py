"""Two habits of our commands that Click does not have: loading late, and a verb left unsaid."""

from __future__ import annotations

import difflib
import importlib
from typing import TYPE_CHECKING, ClassVar, cast

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


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
            hint = f" Did you mean “{near[0]}”?" if near else ""
            ctx.fail(f"There is no command, file or folder “{args[0]}”.{hint}")
        return super().resolve_command(ctx, args)

    def means_default(self, word: str) -> bool:  # noqa: ARG002
        """Whether a first ``word`` that is no verb belongs to the default verb."""
        return True


class QueryCommand(click.Command):
    """A command whose arguments are a query: ``-word`` is a word to exclude, not a bundle of flags.

    Short options stand alone (``-n 5``, not ``-n5``). After ``--`` everything is the query.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Move the words of the query behind a ``--`` and let Click parse the rest."""
        takes_value = {
            name
            for parameter in self.params
            if isinstance(parameter, click.Option) and not parameter.is_flag
            for name in parameter.opts
        }
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for arg in rest:
            if arg == "--":
                words += rest
            elif arg.startswith("--") or (len(arg) == 2 and arg[0] == "-" and not arg[1].isdigit()):
                options.append(arg)
                if arg in takes_value:
                    options += [value for value in [next(rest, None)] if value is not None]
            else:
                words.append(arg)
        return super().parse_args(ctx, [*options, "--", *words])
