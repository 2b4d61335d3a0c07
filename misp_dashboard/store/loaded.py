"""Pages of chDB's libraries that only loading them needed go back to the kernel."""

import ctypes
import re
from pathlib import Path

LIBRARIES = ("_chdb.", "libarrow", "libparquet")
"""chDB itself, and what it imports and does not use here."""

MAPPINGS = Path("/proc/self/smaps")

MADV_DONTNEED = 4

_mapping = re.compile(
    r"^([0-9a-f]+)-([0-9a-f]+) r-[-x]p \S+ \S+ \d+ +(\S+)\n((?:[A-Z]\w+:.*\n)+)", re.MULTILINE
)
_untouched = re.compile(r"^Anonymous: +0 kB$", re.MULTILINE)


def give_back() -> int:
    """Let go of the libraries' pages; answers how many bytes of addresses that concerned.

    Loading relocates and looks through nearly all of a library of 555 MB: 172 MB of its file are
    resident then, and 71 MB are needed again after a million activities and all questions. Only
    mappings that cannot be written and never were are let go, so what is used again is read from
    the same file, out of the kernel's cache. Does nothing where there is no Linux.
    """
    if not MAPPINGS.exists():
        return 0
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    given = 0
    for start, end, file, figures in _mapping.findall(MAPPINGS.read_text()):
        name = file.rpartition("/")[2]
        if name.startswith(LIBRARIES) and _untouched.search(figures):
            size = int(end, 16) - int(start, 16)
            if madvise(int(start, 16), size, MADV_DONTNEED) == 0:
                given += size
    return given
