"""Invented campaigns: who attacks whom with what, and whether it is rising or falling."""

from math import exp
from random import Random
from typing import Literal

import msgspec

Trend = Literal["rising", "falling", "steady", "burst"]


class Campaign(msgspec.Struct, frozen=True):
    """`titles` are the infos of its events; `near` are the countries its infrastructure is in, and
    `targets` those whose organisations it attacks, by name, or a region as UN M49 writes it."""

    kind: str
    malware: str
    actor: str
    sectors: tuple[str, ...]
    near: tuple[str, ...]
    targets: tuple[str, ...]
    techniques: tuple[str, ...]
    titles: tuple[str, ...]
    weight: float
    trend: Trend
    peak: float = 0.5
    """Where in the time told (0 to 1) a burst is at its highest."""

    def strength(self, elapsed: float) -> float:
        """How much of it there is at `elapsed`, from 0 (a month ago) to 1 (now)."""
        if self.trend == "rising":
            return self.weight * (0.1 + 2 * elapsed**2)
        if self.trend == "falling":
            return self.weight * (0.1 + 2 * max(0.0, 1 - elapsed) ** 2)
        if self.trend == "burst":
            return self.weight * (0.1 + 7 * exp(-(((elapsed - self.peak) / 0.035) ** 2)))
        return self.weight


PHISHING = (
    "Phishing - T1566",
    "Spearphishing Link - T1566.002",
    "Domains - T1583.001",
    "Adversary-in-the-Middle - T1557",
    "Valid Accounts - T1078",
)
LOADER = (
    "Spearphishing Attachment - T1566.001",
    "Malicious File - T1204.002",
    "PowerShell - T1059.001",
    "Obfuscated Files or Information - T1027",
)
IMPLANT = (
    "Web Protocols - T1071.001",
    "Ingress Tool Transfer - T1105",
    "Scheduled Task - T1053.005",
    "System Information Discovery - T1082",
)
EXTORTION = (
    "Data Encrypted for Impact - T1486",
    "Inhibit System Recovery - T1490",
    "Remote Desktop Protocol - T1021.001",
    "LSASS Memory - T1003.001",
    "Disable or Modify Tools - T1562.001",
    "Exfiltration to Cloud Storage - T1567.002",
)
EXPLOIT = (
    "Exploit Public-Facing Application - T1190",
    "Web Shell - T1505.003",
    "Archive via Utility - T1560.001",
    "Exfiltration Over C2 Channel - T1041",
)

