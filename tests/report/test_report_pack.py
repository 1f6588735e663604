"""What is packed comes out again, the same rows give the same bytes."""

from __future__ import annotations

import gzip
from base64 import b64decode
from datetime import date, datetime

import polars as pl

from eventbase.report.pack import LONGEST_NAME, compress, compress_text, expand, pack_frame, tidy


def test_columns_by_type():
    frame = pl.DataFrame(
        {
            "day": [date(1970, 1, 11), None, date(1969, 12, 31)],
            "moment": [datetime(1970, 1, 1, 1, 30), None, datetime(1970, 1, 2)],
            "name": ["a", "a", None],
            "id": ["x", "y", "z"],
            "share": [0.123456, 2.0, None],
            "flag": [True, False, None],
            "empty": pl.Series([None, None, None], dtype=pl.String),
        }
    )
    assert pack_frame(frame) == {
        "n": 3,
        "cols": {
            "day": [10, None, -1],
            "moment": [90, None, 1440],
            "name": {"d": ["a"], "i": [0, 0, None]},
            "id": ["x", "y", "z"],
            "share": [0.1235, 2, None],
            "flag": [1, 0, None],
            "empty": None,
        },
    }


def test_packing_is_reversible_and_carries_no_time():
    value = {"a": ["Київ", "\u202e", None], "b": 1.5}
    packed = compress(value)
    assert expand(packed) == value
    assert packed == compress(value)
    assert b64decode(packed)[4:8] == b"\0\0\0\0"


def test_lone_surrogates_do_not_stop_the_page():
    assert gzip.decompress(b64decode(compress_text("a\ud800b"))).decode() == "a\ufffdb"


def test_names_are_cut():
    assert len(tidy("y" * 1_000_000)) == LONGEST_NAME + 1
