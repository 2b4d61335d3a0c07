"""Access to a MISP's REST API: where it is, with which key, and how gently it is asked."""

import ssl
from zoneinfo import ZoneInfo

import msgspec


class Access(msgspec.Struct, frozen=True):
    """`retry_first_s` is the pause before a question is asked again; it doubles up to a minute."""

    instance: str
    url: str
    key: str
    verify_tls: bool = True
    ca_file: str = ""
    time_zone: str = "UTC"
    requests_per_minute: int = 60
    events_per_request: int = 20
    attempts: int = 6
    retry_first_s: float = 2.0
    timeout_s: float = 120.0

    def __repr__(self) -> str:
        return f"Access({self.instance!r}, {self.url!r})"

    @property
    def certificates(self) -> bool | str:
        """What `requests` takes: a file of authorities, or whether to look at all. The system's
        own are preferred, because a company's may be among them."""
        if not self.verify_tls:
            return False
        return self.ca_file or ssl.get_default_verify_paths().cafile or True

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
