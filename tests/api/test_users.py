"""The questions about how MISP is used over HTTP: their parameters, answers and mistakes."""

from typing import Any

import httpx
import pytest
from dashboard import Dashboard, send

from misp_dashboard.source.publisher import Publisher

EMAIL = "someone@cert.example"
HOME = {"id": "2", "name": "Example CERT", "uuid": "5e3c1f0a-0000-4000-8000-000000000001"}
ACCOUNT = {"id": "4", "email": EMAIL, "org_id": "2", "disabled": False}


def entry(action: str, title: str) -> dict[str, Any]:
    log = {
        "model": "User", "action": action, "title": title, "user_id": "4", "email": EMAIL,
        "org": "Example CERT", "created": "2026-11-20 08:30:00", "change": "",
    }  # fmt: skip
    return {"Log": log, "action": "log"}


@pytest.fixture(scope="module")
def used(dashboard: Dashboard, publisher: Publisher) -> Dashboard:
    """Somebody was created, logged in, mistyped a password, used a key and was disabled."""
    told = {"User": ACCOUNT, "Organisation": HOME}
    send(publisher, "misp_json_user", {**told, "action": "edit"})
    send(publisher, "misp_json_audit", entry("login", f"User (4): {EMAIL}"))
    send(publisher, "misp_json_user", {**told, "action": "login"})
    failed = f"Failed login attempt using username {EMAIL} from IP: 192.0.2.7."
    send(publisher, "misp_json_audit", entry("login_fail", failed))
    send(publisher, "misp_json_audit", entry("auth", "Successful authentication using API key"))
    disabled = {"User": {**ACCOUNT, "disabled": True}, "Organisation": HOME, "action": "add"}
    send(publisher, "misp_json_user", disabled)
    dashboard.wait_until(lambda: dashboard.total(kind="user") == 2)
    dashboard.wait_until(lambda: dashboard.total(kind="login") == 3)
    return dashboard


def test_sign_ins_are_answered(used: Dashboard) -> None:
    answer = used.ask("sign-ins", tz="Europe/Luxembourg")
    assert (sum(answer["web"]), sum(answer["key"]), sum(answer["failed"])) == (1, 1, 1)
    assert len(answer["starts"]) == len(answer["web"]) == 25
    assert answer["sources"] == [{"source": "192.0.2.7", "failed": 1}]
    (created,), (disabled,) = answer["created"], answer["disabled"]
    assert (created["org"], created["user"], created["name"]) == ("Example CERT", 4, "")
    assert (disabled["user"], disabled["name"]) == (4, "")
    heard = {"instance": "Here", "logins": True, "keys": True, "failures": True}
    assert answer["heard"] == [heard]


def test_logins_by_hour_are_answered(used: Dashboard) -> None:
    answer = used.ask("logins-by-hour", tz="Asia/Tokyo")
    assert sum(map(sum, answer["hours"])) == answer["logins"] == 1
    assert answer["orgs"] == [{"org": "Example CERT", "logins": 1}]
    assert used.ask("logins-by-hour", week="2020-W01")["logins"] == 0


def test_logins_and_contributions_over_time_are_answered(used: Dashboard) -> None:
    answer = used.ask("logins-over-time", span="30d", org="Example CERT")
    assert answer["step_s"] == 86400
    assert sum(answer["logins"]) == 1
    (one,) = answer["by_org"]
    assert one["org"] == "Example CERT"


def test_contributions_by_logins_are_answered(used: Dashboard) -> None:
    orgs = {one["org"]: one for one in used.ask("contribution-per-login")["orgs"]}
    assert (orgs["Example CERT"]["logins"], orgs["Example CERT"]["key_sign_ins"]) == (1, 1)
    assert orgs["Invented CERT"]["ratio"] is None
    assert orgs["Invented CERT"]["api_contributions"] == 1


@pytest.mark.parametrize(
    ("path", "parameter", "value"),
    [
        ("logins-by-hour", "tz", "Mars/Base"),
        ("logins-by-hour", "week", "last"),
        ("logins-over-time", "tz", "Mars/Base"),
        ("sign-ins", "tz", "../x"),
        ("contribution-per-login", "tz", "x"),
    ],
)
def test_a_mistake_is_told(used: Dashboard, path: str, parameter: str, value: str) -> None:
    answer = httpx.get(f"{used.url}/api/{path}", params={parameter: value}, timeout=30)
    assert answer.status_code == 400
    assert answer.json()["field"] == parameter


def test_no_address_is_in_an_answer_or_in_the_log(used: Dashboard) -> None:
    for path in ("sign-ins", "activities", "logins-by-hour", "contribution-per-login"):
        assert EMAIL not in httpx.get(f"{used.url}/api/{path}", timeout=30).text
    assert EMAIL not in used.log.read_text()
