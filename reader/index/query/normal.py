"""One tree for one meaning: nests flattened, double negations gone, every `Not` given its whole.

A `Not` alone has nothing to be taken from, so ``-trump`` becomes "everything, but not trump".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.index.query.nodes import And, Everything, Not, Or

if TYPE_CHECKING:
    from reader.index.query.nodes import Node


def normalise(node: Node) -> Node:
    """``node`` in the form whose invariants `reader.index.query.nodes` gives."""
    return _positive(_ground(_simplify(node)))


def _simplify(node: Node) -> Node:
    """Without `And` in `And`, `Or` in `Or`, `Not` in `Not`, or a list of one."""
    match node:
        case And(nodes):
            parts = [_simplify(part) for part in nodes]
            flat = [
                leaf for part in parts for leaf in (part.nodes if type(part) is And else [part])
            ]
            return And(tuple(flat)) if len(flat) > 1 else flat[0]
        case Or(nodes):
            parts = [_simplify(part) for part in nodes]
            flat = [leaf for part in parts for leaf in (part.nodes if type(part) is Or else [part])]
            return Or(tuple(flat)) if len(flat) > 1 else flat[0]
        case Not(inner):
            simple = _simplify(inner)
            return simple.node if isinstance(simple, Not) else Not(simple)
        case _:
            return node


def _ground(node: Node) -> Node:
    """With `Everything` beside each `Not` that has nothing else to be taken from."""
    match node:
        case And(nodes):
            grounded = tuple(_ground(part) for part in nodes)
            if all(isinstance(part, Not) for part in grounded):
                return And((Everything(), *grounded))
            return And(grounded)
        case Or(nodes):
            return Or(tuple(_positive(_ground(part)) for part in nodes))
        case Not(inner):
            return Not(_ground(inner))
        case _:
            return node


def _positive(node: Node) -> Node:
    return And((Everything(), node)) if isinstance(node, Not) else node
