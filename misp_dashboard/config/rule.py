"""What a setting's value has to be beyond its type: each rule answers what is wrong, or ""."""

import os
import re
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

Rule = Callable[[str], str]

MISP_ZMQ_PORT = 50000
"""The port MISP's ZeroMQ publisher binds when its administrator changes nothing."""


def zmq_address(value: str) -> str:
    example = f"an address such as tcp://misp.example.org:{MISP_ZMQ_PORT}"
    parts = split(value)
    if parts is None or parts.scheme != "tcp":
        if re.fullmatch(r"[\w.-]+(:\d+)?", value):
            host, _, port = value.partition(":")
            return f"must begin with tcp://; write tcp://{host}:{port or MISP_ZMQ_PORT}"
        if value.startswith(("http://", "https://")):
            return f"must be {example}; MISP's web address belongs in `url`"
        return f"must be {example}"
    if parts.hostname in (None, "*", "0.0.0.0", "::"):  # noqa: S104  (refused, not bound)
        return f"must name the host that MISP runs on: {example}"
    if parts.port is None:
        return f"has no port; MISP's own is {MISP_ZMQ_PORT}: {value.rstrip('/:')}:{MISP_ZMQ_PORT}"
    if parts.path or parts.query or parts.username or re.search(r"\s", value):
        return f"must be {example}, with nothing after the port"
    return ""


def web_address(value: str) -> str:
    parts = split(value)
    if value == "" or (parts and parts.scheme in ("http", "https") and parts.hostname):
        return _no_password(parts)
    return "must be empty or an address that begins with http:// or https://"


def tiles_url(value: str) -> str:
    if value == "" or (wrong := web_address(value)):
        return "" if value == "" else wrong
    parts = urlsplit(value)
    if "{" in parts.netloc:
        # The page may load from exactly one host; its security policy names it.
        return "must name one host; {s} and the like cannot stand in for it"
    if not re.fullmatch(r"[A-Za-z0-9._-]+(:[0-9]+)?", parts.netloc):
        # what a Content-Security-Policy can name
        return (
            "must name its host in letters, digits, dots and hyphens, and nothing but a port with "
            "it (for münchen.example: xn--mnchen-3ya.example)"
        )
    if re.search(r"[\s\"'<>\\]", value):
        return "must have no spaces or quotes; write %20 for a space"
    return _style_url(value) if is_style(value) else _raster_url(value)


def is_style(tiles_url: str) -> bool:
    """Whether it is the address of a MapLibre style; else of raster tiles, if it is any."""
    return urlsplit(tiles_url).path.endswith(".json")


def _style_url(value: str) -> str:
    unknown = [one for one in re.findall(r"\{[^}]*\}?", value) if one != "{scheme}"]
    if unknown:
        return (
            f"is a style (.json), and {unknown[0]} has no meaning there: only {{scheme}}, which "
            "stands for dark or light"
        )
    return ""


def _raster_url(value: str) -> str:
    if re.search(r"\.(pbf|mvt|mlt|pmtiles)$", urlsplit(value).path):
        return (
            "is that of vector tiles, which do not say how to draw them: give the address of a "
            f"MapLibre style that does, {_STYLE}"
        )
    missing = [part for part in ("{z}", "{x}", "{y}") if part not in value]
    if missing:
        return (
            f"has no {', '.join(missing)}, and does not end in .json. Write raster tiles as "
            f"https://tiles.example.org/{{z}}/{{x}}/{{y}}.png, a MapLibre style as {_STYLE}"
        )
    return ""


_STYLE = "https://tiles.example.org/style.json"


def store_url(value: str) -> str:
    parts = split(value)
    if value == "":
        return ""
    if parts and parts.scheme == "chdb" and not parts.netloc and parts.path.startswith("/"):
        return ""
    if parts and parts.scheme == "clickhouse" and parts.hostname:
        return _no_password(parts)
    return (
        "must be empty, chdb:///an/absolute/folder, or "
        "clickhouse://user@host:8123/database (ClickHouse's HTTP port)"
    )


def instance_name(value: str) -> str:
    if not 1 <= len(value) <= 64:
        return f"must have 1 to 64 characters, has {len(value)}"
    if value != value.strip() or not value.isprintable():
        return "must have no space around it and no control characters"
    return ""


def region_name(value: str) -> str:
    if not re.search(r"[A-Za-z0-9]", value) or len(value) > 64 or not value.isprintable():
        return "must have 1 to 64 characters, a letter or digit of the Latin alphabet among them"
    return ""


def country_codes(value: str) -> str:
    codes = [code for code in re.split(r"[\s,]+", value) if code]
    wrong = [code for code in codes if not re.fullmatch(r"[A-Za-z]{2}", code)]
    if wrong or not codes:
        return f"must be ISO 3166 codes of two letters such as LU, BE{_except(wrong)}"
    return ""


def tag_patterns(value: str) -> str:
    patterns = [one.strip() for one in value.split(",")]
    if len(patterns) > 50 or any(len(one) > 500 for one in patterns):
        return "must be at most 50 tags, of at most 500 characters each"
    if wrong := [one for one in patterns if one.startswith("!")]:
        return f"must be tags to leave out, without `!`: {wrong[0][1:]}"
    return ""


def five_texts(value: str) -> str:
    texts = [one.strip() for one in value.split(";")]
    if len(texts) != 5 or not all(texts) or len(value) > 2000:
        return f"must be 5 texts with semicolons between them, 2000 characters, not {len(texts)}"
    return ""


def _except(wrong: list[str]) -> str:
    return f'; "{wrong[0]}" is none' if wrong else ""


def host(value: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9._-]+", value) or _is_ip_address(value):
        return ""
    return "must be a host name or an IP address, without port or http://"


def readable_file(value: str) -> str:
    if value == "" or (os.access(value, os.R_OK) and Path(value).is_file()):
        return ""
    return "must be empty or a file that this user may read"


def readable_folder(value: str) -> str:
    if value == "" or (os.access(value, os.R_OK | os.X_OK) and Path(value).is_dir()):
        return ""
    return "must be empty or a folder that this user may read"


def plain_credential(value: str) -> str:
    """ZeroMQ's PLAIN handshake has one byte for the length of each."""
    size = len(value.encode())
    return f"must have at most 255 bytes, has {size}" if size > 255 else ""


def http_credential(value: str) -> str:
    """It goes into the header of a request as it is."""
    ok = value.isascii() and value.isprintable() and not re.search(r"\s", value)
    return "" if ok else "must be letters and digits, as MISP shows it"


def time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, LookupError):
        return "must be a time zone's name such as UTC or Europe/Luxembourg"
    return ""


def is_loopback(value: str) -> bool:
    """Whether only programs on this machine reach this host."""
    return value == "localhost" or (_is_ip_address(value) and ip_address(value).is_loopback)


def _is_ip_address(value: str) -> bool:
    try:
        ip_address(value)
    except ValueError:
        return False
    return True


def split(value: str) -> SplitResult | None:
    """The parts of a URL, or None where it is none (its port is then a number, too)."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _no_password(parts: SplitResult | None) -> str:
    if parts and parts.password is not None:
        return "must hold no password (it is shown): set it as `password` or `password_file`"
    return ""
