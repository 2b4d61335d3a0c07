"""Which lists are used, and what is said when they cannot be."""

import json
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from build import activity

from misp_dashboard.config import Config, Warninglist
from misp_dashboard.warninglist.chosen import (
    BY_DEFAULT,
    bundled_folder,
    chosen_lists,
    files_in,
    warninglists_of,
)
from misp_dashboard.warninglist.file import KINDS, WarninglistUnusable, read_list

EXAMPLE = {"name": "Ours", "type": "string", "list": ["x"]}


def names(choice: str, folder: Path | None = None) -> set[str]:
    return {one.name for one in chosen_lists(choice, folder)}


def write(file: Path, **fields: object) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({**EXAMPLE, **fields}))


@pytest.mark.parametrize("path", files_in(bundled_folder()).values(), ids=lambda p: p.parent.name)
def test_every_bundled_list_can_be_read(path: Path) -> None:
    assert read_list(path).kind in KINDS


def test_the_usual_lists_are_those_of_noise() -> None:
    chosen = names("default")
    assert len(chosen) > 50
    assert "List of RFC 1918 CIDR blocks" in chosen
    assert "List of known Amazon AWS IP address ranges" not in chosen
    assert "Top 1,000,000 most-used sites from Tranco" not in chosen


def test_a_list_is_chosen_by_name_by_pattern_and_by_default() -> None:
    assert names("rfc1918, RFC3849") == {
        "List of RFC 1918 CIDR blocks",
        "List of RFC 3849 CIDR blocks",
    }
    assert len(names("rfc*")) == 5
    assert len(names("default")) + 1 == len(names("default, amazon-aws"))


def test_a_list_is_left_out_with_an_exclamation_mark() -> None:
    assert names("rfc* !rfc5735 !rfc67?1") == names("rfc1918, rfc3849, rfc6598")


def test_no_list_may_be_chosen_at_all() -> None:
    assert names("") == set()


@pytest.mark.parametrize("choice", ["amazon-awz", "default, !amazon-awz"])
def test_a_name_of_no_list_is_told_what_was_probably_meant(choice: str) -> None:
    with pytest.raises(WarninglistUnusable, match="Did you mean amazon-aws"):
        names(choice)


@pytest.mark.parametrize("pattern", BY_DEFAULT)
def test_every_usual_name_is_that_of_a_bundled_list(pattern: str) -> None:
    assert any(fnmatchcase(name, pattern) for name in files_in(bundled_folder()))


def test_all_lists_of_a_folder_are_used_flat_or_as_in_the_project(folder: Path) -> None:
    write(folder / "flat.json", name="Flat")
    write(folder / "deep" / "list.json", name="Deep")
    assert names("", folder) == {"Flat", "Deep"}
    assert names("!deep", folder) == {"Flat"}


def test_a_list_of_ones_own_replaces_the_bundled_one_of_its_name(folder: Path) -> None:
    write(folder / "rfc1918.json", name="Our private networks")
    assert names("rfc1918", folder) == {"Our private networks"}


def test_a_list_that_tells_whose_a_value_is_has_to_be_named(folder: Path) -> None:
    write(folder / "partners.json", category="known")
    assert names("default", folder) == names("default")
    assert names("partners", folder) == {"Ours"}


def test_a_list_may_say_something_of_each_entry_as_misp_exports_it(folder: Path) -> None:
    write(folder / "a.json", list={"x": "a comment", "y": None}, type=["string"])
    (one,) = chosen_lists("", folder)
    assert (one.kind, one.entries) == ("string", ["x", "y"])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "is not in their form: Input data was truncated"),
        ("[]", "is not in their form: Expected `object`"),
        ('{"name": "x"}', "missing required field `list`"),
        ('{"name": "x", "list": [7]}', r"Expected `str`, got `int` - at `\$.list\[0\]`"),
        ('{"name": "x", "list": [], "type": "ipv4"}', 'has the type "ipv4", which is none of str'),
        ('{"name": " ", "list": []}', "has no name"),
        ('{"name": "\udcff", "list": []}', "is not in their form"),
    ],
)
def test_a_broken_list_is_named_with_the_remedy(folder: Path, content: str, told: str) -> None:
    (folder / "broken.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(WarninglistUnusable, match=told) as raised:
        names("", folder)
    assert f"The warning list {folder / 'broken.json'} " in str(raised.value)
    assert "Mend the file" in str(raised.value)


def test_a_list_that_may_not_be_read_is_named(folder: Path) -> None:
    (folder / "a.json").mkdir()
    with pytest.raises(WarninglistUnusable, match=r"a\.json cannot be read: is a directory"):
        names("", folder)


def test_the_settings_choose_the_lists(folder: Path) -> None:
    write(folder / "ours.json")
    ours = Warninglist(lists="rfc1918", folder=str(folder))
    lists = warninglists_of(Config(warninglist=ours))
    assert sorted(lists.names) == ["List of RFC 1918 CIDR blocks", "Ours"]
    assert lists.warninglist_of(activity(type="comment", value="x")) == "Ours"


def test_switched_off_no_value_is_on_a_list() -> None:
    lists = warninglists_of(Config(warninglist=Warninglist(enabled=False)))
    assert lists.names == []
    assert lists.warninglist_of(activity(type="ip-dst", value="10.0.0.1")) == ""
