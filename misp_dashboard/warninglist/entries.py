"""The entries of all lists, by the five ways in which MISP compares them with a value."""

import logging
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from misp_dashboard.warninglist.expression import LONGEST, read_expression
from misp_dashboard.warninglist.file import WarningList
from misp_dashboard.warninglist.host import folded, host_of
from misp_dashboard.warninglist.host_table import HostTable
from misp_dashboard.warninglist.network_table import NetworkTable, read_network
from misp_dashboard.warninglist.text_table import TextTable

log = logging.getLogger(__name__)


class Asked(NamedTuple):
    """Lists that a value is looked up in, as a bit mask, and how."""

    mask: int
    finders: tuple[Callable[[str], int], ...]


class Entries:
    """Filled, sealed, then asked; an answer is a bit mask: bit n is list n.

    Letters are compared without regard to their case: MISP writes hashes and domains in small
    letters before it compares, and other sources of frames need not.
    """

    def __init__(self) -> None:
        self._texts = TextTable()
        self._hosts = HostTable()
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

    def asked(self, lists: Mapping[int, str]) -> Asked:
        """How to ask these lists and no others; they are given with their kinds."""
        mask = sum(1 << number for number in lists)
        finders: dict[str, Callable[[str], int]] = {
            "string": self._find_text,
            "hostname": self._find_host,
            "cidr": self._find_network,
            "substring": partial(self._find_substring, mask),
            "regex": partial(self._find_expression, mask),
        }
        kinds = sorted(set(lists.values()))
        return Asked(mask, tuple(finders[kind] for kind in kinds))

    def find(self, value: str, asked: Asked) -> int:
        """The lists of those asked that the value is on."""
        mask = 0
        for finder in asked.finders:
            mask |= finder(value)
        return mask & asked.mask

    def _find_text(self, value: str) -> int:
        return self._texts.find(folded(value))

    def _find_host(self, value: str) -> int:
        return self._hosts.find(host_of(value))

    def _find_network(self, value: str) -> int:
        network = read_network(value)
        return self._networks.find(network) if network else 0

    def _find_substring(self, asked: int, value: str) -> int:
        small, mask = value.lower(), 0
        for number, texts in self._substrings.items():
            if asked >> number & 1 and any(text in small for text in texts):
                mask |= 1 << number
        return mask

    def _find_expression(self, asked: int, value: str) -> int:
        mask = 0
        for number, expressions in self._expressions.items() if len(value) <= LONGEST else ():
            if asked >> number & 1 and any(one.search(value) for one in expressions):
                mask |= 1 << number
        return mask

    def _add_text(self, entry: str, number: int) -> bool:
        self._texts.add(folded(entry), number)
        return True

    def _add_host(self, entry: str, number: int) -> bool:
        host = host_of(entry)
        if host:
            self._hosts.add(host, number)
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
