"""The dashboard tells which topics it hears, what waits, and how much room there is."""

from dashboard import Dashboard

from misp_dashboard.source.publisher import Publisher


def test_topics_are_counted_with_what_becomes_of_them(
    dashboard: Dashboard, publisher: Publisher
) -> None:
    publisher.send("misp_json_workflow", b"{}")
    publisher.send("misp_json_novelty", b"{}")
    publisher.send("misp_json_novelty", b"{}")

    def topics() -> dict[str, dict[str, object]]:
        return {one["topic"]: one for one in dashboard.ask("topics")["topics"]}

    dashboard.wait_until(lambda: topics().get("misp_json_novelty", {}).get("frames") == 2)
    told = topics()
    assert told["misp_json_attribute"]["use"] == "read"
    assert told["misp_json_workflow"]["use"] == "ignored"
    assert told["misp_json_workflow"]["why"]
    assert told["misp_json_novelty"]["use"] == "unknown"
    assert told["misp_json_novelty"]["frames_per_minute"] == 2
    assert told["misp_json_novelty"]["instance"] == "Here"


def test_room_and_what_waits_are_told(dashboard: Dashboard) -> None:
    dashboard.wait_for_empty_journal()
    told = dashboard.ask("resources")
    assert told["reasons"] == []
    assert told["journal"]["waiting"] == 0
    assert told["journal"]["oldest_waiting_at"] is None
    assert told["journal"]["bytes"] > 0
    assert told["store"]["rows"] > 0
    assert 0 < told["disk"]["free"] <= told["disk"]["total"]
    assert 0 < told["memory_bytes"] < told["memory"]["total"]
    assert told["frames_stored"] >= 1
