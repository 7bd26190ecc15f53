"""How fast queries are answered, beside Whoosh as it comes, SQLite and tantivy, if it is there.

Not part of the test run; see ``test_speed_of_indexing.py`` for how to run it, with ``-k thirty`` or
``-k keystrokes``. CPU milliseconds. Of ours there is also the time in a library that has just been
opened, because what is kept of earlier queries would otherwise look as if it cost nothing; the
ratios in the table are of that. A query that others cannot be asked has no ratio. Ours counts all
hits besides, and the others do not; patterns and misspellings are looked for among words as they
are spelt by us, and among fewer stems by Whoosh.
"""

from __future__ import annotations

import time
from collections import Counter
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

from reader.config import Settings
from reader.errors import QueryError
from reader.index.query import Node, as_typed, parse
from reader.library import Library
from tests.benchmarks import asked
from tests.benchmarks.beside import LIMIT, for_sqlite, for_whoosh, sqlite_found
from tests.benchmarks.measuring import few_objects, in_turns, say

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.benchmarks.asked import Vocabulary
    from tests.benchmarks.beside_tantivy import Tantivy

    Work = Callable[[], object]

_ROUNDS, _OPENINGS = 7, 3
_MOST_HITS = 200
"""As many as the desk lists."""
_FIRST = 2
"""Letters from which on there is a search."""


def _whoosh(searcher: Any, node: Node) -> Work | None:
    query = for_whoosh(node)
    return None if query is None else lambda: searcher.search(query, limit=LIMIT)


def _sqlite(connection: sqlite3.Connection, node: Node, limit: int = LIMIT) -> Work | None:
    match = for_sqlite(node)
    return None if match is None else lambda: sqlite_found(connection, match, limit)


def _tantivy(index: Tantivy, node: Node) -> Work | None:
    query = index.translated(node)
    return None if query is None else lambda: index.search(query)


def _years(library: Library) -> list[str]:
    years = Counter(entry.date.year for entry in library.entries() if entry.date)
    return [str(year) for year, _ in years.most_common()]


def _told(times: Sequence[float], ours: float) -> str:
    if not times:
        return f"{'–':>9} {'–':>6}"
    return f"{1000 * min(times):9.2f} {ours / min(times):6.2f}"


def test_thirty_queries_and_more(
    folder: Path,
    library: Library,
    stock: Any,
    sqlite: sqlite3.Connection,
    tantivy: Tantivy | None,
    vocabulary: Vocabulary,
    people: Sequence[str],
) -> None:
    others: dict[str, Callable[[Node], Work | None]] = {
        "Whoosh": partial(_whoosh, stock),
        "SQLite": partial(_sqlite, sqlite),
    }
    if tantivy is not None:
        others["tantivy"] = partial(_tantivy, tantivy)
    heads = " ".join(f"{name:>9}  ratio" for name in others)
    say(f"\n{'query, ms':36} {'hits':>6} {'again':>8} {'new':>8} {heads}")
    new: dict[str, float] = {}
    again: dict[str, float] = {}
    ratios: dict[str, list[tuple[float, float]]] = {name: [] for name in others}
    for query in asked.queries(vocabulary, people, _years(library)):
        node = parse(query)
        hits = 0

        def ours(node: Node = node) -> None:
            nonlocal hits
            hits = library.search(node, limit=LIMIT).total

        works = [ours, *(translated(node) for translated in others.values())]
        times, *theirs = in_turns(works, _ROUNDS, enough=1.0)
        again[query], new[query] = min(times), min(_anew(folder, node) for _ in range(_OPENINGS))
        for held, other in zip(ratios.values(), theirs, strict=True):
            held += [(again[query] / min(other), new[query] / min(other))] if other else []
        told = " ".join(_told(other, new[query]) for other in theirs)
        spent = f"{1000 * again[query]:8.2f} {1000 * new[query]:8.2f}"
        say(f"{query[:36]:36} {hits:6} {spent} {told}")
    for name, values in ratios.items():
        for what, own in zip(("again", "new"), zip(*values, strict=True), strict=True):
            say(f"median ratio to {name}, {what}: {median(own):.3f}, worst {max(own):.2f}")
    for what, spent_on in (("again", again), ("new", new)):
        slowest = max(spent_on, key=spent_on.__getitem__)
        say(
            f"ours, {what}: median {1000 * median(spent_on.values()):.2f} ms, "
            f"slowest {1000 * spent_on[slowest]:.2f} ms ({slowest})"
        )


def _anew(folder: Path, node: Node) -> float:
    """CPU seconds of a query in a library that has just been opened and asked something else."""
    fresh = Library(folder, Settings())
    fresh.search(parse("nothing"))
    began = time.process_time()
    fresh.search(node, limit=LIMIT)
    spent = time.process_time() - began
    fresh.close()
    return spent


def test_keystrokes(
    folder: Path,
    library: Library,
    sqlite: sqlite3.Connection,
    vocabulary: Vocabulary,
    people: Sequence[str],
) -> None:
    """Each letter from the second on; every round with a library that was opened anew."""
    spent: dict[str, list[float]] = {}
    for _ in range(3):
        fresh = Library(folder, Settings())
        for query in asked.typed(vocabulary, people):
            with few_objects():
                for end in range(_FIRST, len(query) + 1):
                    took = _keystroke(fresh, query[:end])
                    if took is not None:
                        spent.setdefault(query[:end], []).append(took)
        fresh.close()
    ours = {letters: median(times) for letters, times in spent.items()}
    beside = {}
    for letters in ours:
        work = _sqlite(sqlite, as_typed(letters), _MOST_HITS)
        if work is not None:
            beside[letters] = min(in_turns([work], 3, enough=1.0)[0])
    say(f"\n{'typed, ms a keystroke':36} {'median':>8} {'worst':>8}  at")
    for query in asked.typed(vocabulary, people):
        own = {letters: ours[letters] for letters in ours if query.startswith(letters)}
        worst = max(own, key=own.__getitem__)
        middle = 1000 * median(own.values())
        say(f"{query[:36]:36} {middle:8.2f} {1000 * own[worst]:8.2f}  {worst}")
    worst = max(ours, key=ours.__getitem__)
    ratio = median(ours[letters] / beside[letters] for letters in beside)
    say(
        f"{len(ours)} keystrokes: median {1000 * median(ours.values()):.2f} ms, "
        f"worst {1000 * ours[worst]:.2f} ms ({worst}); median ratio to SQLite FTS5 {ratio:.2f}, "
        f"whose worst is {1000 * max(beside.values()):.2f} ms"
    )
    _tell_entries(library, vocabulary)


def _keystroke(library: Library, letters: str) -> float | None:
    """CPU seconds from the letters to the entries of the hits; None for what is no query yet."""
    began = time.process_time()
    try:
        _, hits = library.search_as_typed(letters, limit=_MOST_HITS)
    except QueryError:
        return None
    for hit in hits.hits:
        assert hit.entry.title
    return time.process_time() - began


def _tell_entries(library: Library, vocabulary: Vocabulary) -> None:
    """What it takes to get the entries of the hits, which is in each of the above."""
    node = parse(vocabulary.words[0])
    few, many = in_turns(
        [
            lambda: library.search(node, limit=1),
            lambda: library.search(node, limit=_MOST_HITS),
        ],
        _ROUNDS,
    )
    spent = 1000 * (min(many) - min(few))
    say(f"of it for the entries of {_MOST_HITS} hits: about {spent:.2f} ms")
