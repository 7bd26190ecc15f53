"""The settings in force: ``READER_*`` variables, then the library's own file, then the user's.

Both files are TOML. A library's file comes with the library, perhaps from a stranger, so it may
set only what cannot hurt.
"""

from __future__ import annotations

import getpass
import os
import tomllib
from dataclasses import dataclass, field, fields, replace
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
_KEYS = "keys"
"""The setting that is a table, and so is no variable."""
_NOT_FROM_A_LIBRARY = frozenset({"library", "spacy_model", _KEYS})
"""What a stranger's library may not set: where we read, whose code we run, what keys do."""


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
    mouse: str = "on"
    """``on`` or ``off``: whether the mouse acts here, or is left to the terminal."""
    keys: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Comma-separated keys by the ids of what they do, as written; the TUI checks them."""

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
    for setting in sorted(_names() - {_KEYS}):
        name = f"READER_{setting.upper()}"
        if value := given.get(name, ""):
            settings = _with(settings, setting, value, f"The variable {name}")
    return settings


def values_in(file: Path) -> dict[str, Any]:
    """What stands in a configuration ``file``; nothing when there is none.

    Raises :class:`~reader.errors.ConfigurationError` when it cannot be read.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        why = error.strerror or error
        raise ConfigurationError(
            f"{file} cannot be read ({why}). See to its permissions, or remove it."
        ) from error
    except ValueError as error:
        why = sanitise_line(str(error))
        raise ConfigurationError(f"{file} cannot be read: {why}. Mend or remove it.") from error
    except RecursionError as error:
        raise ConfigurationError(f"{file} is nested too deeply. Mend or remove it.") from error


def _names() -> set[str]:
    return {each.name for each in fields(Settings)}


def _with_file(settings: Settings, file: Path, forbidden: frozenset[str]) -> Settings:
    known = _names()
    for name, value in values_in(file).items():
        if name == SEARCHES_TABLE:
            continue
        if name not in known or name in forbidden:
            allowed = ", ".join(sorted(known - forbidden))
            raise ConfigurationError(f"{file} sets “{sanitise_line(name)}”. It may set: {allowed}.")
        settings = _with(settings, name, value, f"“{name}” in {file}")
    return settings


def _with(settings: Settings, name: str, value: object, where: str) -> Settings:
    kept: object
    if name == _KEYS:
        kept = _keys(value, where)
    elif name == "mouse":
        kept = _switch(value, where)
    elif name in _WHOLE_NUMBERS:
        kept = _whole_number(value, _WHOLE_NUMBERS[name], where)
    elif isinstance(value, str):
        kept = value
    else:
        raise ConfigurationError(f"{where} must be text in quotation marks.")
    return replace(settings, **cast("dict[str, Any]", {name: kept}))


def _whole_number(value: object, unit: str, where: str) -> int:
    try:
        number = int(value) if isinstance(value, str | int) and value is not True else 0
    except ValueError:
        number = 0
    if number < 1:
        raise ConfigurationError(f"{where} must be a whole number of {unit}, 1 or more.")
    return number


def _switch(value: object, where: str) -> str:
    means = {"on": "on", "true": "on", "off": "off", "false": "off"}.get(str(value).lower(), "")
    if not means:
        raise ConfigurationError(f"{where} must be “on” or “off”.")
    return means


def _keys(value: object, where: str) -> dict[str, str]:
    """The table ``value``, in which ids with a dot may stand without quotation marks."""
    if not isinstance(value, dict):
        raise ConfigurationError(f"{where} must be a table: [keys].")
    keys: dict[str, str] = {}
    for name, given in value.items():
        inner = given if isinstance(given, dict) else {"": given}
        for rest, text in inner.items():
            action = f"{name}.{rest}" if rest else name
            told = f"“{sanitise_line(action)}” of {where}"
            if not isinstance(text, str):
                raise ConfigurationError(f'{told} must be text, such as "M" or "j,down".')
            if action in keys:
                raise ConfigurationError(f"{told} is given twice. Remove one of the two.")
            keys[action] = text
    return keys
