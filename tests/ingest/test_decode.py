"""Bytes to text: BOMs, guesses, half characters, binary files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbase.ingest.decode import decode, decode_page, mend

ENGLISH = "Two men died in the café, the mayor’s office said.\r\nMore follows.\r\n"
RUSSIAN = "Двое военных погибли при обстреле посёлка во вторник, сообщила администрация."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_bom_decides_and_is_dropped(encoding):
    found = decode(ENGLISH.encode(encoding))
    assert (found.text, found.code) == (ENGLISH, None)


def test_line_ends_stay_as_they_are():
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (ENGLISH.encode("cp1252"), "cp1252"),
        (RUSSIAN.encode("cp1251"), "cp1251"),
        (ENGLISH.encode("utf-16-le"), "utf-16-le"),
        (ENGLISH.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_guessed_encodings_are_noted(raw, encoding):
    found = decode(raw)
    assert (found.encoding, found.code) == (encoding, "encoding_guessed")
    assert found.text in {ENGLISH, RUSSIAN}


def test_single_bad_bytes_do_not_cost_the_rest():
    found = decode("Où – là, à côté".encode() + b"\xff" + "où – là".encode())
    assert found.code == "bad_bytes"
    assert found.text.count("\ufffd") == 1


def test_binary_files_are_told():
    assert decode(bytes(range(256)) * 20).code == "binary_file"
    assert decode(b"\x00\x01\x02\x03" * 100).code == "binary_file"


@pytest.mark.parametrize("charset", ["iso-8859-2", "windows-1251", "shift_jis", "koi8-r"])
def test_pages_declare_their_charset(charset):
    text = {"iso-8859-2": "Łódź", "shift_jis": "攻撃"}.get(charset, "Обстрел")
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>{text}</html>'
    assert decode_page(page.encode(charset)).text == page
    assert decode_page(page.encode(charset)).code is None
    lying = page.replace(charset, "utf-9").encode(charset)
    assert decode_page(lying).code is not None


def test_half_characters_become_replacement_characters():
    assert mend("a\ud83db") == "a\ufffdb"
    assert mend("\ud83d\ude00") == "\U0001f600"
    assert mend("plain") == "plain"


@given(st.binary(max_size=400))
def test_never_raises_and_is_storable(raw):
    decode(raw).text.encode("utf-8")


@given(st.text(st.characters(), max_size=60).map(lambda s: s + "\ud800"))
def test_mended_text_is_storable(text):
    assert "\ud800" not in mend(text)
    mend(text).encode("utf-8")
