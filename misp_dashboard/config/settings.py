"""Every setting there is: its key, type, default and meaning."""

import os
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec
import platformdirs
from msgspec import Meta

from misp_dashboard.config import rule
from misp_dashboard.config.contribution import Contribution
from misp_dashboard.config.meaning import means
from misp_dashboard.config.secret import Secret


class Server(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the page is served."""

    host: Annotated[str, means("The address to listen on.", rule.host)] = "127.0.0.1"
    port: Annotated[int, means("The port to listen on."), Meta(ge=1, le=65535)] = 8080
    url: Annotated[
        str,
        means(
            "The address people open, when it is another one (behind a reverse proxy).",
            rule.web_address,
        ),
    ] = ""

    @property
    def address(self) -> str:
        """What to type into a browser, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.url.rstrip("/") or f"http://{host}:{self.port}"


class Instance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One MISP that is subscribed to."""

    name: Annotated[str, means("What the page calls this MISP; unique.", rule.instance_name)]
    zmq: Annotated[
        str, means("The address of its ZeroMQ publisher: tcp://host:50000.", rule.zmq_address)
    ]
    url: Annotated[
        str, means("Its web address, for links to its events; empty: no links.", rule.web_address)
    ] = ""
    username: Annotated[
        str, means("Its ZeroMQ user name, when it asks for one.", rule.plain_credential)
    ] = ""
    password: Annotated[
        Secret, means("Its ZeroMQ password, when it asks for one.", rule.plain_credential)
    ] = msgspec.field(default_factory=Secret)
    password_file: Annotated[
        str, means("A file whose first line is that password, instead of `password`.", path=True)
    ] = ""
    api_key: Annotated[
        Secret,
        means(
            "An authentication key of a user of this MISP, with which `url` is asked for what was "
            "missed; empty: nothing is asked.",
            rule.http_credential,
        ),
    ] = msgspec.field(default_factory=Secret)
    api_key_file: Annotated[
        str, means("A file whose first line is that key, instead of `api_key`.", path=True)
    ] = ""
    verify_tls: Annotated[
        bool, means("Whether the certificate of `url` has to be valid; false trusts anybody.")
    ] = True
    ca_file: Annotated[
        str,
        means(
            "The certificates (PEM) of the authority that signed the certificate of `url`; "
            "empty: those that this system trusts.",
            rule.readable_file,
            path=True,
        ),
    ] = ""
    time_zone: Annotated[
        str,
        means(
            "The time zone in which this MISP writes its logs, such as Europe/Luxembourg.",
            rule.time_zone,
        ),
    ] = "UTC"


class History(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How what was missed is fetched from the instances that have an `api_key`."""

    catch_up: Annotated[
        bool,
        means("Whether what was missed is fetched after every start, reconnection or silence."),
    ] = True
    overlap_minutes: Annotated[
        int,
        means("How much more than what was missed is asked for, for clocks that differ."),
        Meta(ge=0, le=1440),
    ] = 10
    requests_per_minute: Annotated[
        int, means("How many requests a MISP gets at most."), Meta(ge=1, le=6000)
    ] = 60
    events_per_request: Annotated[
        int, means("How many events are asked for at a time."), Meta(ge=1, le=500)
    ] = 20


class Journal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long frames stay on disk."""

    retention_hours: Annotated[
        int,
        means("How long frames are kept after they are stored, to replay them; 0: not at all."),
        Meta(ge=0),
    ] = 0


class Store(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where activities are stored."""

    url: Annotated[
        str,
        means(
            "A ClickHouse server (clickhouse://user@host:8123/database) or a folder "
            "(chdb:///folder); empty: the folder `store` in `data_dir`.",
            rule.store_url,
        ),
    ] = ""
    password: Annotated[Secret, means("The ClickHouse user's password.")] = msgspec.field(
        default_factory=Secret
    )
    password_file: Annotated[
        str, means("A file whose first line is that password, instead of `password`.", path=True)
    ] = ""
    retention_days: Annotated[
        int, means("How long activities are kept; 0: for ever."), Meta(ge=0)
    ] = 0


class Location(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How activities are located on the map."""

    geoip_city: Annotated[
        str,
        means(
            "A GeoIP city database (.mmdb, such as DB-IP City or GeoLite2 City); empty: the one "
            "that `misp-dashboard geoip` put in place, or else the DB-IP City Lite that comes "
            "with the dashboard.",
            rule.readable_file,
            path=True,
        ),
    ] = ""
    geoip_asn: Annotated[
        str,
        means(
            "A GeoIP ASN database (.mmdb, such as DB-IP ASN Lite or GeoLite2 ASN), which names "
            "networks; empty: the one that `misp-dashboard geoip` put in place, or else none.",
            rule.readable_file,
            path=True,
        ),
    ] = ""
    geoip_source: Annotated[
        Literal["dbip", "maxmind"],
        means(
            "Where `misp-dashboard geoip update` gets databases: `dbip` needs no account, "
            "`maxmind` one at maxmind.com."
        ),
    ] = "dbip"
    geoip_url: Annotated[
        str,
        means(
            "A mirror of that source, the address below which its files are; empty: the source.",
            rule.web_address,
        ),
    ] = ""
    maxmind_product: Annotated[
        Literal["GeoLite2", "GeoIP2"], means("MaxMind's free databases, or those it sells.")
    ] = "GeoLite2"
    maxmind_account: Annotated[str, means("The number of the MaxMind account.")] = ""
    maxmind_licence_key: Annotated[Secret, means("Its licence key.")] = msgspec.field(
        default_factory=Secret
    )
    maxmind_licence_key_file: Annotated[
        str,
        means("A file whose first line is that key, instead of `maxmind_licence_key`.", path=True),
    ] = ""
    tld: Annotated[
        bool,
        means(
            "Whether domains, host names, e-mail addresses and URLs are located by their top-level "
            "domain where that is one country's: a weak hint, marked as such."
        ),
    ] = False


class OwnRegion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A region of one's own: a constituency, the members of an alliance."""

    name: Annotated[str, means("What the page calls it; unique.", rule.region_name)]
    countries: Annotated[
        str, means("Its countries, ISO 3166 codes: LU, BE, DE.", rule.country_codes)
    ]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code.upper() for code in re.split(r"[\s,]+", self.countries) if code)


class Warninglist(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which values are noise that can be hidden."""

    enabled: Annotated[
        bool, means("Whether the values of new activities are looked up in warning lists.")
    ] = True
    lists: Annotated[
        str,
        means(
            "The bundled lists to use, by name (docs/warninglists.md has all): `default` stands "
            "for the usual ones, `*` for any letters, and `!` before a name leaves that list out."
        ),
    ] = "default"
    folder: Annotated[
        str,
        means(
            "A folder with lists of one's own, all of them used; empty: none.",
            rule.readable_folder,
            path=True,
        ),
    ] = ""


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page looks like."""

    title: Annotated[str, means("The title of the page."), Meta(min_length=1, max_length=100)] = (
        "MISP Dashboard"
    )
    tiles_url: Annotated[
        str,
        means(
            "Map tiles to zoom in on places: raster tiles, https://host/{z}/{x}/{y}.png, or the "
            "MapLibre style of vector tiles, https://host/style.json; {scheme} becomes dark or "
            "light. Empty: the drawn countries only, no network needed.",
            rule.tiles_url,
        ),
    ] = ""
    tiles_attribution: Annotated[
        str,
        means("Whom to credit for the tiles; shown on the map. A style names some by itself."),
    ] = ""
    borders: Annotated[
        str,
        means(
            "A GeoJSON file with borders of one's own for the maps, each with the properties "
            "`code` (ISO 3166) and `name`; empty: Natural Earth's.",
            rule.readable_file,
            path=True,
        ),
    ] = ""

    @property
    def tiles_origin(self) -> str:
        """The one foreign host the page may load from, `scheme://host:port`, or ""."""
        parts = urlsplit(self.tiles_url)
        return f"{parts.scheme}://{parts.netloc}" if self.tiles_url else ""


class Trends(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What counts on the page of trends."""

    exclude_tags: Annotated[
        str,
        means(
            "Tags that are not ranked unless a reader chooses, with commas between them and `*` "
            "for any letters: tlp:*, osint:*.",
            rule.tag_patterns,
        ),
    ] = ""

    @property
    def excluded(self) -> tuple[str, ...]:
        return tuple(one.strip() for one in self.exclude_tags.split(",") if one.strip())


class Privacy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is stored of the people who sign in."""

    users: Annotated[
        Literal["none", "pseudonym", "email"],
        means(
            "Who signed in: `none` stores no name, `pseudonym` a name like user-3f9a1c07b25d that "
            "is always the same for the same person, `email` the e-mail address. To apply a "
            "stricter one to what is stored: `misp-dashboard privacy apply`."
        ),
    ] = "none"


class Access(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who may look at the page."""

    anonymous: Annotated[
        Literal["local", "everything"],
        means(
            "What is shown without sign-in: `local` shows everything, but only to this machine "
            "(`server.host` must be a loopback address); `everything` shows everything to "
            "whoever reaches `server.host`."
        ),
    ] = "local"


class Log(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is logged (to standard error)."""

    level: Annotated[
        Literal["debug", "info", "warning", "error"], means("The least important lines to log.")
    ] = "info"
    format: Annotated[
        Literal["text", "json"], means("Lines for people (`text`) or for programs (`json`).")
    ] = "text"


def default_data_dir() -> Path:
    """Where a service (root) or a person keeps data on this system."""
    if os.name == "posix" and os.geteuid() == 0:
        return Path("/var/lib/misp-dashboard")
    return Path(platformdirs.user_data_dir("misp-dashboard", appauthor=False))


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that can be set."""

    data_dir: Annotated[
        Path, means("The folder for the journal, the store and the lock.", path=True)
    ] = msgspec.field(default_factory=default_data_dir)
    instances: tuple[Instance, ...] = ()
    server: Server = msgspec.field(default_factory=Server)
    history: History = msgspec.field(default_factory=History)
    journal: Journal = msgspec.field(default_factory=Journal)
    store: Store = msgspec.field(default_factory=Store)
    location: Location = msgspec.field(default_factory=Location)
    regions: tuple[OwnRegion, ...] = ()
    warninglist: Warninglist = msgspec.field(default_factory=Warninglist)
    page: Page = msgspec.field(default_factory=Page)
    trends: Trends = msgspec.field(default_factory=Trends)
    contribution: Contribution = msgspec.field(default_factory=Contribution)
    privacy: Privacy = msgspec.field(default_factory=Privacy)
    access: Access = msgspec.field(default_factory=Access)
    log: Log = msgspec.field(default_factory=Log)

    @property
    def store_url(self) -> str:
        """The store's URL in force, without its password (`store.password`)."""
        return self.store.url or f"chdb://{self.data_dir.absolute() / 'store'}"
