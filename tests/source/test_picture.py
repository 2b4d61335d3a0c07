"""A picture is what its bytes are, whatever it is called, and of a size that a browser can draw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source.pictures import HTML, SVG, gif, jpeg, png, webp

from misp_dashboard.source.picture import LONGEST_SIDE, picture_of

KINDS = {
    "image/png": png, "image/gif": gif, "image/jpeg": jpeg,
}  # fmt: skip
WEBP = ("VP8 ", "VP8L", "VP8X")


@pytest.mark.parametrize("media_type", KINDS)
def test_a_picture_is_known_by_its_first_bytes(media_type: str) -> None:
    body = KINDS[media_type](640, 48)
    found = picture_of(body)
    assert found is not None
    assert (found.media_type, found.body) == (media_type, body)


@pytest.mark.parametrize("kind", WEBP)
def test_webp_has_three_ways_to_be_written(kind: str) -> None:
    found = picture_of(webp(kind, 640, 48))
    assert found is not None
    assert found.media_type == "image/webp"
    assert picture_of(webp(kind, LONGEST_SIDE, LONGEST_SIDE))
    assert picture_of(webp(kind, LONGEST_SIDE + 1, 2)) is None
    assert picture_of(webp(kind, 2, LONGEST_SIDE + 1)) is None


@pytest.mark.parametrize("media_type", KINDS)
def test_what_would_take_gigabytes_to_draw_is_none(media_type: str) -> None:
    make = KINDS[media_type]
    assert picture_of(make(LONGEST_SIDE, LONGEST_SIDE))
    # of a PNG only its head: making all of it would take what this is about
    for sides in ((LONGEST_SIDE + 1, 2), (2, LONGEST_SIDE + 1), (0, 2), (2, 0)):
        assert picture_of(make(*sides)) is None


@pytest.mark.parametrize("body", [SVG, HTML, b"", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPXXXX"])
def test_anything_else_is_none(body: bytes) -> None:
    assert picture_of(body) is None


def test_the_same_bytes_have_the_same_tag() -> None:
    one, same, other = picture_of(png()), picture_of(png()), picture_of(png(3))
    assert one
    assert same
    assert other
    assert one.tag == same.tag != other.tag
    assert one.tag.startswith('"')


@given(st.sampled_from([png(), gif(), jpeg(), *map(webp, WEBP)]), st.data())
def test_no_bytes_are_too_much(whole: bytes, data: st.DataObject) -> None:
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    picture_of(cut + data.draw(st.binary(max_size=40)))
