from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.text.spans import PRIORITY, Span, SpanIndex

COLOURED = ("annotation#2e7d32", "annotation#d1453b")
ANNOTATION = PRIORITY.index("annotation") + 1
FAINTEST_FIRST = ("unheard of", *PRIORITY[:ANNOTATION], *COLOURED, *PRIORITY[ANNOTATION:])
SPANS = st.lists(
    st.builds(
        lambda start, length, kind: Span(start, start + length, kind),
        st.integers(0, 60),
        st.integers(0, 30),
        st.sampled_from(FAINTEST_FIRST),
    ),
    max_size=20,
)
ENDS = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted)


def kinds_at(spans: list[Span], offset: int) -> tuple[str, ...]:
    """The kinds over one character, the faintest first: slow and plain."""
    over = {span.kind for span in spans if span.start <= offset < span.end}
    return tuple(kind for kind in FAINTEST_FIRST if kind in over)


@given(SPANS, ENDS)
def test_flattening_tells_the_kinds_of_every_character_once_and_in_order(
    spans: list[Span], ends: list[int]
) -> None:
    start, end = ends
    pieces = SpanIndex(spans).flatten(start, end)
    flat = [(at, kinds) for a, b, kinds in pieces for at in range(a, b)]
    assert flat == [(at, kinds_at(spans, at)) for at in range(start, end)]


@given(SPANS, ENDS)
def test_pieces_are_cut_at_every_boundary_and_nowhere_else(
    spans: list[Span], ends: list[int]
) -> None:
    start, end = ends
    boundaries = {at for s in spans if s.start < s.end for at in (s.start, s.end)}
    cuts = [a for a, _, _ in SpanIndex(spans).flatten(start, end)]
    inner = {at for at in boundaries if start < at < end}
    assert cuts == (sorted({start, *inner}) if start < end else [])


@given(SPANS, ENDS)
def test_the_spans_over_a_stretch_are_those_that_share_a_character_by_start(
    spans: list[Span], ends: list[int]
) -> None:
    start, end = ends
    expected = [s for s in spans if max(s.start, start) < min(s.end, end)]
    found = SpanIndex(spans).over(start, end)
    assert found == sorted(expected)


def test_stronger_kinds_come_last() -> None:
    index = SpanIndex([Span(0, 9, "match"), Span(0, 9, "person"), Span(0, 9, "quotation")])
    assert index.flatten(2, 3) == [(2, 3, ("quotation", "person", "match"))]
