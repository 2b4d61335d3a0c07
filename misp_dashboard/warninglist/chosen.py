"""Which warning lists are used: the bundled ones that are chosen, and those of a folder."""

import difflib
import logging
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path

from misp_dashboard.config import Config
from misp_dashboard.warninglist.file import KNOWN, WarningList, WarninglistUnusable, read_list
from misp_dashboard.warninglist.mark import Warninglists

log = logging.getLogger(__name__)

DEFAULT = "default"
"""The word that stands for `BY_DEFAULT` in the setting."""

BY_DEFAULT = (
    # addresses and names that are nowhere on the internet
    "rfc1918", "rfc3849", "rfc5735", "rfc6598", "rfc6761", "multicast", "ipv6-linklocal",
    "tlds", "second-level-tlds",
    # files that everybody has
    "empty-hashes", "eicar.com", "common-ioc-false-positive", "ti-falsepositives",
    "mozilla-CA", "mozilla-IntermediateCA",
    # services for everybody
    "public-dns-v4", "public-dns-v6", "public-dns-hostname", "captive-portals", "crl-hostname",
    "crl-ip", "findip-host", "whats-my-ip", "google-gmail-sending-ips", "smtp-sending-ips",
    "smtp-receiving-ips", "common-contact-emails", "wikimedia", "apple", "microsoft",
    "microsoft-azure-appid", "microsoft-office365", "microsoft-office365-ip",
    "microsoft-office365-cn", "microsoft-win10-connection-endpoints", "google",
    # content delivery networks: thousands of sites behind one address, which is everywhere
    "akamai", "cloudflare", "fastly", "stackpath",
    # who scans or crawls everybody, and says so
    "*-scanning", "*-scanner", "shadowserver", "tenable-cloud-*", "check-host-net", "googlebot",
    "openai-gptbot",
    # where the defenders are
    "sinkholes", "parking-domain", "parking-domain-ns", "umbrella-blockpage-*",
    "security-provider-blogpost",
    # well-known domains, by the very name
    "cisco_top1000", "majestic_million", "moz-top500",
)  # fmt: skip
"""Names (or patterns) of the bundled lists whose values say nothing about an attacker.

Left out, with the reason:

- what anybody may rent (`amazon-aws`, `google-gcp`, `microsoft-azure*`, `ovh-cluster`, `github`,
  `vpn-*`, `zscaler`, `dynamic-dns`) or put something on (`url-shortener`, `link-in-bio`,
  `lots-project`, `digitalside`, `public-ipfs-gateways`);
- popularity lists that match every subdomain, those of web hosters too (`alexa`, `tranco*`), or
  that are longer than popularity means anything (`cisco_top5k` and more, `google-chrome-crux*`);
- lists that match a part of a name, as a phishing name has it (`automated-malware-analysis`,
  `disposable-email`, `microsoft-attack-simulator`);
- what tells whose a value is, who may be the victim (`bank-website`, `dax30`,
  `university_domains`, `covid*`);
- `phone_numbers`, one of whose expressions matches every number that has 08 in it;
- `nioc-filehash`, harmless files, for its size alone.
"""

PACKAGE = "pymispwarninglists"


def warninglists_of(config: Config) -> Warninglists:
    """The lists that are set, ready to be asked; none when they are switched off. Raises
    `WarninglistUnusable`."""
    wanted = config.warninglist
    if not wanted.enabled:
        return Warninglists()
    own = Path(wanted.folder) if wanted.folder else None
    lists = Warninglists(chosen_lists(wanted.lists, own))
    log.info("%d warning lists are in use", len(lists.names))
    return lists


def bundled_folder() -> Path:
    """Where the lists of the installed package are. Its own code is not needed, nor run."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise WarninglistUnusable(
            f"The package {PACKAGE}, which has the warning lists, is not installed. Install it "
            f"(pip install {PACKAGE}), or set warninglist.enabled to false."
        )
    return Path(spec.origin).parent / "data" / "misp-warninglists" / "lists"


def chosen_lists(choice: str, own: Path | None = None) -> Iterator[WarningList]:
    """The lists to use, one after the other: they are large.

    `choice` are names of bundled lists with commas between them, with `*` and `?` for any letters,
    `default` for `BY_DEFAULT`, and `!` before what is left out. All lists of the folder `own` are
    used, too, but those left out; one replaces the bundled list of its name. Raises
    `WarninglistUnusable`.
    """
    bundled, ours = files_in(bundled_folder()), files_in(own) if own else {}
    wanted, unwanted = _patterns(choice)
    for pattern in [*wanted, *unwanted]:
        if pattern not in BY_DEFAULT and not any(_fits(n, [pattern]) for n in {**bundled, **ours}):
            raise _no_such_list(pattern, {**bundled, **ours})
    for name, path in sorted({**bundled, **ours}.items()):
        if _fits(name, unwanted) or not (name in ours or _fits(name, wanted)):
            continue
        one = read_list(path)
        if one.category == KNOWN and name in ours and not _fits(name, wanted):
            log.info("the warning list %s tells whose a value is: name it to use it", path)
            continue
        yield one


def files_in(folder: Path) -> dict[str, Path]:
    """Name -> file of the lists in a folder: `NAME.json`, or `NAME/list.json` as in the project
    misp-warninglists."""
    found = {path.stem: path for path in folder.glob("*.json")}
    return found | {path.parent.name: path for path in folder.glob("*/list.json")}


def _patterns(choice: str) -> tuple[list[str], list[str]]:
    wanted: list[str] = []
    unwanted: list[str] = []
    for pattern in filter(None, re.split(r"[\s,]+", choice)):
        if pattern == DEFAULT:
            wanted += BY_DEFAULT
        elif pattern.startswith("!"):
            unwanted.append(pattern[1:])
        else:
            wanted.append(pattern)
    return wanted, unwanted


def _fits(name: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in patterns)


def _no_such_list(pattern: str, names: dict[str, Path]) -> WarninglistUnusable:
    near = difflib.get_close_matches(pattern, names, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return WarninglistUnusable(
        f'There is no warning list "{pattern}", which warninglist.lists names.{hint} '
        "docs/warninglists.md has the names."
    )
