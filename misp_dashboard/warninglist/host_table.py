"""Hosts with the lists each is on, found with their subdomains."""

from misp_dashboard.warninglist.text_table import TextTable


class HostTable:
    """Filled, sealed, then looked up; the answer is a bit mask: bit n is list n."""

    def __init__(self) -> None:
        # bit 0 says that longer names follow, so a lookup ends where none does; list n is bit n + 1
        self._names = TextTable()
        self._domains: set[str] = set()

    def add(self, host: str, number: int) -> None:
        """The host, and with it each of its subdomains, is on the list of this number."""
        self._names.add(host, number + 1)
        while (host := host.partition(".")[2]) and host not in self._domains:
            self._domains.add(host)
            self._names.add(host, 0)

    def seal(self) -> None:
        self._names.seal()
        self._domains.clear()

    def find(self, host: str) -> int:
        """The lists that the host, or a domain above it, is on."""
        mask, start = 0, len(host)
        while start > 0:
            start = host.rfind(".", 0, start)
            found = self._names.find(host[start + 1 :])
            mask |= found
            if not found & 1:
                break
        return mask >> 1
