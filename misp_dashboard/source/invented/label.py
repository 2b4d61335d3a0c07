"""The tags of the invented community: taxonomies in MISP's usual colours, and galaxies."""

from random import Random

import msgspec

from misp_dashboard.source.invented.campaign import CAMPAIGNS, Campaign

GALAXY_COLOUR = "#0088cc"


class Label(msgspec.Struct, frozen=True):
    """A tag as a taxonomy or galaxy defines it; each instance gives it an id of its own."""

    name: str
    colour: str
    numerical_value: str | None = None

    @property
    def is_galaxy(self) -> bool:
        return self.name.startswith("misp-galaxy:")


def galaxy(kind: str, value: str) -> Label:
    """The tag of a galaxy's cluster."""
    return Label(f'misp-galaxy:{kind}="{value}"', GALAXY_COLOUR)


TLP = (
    Label("tlp:clear", "#ffffff"),
    Label("tlp:green", "#33FF00"),
    Label("tlp:amber", "#FFC000"),
    Label("tlp:amber+strict", "#FFC000"),
    Label("tlp:red", "#FF2B2B"),
)
PAP = (
    Label("PAP:CLEAR", "#ffffff"),
    Label("PAP:GREEN", "#00ad1c"),
    Label("PAP:AMBER", "#ffa800"),
    Label("PAP:RED", "#ff0000"),
)
RELIABILITY = (
    Label('admiralty-scale:source-reliability="a"', "#054300", "100"),
    Label('admiralty-scale:source-reliability="b"', "#075200", "75"),
    Label('admiralty-scale:source-reliability="c"', "#0eb100", "50"),
    Label('admiralty-scale:information-credibility="1"', "#001cad", "100"),
    Label('admiralty-scale:information-credibility="2"', "#002be8", "75"),
    Label('admiralty-scale:information-credibility="3"', "#4664ff", "50"),
)
DRAFT = Label('workflow:state="draft"', "#ff5400")
COMPLETE = Label('workflow:state="complete"', "#ffa800")
TODO = Label('workflow:todo="expansion"', "#850048")
OSINT = (
    Label("type:OSINT", "#004646"),
    Label('osint:source-type="blog-post"', "#00223b"),
    Label('osint:lifetime="perpetual"', "#0071c3"),
)
FALSE_POSITIVE = Label('false-positive:risk="high"', "#d20037", "75")
KILL_CHAIN = (
    Label("kill-chain:Delivery", "#a7a700"),
    Label("kill-chain:Installation", "#7f7f00"),
    Label("kill-chain:Command and Control", "#585800"),
)
LIKELIHOOD = (
    Label('estimative-language:likelihood-probability="likely"', "#002b4a", "75"),
    Label('estimative-language:likelihood-probability="very-likely"', "#003f6d", "90"),
)
INCIDENT = {
    "phishing": Label('rsit:fraud="phishing"', "#de4f00"),
    "ransomware": Label('rsit:malicious-code="ransomware"', "#a3001b"),
    "botnet": Label('rsit:malicious-code="c2-server"', "#c20020"),
    "scam": Label('rsit:fraud="masquerade"', "#f75900"),
    "exploit": Label('rsit:intrusions="application-compromise"', "#1c5a8c"),
    "password spraying": Label('rsit:intrusion-attempts="brute-force"', "#2476b8"),
}


def galaxies_of(campaign: Campaign) -> list[Label]:
    """What a campaign's events may be tagged with: sectors, actor, malware, techniques, targets."""
    kind = "ransomware" if campaign.kind == "ransomware" else "malpedia"
    found = [galaxy("sector", sector) for sector in campaign.sectors]
    found += [galaxy("threat-actor", campaign.actor)] if campaign.actor else []
    found += [galaxy(kind, campaign.malware)] if campaign.malware else []
    found += [galaxy("mitre-attack-pattern", name) for name in campaign.techniques]
    found += [target_label(target) for target in campaign.targets]
    return found


def target_label(target: str) -> Label:
    """Two galaxies name countries: one by the name, the other by the name in small letters."""
    if target[0].isdigit():
        return galaxy("region", target)
    return (
        galaxy("country", target.lower())
        if len(target) < 7
        else galaxy("target-information", target)
    )


def all_labels() -> list[Label]:
    """Every tag there is at the start, each once."""
    taxonomies = (*TLP, *PAP, *RELIABILITY, DRAFT, COMPLETE, TODO, *OSINT, FALSE_POSITIVE)
    found = [*taxonomies, *KILL_CHAIN, *LIKELIHOOD, *INCIDENT.values()]
    found += [label for campaign in CAMPAIGNS for label in galaxies_of(campaign)]
    return list(dict.fromkeys(found))


def draw_event_labels(rng: Random, campaign: Campaign, osint: bool) -> list[Label]:
    """The tags an analyst gives a new event."""
    found = [rng.choices(TLP, (4, 6, 5, 1, 1))[0]]
    found += [INCIDENT[campaign.kind]] if campaign.kind in INCIDENT else []
    found += rng.sample(galaxies_of(campaign), k=min(rng.randint(1, 4), 1 + len(campaign.sectors)))
    techniques = rng.sample(campaign.techniques, k=rng.randint(0, min(3, len(campaign.techniques))))
    found += [galaxy("mitre-attack-pattern", name) for name in techniques]
    found += list(OSINT[: rng.randint(1, 3)]) if osint else [DRAFT]
    found += [rng.choice(RELIABILITY)] if rng.random() < 0.5 else []
    found += [rng.choice(PAP)] if rng.random() < 0.35 else []
    found += [rng.choice(LIKELIHOOD)] if rng.random() < 0.15 else []
    return list(dict.fromkeys(found))


def draw_attribute_label(rng: Random, campaign: Campaign) -> Label:
    """A tag for one attribute."""
    chance = rng.random()
    if chance < 0.15:
        return target_label(rng.choice(campaign.targets))
    if chance < 0.55:
        return galaxy("mitre-attack-pattern", rng.choice(campaign.techniques))
    return rng.choice((*KILL_CHAIN, *TLP[1:4], *RELIABILITY, TODO, FALSE_POSITIVE))
