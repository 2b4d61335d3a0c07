"""What came from outside cannot do anything to a terminal."""

from misp_dashboard.cli.printable import one_line, printable


def test_what_a_terminal_would_obey_is_escaped() -> None:
    assert printable("\x1b]0;title\x07") == "\\x1b]0;title\\x07"
    assert printable("\x9b31m\x7f\r") == "\\x9b31m\\x7f\\r"
    assert printable("abc\u202egnp.exe") == "abc\\u202egnp.exe"


def test_letters_of_every_language_stay() -> None:
    for text in ("impayée", "海莲花", "🚀", "a\tb\nc", "e\u0301", "ก็"):
        assert printable(text) == text


def test_a_line_stays_one_and_is_cut() -> None:
    assert one_line("a\nb", 10) == "a\\nb"
    assert one_line("x" * 20, 10) == "x" * 9 + "…"
