"""Link `disk`: the disk of the data folder has room for what comes."""

import os
from pathlib import Path

from misp_dashboard.check.finding import Finding, failed, ok, skipped, warning
from misp_dashboard.check.subject import Subject
from misp_dashboard.cli.amount import size_text

TOO_LITTLE_BYTES = 256 << 20
"""Less than four times the journal's write-ahead log: a burst of MISP's fills it in a minute."""
LITTLE_BYTES = 2 << 30
FEW_FILES = 10_000
"""The store writes hundreds of small files a minute before it merges them."""

REMEDY = (
    "free some space, move data_dir to a larger disk, or keep less: store.retention_days, "
    "journal.retention_hours"
)


def check_disk(subject: Subject) -> Finding:
    folder = subject.config.data_dir.absolute()
    try:
        while not folder.exists():
            folder = folder.parent
        return room_in(folder)
    except OSError as error:
        return skipped(f"{folder} cannot be looked at: {error.strerror or error}")


def room_in(folder: Path) -> Finding:
    disk = os.statvfs(folder)
    free, whole = disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize
    told = f"{size_text(free)} of {size_text(whole)} are free on the disk of {folder}"
    if free < TOO_LITTLE_BYTES:
        return failed(told, REMEDY)
    # some file systems know no limit of files, and say that there are none
    if disk.f_files and disk.f_favail < FEW_FILES:
        few = f"the disk of {folder} has room for {disk.f_favail:,} more files only"
        return failed(few, "remove files there, or move data_dir to another disk")
    return warning(told, REMEDY) if free < LITTLE_BYTES else ok(told)
