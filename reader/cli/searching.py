"""``reader search``: ranked hits with snippets, or paths, counts, facets, JSON, or why."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli import output, sessions
from reader.cli.completing import complete_query
from reader.cli.facet_names import complete_facets, facet_names
from reader.cli.groups import QueryCommand
from reader.cli.search_views import Question, Shape, Wanted, answer, tell_nothing
from reader.cli.status import Status
from reader.index.ordering import Sort


@click.command(cls=QueryCommand)
@click.argument("words", metavar="QUERY...", nargs=-1, shell_complete=complete_query)
@sessions.library_option
@click.option("-l", "--paths", is_flag=True, help="Only the paths of the articles.")
@click.option("-c", "--count", is_flag=True, help="Only the paths, and how often each matches.")
@click.option("-0", "--null", is_flag=True, help="Only the paths, each ended by a NUL.")
@click.option("-n", "--limit", type=click.IntRange(min=1), help="At most so many articles.")
@click.option(
    "--sort",
    type=click.Choice([s.value for s in Sort]),
    default="relevance",
    show_default=True,
    help="In what order.",
)
@click.option(
    "--facet",
    "facets",
    metavar="NAMES",
    multiple=True,
    callback=facet_names,
    shell_complete=complete_facets,
    help="Also how all that is found spreads, by any of tag, source, person, place,"
    " organisation, year, author, language, format.",
)
@click.option("--explain", is_flag=True, help="Only how the query is understood.")
@click.option(
    "--queries",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, exists=True, allow_dash=True),
    help="Ask the queries in FILE, one a line; - is standard input.",
)
@sessions.json_option
@sessions.jsonl_option
def search(
    *,
    words: tuple[str, ...],
    folder: Path | None,
    paths: bool,
    count: bool,
    null: bool,
    limit: int | None,
    sort: str,
    facets: tuple[str, ...],
    explain: bool,
    file: Path | None,
    as_json: bool,
    jsonl: bool,
) -> int:
    """Search the articles; ranked hits with snippets.

    \b
    kim parade             articles with both words
    '"world order"'        the very phrase
    kim OR putin           either
    kim -trump             one without the other (also: NOT trump)
    =sanctioned            in just this form (also ="the very words")
    sanct*  sanction~      a beginning; words spelt nearly so
    '"kim putin"~5'        near each other
    person:"Kim Jong Un"   in a field: title text author source tag note
                           person place organisation entity speaker quote
                           language folder format path
    date:2025-08-30..2025-09-03   has:annotations   (parentheses)
    @name                  what “reader searches save name …” has kept

    A word finds itself in any language, and its other forms in texts of their own; capitals and
    accents never matter. See --explain.

    The query is the rest of the line; quote it for the shell. Options stand alone (-l -n 5), and
    after -- everything is the query. In a pipe each hit is a line:
    path, date, title, snippet, separated by tabs; with --facet there are lines of facet, value,
    number of articles instead; with --queries the query comes before all else. The status is 1
    when nothing is found, and 3 when some of the queries in a file cannot be read.
    """
    shape = _shape(paths=paths or null, counts=count, json=as_json, jsonl=jsonl)
    wanted = Wanted(shape, Sort(sort), limit, facets, "\0" if null else "\n")
    _refuse_at_odds(wanted, words, file, explain=explain)
    if file is not None:
        from reader.cli.query_files import answer_all, read_queries

        lines = read_queries(file)
        with sessions.opened(folder) as library:
            return answer_all(library, lines, wanted)
    text = " ".join(words)
    node = sessions.parsed(text, folder)
    with sessions.opened(folder) as library:
        question = Question(library, text, node)
        if explain:
            from reader.cli.explanations import write_explanation

            total = write_explanation(question, as_json=as_json)
        else:
            total = answer(question, wanted)
        if not total:
            tell_nothing(question)
    return Status.DONE if total else Status.NOTHING


def _shape(**asked: bool) -> Shape:
    """The one shape that is asked for, else what suits the output."""
    shapes = [Shape[name.upper()] for name, given in asked.items() if given]
    if len(shapes) > 1:
        raise click.UsageError("Say one of -l, -c, --json and --jsonl.")
    if shapes:
        return shapes[0]
    return Shape.SCREEN if output.is_terminal() else Shape.RECORDS


def _refuse_at_odds(
    wanted: Wanted, words: tuple[str, ...], file: Path | None, *, explain: bool
) -> None:
    """Raise ``UsageError`` for options that contradict each other."""
    context = click.get_current_context()
    if not words and file is None:
        raise click.MissingParameter(None, context, param_hint="'QUERY...'", param_type="argument")
    if words and file is not None:
        raise click.UsageError("Say either a query or --queries FILE.", context)
    plain = wanted.shape in (Shape.SCREEN, Shape.RECORDS, Shape.JSON)
    if wanted.facets and not plain:
        raise click.UsageError("--facet does not go with -l, -c, -0 and --jsonl.", context)
    if explain and (wanted.facets or file is not None or not plain):
        raise click.UsageError("--explain goes with a query and --json only.", context)
