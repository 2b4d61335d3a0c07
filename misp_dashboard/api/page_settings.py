"""GET /api/page: what the page must know before it draws anything."""

from typing import Literal

import msgspec
from litestar import get
from litestar.di import NamedDependency

from misp_dashboard import __version__
from misp_dashboard.activity.row import KINDS
from misp_dashboard.api.running import Running
from misp_dashboard.config import Page
from misp_dashboard.config.rule import is_style


class NamedInstance(msgspec.Struct, frozen=True):
    """`url` is "" when the instance's web address is not configured."""

    name: str
    url: str


class Tiles(msgspec.Struct, frozen=True):
    """Map tiles that the administrator chose; `url` has {z}, {x} and {y}, or is that of a style.
    {scheme} in it stands for `dark` or `light`."""

    kind: Literal["raster", "style"]
    url: str
    attribution: str


class Attribution(msgspec.Struct, frozen=True):
    """Who is to be named in the page's footer."""

    text: str
    url: str


class PageSettings(msgspec.Struct, frozen=True):
    """`kinds` are all there can be; `borders`: whether `/api/borders` has any; `logos`: whether
    it is worth asking `/api/contributor-logo`.

    `people` is what is stored of those who sign in, the setting `privacy.users`.
    """

    title: str
    version: str
    instances: list[NamedInstance]
    tiles: Tiles | None
    attribution: list[Attribution]
    kinds: list[str]
    borders: bool
    people: str
    logos: bool


@get("/page", operation_id="pageSettings", summary="Settings of the page", sync_to_thread=False)
def get_page_settings(running: NamedDependency[Running]) -> PageSettings:
    page = running.config.page
    return PageSettings(
        title=page.title,
        version=__version__,
        instances=[NamedInstance(one.name, one.url) for one in running.config.instances],
        tiles=_tiles(page),
        attribution=[Attribution(text, url) for text, url in running.attribution()],
        kinds=list(KINDS),
        borders=bool(running.borders),
        people=running.config.privacy.users,
        logos=running.logos is not None,
    )


def _tiles(page: Page) -> Tiles | None:
    if not page.tiles_url:
        return None
    kind: Literal["raster", "style"] = "style" if is_style(page.tiles_url) else "raster"
    return Tiles(kind, page.tiles_url, page.tiles_attribution)
