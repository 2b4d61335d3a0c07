"""A MISP is asked over REST, gently, and again when it could not answer."""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import tenacity

from misp_dashboard.source.history.access import Access
from misp_dashboard.source.redact import mask

if TYPE_CHECKING:
    from pymisp import PyMISP

log = logging.getLogger(__name__)

Kind = Literal["refused", "closed", "failed"]

CONNECT_S = 10.0
RETRY_MAX_S = 60.0
PASSING_STATUS = (408, 425, 429)
"""Refusals that only mean "not now"."""
DETAIL_CHARACTERS = 200


class Unanswered(Exception):
    """The message says who did not answer what, and what to do; it has no secrets.

    `refused`: MISP does not want to answer this, and asking again would not help. `closed`: it
    lets us in for nothing at all, or is not there. `failed`: it tried and could not.
    """

    def __init__(self, message: str, kind: Kind) -> None:
        super().__init__(message)
        self.kind: Kind = kind


class Stopped(Exception):
    """The process is to end; what was done is kept."""


class _Passing(Exception):
    """It may work the next time."""

    def __init__(self, why: str, kind: Kind = "failed") -> None:
        super().__init__(why)
        self.kind: Kind = kind


class Rest:
    """Asks one MISP; for one thread. Connects with the first question."""

    def __init__(self, access: Access, stopping: threading.Event | None = None) -> None:
        self.access = access
        self.stopping = stopping or threading.Event()
        self.requests = 0
        self._misp: PyMISP | None = None
        self._next_at_s = 0.0

    def list(
        self, what: str, question: Callable[["PyMISP"], Any], attempts: int = 0
    ) -> list[dict[str, Any]]:
        """The answer to a question that is answered by a list; `what` is its name in messages.
        Raises Unanswered, and Stopped."""
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_Passing),
            wait=tenacity.wait_exponential_jitter(
                multiplier=self.access.retry_first_s,
                max=RETRY_MAX_S,
                jitter=self.access.retry_first_s / 4,
            ),
            stop=tenacity.stop_after_attempt(attempts or self.access.attempts),
            sleep=self._wait,
            before_sleep=partial(_tell, self.access.instance, what),
            reraise=True,
        )
        try:
            answer: list[dict[str, Any]] = retrying(self._ask_once, what, question)
        except _Passing as error:
            kind: Kind = error.kind if self._misp else "closed"
            raise Unanswered(self._sentence(what, str(error)), kind) from error
        return answer

    def _ask_once(self, what: str, question: Callable[["PyMISP"], Any]) -> Any:
        if self.stopping.is_set():
            raise Stopped
        try:
            misp = self._misp or self._connect()
            self._be_gentle()
            answer = question(misp)
        except Exception as error:
            raise self._explained(what, error) from error
        if isinstance(answer, dict) and "errors" in answer:
            raise self._refusal(what, answer["errors"])
        if not isinstance(answer, list) or not all(isinstance(one, dict) for one in answer):
            raise _Passing("its answer has another form than expected")
        return answer

    def _connect(self) -> "PyMISP":
        keep_quiet()
        from pymisp import PyMISP

        access = self.access
        self._be_gentle()
        self._misp = PyMISP(
            access.url,
            access.key,
            access.certificates,
            tool="MISP Dashboard",
            timeout=(CONNECT_S, access.timeout_s),
        )
        return self._misp

    def _be_gentle(self) -> None:
        """Waits until the next request is due."""
        self._wait(self._next_at_s - time.monotonic())
        self._next_at_s = time.monotonic() + 60 / self.access.requests_per_minute
        self.requests += 1

    def _wait(self, seconds: float) -> None:
        if seconds > 0 and self.stopping.wait(seconds):
            raise Stopped

    def _refusal(self, what: str, errors: Any) -> Exception:
        status, told = errors if isinstance(errors, tuple) else (0, errors)
        message = told.get("message") if isinstance(told, dict) else told
        if status in PASSING_STATUS:
            return _Passing(f"it answered {status}")
        return Unanswered(self._sentence(what, f"{status} {message}"), "refused")

    def _explained(self, what: str, error: Exception) -> Exception:
        """What went wrong, in our words."""
        import requests
        from pymisp import exceptions

        if isinstance(error, (Stopped, Unanswered, _Passing)):
            return error
        # while it connects, PyMISP makes one error of every other
        wrapped = error.__context__ if type(error) is exceptions.PyMISPError else None
        cause = wrapped if isinstance(wrapped, Exception) else error
        if isinstance(cause, requests.exceptions.SSLError):
            why = "its certificate is not valid here: set `ca_file` to that of its authority"
            return Unanswered(self._sentence(what, why), "closed")
        if isinstance(cause, requests.exceptions.Timeout):
            return _Passing("it took too long")
        if isinstance(cause, exceptions.MISPServerError):
            return _Passing("it has an error of its own (5xx): see MISP's log")
        if isinstance(cause, exceptions.PyMISPUnexpectedResponse):
            return _Passing("its answer was cut off, or is no JSON")
        if isinstance(cause, requests.exceptions.RequestException):
            cut_off = isinstance(cause, requests.exceptions.ChunkedEncodingError)
            why = "its answer was cut off" if cut_off else "it cannot be reached"
            return _Passing(f"{why} ({type(cause).__name__})", "failed" if cut_off else "closed")
        if isinstance(cause, exceptions.PyMISPError):
            return self._of_greeting(what, str(cause))
        if isinstance(cause, (ValueError, TypeError, LookupError)):
            return _Passing(f"its answer has another form than expected ({type(cause).__name__})")
        return error

    def _of_greeting(self, what: str, told: str) -> Exception:
        """PyMISP tells in words alone that it was not let in."""
        if "(403," in told or "(401," in told:
            why = "403: the key is not valid: see `api_key` and that user's keys in MISP"
            return Unanswered(self._sentence(what, why), "closed")
        return _Passing(told)

    def _sentence(self, what: str, why: str) -> str:
        told = mask(why.replace(self.access.key, "***"))[:DETAIL_CHARACTERS]
        return f"{self.access.instance} did not answer for {what}: {told}"


def _tell(instance: str, what: str, state: tenacity.RetryCallState) -> None:
    why = state.outcome.exception() if state.outcome else None
    log.info("%s is asked for %s again: %s", instance, what, why)


def keep_quiet() -> None:
    """PyMISP logs headers, with the key, and answers: we say ourselves what went wrong."""
    for name in ("pymisp", "urllib3"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    import urllib3

    # who sets `verify_tls = false` knows
    urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
