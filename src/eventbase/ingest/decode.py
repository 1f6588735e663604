"""Bytes to text: BOM, UTF-8, UTF-16 without BOM, then Windows-1251 or 1252 by what the letters look like."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024
_UTF8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\xc0-\xff]{3,}")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """`code` is the issue to raise (`encoding_guessed`, `bad_bytes`, `binary_file`), None if the bytes were clean."""

    text: str
    encoding: str
    code: str | None = None


def decode(raw: bytes) -> Decoded:
    """The text of `raw`, line ends as they are, without its BOM; never raises."""
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _by_bom(raw[len(bom) :], encoding)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(raw)
    if wide := _wide(raw):
        return Decoded(raw.decode(wide, "replace"), wide, "encoding_guessed")
    return Decoded(text, "utf-8", "binary_file" if _is_binary(raw) else None)


def decode_page(raw: bytes) -> Decoded:
    """Like `decode`, but a page that is no UTF-8 is read as the charset that it declares, if that fits."""
    found = decode(raw)
    declared = _CHARSET.search(raw, 0, _SAMPLE)
    if found.code is None or declared is None:
        return found
    charset = declared.group(1).decode("ascii")
    try:
        return Decoded(raw.decode(charset), charset)
    except (UnicodeDecodeError, LookupError):
        return found


def mend(text: str) -> str:
    """Half characters (lone surrogates) become U+FFFD, one for one: they cannot be stored in UTF-8."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _SURROGATE.sub("\ufffd", joined)


def _by_bom(raw: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError:
        return Decoded(mend(raw.decode(encoding, "replace")), encoding, "bad_bytes")


def _guess(raw: bytes) -> Decoded:
    if encoding := _wide(raw):
        return Decoded(raw.decode(encoding, "replace"), encoding, "encoding_guessed")
    if _is_binary(raw):
        return Decoded(raw.decode("latin-1"), "latin-1", "binary_file")
    high = len(_HIGH.findall(raw))
    pairs = sum(len(found) for found in _UTF8_PAIR.findall(raw))
    if pairs > 0.5 * high:
        return Decoded(raw.decode("utf-8", "replace"), "utf-8", "bad_bytes")
    page = "cp1251" if _looks_cyrillic(raw) else "cp1252"
    try:
        return Decoded(raw.decode(page), page, "encoding_guessed")
    except UnicodeDecodeError:
        return Decoded(raw.decode("latin-1"), "latin-1", "encoding_guessed")


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a BOM: every other byte of plain Latin text is NUL."""
    sample = raw[:_SAMPLE]
    half = len(sample) // 2
    if half < 4 or len(raw) % 2:
        return None
    if sample[1::2].count(0) > 0.6 * half and sample[::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _is_binary(raw: bytes) -> bool:
    """True if more than one byte in twenty is a control character that no text has."""
    sample = raw[:_SAMPLE]
    odd = sum(sample.count(code) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return odd > 0.05 * len(sample)


def _looks_cyrillic(raw: bytes) -> bool:
    """Cyrillic words are runs of high letters; Latin words have single ones among plain letters."""
    sample = raw[:_SAMPLE]
    runs = sum(len(run) for run in _HIGH_RUN.findall(sample))
    return runs > 0.5 * len(_HIGH.findall(sample))
