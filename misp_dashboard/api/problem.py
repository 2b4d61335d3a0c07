"""Every error of the API has one shape: what happened, in which field, and what to do."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from misp_dashboard.query.filter import BadFilter
from misp_dashboard.store.connect import StoreRefused, StoreUnavailable

log = logging.getLogger(__name__)


class Problem(msgspec.Struct, frozen=True):
    """`error` is a word for programs, `message` and `remedy` are sentences for people."""

    error: str
    message: str
    remedy: str = ""
    field: str = ""


class Refusal(Exception):
    """A question that is not answered, with the status of HTTP that says so."""

    def __init__(self, status: int, problem: Problem) -> None:
        super().__init__(problem.message)
        self.status = status
        self.problem = problem


def _answer(status: int, problem: Problem) -> Response[Problem]:
    return Response(problem, status_code=status, media_type="application/json")


def on_bad_filter(_: Request[Any, Any, Any], error: BadFilter) -> Response[Problem]:
    remedy = error.remedy[:1].upper() + error.remedy[1:]
    problem = Problem("bad_parameter", f"{error}.", remedy.removesuffix(".") + ".", error.field)
    return _answer(HTTP_400_BAD_REQUEST, problem)


def on_validation(request: Request[Any, Any, Any], error: ValidationException) -> Response[Problem]:
    first = error.extra[0] if isinstance(error.extra, list) and error.extra else {}
    wrong: Mapping[str, Any] = first if isinstance(first, Mapping) else {}
    field = str(wrong.get("key", ""))
    given = str(request.query_params.get(field, ""))[:40]
    why = str(wrong.get("message", error.detail)).replace("Expected", "expected")
    message = f"`{given}` is no value for `{field}`: {why}." if field else f"{why}."
    problem = Problem("bad_parameter", message, "See /api/docs for what is allowed.", field)
    return _answer(HTTP_400_BAD_REQUEST, problem)


def on_http(_: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    word = HTTPStatus(error.status_code).phrase.lower().replace(" ", "_")
    return _answer(error.status_code, Problem(word, error.detail, "See /api/docs."))


def on_refusal(_: Request[Any, Any, Any], refusal: Refusal) -> Response[Problem]:
    return _answer(refusal.status, refusal.problem)


def on_store(_: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    log.error("the store failed a question: %s", error)
    problem = Problem("store_unavailable", "The store does not answer.", "It is tried again soon.")
    return _answer(HTTP_503_SERVICE_UNAVAILABLE, problem)


def on_anything(_: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    log.error("a question failed", exc_info=error)
    problem = Problem("failed", "The server failed to answer.", "Its log has the reason.")
    return _answer(HTTP_500_INTERNAL_SERVER_ERROR, problem)


HANDLERS: dict[int | type[Exception], Any] = {
    BadFilter: on_bad_filter,
    ValidationException: on_validation,
    HTTPException: on_http,
    Refusal: on_refusal,
    StoreUnavailable: on_store,
    StoreRefused: on_store,
    HTTP_500_INTERNAL_SERVER_ERROR: on_anything,
}
