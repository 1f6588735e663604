"""Finds coders and geocoders by entry point; the built-in ones register the same way."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from eventbase.errors import UsageError

GROUPS = {"coder": "eventbase.coders", "geocoder": "eventbase.geocoders"}


def load_plugin(kind: str, name: str) -> type[Any]:
    """The class registered under `name`. Raises UsageError for an unknown name and for two under one name."""
    found = [point for point in entry_points(group=GROUPS[kind]) if point.name == name]
    distinct = {point.value for point in found}
    if not found:
        known = ", ".join(sorted(names(kind)))
        raise UsageError(f"no {kind} named {name!r}; known: {known}; set it in eventbase.toml or install its package")
    if len(distinct) > 1:
        raise UsageError(f"two {kind}s named {name!r}: {', '.join(sorted(distinct))}; uninstall one of the packages")
    return _load(found[0], kind)


def _load(point: EntryPoint, kind: str) -> type[Any]:
    try:
        loaded: type[Any] = point.load()
    except (ImportError, AttributeError) as error:
        raise UsageError(
            f"{kind} {point.name!r} ({point.value}) cannot be loaded: {error}; reinstall its package"
        ) from error
    return loaded


def names(kind: str) -> set[str]:
    """Names of all registered plugins of a kind."""
    return {point.name for point in entry_points(group=GROUPS[kind])}
