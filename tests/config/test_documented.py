"""Every setting is documented as it is."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from misp_dashboard.config import Loaded, Secret
from misp_dashboard.config.key import Key, keys

Read = Callable[..., Loaded]

DOCUMENT = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text()
ROWS = {
    row[0]: row[1:]
    for row in re.findall(
        r"^\| `([^`]+)` \| (.+?) \| `(MISP_DASHBOARD_\w+)` \| (.+) \|$", DOCUMENT, re.M
    )
}


def test_the_documentation_knows_no_setting_that_there_is_not() -> None:
    assert set(ROWS) == {key.text for key in keys().values()}


@pytest.mark.parametrize("key", keys().values(), ids=lambda key: key.text)
def test_a_setting_is_documented_with_its_variable_and_default(key: Key) -> None:
    default, variable, _ = ROWS[key.text]
    assert variable == key.variable()
    if isinstance(key.default, str | int):
        assert default == f"`{json.dumps(key.default)}`"
    elif isinstance(key.default, Secret):
        assert default == "not set"
    elif key.text == "data_dir":
        assert "/var/lib/misp-dashboard" in default
    else:
        assert default == "required"


def test_the_examples_are_right_but_for_files_that_are_elsewhere(read: Read) -> None:
    examples = re.findall(r"```toml\n(.+?)```", DOCUMENT, re.S)
    assert len(examples) == 2
    for example in examples:
        assert read(re.sub("(user|pass).+\n", "", example)).config.instances
