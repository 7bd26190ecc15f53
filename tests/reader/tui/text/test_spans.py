from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.text.spans import PRIORITY, Span, SpanIndex

SPANS = st.lists(
    st.builds(
        lambda start, length, kind: Span(start, start + length, kind),
        st.integers(0, 60),
        st.integers(0, 30),
        st.sampled_from([*PRIORITY, "unheard of"]),
    ),
    max_size=20,
)
ENDS = st.tuples(st.integers(0, 80), st.integers(0, 80)).map(sorted)


@given(SPANS, ENDS)
def test_flattening_covers_the_stretch_exactly_once(spans: list[Span], ends: list[int]) -> None:
    start, end = ends
    pieces = SpanIndex(spans).flatten(start, end)
    assert [at for a, b, _ in pieces for at in range(a, b)] == list(range(start, end))
    for a, b, kinds in pieces:
        for at in range(a, b):
            assert set(kinds) == {span.kind for span in spans if span.start <= at < span.end}


@given(SPANS, ENDS)
def test_the_spans_over_a_stretch_are_those_that_share_a_character(
    spans: list[Span], ends: list[int]
) -> None:
    start, end = ends
    expected = [s for s in spans if max(s.start, start) < min(s.end, end)]
    found = SpanIndex(spans).over(start, end)
    assert sorted(map(repr, found)) == sorted(map(repr, expected))


def test_stronger_kinds_come_last() -> None:
    index = SpanIndex([Span(0, 9, "match"), Span(0, 9, "person"), Span(0, 9, "quotation")])
    assert index.flatten(2, 3) == [(2, 3, ("quotation", "person", "match"))]
