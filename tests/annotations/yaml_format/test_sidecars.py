from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import NewerVersionError, YamlError
from annotations.model import Anchor, Annotation, ArticleNotes, Correction, Sidecar, Source
from annotations.yaml_format import read_sidecar, write_sidecar
from tests.annotations.strategies import sidecars, texts


@given(sidecars(), texts)
def test_what_is_written_reads_back_the_same(sidecar: Sidecar, name: str) -> None:
    assert read_sidecar(write_sidecar(sidecar, name)) == sidecar


@given(sidecars())
def test_writing_what_was_read_gives_the_same_text(sidecar: Sidecar) -> None:
    text = write_sidecar(sidecar, "a.md")
    assert write_sidecar(read_sidecar(text), "a.md") == text
    assert len(text.splitlines()) == text.count("\n")


@given(sidecars(), st.data())
def test_comments_stay_above_the_entries_they_were_written_above(
    sidecar: Sidecar, data: st.DataObject
) -> None:
    paths: list[tuple[str, ...]] = [(), ("version",), ("source",), ("annotations",), ("article",)]
    paths += [(key,) for key in sidecar.extra]
    paths += [("annotations", identifier) for identifier in sidecar.annotations]
    comment = st.sampled_from(["# one", "#", "# a: b", '# "', "#'#", "# …"])
    comments = data.draw(
        st.dictionaries(
            st.sampled_from(paths), st.lists(comment, min_size=1, max_size=3).map(tuple)
        )
    )
    commented = Sidecar(
        sidecar.source,
        sidecar.article,
        sidecar.annotations,
        sidecar.deleted,
        sidecar.extra,
        comments,
    )
    assert read_sidecar(write_sidecar(commented, "a.md")) == commented


def test_the_layout_is_the_documented_one() -> None:
    anchor = Anchor(1042, 1061, "the quick brown fox", "were sampled as ", " jumps over the")
    sidecar = (
        Sidecar(Source("paper.md", "9f2c41", "51aa07"))
        .with_article(ArticleNotes(("geopolitics",), "Compare with the wire report."))
        .put(Annotation("m2t7c0ze1p", "entity", Anchor(1, 2, "x")))
        .put(
            Annotation(
                id="k7q2v9xw4c",
                kind="highlight",
                anchor=anchor,
                tags=("method/sampling", "no"),
                note="Check against Lee 2019.\n\nAnd: again.",
                creator="ann",
                created="2026-11-21T10:00:00Z",
                extra={"colour": "red", "weights": [1, {"a": None}]},
            )
        )
    )
    assert (
        write_sidecar(sidecar, "paper.md")
        == """\
# Annotations of paper.md. Plain YAML: edit it, keep it in git; unknown keys are kept.
version: 1
source:
  name: "paper.md"
  sha256: "9f2c41"
  text_sha256: "51aa07"
article:
  tags: ["geopolitics"]
  note: |
    Compare with the wire report.
annotations:
  k7q2v9xw4c:
    kind: "highlight"
    start: 1042
    end: 1061
    exact: "the quick brown fox"
    prefix: "were sampled as "
    suffix: " jumps over the"
    tags: ["method/sampling", "no"]
    note: |
      Check against Lee 2019.

      And: again.
    creator: "ann"
    created: "2026-11-21T10:00:00Z"
    colour: "red"
    weights:
      - 1
      -
        a: null

  m2t7c0ze1p:
    kind: "entity"
    start: 1
    end: 2
    exact: "x"
    prefix: ""
    suffix: ""
...
"""
    )


HAND_EDITED = """\
# Annotations of paper.md. Plain YAML: edit it, keep it in git; unknown keys are kept.
# My reading of it.
annotations: # all of them

  # the first one
  b1:
    tags: [no, 2019, true, ' a   b ', no]   # my tags
    exact: 2019
    # inside the first
    note: |  # a block
      # not a comment
      It's here.

    end: 14
    start: 10

# about the second
  a2: {start: 0, end: 3, kind: highlight, exact: 'The', stars: 5}
  # before the source
source:
  name: paper.md
  url: https://example.org/#top
later: 1:30
... # done
# the end
"""


def test_a_hand_edited_file_loads() -> None:
    sidecar = read_sidecar(HAND_EDITED)
    first, second = sidecar.annotations["b1"], sidecar.annotations["a2"]
    assert first.tags == ("no", "2019", "true", "a b")
    assert first.anchor == Anchor(10, 14, "2019")
    assert first.note == "# not a comment\nIt's here."
    assert second.extra == {"stars": 5}
    assert sidecar.source == Source("paper.md", extra={"url": "https://example.org/#top"})
    assert sidecar.extra == {"later": "1:30"}


