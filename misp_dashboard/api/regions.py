"""GET /api/regions: the named regions that a scope can be about."""

import msgspec
from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.api.running import Running
from misp_dashboard.location.region import Kind


class NamedRegion(msgspec.Struct, frozen=True):
    """`code` is what `region=` takes; `countries` are ISO 3166 alpha-2."""

    code: str
    name: str
    kind: Kind
    countries: list[str]


class Regions(msgspec.Struct, frozen=True):
    """Continents first, then sub-regions, unions of states and the configuration's own."""

    regions: list[NamedRegion]


@get("/regions", operation_id="regions", summary="Named regions", sync_to_thread=False)
def get_regions(running: NamedDependency[Running]) -> Regions:
    return Regions(
        [
            NamedRegion(one.code, one.name, one.kind, sorted(one.countries))
            for one in running.regions.values()
        ]
    )
