"""What every file says about itself: versions, licence, codebook hash, banner."""

from __future__ import annotations

from dataclasses import dataclass, replace

import duckdb

from eventbase.export.codebook import codebook_hash
from eventbase.store.frames import fetch

LICENCE = "CC-BY-4.0"
ATTRIBUTION = (
    "Places: GeoNames (https://www.geonames.org), CC BY 4.0, and the gazetteers named in the table `places`. "
    "Quotes belong to the publishers named in the table `articles`."
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about a published database and the files made from it. `profile` is `full` or `safe`."""

    eventbase_version: str
    schema_version: int
    content_hash: str
    figures_rule: str | None
    banner: str | None
    codebook_hash: str
    licence: str = LICENCE
    version: str | None = None
    profile: str = "full"

    def with_version(self, version: str, profile: str, licence: str) -> Facts:
        return replace(self, version=version, profile=profile, licence=licence)

    def metadata(self, table: str) -> dict[str, str]:
        """Key-value metadata of a Parquet file; unknown facts are left out."""
        pairs = {
            "eventbase.table": table,
            "eventbase.version": self.version,
            "eventbase.software_version": self.eventbase_version,
            "eventbase.schema_version": str(self.schema_version),
            "eventbase.content_hash": self.content_hash,
            "eventbase.codebook_sha256": self.codebook_hash,
            "eventbase.figures_rule": self.figures_rule,
            "eventbase.profile": self.profile,
            "eventbase.licence": self.licence,
            "eventbase.attribution": ATTRIBUTION,
            "eventbase.banner": self.banner,
        }
        return {key: value for key, value in pairs.items() if value is not None}

    def summary(self) -> dict[str, str | int | None]:
        """The facts for a manifest."""
        return {
            "version": self.version,
            "eventbase_version": self.eventbase_version,
            "schema_version": self.schema_version,
            "content_hash": self.content_hash,
            "codebook_sha256": self.codebook_hash,
            "figures_rule": self.figures_rule,
            "profile": self.profile,
            "licence": self.licence,
            "attribution": ATTRIBUTION,
            "banner": self.banner,
        }


def facts_of(connection: duckdb.DuckDBPyConnection) -> Facts:
    """The facts of an open published database."""
    row = fetch(connection, "SELECT * FROM schema_version").row(0, named=True)
    return Facts(
        eventbase_version=row["eventbase_version"],
        schema_version=row["schema_version"],
        content_hash=row["content_hash"],
        figures_rule=row["figures_rule"],
        banner=row["banner"],
        codebook_hash=codebook_hash(),
    )
