"""The rules of the W3C Web Annotation Data Model (Recommendation of 23 February 2017).

Written from the Recommendation's MUSTs, for the part of the model that text annotations use.
"""

from __future__ import annotations

import re
from typing import Any

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing"),
    *("highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging"),
}
AGENTS = {"Person", "Organization", "Software"}
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def check(annotation: dict[str, Any]) -> None:
    """Fails where ``annotation`` breaks a rule of the model."""
    context = listed(annotation["@context"])
    assert CONTEXT in context
    assert is_iri(annotation["id"])
    assert "Annotation" in listed(annotation["type"])
    assert set(listed(annotation.get("motivation"))) <= MOTIVATIONS
    for key in ("created", "modified"):
        assert key not in annotation or _TIME.fullmatch(annotation[key])
    for agent in listed(annotation.get("creator")):
        assert is_iri(agent) or set(listed(agent["type"])) <= AGENTS
        assert isinstance(agent, str) or isinstance(agent.get("name", ""), str)
    for body in listed(annotation.get("body")):
        check_body(body)
    assert "bodyValue" not in annotation or "body" not in annotation
    targets = listed(annotation["target"])
    assert targets
    for target in targets:
        check_target(target)
    prefixes = {key for entry in context if isinstance(entry, dict) for key in entry}
    assert all(key.split(":")[0] in prefixes for key in annotation if ":" in key)


def check_body(body: Any) -> None:
    if isinstance(body, str):
        assert is_iri(body)
        return
    assert "TextualBody" in listed(body["type"])
    assert isinstance(body["value"], str)
    assert isinstance(body.get("format", ""), str)
    assert isinstance(body.get("language", ""), str)
    assert set(listed(body.get("purpose"))) <= MOTIVATIONS


def check_target(target: Any) -> None:
    if isinstance(target, str):
        assert is_iri(target)
        return
    assert "SpecificResource" in listed(target.get("type", "SpecificResource"))
    assert is_iri(target["source"])
    for selector in listed(target.get("selector")):
        check_selector(selector)


def check_selector(selector: dict[str, Any]) -> None:
    match selector["type"]:
        case "TextQuoteSelector":
            assert isinstance(selector["exact"], str)
            assert isinstance(selector.get("prefix", ""), str)
            assert isinstance(selector.get("suffix", ""), str)
        case "TextPositionSelector":
            start, end = selector["start"], selector["end"]
            assert type(start) is int
            assert type(end) is int
            assert 0 <= start <= end
        case other:
            raise AssertionError(other)


def is_iri(value: Any) -> bool:
    return isinstance(value, str) and _IRI.fullmatch(value) is not None


def listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
