"""The command line called in this process, as its own edge would be."""

from __future__ import annotations

import io
import subprocess
from contextlib import redirect_stderr, redirect_stdout

from reader.cli.edge import run


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
