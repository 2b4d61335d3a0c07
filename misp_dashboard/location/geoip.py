"""The GeoIP databases there are, and which file of each is in force."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from misp_dashboard.config import Config
from misp_dashboard.location.ip import BUNDLED

Kind = Literal["city", "asn"]
KINDS: tuple[Kind, ...] = ("city", "asn")

FOLDER = "geoip"
"""Below `data_dir`: where databases are put that were downloaded or handed over."""


class InForce(msgspec.Struct, frozen=True):
    """The file that is used, and why this one."""

    path: Path
    origin: Literal["configured", "downloaded", "bundled"]


class GeoipFiles(msgspec.Struct, frozen=True):
    """`configured` are the files that settings name; `folder` holds those put in place."""

    configured: Mapping[Kind, Path] = {}
    folder: Path | None = None

    def in_force(self, kind: Kind) -> InForce | None:
        """A configured file before one put in place before the bundled one; None without any."""
        if kind in self.configured:
            return InForce(self.configured[kind], "configured")
        if self.folder is not None and _is_there(placed := placed_file(self.folder, kind)):
            return InForce(placed, "downloaded")
        return self.bundled(kind)

    def bundled(self, kind: Kind) -> InForce | None:
        return InForce(BUNDLED, "bundled") if kind == "city" else None


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True  # but not for this user: to open it will say so


def placed_file(folder: Path, kind: Kind) -> Path:
    return folder / f"{kind}.mmdb"


def geoip_files_of(config: Config) -> GeoipFiles:
    named: dict[Kind, str] = {
        "city": config.location.geoip_city,
        "asn": config.location.geoip_asn,
    }
    configured = {kind: Path(name) for kind, name in named.items() if name}
    return GeoipFiles(configured, config.data_dir / FOLDER)
