"""A store server that restarts, or is hidden by the network, costs nothing: frames wait."""

import threading
import time
from contextlib import ExitStack
from pathlib import Path

import httpx
from dashboard import Dashboard
from faults.listening import Listening
from faults.network import Network
from faults.sent import attributes, health, say, values
from faults.store_server import StoreServer

from misp_dashboard.source.publisher import Publisher

STOP_S = 10


def test_frames_wait_for_a_store_server_and_it_is_said(tmp_path: Path) -> None:
    names = [f"{number}.example" for number in range(1500)]
    with ExitStack() as stack:
        server = stack.enter_context(StoreServer(tmp_path / "served"))
        publisher = stack.enter_context(Publisher())
        dashboard = Dashboard(
            tmp_path / "data",
            {"Here": publisher},
            {"MISP_DASHBOARD_STORE__URL": f"clickhouse://default@127.0.0.1:{server.port}/default"},
        ).start()
        publisher.wait_for_subscriber()
        say(publisher, *names[:500])
        dashboard.wait_until(lambda: attributes(dashboard) > 0)
        dashboard.wait_for_empty_journal()
        page = stack.enter_context(Listening(dashboard))
        server.kill()
        say(publisher, *names[500:1000])
        dashboard.wait_until(lambda: not health(dashboard)["ready"])
        assert "Is the server up" in " ".join(health(dashboard)["reasons"])
        # what needs no store is answered: the page says why and how many wait, and goes on hearing
        told = dashboard.ask("instances")
        assert told["instances"][0]["state"] == "connected"
        assert told["lag"] > 0
        assert [one["part"] for one in told["troubles"]] == ["store"]
        dashboard.wait_until(lambda: len(page.told) == 500)
        assert page.told == names[500:1000]
        answer = httpx.get(f"{dashboard.url}/api/counters", timeout=30)
        assert (answer.status_code, answer.json()["error"]) == (503, "store_unavailable")
        metrics = httpx.get(f"{dashboard.url}/metrics").text
        assert "misp_dashboard_store_available 0.0" in metrics
        assert 'requests_total{question="counters",status="503"} 1.0' in metrics
        server.start()
        say(publisher, *names[1000:])
        dashboard.wait_until(lambda: health(dashboard)["ready"])
        dashboard.wait_until(lambda: attributes(dashboard) == len(names))
        dashboard.wait_for_empty_journal()
        assert values(dashboard) == sorted(names)
        assert dashboard.ask("instances")["troubles"] == []
        # each once, and the page is told to ask anew when what it heard is stored
        dashboard.wait_until(lambda: "gap" in page.told and names[-1] in page.told)
        assert [one for one in page.told if one != "gap"] == names[500:]
        assert dashboard.stop() == 0
        log = dashboard.log.read_text()
        assert "Traceback" not in log
        assert "param_" not in log


def test_it_keeps_what_comes_while_it_waits_for_a_store_server_to_start(tmp_path: Path) -> None:
    names = [f"{number}.example" for number in range(200)]
    with StoreServer(tmp_path / "served") as server, Publisher() as publisher:
        server.kill()
        dashboard = Dashboard(
            tmp_path / "data",
            {"Here": publisher},
            {"MISP_DASHBOARD_STORE__URL": f"clickhouse://default@127.0.0.1:{server.port}/default"},
        )
        starting = threading.Thread(target=dashboard.start)
        starting.start()
        publisher.wait_for_subscriber()
        say(publisher, *names)
        server.start()
        starting.join()
        dashboard.wait_until(lambda: attributes(dashboard) == len(names))
        assert values(dashboard) == sorted(names)
        assert dashboard.stop() == 0
        assert dashboard.log.read_text().count("starts as soon as the store answers") == 1


def test_it_stops_in_time_though_the_store_hangs_and_loses_nothing(tmp_path: Path) -> None:
    names = [f"{number}.example" for number in range(300)]
    with (
        StoreServer(tmp_path / "served") as server,
        Network(server.port) as network,
        Publisher() as publisher,
    ):
        dashboard = Dashboard(
            tmp_path / "data",
            {"Here": publisher},
            {"MISP_DASHBOARD_STORE__URL": f"clickhouse://default@127.0.0.1:{network.port}/default"},
        ).start()
        publisher.wait_for_subscriber()
        say(publisher, *names[:100])
        dashboard.wait_until(lambda: attributes(dashboard) == 100)
        network.stall()
        say(publisher, *names[100:])
        dashboard.wait_until(lambda: dashboard.ask("instances")["lag"] == 200)
        asked = [
            threading.Thread(target=_ask_in_vain, args=(dashboard,), daemon=True) for _ in range(40)
        ]
        for one in asked:
            one.start()
        # however many questions wait for the store, what needs none is answered
        time.sleep(0.3)
        assert health(dashboard)["live"]
        assert dashboard.ask("instances")["lag"] == 200
        assert httpx.get(f"{dashboard.url}/metrics", timeout=30).status_code == 200
        began_s = time.monotonic()
        assert dashboard.stop() == 0
        assert time.monotonic() - began_s < STOP_S + 3  # a busy machine takes its time to end
        network.mend()
        for one in asked:
            one.join(30)
        dashboard.start()
        dashboard.wait_for_empty_journal()
        assert values(dashboard) == sorted(names)
        assert dashboard.stop() == 0


def _ask_in_vain(dashboard: Dashboard) -> None:
    try:
        httpx.get(f"{dashboard.url}/api/counters", timeout=30)
    except httpx.TransportError:
        return
