"""docs/warninglists.md tells every bundled list as it is."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

from misp_dashboard.warninglist.chosen import BY_DEFAULT, bundled_folder, chosen_lists, files_in

DOCUMENT = (Path(__file__).parents[2] / "docs" / "warninglists.md").read_text()
ROWS = dict(re.findall(r"^\| `([\w.-]+)` \| .+ \| (yes|no) \|$", DOCUMENT, re.M))


def test_every_bundled_list_is_documented() -> None:
    assert set(ROWS) == set(files_in(bundled_folder()))


def test_it_is_documented_which_are_used_by_default() -> None:
    used = {name for name in ROWS if any(fnmatchcase(name, one) for one in BY_DEFAULT)}
    assert {name for name, by_default in ROWS.items() if by_default == "yes"} == used


def test_the_examples_name_lists_that_there_are(folder: Path) -> None:
    (choice,) = re.findall(r'^lists = "(.+)"$', DOCUMENT, re.M)
    (example,) = re.findall(r"```json\n(.+?)```", DOCUMENT, re.S)
    (folder / "example.json").write_text(example)
    assert "Our own addresses" in {one.name for one in chosen_lists(choice, folder)}
