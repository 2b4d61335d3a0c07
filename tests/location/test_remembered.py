"""A text that is too long is neither read nor remembered."""

from misp_dashboard.location.remembered import remembered


def test_a_text_is_read_once_and_a_long_one_never() -> None:
    read: list[str] = []

    @remembered(3, "nothing")
    def upper(text: str) -> str:
        read.append(text)
        return text.upper()

    assert [upper("abc"), upper("abc"), upper("abcd")] == ["ABC", "ABC", "nothing"]
    assert read == ["abc"]
