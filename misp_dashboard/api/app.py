"""The routes there are, and what they share."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from anyio import to_thread
from litestar import Litestar, Router
from litestar.concurrency import set_asyncio_executor
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp

from misp_dashboard import __version__
from misp_dashboard.api.active_days import get_active_days
from misp_dashboard.api.activities import get_activities
from misp_dashboard.api.activity_over_time import get_activity_over_time
from misp_dashboard.api.asking import provide_scope, provide_viewer
from misp_dashboard.api.attack import get_attack
from misp_dashboard.api.attack_layer import get_attack_layer
from misp_dashboard.api.awards import get_awards
from misp_dashboard.api.borders import get_borders
from misp_dashboard.api.check import get_check
from misp_dashboard.api.contribution_per_login import get_contribution_per_login
from misp_dashboard.api.contribution_rules import get_contribution_rules
from misp_dashboard.api.contributor import get_contributor
from misp_dashboard.api.contributor_logo import get_contributor_logo
from misp_dashboard.api.contributors import get_contributors
from misp_dashboard.api.contributors_by_category import get_contributors_by_category
from misp_dashboard.api.contributors_over_time import get_contributors_over_time
from misp_dashboard.api.counters import get_counters
from misp_dashboard.api.countries import get_countries
from misp_dashboard.api.countries_over_time import get_countries_over_time
from misp_dashboard.api.coverage import get_coverage
from misp_dashboard.api.discussions import get_discussions
from misp_dashboard.api.find_place import get_find_place
from misp_dashboard.api.gaps import get_gaps
from misp_dashboard.api.hall_of_fame import get_hall_of_fame
from misp_dashboard.api.headers import with_security_headers
from misp_dashboard.api.health import get_health
from misp_dashboard.api.honours import get_honours
from misp_dashboard.api.hosts import for_known_hosts
from misp_dashboard.api.indicators import get_indicators
from misp_dashboard.api.indicators_csv import get_indicators_csv
from misp_dashboard.api.indicators_geojson import get_indicators_geojson
from misp_dashboard.api.instances import get_instances
from misp_dashboard.api.last_contributors import get_last_contributors
from misp_dashboard.api.levels_over_time import get_levels_over_time
from misp_dashboard.api.live import get_live
from misp_dashboard.api.location_means import get_location_means
from misp_dashboard.api.logins_by_hour import get_logins_by_hour
from misp_dashboard.api.logins_over_time import get_logins_over_time
from misp_dashboard.api.metrics import get_metrics
from misp_dashboard.api.most_active import get_most_active
from misp_dashboard.api.openapi import get_openapi
from misp_dashboard.api.page_files import assets, get_beside, get_docs, get_page
from misp_dashboard.api.page_settings import get_page_settings
from misp_dashboard.api.places import get_places
from misp_dashboard.api.problem import HANDLERS
from misp_dashboard.api.regions import get_regions
from misp_dashboard.api.rejected import (
    discard_rejected,
    get_rejected,
    get_rejected_frame,
    retry_rejected,
)
from misp_dashboard.api.resources import get_resources
from misp_dashboard.api.running import Running
from misp_dashboard.api.sighting_surges import get_sighting_surges
from misp_dashboard.api.sightings import get_sightings
from misp_dashboard.api.sign_ins import get_sign_ins
from misp_dashboard.api.suggestions import get_suggestions
from misp_dashboard.api.tag_namespaces import get_tag_namespaces
from misp_dashboard.api.top_sighted import get_top_sighted
from misp_dashboard.api.topics import get_topics
from misp_dashboard.config import Config

ROUTES: list[Any] = [
    discard_rejected,
    get_active_days,
    get_activities,
    get_activity_over_time,
    get_attack,
    get_attack_layer,
    get_awards,
    get_borders,
    get_check,
    get_contribution_per_login,
    get_contribution_rules,
    get_contributor,
    get_contributor_logo,
    get_contributors,
    get_contributors_by_category,
    get_contributors_over_time,
    get_counters,
    get_countries,
    get_countries_over_time,
    get_coverage,
    get_discussions,
    get_find_place,
    get_gaps,
    get_hall_of_fame,
    get_health,
    get_honours,
    get_indicators,
    get_indicators_csv,
    get_indicators_geojson,
    get_instances,
    get_levels_over_time,
    get_last_contributors,
    get_live,
    get_location_means,
    get_logins_by_hour,
    get_logins_over_time,
    get_most_active,
    get_page_settings,
    get_places,
    get_regions,
    get_rejected,
    get_rejected_frame,
    get_resources,
    get_sighting_surges,
    get_sightings,
    get_sign_ins,
    get_suggestions,
    get_tag_namespaces,
    get_top_sighted,
    get_topics,
    retry_rejected,
]

QUESTIONS_AT_ONCE = 4
"""Threads that ask the store, each with a client of its own."""

set_asyncio_executor(ThreadPoolExecutor(QUESTIONS_AT_ONCE, "question"))

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def create_app(running: Running) -> Litestar:
    """The ASGI application of a running dashboard."""

    async def few_threads() -> None:
        to_thread.current_default_thread_limiter().total_tokens = QUESTIONS_AT_ONCE

    return Litestar(
        route_handlers=[
            Router("/api", route_handlers=ROUTES),
            assets, get_beside, get_docs, get_metrics, get_openapi, get_page,
        ],
        dependencies={
            "running": Provide(lambda: running, sync_to_thread=False),
            "within": Provide(provide_scope, sync_to_thread=False),
            "viewer": Provide(provide_viewer, sync_to_thread=False),
        },
        exception_handlers=HANDLERS,
        on_startup=[few_threads],
        compression_config=CompressionConfig(
            # a stream must not wait, and pictures are packed already
            backend="gzip", exclude=["/api/live", "/api/contributor-logo"]
        ),
        openapi_config=OpenAPIConfig(
            title="MISP Dashboard",
            version=__version__,
            path="/api/openapi",
            render_plugins=[JsonRenderPlugin(path="/document.json")],
            use_handler_docstrings=True,
        ),
        logging_config=None,
    )  # fmt: skip


def guarded(app: Litestar, config: Config) -> ASGIApp:
    """The application as it is served: every answer has its headers, and a page elsewhere cannot
    reach a local dashboard by a name that resolves to loopback."""
    served: ASGIApp = app
    if config.access.anonymous == "local":
        named = urlsplit(config.server.url).hostname
        served = for_known_hosts(
            served, [*LOOPBACK, config.server.host, *([named] if named else [])]
        )
    return with_security_headers(served, config.page.tiles_origin)
