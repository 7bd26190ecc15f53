"""The names of a library: what a reader says of people, places and bodies in all its articles."""

from __future__ import annotations

from annotations.entities.model import Entity, EntityBook

__all__ = ["Entity", "EntityBook"]
