"""The object templates that the community uses, and invented objects made from them."""

from collections.abc import Callable
from random import Random
from uuid import NAMESPACE_DNS, uuid5

import msgspec

from misp_dashboard.source.invented import indicator as draw
from misp_dashboard.source.invented.campaign import Campaign
from misp_dashboard.source.invented.identifier import draw_hex
from misp_dashboard.source.invented.indicator import Indicator
from misp_dashboard.source.invented.money import draw_bank_account, draw_bank_code
from misp_dashboard.source.invented.phone import draw_phone_number
from misp_dashboard.source.invented.place import draw_place

N, D, O = "Network activity", "Payload delivery", "Other"  # noqa: E741  columns of the tables


NATIONALITIES = ("Nigerian", "Moroccan", "British", "Ivorian", "Romanian", "unknown")


class Template(msgspec.Struct, frozen=True):
    """`meta_category`, `description` and the like are repeated by MISP in every object."""

    name: str
    meta_category: str
    description: str
    version: str
    fill: Callable[[Random, Campaign], list[Indicator]]
    weight: int

    @property
    def uuid(self) -> str:
        return str(uuid5(NAMESPACE_DNS, f"{self.name}.template.example"))


def fill_file(rng: Random, campaign: Campaign) -> list[Indicator]:
    return [
        Indicator(D, "filename", draw.draw_filename(rng), True, "filename"),
        Indicator(D, "md5", draw_hex(rng, 32), True, "md5"),
        Indicator(D, "sha256", draw_hex(rng, 64), True, "sha256"),
        Indicator(O, "size-in-bytes", str(rng.randint(2_000, 4_000_000)), False, "size-in-bytes"),
    ]


def fill_domain_ip(rng: Random, campaign: Campaign) -> list[Indicator]:
    return [
        Indicator(N, "domain", draw.draw_name(rng), True, "domain"),
        Indicator(N, "ip-dst", draw.draw_address(rng, campaign), True, "ip"),
    ]


def fill_email(rng: Random, campaign: Campaign) -> list[Indicator]:
    return [
        Indicator(D, "email-src", draw.draw_mailbox(rng), True, "from"),
        Indicator(D, "email-subject", rng.choice(campaign.titles), False, "subject"),
        Indicator(D, "email-attachment", draw.draw_filename(rng), True, "attachment"),
    ]


def fill_network_connection(rng: Random, campaign: Campaign) -> list[Indicator]:
    return [
        Indicator(N, "ip-src", draw.draw_address(rng, campaign), False, "ip-src"),
        Indicator(N, "ip-dst", draw.draw_address(rng, campaign), True, "ip-dst"),
        Indicator(N, "port", rng.choice(("443", "8443", "53", "22")), False, "dst-port"),
        Indicator(O, "text", rng.choice(("TCP", "UDP")), False, "layer4-protocol"),
    ]


def fill_url(rng: Random, campaign: Campaign) -> list[Indicator]:
    address = draw.draw_url(rng)
    return [
        Indicator(N, "url", address, True, "url"),
        Indicator(N, "domain", address.split("/")[2], True, "domain"),
        Indicator(O, "text", address.partition(":")[0], False, "scheme"),
    ]


def fill_geolocation(rng: Random, campaign: Campaign) -> list[Indicator]:
    place = draw_place(rng, campaign.near)
    return [
        Indicator(O, "float", f"{place.latitude:.4f}", False, "latitude"),
        Indicator(O, "float", f"{place.longitude:.4f}", False, "longitude"),
        Indicator(O, "text", place.city, False, "city"),
        Indicator(O, "text", place.country, False, "countrycode"),
    ]


def fill_bank_account(rng: Random, campaign: Campaign) -> list[Indicator]:
    return [
        Indicator("Financial fraud", "iban", draw_bank_account(rng), False, "iban"),
        Indicator("Financial fraud", "bic", draw_bank_code(rng), False, "swift"),
        Indicator(O, "text", "account named in changed invoices", False, "comments"),
    ]


def fill_person(rng: Random, campaign: Campaign) -> list[Indicator]:
    return [
        Indicator("Person", "full-name", "Caller without a name", False, "full-name"),
        Indicator("Person", "phone-number", draw_phone_number(rng), False, "phone-number"),
        Indicator("Person", "nationality", rng.choice(NATIONALITIES), False, "nationality"),
    ]


TEMPLATES = (
    Template("file", "file", "File object describing a file", "25", fill_file, 34),
    Template("domain-ip", "network", "A domain and its address", "11", fill_domain_ip, 26),
    Template("email", "network", "Email object describing an email", "19", fill_email, 14),
    Template(
        "network-connection", "network", "A local or remote network connection", "4",
        fill_network_connection, 14,
    ),
    Template("url", "network", "A URL along with its parts", "10", fill_url, 14),
    Template("geolocation", "misc", "A location as coordinates", "7", fill_geolocation, 6),
    Template("bank-account", "financial", "A bank account", "4", fill_bank_account, 3),
    Template("person", "misc", "A person or an identity", "21", fill_person, 3),
)  # fmt: skip
_WEIGHTS = [template.weight for template in TEMPLATES]


def draw_template(rng: Random) -> Template:
    return rng.choices(TEMPLATES, _WEIGHTS)[0]