def test_every_comment_of_a_hand_edited_file_is_written_again_at_its_entry() -> None:
    sidecar = read_sidecar(HAND_EDITED)
    assert sidecar.comments == {
        ("annotations",): ("# My reading of it.", "# all of them"),
        ("annotations", "b1"): ("# the first one", "# my tags", "# inside the first", "# a block"),
        ("annotations", "a2"): ("# about the second",),
        ("source",): ("# before the source",),
        (): ("# done", "# the end"),
    }
    text = write_sidecar(sidecar, "paper.md")
    assert "  # about the second\n  a2:\n" in text
    assert text.endswith("# done\n# the end\n...\n")
    assert read_sidecar(text) == sidecar


def test_the_comment_of_a_removed_annotation_moves_to_the_end() -> None:
    sidecar = read_sidecar(HAND_EDITED).remove("a2", "2026-01-01T00:00:00Z")
    assert sidecar.comments[()] == ("# done", "# the end", "# about the second")
    assert read_sidecar(write_sidecar(sidecar, "paper.md")) == sidecar


def test_a_comment_ends_where_yaml_ends_the_line() -> None:
    text = "# a\u2028source:\x85  name: x # b\u2029annotations: {}\n...\n"
    sidecar = read_sidecar(text)
    assert sidecar.source.name == "x"
    assert sidecar.comments == {("source",): ("# a", "# b")}


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ("- a", 1, "must be a mapping"),
        ("version: x", 1, '"version" must be'),
        ("version: true", 1, '"version" must be'),
        ("version: 1\nannotations: []", 2, '"annotations" must be a mapping'),
        ("annotations:\n  a: 5", 2, '"a" must be a mapping'),
        ("annotations:\n  a:\n    start: 1", 2, '"end" must be a whole number'),
        ("annotations:\n  a:\n    start: x\n    end: 2", 3, '"start" must be a whole number'),
        ("annotations:\n  a:\n    end: 1\n    start: true", 4, '"start" must be'),
        ("annotations:\n  a:\n    start: -1\n    end: 2", 3, '"start" must be'),
        ("annotations:\n  a:\n    start: 3\n    end: 2", 4, "must not come before"),
        ("article:\n  note: [a]", 2, '"note" must be text'),
        ("article:\n  tags:\n  - [a]", 2, '"tags" must be a list'),
        ("deleted:\n  a: {}", 2, '"a" must be text'),
    ],
)
def test_what_does_not_fit_the_layout_is_an_error_with_a_line(
    body: str, line: int, reason: str
) -> None:
    with pytest.raises(YamlError) as caught:
        read_sidecar(body + "\n...\n")
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_a_higher_version_is_told_apart_from_damage() -> None:
    with pytest.raises(NewerVersionError, match="version 2"):
        read_sidecar("version: 2\n...\n")


@given(texts)
def test_a_note_is_kept_in_composed_form_without_trailing_space(note: str) -> None:
    kept = Sidecar(Source()).with_article(ArticleNotes(note=note)).article.note
    assert kept == kept.rstrip()
    assert unicodedata.is_normalized("NFC", kept)


def test_a_correction_of_a_mark_is_written_in_words() -> None:
    anchor = Anchor(0, 11, "Rose Garden")
    said = Correction("confirmed", "White House garden", "place")
    sidecar = Sidecar(Source("a.md")).put(Annotation("e1", "entity", anchor, correction=said))
    sidecar = sidecar.put(
        Annotation("q1", "quotation", anchor, correction=Correction(speaker="Kim Yo Jong"))
    )
    text = write_sidecar(sidecar, "a.md")
    assert '    verdict: "confirmed"\n    name: "White House garden"\n    type: "place"' in text
    assert '    speaker: "Kim Yo Jong"\n' in text
    assert read_sidecar(text) == sidecar


def test_the_words_of_a_correction_are_unknown_keys_of_other_kinds() -> None:
    text = write_sidecar(
        Sidecar(Source("a.md")).put(Annotation("h1", "highlight", Anchor(0, 1, "x"))), "a.md"
    ).replace("    suffix", '    type:\n      - "mine"\n    suffix')
    annotation = read_sidecar(text).annotations["h1"]
    assert not annotation.correction
    assert annotation.extra == {"type": ["mine"]}