CAMPAIGNS = (
    Campaign(
        "phishing",
        "PaperMothKit",
        "Velvet Gannet",
        ("Finance", "Retail"),
        ("US", "NL", "BR"),
        ("Luxembourg", "Belgium", "Netherlands", "Germany"),
        PHISHING,
        (
            "Parcel fee lures lead to a copied bank sign-in",
            "Phishing: overdue toll notice, mobile visitors only",
            "Credential harvesting behind QR codes in letters",
        ),
        1.6,
        "rising",
    ),
    Campaign(
        "ransomware",
        "GranitLock",
        "Pewter Dandelion",
        ("Health", "Manufacturing"),
        ("RU", "DE", "RO"),
        ("Germany", "France", "Italy", "155 - Western Europe"),
        EXTORTION,
        (
            "GranitLock affiliate: intrusion through unpatched gateway",
            "GranitLock leak site and payment infrastructure",
            "GranitLock encryptor, build of this week",
        ),
        1.1,
        "burst",
        0.38,
    ),
    Campaign(
        "loader",
        "GlintFerry",
        "Saffron Metronome",
        ("Energy", "Government, Administration"),
        ("CN", "HK", "SG"),
        ("Norway", "Finland", "Sweden", "154 - Northern Europe"),
        LOADER + IMPLANT,
        (
            "GlintFerry loader sent to grid operators",
            "GlintFerry second stage, new configuration",
            "Documents about a tender drop GlintFerry",
        ),
        1.2,
        "falling",
    ),
    Campaign(
        "botnet",
        "TumbleKettle",
        "",
        ("Telecoms", "ISP"),
        ("VN", "IN", "TW", "TH"),
        ("Brazil", "Mexico", "Spain"),
        (
            "Brute Force - T1110",
            "Network Denial of Service - T1498",
            "Network Service Discovery - T1046",
            "Botnet - T1583.005",
        ),
        (
            "TumbleKettle bots: new controllers",
            "TumbleKettle scans for cameras and home routers",
            "Controllers of the TumbleKettle botnet, daily list",
        ),
        1.5,
        "steady",
    ),
    Campaign(
        "stealer",
        "TinselThief",
        "Amberjack Collective",
        ("Technology", "Gaming"),
        ("UA", "KZ", "PL", "TR"),
        ("Poland", "Germany", "United Kingdom", "France"),
        (
            "Input Capture - T1056",
            "Credentials from Web Browsers - T1555.003",
            "Steal Web Session Cookie - T1539",
            "Screen Capture - T1113",
            "Malvertising - T1583.008",
        ),
        (
            "TinselThief in counterfeit game installers",
            "TinselThief logs for sale: affected staff accounts",
            "Search advertisements lead to TinselThief",
        ),
        1.3,
        "rising",
    ),
    Campaign(
        "espionage",
        "HollowFerryman",
        "Thistle Clockwork",
        ("Defense", "Diplomacy"),
        ("KR", "JP", "PH"),
        ("South Korea", "Japan", "035 - South-eastern Asia"),
        (
            *IMPLANT,
            "DNS - T1071.004",
            "Drive-by Compromise - T1189",
            "Email Collection - T1114",
            # as tags of the years before sub-techniques say it
            "Spearphishing Attachment - T1193",
        ),
        (
            "Thistle Clockwork: HollowFerryman against foreign ministries",
            "Watering hole on a conference site, HollowFerryman",
        ),
        0.6,
        "steady",
    ),
    Campaign(
        "exploit",
        "SaltLantern",
        "Brass Ottoman",
        ("Technology", "Telecoms"),
        ("US", "FR", "GB"),
        ("United States", "United Kingdom", "Ireland", "150 - Europe"),
        EXPLOIT,
        (
            "Mass exploitation of a file transfer appliance",
            "SaltLantern web shell on transfer appliances",
            "File transfer appliance: indicators from incident response",
        ),
        1.0,
        "burst",
        0.8,
    ),
    Campaign(
        "scam",
        "",
        "",
        ("Finance", "Citizens"),
        ("NG", "CI", "MA", "GB"),
        ("United States", "Canada", "Luxembourg", "Switzerland"),
        ("Phishing - T1566",),
        (
            "Investment scam: call centre numbers and landing pages",
            "Invoice fraud with changed account numbers",
            "Calls from a false help desk",
        ),
        0.8,
        "steady",
    ),
    Campaign(
        "skimmer",
        "CopperWrenJS",
        "Amberjack Collective",
        ("Retail", "Hospitality"),
        ("LT", "LV", "CZ", "BG"),
        ("Lithuania", "Estonia", "Czech Republic"),
        (
            "Drive-by Compromise - T1189",
            "JavaScript - T1059.007",
            "Web Protocols - T1071.001",
        ),
        (
            "CopperWrenJS skims card forms in web shops",
            "Skimmer hides in a copied analytics script",
        ),
        0.7,
        "falling",
    ),
    Campaign(
        "supply chain",
        "MarzipanStager",
        "Saffron Metronome",
        ("Technology",),
        ("CA", "IE", "SE"),
        ("Canada", "United States", "India"),
        (
            "Supply Chain Compromise - T1195",
            "Compromise Software Supply Chain - T1195.002",
            "Process Injection - T1055",
            "Code Signing - T1553.002",
        ),
        (
            "Poisoned package names carry MarzipanStager",
            "Build server compromised, MarzipanStager in updates",
        ),
        0.5,
        "rising",
    ),
    Campaign(
        "mining",
        "PebbleMiner",
        "",
        ("Education", "Cloud"),
        ("ID", "BD", "PK", "EG"),
        ("Australia", "Singapore", "South Africa"),
        (
            "Resource Hijacking - T1496",
            "Exploit Public-Facing Application - T1190",
            "Deploy Container - T1610",
            # retired without a successor
            "Scripting - T1064",
        ),
        ("PebbleMiner on exposed container hosts", "PebbleMiner: pools and droppers"),
        0.6,
        "steady",
    ),
    Campaign(
        "password spraying",
        "",
        "Velvet Gannet",
        ("Education", "Government, Administration"),
        ("ES", "IT", "GR", "PT", "ZA"),
        ("Portugal", "Spain", "Greece", "039 - Southern Europe"),
        (
            "Password Spraying - T1110.003",
            "Valid Accounts - T1078",
            "Cloud Accounts - T1078.004",
            "Email Forwarding Rule - T1114.003",
        ),
        ("Password spraying against mail gateways", "Sign-ins through residential proxies"),
        0.8,
        "steady",
    ),
)


def draw_campaign(rng: Random, elapsed: float) -> Campaign:
    """A campaign, as likely as it is strong at that moment."""
    return rng.choices(CAMPAIGNS, [campaign.strength(elapsed) for campaign in CAMPAIGNS])[0]
