"""Amounts as people read them."""

from misp_dashboard.cli.amount import count_text, size_text


def test_sizes_are_read_by_people() -> None:
    assert [size_text(size) for size in (0, 999, 1000, 1234567, 10**15)] == [
        "0 B",
        "999 B",
        "1.0 kB",
        "1.2 MB",
        "1000.0 TB",
    ]


def test_one_is_no_plural() -> None:
    assert count_text(1, "frame") == "1 frame"
    assert count_text(0, "frame") == "0 frames"
    assert count_text(12345, "frame") == "12,345 frames"
