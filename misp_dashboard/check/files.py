"""Link `files`: the data folder and what is in it can be used, by the right user alone."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from pwd import getpwuid

from misp_dashboard.check.finding import Finding, failed, ok, warning
from misp_dashboard.check.subject import Subject


def check_files(subject: Subject) -> Finding:
    folder = subject.config.data_dir
    try:
        return _looked_at(folder)
    except OSError as error:
        return failed(
            f"{folder} cannot be looked at: {(error.strerror or str(error)).lower()}",
            "run it as the user of the service, or set data_dir to a folder of one's own",
        )


def _looked_at(folder: Path) -> Finding:
    if not folder.exists():
        return _to_be_made(folder)
    if not folder.is_dir():
        return failed(f"{folder} is no folder", "set data_dir to a folder, or move the file away")
    for path in (folder, *_inside(folder)):
        if finding := _unusable(path):
            return finding
    if folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return warning(
            f"other users of this machine can look into {folder}",
            f"chmod 700 {folder}: what MISP sent is in it",
        )
    return ok(f"{folder} belongs to {_name(os.geteuid())} alone")


def _to_be_made(folder: Path) -> Finding:
    above = next(one for one in folder.absolute().parents if one.exists())
    if above.is_dir() and os.access(above, os.W_OK | os.X_OK):
        return ok(f"{folder} will be made at the first start")
    return failed(
        f"{folder} is not there and cannot be made: {above} is not writable",
        f"make it, and give it to the user who runs MISP Dashboard: "
        f"install -d -m 700 -o {_name(os.geteuid())} {folder}",
    )


def _inside(folder: Path) -> Iterator[Path]:
    """Our files and folders; not the thousands of files of the store."""
    try:
        # a file system's own, where the folder is the root of one
        yield from (one for one in sorted(folder.iterdir()) if one.name != "lost+found")
    except PermissionError:
        return


def _unusable(path: Path) -> Finding | None:
    try:
        owner = path.stat().st_uid
    except FileNotFoundError:
        return None  # SQLite's own files come and go
    if owner != os.geteuid():
        who, me = _name(owner), _name(os.geteuid())
        return failed(
            f"{path} belongs to {who}, and this is run by {me}",
            f"run it as the user of the service (sudo -u {who} misp-dashboard check), or, if that "
            f"is {me}: chown -R {me} {path}",
        )
    if not os.access(path, os.R_OK | os.W_OK):
        return failed(
            f"{path} cannot be read and written", f"chmod u+rwX {path}, or see how it is mounted"
        )
    return None


def _name(uid: int) -> str:
    try:
        return getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
