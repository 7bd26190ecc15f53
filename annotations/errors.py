"""Every error of the annotations package: a sentence a person can act on, and an exit status.

This package knows nothing of the reader built on top of it, so it has a base class of its own.
Invariant: whoever catches ``AnnotationsError`` has caught everything raised here on purpose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class AnnotationsError(Exception):
    """Something the user can mend; ``str(error)`` is the sentence shown."""

    exit_status = 2


class TagError(AnnotationsError):
    """A tag that says nothing."""


class ExportError(AnnotationsError):
    """Annotations that cannot be put into one document."""


class ImportFormatError(AnnotationsError):
    """A text that is no export of annotations in any format known."""


class YamlError(AnnotationsError):
    """A text that is not the YAML we read, with the place where it goes wrong."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason, line)
        self.reason = reason
        """Why it cannot be read, without a final stop."""
        self.line = line
        """Counted from 1."""

    def __str__(self) -> str:
        return f"Line {self.line}: {self.reason}."


class NewerVersionError(YamlError):
    """A layout that only a newer program understands."""


class SidecarError(AnnotationsError):
    """A sidecar that cannot be used, or not be written; the file on disk is left as it was."""

    remedy = "Mend the file by hand; until then it is not written."

    def __init__(self, path: Path, reason: str, line: int | None = None) -> None:
        super().__init__(path, reason, line)
        self.path = path
        self.reason = reason
        """Why it cannot be used, without a final stop."""
        self.line = line
        """Counted from 1; None when the reason has no place in the file."""

    def __str__(self) -> str:
        place = str(self.path) if self.line is None else f"{self.path}, line {self.line}"
        return f"{place}: {self.reason}. {self.remedy}"


class UnreadableSidecarError(SidecarError):
    """The file is there but cannot be opened or is no file of ours."""

    remedy = "See to the file and its permissions; until then it is not written."


class NewerSidecarError(SidecarError):
    """The file was written by a newer program."""

    remedy = "Update the program; until then the file is not written."


class UnwritableSidecarError(SidecarError):
    """What was said could not be saved; what stood in the file before still stands."""

    remedy = (
        "Nothing was saved: see to the folder, its permissions and its free space, then repeat."
    )


class CodebookError(AnnotationsError):
    """A change to the codebook that cannot be made as it was asked for."""


class EntityError(AnnotationsError):
    """A name, or a decision on one, that says nothing."""
