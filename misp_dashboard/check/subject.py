"""The subject of a check: a configuration, and the dashboard that may run with it."""

from types import TracebackType

from misp_dashboard.check.running_dashboard import RunningDashboard, runs
from misp_dashboard.config import Config, Instance, Loaded
from misp_dashboard.store.connect import Store


class Subject:
    """What the tests of the links share. Use it in a `with`.

    `store` is the open one, where the check runs within the dashboard itself.
    """

    def __init__(
        self, loaded: Loaded, instances: tuple[Instance, ...] | None = None,
        store: Store | None = None,
    ) -> None:  # fmt: skip
        self.loaded = loaded
        self.config: Config = loaded.config
        self.instances = loaded.config.instances if instances is None else instances
        self.store = store
        self.running = RunningDashboard(self.config) if store or runs(self.config) else None

    def __enter__(self) -> "Subject":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        pass
