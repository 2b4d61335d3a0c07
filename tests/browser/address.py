"""What an address asks for."""

from urllib.parse import parse_qs, urlsplit


def scope_of(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)
