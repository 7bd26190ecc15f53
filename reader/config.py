"""The settings in force: ``READER_*`` variables, then the user's file, then the library's own.

Both files are TOML. A library's file comes with the library, perhaps from a stranger. It is read
within bounds, may set only what cannot hurt, says nothing where the user's file does, and what is
wrong with it is a remark that keeps nobody from reading.
"""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, cast

from annotations.opening import read_regular
from reader import paths
from reader.articles.limits import Limits
from reader.articles.sanitising import sanitise_line
from reader.articles.toml import parse_toml
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
FROM_A_LIBRARY = frozenset({"mouse", "theme"})
"""What a library may set: only what one sees of it."""
NOT_FROM_A_LIBRARY = frozenset(
    {"creator", "keys", "library", "size_limit_mb", "spacy_model", "time_limit_s"}
)
"""What it may not: who signs, what keys do, where we read, what that may cost, whose code we run.

A new setting stands in one of the two."""
_MOST_REMARKS = 4
"""Remarks on one library's file that are told."""
_LONGEST_NAME = 60
"""Characters of a name that nobody knows which are told."""
LARGEST = 256 << 10
"""Bytes of a file of settings; a thousand saved searches have a third of it."""


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
    remarks: tuple[str, ...] = field(default=(), compare=False)
    """No setting: sentences on what in the library's own file is not used."""

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

    Raises :class:`~reader.errors.ConfigurationError` for a file or variable of the user's that
    cannot be used.
    """
    settings = _of_library(root) if root is not None else Settings()
    settings = _with_file(settings, paths.config_file())
    given = os.environ if environment is None else environment
    for setting in sorted(names() - {_KEYS}):
        name = f"READER_{setting.upper()}"
        if value := given.get(name, ""):
            settings = _with(settings, setting, value, f"The variable {name}")
    return settings


def names() -> frozenset[str]:
    """The names of all settings."""
    return frozenset(each.name for each in fields(Settings)) - {"remarks"}


def values_in(file: Path, root: Path | None = None) -> dict[str, Any]:
    """What stands in a configuration ``file``; nothing when there is none.

    The file of the library at ``root`` may not lead out of it. Raises
    :class:`~reader.errors.ConfigurationError` when it cannot be read.
    """
    try:
        return parse_toml(read_regular(file, LARGEST, root).decode())
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


def _of_library(root: Path) -> Settings:
    """What the library at ``root`` sets, and remarks on the rest."""
    settings, remarks = Settings(), []
    file = root / LIBRARY_FILE
    try:
        values = values_in(file, root)
    except ConfigurationError as error:
        return Settings(remarks=(f"{error} Until then it sets nothing.",))
    for name, value in values.items():
        try:
            settings = _with_value(settings, name, value, file, FROM_A_LIBRARY)
        except ConfigurationError as error:
            remarks.append(f"{error} This is not used.")
    return replace(settings, remarks=_shortened(remarks))


def _shortened(remarks: list[str]) -> tuple[str, ...]:
    more = len(remarks) - _MOST_REMARKS
    rest = [f"{more} more settings of the library's own are not used."] if more > 0 else []
    return (*remarks[:_MOST_REMARKS], *rest)


def _with_file(settings: Settings, file: Path) -> Settings:
    for name, value in values_in(file).items():
        settings = _with_value(settings, name, value, file, names())
    return settings


def _with_value(
    settings: Settings, name: str, value: object, file: Path, allowed: frozenset[str]
) -> Settings:
    if name == SEARCHES_TABLE:
        return settings
    if name not in allowed:
        some = ", ".join(sorted(allowed))
        raise ConfigurationError(f"{file} sets “{_cut(sanitise_line(name))}”. It may set: {some}.")
    return _with(settings, name, value, f"“{name}” in {file}")


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


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
