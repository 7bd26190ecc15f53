from __future__ import annotations

import json
from typing import Any

from annotations.importing.hypothesis_export import read_hypothesis
from annotations.importing.recognise import read_any
from annotations.model import Anchor

URL = "https://example.org/flood"


def row(identifier: str, **fields: Any) -> dict[str, Any]:
    """An annotation as the API answers it."""
    return {
        "id": identifier,
        "created": "2026-03-01T09:15:04.123456+00:00",
        "updated": "2026-03-01T09:15:04.123456+00:00",
        "user": "acct:ann@hypothes.is",
        "user_info": {"display_name": "Ann"},
        "uri": URL,
        "text": "",
        "tags": [],
        "group": "__world__",
        "permissions": {"read": ["group:__world__"]},
        "target": [{"source": URL}],
        "document": {"title": ["The flood"]},
        "links": {"incontext": f"https://hyp.is/{identifier}/example.org/flood"},
        **fields,
    }


def on_words(exact: str, start: int) -> list[dict[str, Any]]:
    selectors = [
        {
            "type": "RangeSelector",
            "startContainer": "/p[1]",
            "startOffset": 4,
            "endContainer": "/p[1]",
            "endOffset": 9,
        },
        {"type": "TextPositionSelector", "start": start, "end": start + len(exact)},
        {"type": "TextQuoteSelector", "exact": exact, "prefix": "The ", "suffix": " rose"},
    ]
    return [{"source": URL, "selector": selectors}]


def test_an_annotation_keeps_words_tags_note_author_and_times() -> None:
    said = row(
        "kTfS2gXjEe",
        target=on_words("river", 4),
        text="When?",
        tags=["water", " water ", "", "a / b"],
        updated="2026-03-02T10:00:00+02:00",
    )
    reading = read_any(json.dumps({"rows": [said], "total": 1}))
    assert reading.problems == ()
    (imported,) = reading.articles
    assert (imported.target.url, imported.target.title) == (URL, "The flood")
    ((identifier, annotation),) = imported.sidecar.annotations.items()
    assert annotation.id == identifier
    assert annotation.anchor == Anchor(4, 9, "river", "The ", " rose")
    assert (annotation.kind, annotation.tags) == ("highlight", ("water", "a/b"))
    assert (annotation.note, annotation.creator) == ("When?", "ann")
    assert annotation.created == "2026-03-01T09:15:04Z"
    assert annotation.modified == "2026-03-02T08:00:00Z"
    assert annotation.extra == {"via": "https://hypothes.is/a/kTfS2gXjEe"}


def test_all_the_wrappings_of_one_annotation_give_the_same() -> None:
    said = row("a", target=on_words("river", 4))
    wrappings: list[Any] = [said, [said], {"rows": [said]}, {"annotations": [said]}]
    readings = [read_any(json.dumps(wrapped)) for wrapped in wrappings]
    assert all(reading == readings[0] for reading in readings)
    assert len(readings[0].articles) == 1


def test_identifiers_do_not_depend_on_what_else_is_exported() -> None:
    first, second = row("a", target=on_words("river", 4)), row("b", target=on_words("rose", 10))
    both = read_hypothesis(json.dumps([second, first])).articles[0].sidecar.annotations
    alone = read_hypothesis(json.dumps([first])).articles[0].sidecar.annotations
    assert alone.items() <= both.items()
    assert len(both) == 2


def test_page_notes_are_notes_on_the_article_with_their_author() -> None:
    notes = [
        row("a", text="All of it.", tags=["geo"]),
        row("b", text="And more.", tags=["geo", "x"]),
    ]
    (imported,) = read_hypothesis(json.dumps(notes)).articles
    assert imported.sidecar.annotations == {}
    assert imported.sidecar.article.tags == ("geo", "x")
    note = "All of it.\n— ann, 2026-03-01\n\nAnd more.\n— ann, 2026-03-01"
    assert imported.sidecar.article.note == note


def test_replies_stand_below_the_note_they_answer_oldest_first() -> None:
    parent = row("a", target=on_words("river", 4), text="When?")
    late = row("c", text="Sure?", references=["a", "b"], created="2026-03-05T00:00:00Z")
    early = row(
        "b",
        text="At night.",
        references=["a"],
        user="acct:bo@hypothes.is",
        tags=["answered"],
        created="2026-03-04T00:00:00Z",
    )
    (imported,) = read_hypothesis(json.dumps({"rows": [late, early, parent]})).articles
    (annotation,) = imported.sidecar.annotations.values()
    assert annotation.note == "When?\n\nAt night.\n— bo, 2026-03-04\n\nSure?\n— ann, 2026-03-05"
    assert annotation.tags == ("answered",)
    assert annotation.creator == "ann"
    assert imported.sidecar.article.note == ""


def test_a_reply_to_what_was_not_exported_is_a_note_on_the_article() -> None:
    (imported,) = read_hypothesis(
        json.dumps([row("b", text="At night.", references=["a"])])
    ).articles
    assert imported.sidecar.article.note == "At night.\n— ann, 2026-03-01"


def test_remarks_that_answer_each_other_in_a_circle_are_all_kept() -> None:
    rows = [row(name, text=name, references=[other]) for name, other in ("ab", "bc", "cb", "dd")]
    (imported,) = read_hypothesis(json.dumps(rows)).articles
    assert [note[0] for note in imported.sidecar.article.note.split("\n\n")] == ["a", "b", "c", "d"]


def test_annotations_of_several_pages_are_several_articles() -> None:
    rows = [row("a", text="x"), row("b", text="y", uri="https://example.org/other")]
    assert [one.target.url for one in read_hypothesis(json.dumps(rows)).articles] == [
        URL,
        "https://example.org/other",
    ]


def test_a_record_that_is_broken_costs_itself_alone() -> None:
    broken: list[Any] = [
        None,
        7,
        "text",
        [],
        {},
        {"uri": 3, "target": 4},
        row("w", target="?", tags={"a": 1}, text=["x"], user=5, created=8, document="no"),
        row("s", target=[{"selector": [{"type": "TextPositionSelector", "start": -1, "end": 2}]}]),
        row("ok", target=on_words("river", 4)),
    ]
    reading = read_hypothesis(json.dumps(broken))
    (imported,) = reading.articles
    assert [each.anchor.exact for each in imported.sidecar.annotations.values()] == ["river"]
    assert len(reading.problems) == 7
    assert all(problem.endswith(".") for problem in reading.problems)
