"""The entries of all lists, by the five ways in which MISP compares them with a value."""

import logging
import re
from typing import NamedTuple

from misp_dashboard.warninglist.expression import LONGEST, read_expression
from misp_dashboard.warninglist.file import WarningList
from misp_dashboard.warninglist.host import folded, host_of
from misp_dashboard.warninglist.network_table import NetworkTable, read_network
from misp_dashboard.warninglist.text_table import TextTable

log = logging.getLogger(__name__)


class Asked(NamedTuple):
    """Lists that a value is looked up in, as a bit mask, and the kinds of these lists."""

    mask: int
    kinds: frozenset[str]


class Entries:
    """Filled, sealed, then asked; an answer is a bit mask: bit n is list n.

    Letters are compared without regard to their case: MISP writes hashes and domains in small
    letters before it compares, and other sources of frames need not.
    """

    def __init__(self) -> None:
        self._texts = TextTable()
        self._hosts = TextTable()
        self._longest_host = 0
        self._networks = NetworkTable()
        self._substrings: dict[int, list[str]] = {}
        self._expressions: dict[int, list[re.Pattern[str]]] = {}

    def add(self, one: WarningList, number: int) -> None:
        """All entries of a list; those that mean nothing are told and left out."""
        add = {
            "string": self._add_text,
            "hostname": self._add_host,
            "cidr": self._add_network,
            "substring": self._add_substring,
            "regex": self._add_expression,
        }[one.kind]
        useless = [entry for entry in one.entries if not (entry.strip() and add(entry, number))]
        if useless:
            log.warning(
                'the warning list "%s" has %d entries that are of no use as %s: %s',
                one.name, len(useless), one.kind, ", ".join(map(repr, useless[:3])),
            )  # fmt: skip

    def seal(self) -> None:
        """No more entries are added."""
        self._texts.seal()
        self._hosts.seal()
        self._networks.seal()

    def find(self, value: str, asked: Asked) -> int:
        """The lists of those asked that the value is on."""
        kinds = asked.kinds
        mask = 0
        if "string" in kinds:
            mask |= self._texts.find(folded(value))
        if "hostname" in kinds:
            mask |= self._find_host(host_of(value))
        if "cidr" in kinds and (network := read_network(value)):
            mask |= self._networks.find(network)
        if "substring" in kinds:
            small = value.lower()
            for number, texts in self._substrings.items():
                if asked.mask >> number & 1 and any(text in small for text in texts):
                    mask |= 1 << number
        if "regex" in kinds and len(value) <= LONGEST:
            for number, expressions in self._expressions.items():
                if asked.mask >> number & 1 and any(one.search(value) for one in expressions):
                    mask |= 1 << number
        return mask & asked.mask

    def _find_host(self, host: str) -> int:
        """A host is on a list with its own name, and with that of each domain above it."""
        mask = 0
        labels = host.split(".")
        for count in range(1, min(len(labels), self._longest_host) + 1):
            mask |= self._hosts.find(".".join(labels[-count:]))
        return mask

    def _add_text(self, entry: str, number: int) -> bool:
        self._texts.add(folded(entry), number)
        return True

    def _add_host(self, entry: str, number: int) -> bool:
        host = host_of(entry)
        if host:
            self._hosts.add(host, number)
            self._longest_host = max(self._longest_host, host.count(".") + 1)
        return host != ""

    def _add_network(self, entry: str, number: int) -> bool:
        network = read_network(entry)
        # as in MISP, the whole internet is no entry
        if network is None or entry.rstrip().endswith("/0"):
            return False
        self._networks.add(network, number)
        return True

    def _add_substring(self, entry: str, number: int) -> bool:
        self._substrings.setdefault(number, []).append(entry.lower())
        return True

    def _add_expression(self, entry: str, number: int) -> bool:
        expression = read_expression(entry)
        if expression:
            self._expressions.setdefault(number, []).append(expression)
        return expression is not None
