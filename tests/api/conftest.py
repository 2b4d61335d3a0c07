"""One running dashboard with one publisher for all tests of the API."""

from collections.abc import Iterator

import pytest
from build import attribute_message
from dashboard import Dashboard, send

from misp_dashboard.source.publisher import Publisher


@pytest.fixture(scope="module")
def publisher() -> Iterator[Publisher]:
    with Publisher() as one:
        yield one


@pytest.fixture(scope="module")
def dashboard(
    publisher: Publisher, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    """It knows one event of one attribute, `first.example`."""
    one = Dashboard(tmp_path_factory.mktemp("dashboard"), {"Here": publisher}).start()
    publisher.wait_for_subscriber()
    send(publisher, "misp_json_attribute", attribute_message("first.example"))
    one.wait_until(lambda: one.total() > 0)
    yield one
    one.stop()
