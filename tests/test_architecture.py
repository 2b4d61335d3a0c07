"""Who may import whom, and the other promises that a reader of the source relies on."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "misp_dashboard"

MAY_IMPORT = {
    "config": set(),
    "activity": set(),
    "message": set(),
    "source": {"config", "message"},
    "handler": {"message", "activity", "source"},
    "location": {"activity", "config"},
    "warninglist": {"activity", "config"},
    "attack": set(),
    "journal": {"source", "config"},
    "store": {"activity", "config"},
    "directory": {"activity", "message", "store"},
    "contribution": {"activity", "config"},
    "live": {"activity"},
    "access": {"config", "store", "activity"},
    "query": {"store", "activity", "contribution", "directory", "access", "location", "attack"},
    "ingest": {
        "source", "journal", "handler", "location", "directory", "store", "live", "contribution",
        "activity", "warninglist",
    },
    "api": {
        "query", "store", "live", "access", "config", "activity", "contribution", "location",
        "attack",
    },
}  # fmt: skip
"""`check` and `cli` may import anything; every other folder is listed."""

UNNAMED = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "base", "core"}


def modules() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts]


def folder(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_folders(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "misp_dashboard" and len(parts) > 1:
                found.add(parts[1])
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_folder_may(path: Path) -> None:
    here = folder(path)
    if here in ("check", "cli", "__init__", "__main__"):
        return
    assert imported_folders(path) - {here} <= MAY_IMPORT[here]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_its_one_concept_in_its_first_line(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text()))
    assert text, "no docstring"
    assert path.read_text().startswith('"""')
    assert text.splitlines()[0].rstrip().endswith((".", ":", "?")), text.splitlines()[0]


def test_no_folder_or_module_hides_behind_an_empty_name() -> None:
    assert not [path for path in modules() if {path.stem, *path.parts} & UNNAMED]


def test_every_folder_of_the_package_is_listed() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert folders - {"check", "cli"} <= set(MAY_IMPORT)
