"""Invented attributes of an event: category, type and value, none of them live anywhere."""

from collections.abc import Callable
from random import Random

import msgspec

from misp_dashboard.source.invented import vocabulary
from misp_dashboard.source.invented.campaign import Campaign
from misp_dashboard.source.invented.identifier import draw_hex
from misp_dashboard.source.invented.money import draw_bank_account, draw_bank_code, draw_wallet
from misp_dashboard.source.invented.phone import draw_phone_number
from misp_dashboard.source.invented.place import draw_place


class Indicator(msgspec.Struct, frozen=True):
    """What an attribute says, before an event makes it one of its own."""

    category: str
    type: str
    value: str
    to_ids: bool = False
    relation: str = ""


def draw_name(rng: Random) -> str:
    """A host name under a reserved ending."""
    ending = rng.choice(vocabulary.RESERVED_ENDINGS)
    word = rng.choice(vocabulary.NAME_WORDS)
    number = rng.choice(("", "", f"{rng.randint(2, 99)}"))
    return f"{rng.choice(vocabulary.HOST_WORDS)}-{word}{number}.{ending}"


def draw_address(rng: Random, campaign: Campaign) -> str:
    """An address that lies somewhere on the map, and that no host has."""
    return rng.choice(draw_place(rng, campaign.near).addresses)


def draw_url(rng: Random) -> str:
    scheme = rng.choice(("http", "https"))
    path = rng.choice(vocabulary.PATHS)
    return f"{scheme}://{draw_name(rng)}/{path}{draw_hex(rng, 6)}"


def draw_filename(rng: Random) -> str:
    word, ending = rng.choice(vocabulary.FILE_WORDS), rng.choice(vocabulary.FILE_ENDINGS)
    return f"{word}_{rng.randint(1000, 99999)}.{ending}"


def draw_mailbox(rng: Random) -> str:
    return f"{rng.choice(vocabulary.HOST_WORDS)}{rng.randint(1, 99)}@{draw_name(rng)}"


def _mutex(rng: Random, campaign: Campaign) -> str:
    name = campaign.malware or rng.choice(vocabulary.NAME_WORDS).title()
    return rng.choice(vocabulary.MUTEXES).format(f"{name}{draw_hex(rng, 4)}")


def _registry(rng: Random, campaign: Campaign) -> str:
    return rng.choice(vocabulary.REGISTRY_KEYS).format(campaign.malware or "UpdateAgent")


def _rule(rng: Random, campaign: Campaign) -> str:
    name = (campaign.malware or "Generic").replace(" ", "")
    text = f'strings:\n    $a = "{draw_hex(rng, 16)}"\n  condition:\n    $a'
    return f"rule {name}_{draw_hex(rng, 4)} {{\n  {text}\n}}"


def _with_port(rng: Random, campaign: Campaign) -> str:
    return f"{draw_address(rng, campaign)}|{rng.choice((80, 443, 4443, 8080))}"


def _vulnerability(rng: Random, campaign: Campaign) -> str:
    return f"CVE-2025-99{rng.randint(100, 999)}"


def _link(rng: Random, campaign: Campaign) -> str:
    return f"https://reports.lanternfeed.example/{draw_hex(rng, 8)}"


def _target(rng: Random, campaign: Campaign) -> str:
    return rng.choice([target for target in campaign.targets if not target[0].isdigit()])


def _detection(rng: Random, campaign: Campaign) -> str:
    return f"Trojan.{campaign.malware or 'Generic'}.{draw_hex(rng, 2)}"


N, D, A = "Network activity", "Payload delivery", "Artifacts dropped"
Draw = Callable[[Random, Campaign], str]
KINDS: tuple[tuple[int, str, str, bool, Draw], ...] = (
    # how often, category, type, for intrusion detection, value
    (150, N, "ip-dst", True, draw_address),
    (60, N, "ip-src", True, draw_address),
    (50, N, "ip-dst|port", True, _with_port),
    (110, N, "domain", True, lambda r, c: draw_name(r)),
    (45, N, "hostname", True, lambda r, c: f"{r.choice(vocabulary.HOST_WORDS)}.{draw_name(r)}"),
    (40, N, "domain|ip", True, lambda r, c: f"{draw_name(r)}|{draw_address(r, c)}"),
    (95, N, "url", True, lambda r, c: draw_url(r)),
    (10, N, "ip-dst", True, lambda r, c: f"2001:db8:{draw_hex(r, 4)}::{draw_hex(r, 4)}"),
    (8, N, "user-agent", False, lambda r, c: r.choice(vocabulary.USER_AGENTS)),
    (8, N, "ja3-fingerprint-md5", True, lambda r, c: draw_hex(r, 32)),
    (5, N, "AS", False, lambda r, c: str(r.randint(64496, 64511))),
    (60, D, "sha256", True, lambda r, c: draw_hex(r, 64)),
    (30, D, "md5", True, lambda r, c: draw_hex(r, 32)),
    (28, D, "sha1", True, lambda r, c: draw_hex(r, 40)),
    (30, D, "filename|sha256", True, lambda r, c: f"{draw_filename(r)}|{draw_hex(r, 64)}"),
    (22, D, "filename", True, lambda r, c: draw_filename(r)),
    (24, D, "email-src", True, lambda r, c: draw_mailbox(r)),
    (12, D, "email-subject", False, lambda r, c: r.choice(c.titles)),
    (9, D, "yara", True, _rule),
    (24, A, "sha256", True, lambda r, c: draw_hex(r, 64)),
    (11, A, "mutex", True, _mutex),
    (10, "Persistence mechanism", "regkey", True, _registry),
    (9, "Payload installation", "vulnerability", False, _vulnerability),
    (20, "External analysis", "link", False, _link),
    (8, "External analysis", "comment", False, lambda r, c: r.choice(vocabulary.REPORT_SENTENCES)),
    (9, "Antivirus detection", "text", False, _detection),
    (5, "Attribution", "threat-actor", False, lambda r, c: c.actor or "unknown"),
    (7, "Targeting data", "target-location", False, _target),
    (6, "Targeting data", "target-email", False, lambda r, c: draw_mailbox(r)),
    (4, "Internal reference", "text", False, lambda r, c: f"case {r.randint(1000, 9999)}"),
)  # fmt: skip
FRAUD: tuple[tuple[int, str, str, bool, Draw], ...] = (
    (40, "Financial fraud", "phone-number", False, lambda r, c: draw_phone_number(r)),
    (18, "Financial fraud", "iban", False, lambda r, c: draw_bank_account(r)),
    (9, "Financial fraud", "bic", False, lambda r, c: draw_bank_code(r)),
    (14, "Financial fraud", "btc", True, lambda r, c: draw_wallet(r)),
    (8, "Social network", "jabber-id", False, lambda r, c: draw_mailbox(r)),
)
FRAUDULENT = ("scam", "phishing", "ransomware")
_KIND_WEIGHTS = [kind[0] for kind in KINDS]
_FRAUD_WEIGHTS = [kind[0] for kind in FRAUD]


def draw_indicator(rng: Random, campaign: Campaign) -> Indicator:
    """One attribute of a campaign."""
    fraud = rng.random() < (0.5 if campaign.kind == "scam" else 0.06)
    table, weights = KINDS, _KIND_WEIGHTS
    if fraud and campaign.kind in FRAUDULENT:
        table, weights = FRAUD, _FRAUD_WEIGHTS
    _, category, kind, to_ids, draw = rng.choices(table, weights)[0]
    return Indicator(category, kind, draw(rng, campaign), to_ids)
