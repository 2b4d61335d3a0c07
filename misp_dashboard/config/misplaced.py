"""A misplaced value stands where no setting is: the message says what was meant instead."""

from typing import Any

from misp_dashboard.config.key import EACH, Path, keys, pattern, text
from misp_dashboard.config.problem import did_you_mean


def misplaced(path: Path, value: Any) -> str:
    """What is wrong with a value at a path that is no setting's; "" for an empty table."""
    for size in range(1, len(path) + 1):
        above, part = path[: size - 1], path[size - 1]
        here = pattern(path[:size])
        if here in keys():
            return f"{text(path[:size])} must be a single value, not a table"
        if _is_table(here):
            continue
        if isinstance(part, int):
            return f"there is only one {text(above)}: write [{above[-1]}], not [[{above[-1]}]]"
        if _is_table((*pattern(above), EACH)):
            return f"{text(above)} is a list: write [[{text(above)}]], with two brackets"
        return _unknown(above, str(part))
    return _no_table(path, value)


def _is_table(here: tuple[str, ...]) -> bool:
    return any(known[: len(here)] == here and len(known) > len(here) for known in keys())


def _no_table(path: Path, value: Any) -> str:
    is_list = _is_table((*pattern(path), EACH))
    if value == ([] if is_list else {}) or (path and isinstance(path[-1], int) and value == {}):
        return ""
    wanted = f"a list of tables: [[{text(path)}]]" if is_list else f"a table: [{text(path)}]"
    return f"{text(path)} must be {wanted}"


def _unknown(above: Path, name: str) -> str:
    here = pattern(above)
    size = len(here)
    beside = {known[size] for known in keys() if known[:size] == here and len(known) > size}
    place = f" in {text(above)}" if above else ""
    hint = did_you_mean(name, sorted(beside)) or _elsewhere(name)
    return f"unknown key `{name}`{place}{hint}"


def _elsewhere(name: str) -> str:
    found = [key for key in keys().values() if key.pattern[-1] == name]
    if not found:
        return ""
    table = text(found[0].pattern[:-1]).removesuffix(EACH)
    if not table:
        return f"; `{name}` belongs at the top, before the first table"
    header = f"[[{table}]]" if EACH in found[0].pattern else f"[{table}]"
    return f"; `{name}` belongs in {header}"
