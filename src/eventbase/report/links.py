"""Addresses that a page may link to."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_link(url: str | None) -> str | None:
    """The address if it is http or https with a host, else None: no other scheme ever becomes a link."""
    if not url or any(ord(char) <= 32 or 0xD800 <= ord(char) <= 0xDFFF for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None
