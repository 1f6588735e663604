import hashlib
import lzma
import os
from pathlib import Path

import pytest

from eventbase.errors import GazetteerError
from eventbase.gazetteer import files


def pack(package: Path, content: bytes) -> None:
    data = lzma.compress(content)
    (package / files.PACKED).write_bytes(data)
    (package / files.CHECKSUM).write_text(hashlib.sha256(data).hexdigest() + "\n")


def test_the_checksum_is_that_of_the_packed_file() -> None:
    package = Path(files.__file__).parent
    expected = hashlib.sha256((package / files.PACKED).read_bytes()).hexdigest()
    assert (package / files.CHECKSUM).read_text().strip() == expected
    assert (package / files.PACKED).stat().st_size < 20_000_000


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A tiny packed file in the place of the real one, and an empty cache."""
    package = tmp_path / "package"
    package.mkdir()
    pack(package, b"tiny")
    monkeypatch.setattr(files, "files", lambda name: package)
    monkeypatch.setenv("EVENTBASE_CACHE_DIR", str(tmp_path / "cache"))
    return b"tiny"


def test_it_is_unpacked_once(packed: bytes, tmp_path: Path) -> None:
    path = files.builtin_file()
    assert path.read_bytes() == packed
    before = path.stat().st_mtime_ns
    assert files.builtin_file() == path and path.stat().st_mtime_ns == before
    assert [p.name for p in (tmp_path / "cache").iterdir()] == [path.name], "no temporary file is left"


def test_another_version_gets_another_file(packed: bytes, tmp_path: Path) -> None:
    first = files.builtin_file()
    pack(tmp_path / "package", b"other")
    assert files.builtin_file() != first


def test_a_cache_that_cannot_be_written_is_passed_over(
    packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    monkeypatch.setenv("EVENTBASE_CACHE_DIR", str(blocked / "cache"))
    monkeypatch.setattr(files.tempfile, "gettempdir", lambda: str(tmp_path / "tmp"))
    path = files.builtin_file()
    assert path.read_bytes() == packed and str(tmp_path / "tmp") in str(path)


def test_with_no_folder_at_all_it_says_what_to_do(
    packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    monkeypatch.setenv("EVENTBASE_CACHE_DIR", str(blocked / "cache"))
    monkeypatch.setattr(files.tempfile, "gettempdir", lambda: str(blocked / "tmp"))
    with pytest.raises(GazetteerError, match="EVENTBASE_CACHE_DIR"):
        files.builtin_file()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no owners on this system")
def test_a_shared_temporary_folder_of_somebody_else_is_not_trusted(
    packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody = tmp_path.stat().st_uid + 1
    monkeypatch.setattr(files.os, "getuid", lambda: somebody)
    folder = tmp_path / "tmp" / f"eventbase-{somebody}"
    folder.mkdir(parents=True)
    monkeypatch.setattr(files.tempfile, "gettempdir", lambda: str(tmp_path / "tmp"))
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    monkeypatch.setenv("EVENTBASE_CACHE_DIR", str(blocked / "cache"))
    with pytest.raises(GazetteerError):
        files.builtin_file()


def test_the_user_s_gazetteer_is_the_one_that_current_names(own_data: Path) -> None:
    assert files.user_file() is None
    folder = files.gazetteer_dir()
    folder.mkdir(parents=True)
    (folder / "current").write_text("sudan.sqlite")
    assert files.user_file() is None, "it points to nothing"
    (folder / "sudan.sqlite").write_bytes(b"")
    assert files.user_file() == folder / "sudan.sqlite"
