"""GET /api/honours: which ranks and badges administrators gave, and took."""

from datetime import UTC, datetime

from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.api.running import Running
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.query.honours import HonourLog, honour_answers
from misp_dashboard.query.scope import AHEAD


@get("/honours", operation_id="honours", summary="Honours", sync_to_thread=True)
def get_honours(running: NamedDependency[Running]) -> HonourLog:
    rules = rules_of(running.config.contribution)
    return honour_answers(running.store, rules, datetime.now(UTC) + AHEAD)
