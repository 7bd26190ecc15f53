"""Every expression of both packages, found in the modules as they are and in their source.

What a module holds, at whatever depth, is found by looking through its names; what is given to a
function of :mod:`re` on the spot, by reading the source. Each comes with the methods by which it is
used, since an expression that is only matched at one place costs less than one that is sought.
"""

from __future__ import annotations

import ast
import dataclasses
import functools
import importlib
import pkgutil
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

SEEKING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
"""Methods that try every place of a text."""
MATCHING = frozenset({"match", "fullmatch"})
LEFT_OUT = ("reader.marks.training", "reader.__main__")
"""What no article ever gets to."""


@dataclasses.dataclass(frozen=True)
class Expression:
    """One expression, and how it is used."""

    place: str
    """The module and the name that holds it, or the module and the line."""
    pattern: re.Pattern[Any]
    methods: frozenset[str]
    """The methods by which it is used."""

    @property
    def sought(self) -> bool:
        """Whether it is tried at every place of a text."""
        return not self.methods.isdisjoint(SEEKING)


def modules() -> list[ModuleType]:
    """All modules of both packages but those that are run by themselves."""
    packages = [importlib.import_module(name) for name in ("reader", "annotations")]
    return [
        importlib.import_module(found.name)
        for package in packages
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + ".")
        if not found.name.startswith(LEFT_OUT)
    ]


@functools.cache
def expressions() -> tuple[Expression, ...]:
    """Every expression once for each module that holds it."""
    found: dict[tuple[str, re.Pattern[Any]], Expression] = {}
    trees = {module.__name__: _tree(module) for module in modules()}
    uses = _uses(trees.values())
    for module in modules():
        for one in (*_held(module, uses), *_written(module.__name__, trees[module.__name__])):
            known = found.setdefault((module.__name__, one.pattern), one)
            if not one.methods <= known.methods:
                methods = one.methods | known.methods
                found[module.__name__, one.pattern] = dataclasses.replace(known, methods=methods)
    return tuple(found.values())


def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))


def _uses(trees: Any) -> dict[str, set[str]]:
    """By the name of anything, the methods of expressions that are asked of it anywhere."""
    uses: dict[str, set[str]] = defaultdict(set)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in SEEKING | MATCHING:
                holder = node.value
                if isinstance(holder, ast.Name):
                    uses[holder.id].add(node.attr)
                elif isinstance(holder, ast.Attribute):
                    uses[holder.attr].add(node.attr)
    return uses


def _held(module: ModuleType, uses: dict[str, set[str]]) -> Iterator[Expression]:
    """What the names of ``module`` hold that it made itself."""
    for name, value in vars(module).items():
        made = value
        if callable(value) and getattr(value, "__module__", "") == module.__name__:
            made = _answer(value) or value
        for pattern in _inside(made, set()):
            methods = frozenset(uses.get(name, ())) or SEEKING | {"match"}
            yield Expression(f"{module.__name__}.{name}", pattern, methods)


def _answer(function: Any) -> Any:
    """What a function answers that takes nothing and says that it answers with expressions."""
    said = str(getattr(function, "__annotations__", {}).get("return", ""))
    code = getattr(getattr(function, "__wrapped__", function), "__code__", None)
    return function() if "Pattern" in said and code and not code.co_argcount else None


def _inside(value: Any, seen: set[int]) -> Iterator[re.Pattern[Any]]:
    """The expressions in ``value``, whatever it is made of."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _inside([*value.keys(), *value.values()], seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            if not isinstance(part, str | int | float):
                yield from _inside(part, seen)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from _inside([getattr(value, part.name) for part in dataclasses.fields(value)], seen)
    elif isinstance(value, type) and value.__module__.startswith(("reader", "annotations")):
        yield from _inside(list(vars(value).values()), seen)


def _written(module: str, tree: ast.Module) -> Iterator[Expression]:
    """What stands as a constant where a function of :mod:`re` is called."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        first = node.args[0]
        if of_re and isinstance(first, ast.Constant) and isinstance(first.value, str | bytes):
            caseless = any("re.I" in ast.unparse(more) for more in node.args[1:])
            pattern = re.compile(first.value, re.IGNORECASE if caseless else 0)
            named = node.func.attr if node.func.attr in SEEKING | MATCHING else "match"
            yield Expression(f"{module}:{node.lineno}", pattern, frozenset({named}))
