"""The settings in force: ``READER_*`` variables, then the library's own file, then the user's.

Both files are TOML. A library's file comes with the library, perhaps from a stranger, so it may
set only what cannot hurt.
"""

from __future__ import annotations

import getpass
import os
import tomllib
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, cast

from reader import paths
from reader.articles.limits import Limits
from reader.articles.sanitising import sanitise_line
from reader.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LIBRARY_FILE = ".reader.toml"
SEARCHES_TABLE = "searches"
"""What else the files may hold: see :mod:`reader.searches`."""
_WHOLE_NUMBERS = {"size_limit_mb": "megabytes", "time_limit_s": "seconds"}
"""Settings that are numbers, and what they count."""
_NOT_FROM_A_LIBRARY = frozenset({"library", "spacy_model"})
"""What a stranger's library may not set: where we read, and whose code we run."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be configured, under these names in the files, in capitals after ``READER_``."""

    library: str = ""
    """The folder of articles; empty for the current one."""
    creator: str = ""
    """The name written into annotations; empty for the login name."""
    size_limit_mb: int = 50
    """Megabytes; larger files are refused."""
    time_limit_s: int = 60
    """Seconds; a file that takes longer to read is given up, a large one in proportion."""
    spacy_model: str = ""
    """An installed spaCy model that finds names in the place of our own; empty for none."""
    theme: str = ""
    """The name of the colour theme; empty for the default."""

    @property
    def limits(self) -> Limits:
        """What one file may cost."""
        return Limits(self.size_limit_mb * 1_000_000, float(self.time_limit_s))

    @property
    def signature(self) -> str:
        """The name to write into annotations."""
        if self.creator:
            return self.creator
        try:
            return getpass.getuser()
        except (OSError, KeyError):
            return ""


def load(root: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings for the library at ``root``, or for none in particular.

    Raises :class:`~reader.errors.ConfigurationError` for a file or variable we cannot use.
    """
    settings = _with_file(Settings(), paths.config_file(), frozenset())
    if root is not None:
        settings = _with_file(settings, root / LIBRARY_FILE, _NOT_FROM_A_LIBRARY)
    given = os.environ if environment is None else environment
    for field in fields(Settings):
        name = f"READER_{field.name.upper()}"
        if value := given.get(name, ""):
            settings = _with(settings, field.name, value, f"The variable {name}")
    return settings


def values_in(file: Path) -> dict[str, Any]:
    """What stands in a configuration ``file``; nothing when there is none.

    Raises :class:`~reader.errors.ConfigurationError` when it cannot be read.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        why = sanitise_line(str(error))
        raise ConfigurationError(f"{file} cannot be read: {why}. Mend or remove it.") from error
    except RecursionError as error:
        raise ConfigurationError(f"{file} is nested too deeply. Mend or remove it.") from error


def _with_file(settings: Settings, file: Path, forbidden: frozenset[str]) -> Settings:
    known = {field.name for field in fields(Settings)}
    for name, value in values_in(file).items():
        if name == SEARCHES_TABLE:
            continue
        if name not in known or name in forbidden:
            allowed = ", ".join(sorted(known - forbidden))
            raise ConfigurationError(f"{file} sets “{sanitise_line(name)}”. It may set: {allowed}.")
        settings = _with(settings, name, value, f"“{name}” in {file}")
    return settings


def _with(settings: Settings, name: str, value: object, where: str) -> Settings:
    unit = _WHOLE_NUMBERS.get(name)
    if unit is None:
        if not isinstance(value, str):
            raise ConfigurationError(f"{where} must be text in quotation marks.")
        return replace(settings, **cast("dict[str, Any]", {name: value}))
    try:
        number = int(value) if isinstance(value, str | int) and value is not True else 0
    except ValueError:
        number = 0
    if number < 1:
        raise ConfigurationError(f"{where} must be a whole number of {unit}, 1 or more.")
    return replace(settings, **cast("dict[str, Any]", {name: number}))
