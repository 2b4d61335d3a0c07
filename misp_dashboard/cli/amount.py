"""Amounts as people read them."""

UNITS = ("B", "kB", "MB", "GB", "TB")


def size_text(size_bytes: float) -> str:
    """1234567 as `1.2 MB`."""
    power = 0
    while size_bytes >= 1000 and power < len(UNITS) - 1:
        size_bytes, power = size_bytes / 1000, power + 1
    return f"{size_bytes:.{1 if power else 0}f} {UNITS[power]}"


def count_text(number: int, noun: str) -> str:
    """1 as `1 frame`, 12345 as `12,345 frames`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
