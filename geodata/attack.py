"""Writes misp_dashboard/attack/enterprise.json from MISP's galaxies.

Run by hand, in an environment of its own; the file it writes is kept in the repository:

    pip install pymispgalaxies msgspec && python geodata/attack.py 17 2025

The version of ATT&CK and the year of its copyright are given, because the galaxy tells neither:
version 17 is the one whose last technique is T1675 and that has the platform ESXi.
"""

import sys
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from misp_dashboard.attack.from_galaxy import GALAXY, matrix_of_galaxy  # noqa: E402
from misp_dashboard.attack.matrix import BUNDLED, notice, written  # noqa: E402


def main(version: str, year: str) -> None:
    clusters = files("pymispgalaxies") / "data" / "misp-galaxy" / "clusters"
    content = (clusters / f"{GALAXY}.json").read_bytes()
    matrix = matrix_of_galaxy(content, version, notice(int(year)))
    (BUNDLED / f"{matrix.domain}.json").write_bytes(written(matrix))


if __name__ == "__main__":
    main(*sys.argv[1:])
