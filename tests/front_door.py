"""The command line, in a process of its own or called in this one as its own edge would be."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout

from reader.cli.edge import run

PROGRAM = [sys.executable, "-c", "from reader.cli import main; main()"]
"""``reader`` as a command, before its arguments."""


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What ``reader`` with these ``arguments`` says, and its exit status."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with redirect_stdout(out), redirect_stderr(err):
        status = run(arguments)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read())
    return subprocess.CompletedProcess(arguments, status, *texts)
