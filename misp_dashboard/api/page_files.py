"""The built page and everything it loads, from our own origin."""

from pathlib import Path

from litestar import MediaType, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import File
from litestar.static_files import create_static_files_router

PAGE = Path(__file__).parent / "page"

NOT_BUILT = """<!doctype html><title>MISP Dashboard</title>
<p>The page is not built. In a checkout: <code>make build</code>. The API is at
<a href="/api/docs">/api/docs</a>.</p>"""

assets = create_static_files_router(
    path="/assets",
    directories=[PAGE / "assets"],
    name="assets",
    include_in_schema=False,
    # Vite names each file by its content
    cache_control=None,
)


def _html(name: str) -> Response[str] | File:
    file = PAGE / name
    if not file.is_file():
        return Response(NOT_BUILT, media_type=MediaType.HTML, status_code=503)
    return File(file, media_type="text/html", content_disposition_type="inline")


@get("/api/docs", include_in_schema=False, sync_to_thread=False)
def get_docs() -> Response[str] | File:
    """The API's documentation, drawn from /api/openapi.json."""
    return _html("api-docs.html")


@get("/", include_in_schema=False, sync_to_thread=False)
def get_page() -> Response[str] | File:
    """The page; it decides itself what to show."""
    return _html("index.html")


@get("/{path:path}", include_in_schema=False, sync_to_thread=False)
def get_beside(path: FromPath[Path]) -> Response[str] | File:
    """Files beside the page (icon, manifest); any other address is one of the page's own."""
    name = str(path).strip("/")
    if name.startswith(("api/", "assets/")):
        raise NotFoundException(f"there is nothing at /{name[:200]}")
    beside = PAGE / name
    if beside.parent == PAGE and beside.suffix != ".html" and beside.is_file():
        return File(beside, content_disposition_type="inline")
    return _html("index.html")
