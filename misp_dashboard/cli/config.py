"""`misp-dashboard config`: what is in force, and where each value came from."""

import json
import os
from pathlib import Path
from typing import Any

import click
import msgspec

from misp_dashboard.cli.option import config_option, load_all
from misp_dashboard.config import Loaded, Secret
from misp_dashboard.config.given import places
from misp_dashboard.config.masked import masked


class Row(msgspec.Struct, frozen=True):
    """One setting as it is shown."""

    key: str
    value: Any
    origin: str


@click.command(short_help="Show the settings in force and where each came from.")
@config_option
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def config(config_file: Path | None, as_json: bool) -> None:
    """Show every setting in force and where its value came from. Passwords and keys are masked.

    \b
    Examples:
      misp-dashboard config
      misp-dashboard config --json | jq '.settings["server.port"]'
    """
    loaded = load_all(config_file)
    rows = list(_rows(loaded.config, "", loaded))
    click.echo(_json(loaded, rows) if as_json else _table(loaded, rows))


def _rows(table: msgspec.Struct, above: str, loaded: Loaded) -> list[Row]:
    rows: list[Row] = []
    for name in table.__struct_fields__:
        value = getattr(table, name)
        key = f"{above}{name}"
        if isinstance(value, msgspec.Struct):
            rows += _rows(value, f"{key}.", loaded)
        elif isinstance(value, tuple):
            for number, entry in enumerate(value):
                rows += _rows(entry, f"{key}[{number}].", loaded)
        else:
            # An empty store.url stands for a folder; what is in force is the folder.
            shown = loaded.config.store_url if key == "store.url" else _shown(value)
            rows.append(Row(key, shown, loaded.origins[key]))
    return rows


def _shown(value: Any) -> str | int:
    if isinstance(value, Secret):
        return "***" if value else ""
    if isinstance(value, str) and "://" in value:
        return masked(value)
    return str(value) if isinstance(value, Path) else value


def _json(loaded: Loaded, rows: list[Row]) -> str:
    settings = {row.key: {"value": row.value, "origin": row.origin} for row in rows}
    file = str(loaded.file) if loaded.file else None
    content = {"file": file, "settings": settings, "warnings": loaded.warnings}
    return json.dumps(content, indent=2, ensure_ascii=False)


def _table(loaded: Loaded, rows: list[Row]) -> str:
    values = [json.dumps(row.value, ensure_ascii=False) for row in rows]
    keys_wide = max(len(row.key) for row in rows)
    values_wide = min(max(map(len, values)), 60)
    lines = [_file(loaded), ""]
    for row, value in zip(rows, values, strict=True):
        line = f"{row.key:<{keys_wide}}  {value:<{values_wide}}  {row.origin}"
        lines.append(click.style(line, dim=row.origin == "default"))
    return "\n".join(lines)


def _file(loaded: Loaded) -> str:
    if loaded.file:
        return f"Configuration file: {loaded.file}"
    return f"No configuration file; looked for {', '.join(map(str, places(os.environ)))}"
