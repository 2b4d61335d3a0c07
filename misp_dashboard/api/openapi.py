"""GET /api/openapi.json: the API described for programs."""

from typing import Any

from litestar import Request, Response, get


@get("/api/openapi.json", include_in_schema=False, sync_to_thread=False)
def get_openapi(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    return Response(request.app.openapi_schema.to_schema(), media_type="application/json")
