"""Where gazetteer files are: the packed built-in one, its unpacked copy in the user's cache, and those built by users.

EVENTBASE_CACHE_DIR and EVENTBASE_DATA_DIR override the places; else XDG_CACHE_HOME and XDG_DATA_HOME are followed.
"""

from __future__ import annotations

import contextlib
import lzma
import os
import tempfile
from importlib.resources import files
from pathlib import Path

from eventbase.errors import GazetteerError

PACKED = "places.sqlite.xz"
CHECKSUM = "places.sha256"  # of the packed file: the name of the unpacked one, without reading it all
CURRENT = "current"


def cache_dir() -> Path:
    own = os.environ.get("EVENTBASE_CACHE_DIR")
    base = os.environ.get("XDG_CACHE_HOME")
    return Path(own) if own else (Path(base) if base else Path.home() / ".cache") / "eventbase"


def data_dir() -> Path:
    own = os.environ.get("EVENTBASE_DATA_DIR")
    base = os.environ.get("XDG_DATA_HOME")
    return Path(own) if own else (Path(base) if base else Path.home() / ".local" / "share") / "eventbase"


def gazetteer_dir() -> Path:
    """Where `eventbase gazetteer build` puts its files."""
    return data_dir() / "gazetteers"


def user_file() -> Path | None:
    """The gazetteer in use that the user built, None without one. The file `current` holds its name."""
    pointer = gazetteer_dir() / CURRENT
    with contextlib.suppress(OSError):
        path = gazetteer_dir() / pointer.read_text(encoding="utf-8").strip()
        if path.is_file():
            return path
    return None


def builtin_file() -> Path:
    """The built-in gazetteer, unpacked on first use (some 1.5 s) to the cache, else to the temporary directory."""
    package = files("eventbase.gazetteer")
    name = f"places-{package.joinpath(CHECKSUM).read_text(encoding='ascii').strip()[:16]}.sqlite"
    folders = [cache_dir(), Path(tempfile.gettempdir()) / f"eventbase-{_user()}"]
    for folder in folders:
        if _is_own(folder) and (folder / name).is_file():
            return folder / name
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if _is_own(folder):
                return _unpack(package.joinpath(PACKED).read_bytes(), folder, name)
    raise GazetteerError(f"{folders[0]}: cannot unpack the gazetteer; set EVENTBASE_CACHE_DIR to a writable folder")


def _is_own(folder: Path) -> bool:
    """Whether the folder is ours: in a shared temporary folder another user could have put a file in its place."""
    try:
        return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
    except OSError:
        return False


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")


def _unpack(packed: bytes, folder: Path, name: str) -> Path:
    """Writes beside the target and renames: another process sees the whole file or none."""
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(lzma.decompress(packed))
        Path(temporary).replace(folder / name)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return folder / name
