"""Words are read from a shell's line and written into it without the change of a letter."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.cli.shell_words import Typed, quoted_for_bash, read_fish, read_typed

BREAKS = " \t\n\"'><=;|&(:@"
SIGNS = st.text(st.sampled_from("aé日 $`\"'\\!~#&|;<>(){}[]*?=^%,:@-/\u3000\u0301"), min_size=1)
QUOTES = st.sampled_from(["", '"', "'"])


@pytest.mark.parametrize(
    ("line", "word", "kept", "quote"),
    [
        ("reader search tag:po", "tag:po", "tag:", ""),
        ("reader search tag:", "tag:", "tag:", ""),
        ('reader search "tag:po', "tag:po", "", '"'),
        ("reader search 'it'\\''s po", "it's po", "it'", "'"),
        ('reader search tag:"a b"c', "tag:a bc", "tag:", ""),
        ('reader search tag:"po', "tag:po", "tag:", '"'),
        ("reader search -@po", "-@po", "-", ""),
        (r"reader search tag:a\ b\:c", "tag:a b:c", "tag:", ""),
        ('reader x "a\\"b\\c', 'a"b\\c', "", '"'),
        ("reader x --tag=a:b", "--tag=a:b", "--tag=a:", ""),
        ("reader x ", "", "", ""),
    ],
)
def test_a_line_is_read_up_to_the_cursor(line: str, word: str, kept: str, quote: str) -> None:
    typed = read_typed(line, BREAKS)
    assert typed.words[0] == "reader"
    assert (typed.word, typed.word[: typed.kept], typed.quote) == (word, kept, quote)


@pytest.mark.parametrize("word", ["$(touch", "`x", '"$HOME', '"`', "a${b"])
def test_what_the_shell_would_expand_is_no_literal(word: str) -> None:
    assert not read_typed(f"reader {word}").is_literal
    assert read_typed(f"reader '{word} x").is_literal


@given(SIGNS, QUOTES)
def test_what_is_written_for_bash_is_read_again(text: str, quote: str) -> None:
    written = quoted_for_bash(text, quote)
    assume(written is not None)
    assert read_typed(f"reader {quote}{written}").word == text


@given(SIGNS, QUOTES)
def test_what_is_cut_off_anywhere_has_nothing_to_expand(text: str, quote: str) -> None:
    written = quoted_for_bash(text, quote) or ""
    for end in range(len(written)):
        typed = read_typed(f"reader {quote}{written[:end]}")
        assert typed.is_literal
        assert text.startswith(typed.word)
        assert len(typed.words) == 1


@given(st.lists(st.tuples(SIGNS, QUOTES), min_size=1, max_size=30))
def test_bash_passes_on_what_is_written_for_it(values: list[tuple[str, str]]) -> None:
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("bash is not installed")
    words, texts = [], []
    for text, quote in values:
        written = quoted_for_bash(text, quote)
        if written is not None:
            closing = "" if written.endswith(quote) else quote  # as readline does it
            words.append(f"x{quote}{written}{closing}")
            texts.append(f"x{text}")
    script = f"printf '%s\\0' . {' '.join(words)}"
    done = subprocess.run([bash, "--norc", "-c", script], capture_output=True, check=True)
    assert os.fsdecode(done.stdout).split("\0")[1:-1] == texts


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("tag:po", "tag:po"),
        (r"a\ b\$c", "a b$c"),
        (r"'it\'s \x", r"it's \x"),
        ('"a\\"b\\$c\\d', 'a"b$c\\d'),
        ("a'b c'd", "ab cd"),
        ("a\\", "a"),
    ],
)
def test_a_word_of_fish_is_read(token: str, word: str) -> None:
    assert read_fish(token) == word


def test_what_readline_would_take_for_a_quotation_of_its_own_is_not_written() -> None:
    assert quoted_for_bash("'x", "'") is None
    assert quoted_for_bash("!x", '"') is None
    assert read_typed("") == Typed([])
