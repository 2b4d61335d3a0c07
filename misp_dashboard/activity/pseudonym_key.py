"""The key of the pseudonyms lies in a file of the data folder that only its owner reads."""

import os
import secrets
from pathlib import Path

KEY_FILE = "pseudonym.key"
KEY_BYTES = 32


class KeyUnusable(Exception):
    """The message says which file, why, and what to do."""


def pseudonym_key(data_dir: Path) -> bytes:
    """The key, made at first use. Raises `KeyUnusable`."""
    file = data_dir / KEY_FILE
    try:
        if not file.exists():
            _make(file)
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise KeyUnusable(_explained(file, str(error))) from error
    if len(key) != KEY_BYTES:
        raise KeyUnusable(_explained(file, f"it has {len(key)} bytes instead of {KEY_BYTES}"))
    return key


def _make(file: Path) -> None:
    """It is whole or not there, also when the machine stops half-way."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = file.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as writer:
        writer.write(f"{secrets.token_hex(KEY_BYTES)}\n")
        writer.flush()
        os.fsync(writer.fileno())
    unfinished.replace(file)


def _explained(file: Path, why: str) -> str:
    return (
        f"the key of the pseudonyms, {file}, cannot be used: {why}. Put it back from a backup; "
        "or move it away for a new one, with which the same person gets another pseudonym"
    )
