"""GET /api/contributor-logo: the logo of one organisation, as its MISP serves it."""

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any

from anyio import CapacityLimiter, move_on_after, to_thread
from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.openapi import ResponseSpec
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.logo import Found, Logos, Organisation
from misp_dashboard.api.problem import Problem
from misp_dashboard.api.running import Running
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.query.numbered_organisations import numbered_organisations
from misp_dashboard.query.scope import Scope

FETCHED_AT_ONCE = 2
MOST_WAITING = 64
LONGEST_S = 3.0
"""A browser has few connections: a slow MISP must not keep them from the page's questions."""

DAY_S = 24 * 3600
NONE_S = 600


@get(
    "/contributor-logo",
    operation_id="contributorLogo",
    summary="Logo of a contributor",
    description="A PNG, JPEG, WebP or GIF. 404 where there is none, or none for now.",
    media_type="image/*",
    responses={404: ResponseSpec(Problem, generate_examples=False, description="No logo")},
)
async def get_contributor_logo(
    request: Request[Any, Any, Any],
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    name: Annotated[
        str, QueryParameter(min_length=1, max_length=300, description="The organisation, exactly.")
    ],
) -> Response[Any]:
    logos = running.logos
    if logos is None:
        return _none(
            "No logos are shown here.",
            "Set contribution.logos, and an api_key of the MISP that has them.",
        )
    asked = await to_thread.run_sync(_known_as, running, viewer, name, logos.instances)
    found = logos.known(asked) or await _fetched(logos, asked)
    if found is None or not found.picture:
        is_final = found is not None and found.is_final
        return _none("It has no logo, or none that can be had now.", "", is_final=is_final)
    headers = {"ETag": found.picture.tag, "Cache-Control": f"private, max-age={DAY_S}"}
    is_known = found.picture.tag in request.headers.get("if-none-match", "")
    return Response(
        b"" if is_known else found.picture.body,
        status_code=304 if is_known else 200,
        media_type=found.picture.media_type,
        headers=headers,
    )


def _known_as(
    running: Running, viewer: Viewer, name: str, instances: Sequence[str]
) -> Sequence[Organisation]:
    """Nobody where the viewer does not see that it contributes."""
    rules = rules_of(running.config.contribution)
    return numbered_organisations(running.store, viewer, Scope(), rules, name, instances)


async def _fetched(logos: Logos, asked: Sequence[Organisation]) -> Found | None:
    """None when it takes too long: what was begun goes on, and is there the next time."""
    limiter = _few()
    if limiter.statistics().tasks_waiting >= MOST_WAITING:
        return None
    with move_on_after(LONGEST_S):
        # threads of their own: those of the questions must not wait for a MISP
        return await to_thread.run_sync(logos.find, asked, limiter=limiter, abandon_on_cancel=True)
    return None


@cache
def _few() -> CapacityLimiter:
    return CapacityLimiter(FETCHED_AT_ONCE)


def _none(message: str, remedy: str, *, is_final: bool = False) -> Response[Problem]:
    kept = f"private, max-age={NONE_S}" if is_final else "no-store"
    return Response(
        Problem("not_found", message, remedy),
        status_code=404,
        media_type="application/json",
        headers={"Cache-Control": kept},
    )
