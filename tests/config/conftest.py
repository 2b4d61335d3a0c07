"""A configuration file to read, and what is wrong with it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from misp_dashboard.config import ConfigError, Loaded, load_with_origins

Read = Callable[..., Loaded]
Wrong = Callable[..., list[str]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a file with this content (none when None) under this environment."""

    def read(content: str | bytes | None, environ: Mapping[str, str] | None = None) -> Loaded:
        if content is None:
            return load_with_origins(None, environ or {})
        file = tmp_path / "misp-dashboard.toml"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return load_with_origins(file, environ or {})

    return read


@pytest.fixture
def wrong(read: Read, tmp_path: Path) -> Wrong:
    """Everything that is wrong with it, without the folder's name."""

    def wrong(content: str | bytes | None, environ: Mapping[str, str] | None = None) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            read(content, environ)
        return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]

    return wrong
