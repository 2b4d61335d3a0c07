"""Link `tiles`: the map tiles answer, let the page read them, and come from one host."""

from typing import TYPE_CHECKING

from misp_dashboard.check.finding import Finding, ok, warning
from misp_dashboard.check.map_style import NotStyle, elsewhere, origin_of
from misp_dashboard.check.subject import Subject
from misp_dashboard.config.masked import masked
from misp_dashboard.config.rule import is_style
from misp_dashboard.source.history.access import Access

if TYPE_CHECKING:
    from requests import Response

TIMEOUT_S = 5.0
LONGEST_BYTES = 16 << 20
DOCUMENT = "docs/map-tiles.md says what the page needs"


class TilesUnusable(Exception):
    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.remedy = remedy


def check_tiles(subject: Subject) -> Finding:
    """Never more than a warning: the maps are whole without tiles, and browsers may reach a host
    that this machine does not."""
    page, address = subject.config.page, subject.config.server.address
    if not page.tiles_url:
        return ok("none are configured: the maps need no network")
    host = origin_of(page.tiles_url)
    if address.startswith("https://") and host.startswith("http://"):
        return warning(
            f"{host} is not encrypted, and a page on {address} loads nothing from there",
            "let the tile server speak https, and write so in page.tiles_url",
        )
    try:
        foreign = _asked(page.tiles_url, {host, origin_of(address)}, address)
    except TilesUnusable as error:
        return warning(str(error), error.remedy)
    if foreign:
        return warning(
            f"the style names {', '.join(sorted(foreign))}: the page may not load from there, and "
            "leaves it out",
            f"put that on {host}, too, or take it out of the style; {DOCUMENT}",
        )
    return ok(f"{host} answers, and lets {address} read it")


def _asked(tiles_url: str, allowed: set[str], address: str) -> set[str]:
    """The origins that the styles name and that are not allowed. Raises TilesUnusable."""
    foreign: set[str] = set()
    for url in dict.fromkeys(tiles_url.replace("{scheme}", one) for one in ("dark", "light")):
        if not is_style(url):
            world = url.replace("{z}", "0").replace("{x}", "0").replace("{y}", "0")
            # a server of one country's tiles has none of the whole world
            _ask(world, address, good=(200, 204, 404))
            continue
        try:
            foreign |= elsewhere(url, allowed, lambda one: _ask(one, address))
        except NotStyle as error:
            raise TilesUnusable(
                f"{masked(url)}, or a TileJSON it names, {error}",
                f"set page.tiles_url to the address of a map style; {DOCUMENT}",
            ) from error
    return foreign


def _ask(url: str, address: str, good: tuple[int, ...] = (200,)) -> bytes:
    """As the page at `address` asks. The library's own messages are not shown: keys may be in them.
    Raises TilesUnusable."""
    import requests

    certificates = Access("", url, "").certificates
    try:
        with requests.get(
            url,
            headers={"Origin": address},
            timeout=TIMEOUT_S,
            verify=certificates,
            stream=True,
        ) as answer:
            _refuse(answer, url, address, good)
            return _read(answer, url)
    except requests.exceptions.SSLError as error:
        why = "has a certificate that this machine does not trust"
        raise _unreachable(url, why) from error
    except requests.exceptions.Timeout as error:
        raise _unreachable(url, f"does not answer within {TIMEOUT_S:g} s") from error
    except (requests.exceptions.RequestException, OSError) as error:
        raise _unreachable(url, "cannot be reached from this machine") from error


def _read(answer: "Response", url: str) -> bytes:
    content = bytearray()
    for part in answer.iter_content(1 << 16):
        content += part
        if len(content) > LONGEST_BYTES:
            raise TilesUnusable(
                f"{masked(url)} answers more than {LONGEST_BYTES >> 20} MiB",
                f"set page.tiles_url to the address of a map style; {DOCUMENT}",
            )
    return bytes(content)


def _refuse(answer: "Response", url: str, address: str, good: tuple[int, ...]) -> None:
    if origin_of(answer.url) != origin_of(url):
        raise TilesUnusable(
            f"{masked(url)} leads on to {origin_of(answer.url)}, where the page may not load from",
            "set page.tiles_url to where it leads",
        )
    if answer.status_code not in good:
        raise TilesUnusable(
            f"{masked(url)} answers {answer.status_code}",
            f"correct page.tiles_url, or the key in it; {DOCUMENT}",
        )
    allowed = answer.headers.get("Access-Control-Allow-Origin", "")
    if origin_of(url) != origin_of(address) and allowed not in ("*", address):
        raise TilesUnusable(
            f"{masked(url)} does not let a page on {address} read it",
            f'let it answer with the header "Access-Control-Allow-Origin: {address}", or *',
        )


def _unreachable(url: str, why: str) -> TilesUnusable:
    return TilesUnusable(
        f"{origin_of(url)} {why}",
        f"if readers' browsers do reach it, nothing is wrong; else see page.tiles_url. {DOCUMENT}",
    )
