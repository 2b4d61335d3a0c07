"""What settings have to be together, when each alone is right."""

from collections.abc import Iterator

from misp_dashboard.config.key import Path
from misp_dashboard.config.rule import is_loopback, split
from misp_dashboard.config.settings import Config


def contradictions(config: Config) -> Iterator[tuple[Path, str]]:
    """The setting to change and a sentence, for everything that does not fit together."""
    yield from _repeated(config)
    for number, instance in enumerate(config.instances):
        at: Path = ("instances", number)
        if instance.password and not instance.username:
            yield (*at, "password"), "has no username to go with it: set `username`, too"
        if instance.username and not instance.password:
            missing = "has no password to go with it: set `password` or `password_file`, too"
            yield (*at, "username"), missing
        if instance.api_key and not instance.url:
            yield (*at, "api_key"), "has no address to go with it: set `url`, too"
    named: dict[str, int] = {}
    for number, region in enumerate(config.regions):
        name = region.name.casefold()
        if name in named:
            already = f'"{region.name}" is already that of regions[{named[name]}]'
            yield ("regions", number, "name"), already
        named.setdefault(name, number)
    yield from _credited_twice(config)
    if config.access.anonymous == "local" and not is_loopback(config.server.host):
        yield ("server", "host"), _OPEN.format(host=config.server.host)


def careless(config: Config) -> Iterator[str]:
    """What works and should be mended all the same."""
    for number, instance in enumerate(config.instances):
        parts = split(instance.url)
        is_open = parts and parts.scheme == "http" and not is_loopback(parts.hostname or "")
        if instance.api_key and is_open:
            yield (
                f"instances[{number}].url begins with http://: who listens on the way learns "
                "the api_key. Use https://"
            )


_OPEN = (
    '"{host}" can be reached from other machines, and there is no sign-in: everything would be '
    "shown to anyone who reaches it. Listen on 127.0.0.1 behind a reverse proxy that asks "
    'who is there, or set access.anonymous = "everything" if that is meant'
)


def _credited_twice(config: Config) -> Iterator[tuple[Path, str]]:
    """An organisation counts as one other; a category has its points once."""
    at: Path = ("contribution", "aliases")
    aliases: dict[str, int] = {}
    for number, alias in enumerate(config.contribution.aliases):
        if alias.org in aliases:
            already = f'"{alias.org}" is already that of contribution.aliases[{aliases[alias.org]}]'
            yield (*at, number, "org"), already
        aliases.setdefault(alias.org, number)
    for number, alias in enumerate(config.contribution.aliases):
        if alias.counts_as in aliases:
            other = f"contribution.aliases[{aliases[alias.counts_as]}]"
            onward = f'"{alias.counts_as}" counts as another one itself, by {other}: name that one'
            yield (*at, number, "counts_as"), onward
    seen: set[str] = set()
    for number, category in enumerate(config.contribution.categories):
        if category.name in seen:
            twice = f'"{category.name}" has its points already'
            yield ("contribution", "categories", number, "name"), twice
        seen.add(category.name)


def _repeated(config: Config) -> Iterator[tuple[Path, str]]:
    for field in ("name", "zmq"):
        first: dict[str, int] = {}
        for number, instance in enumerate(config.instances):
            value = getattr(instance, field)
            if value in first:
                why = "" if field == "name" else ": everything would be counted twice"
                same = f'"{value}" is already that of instances[{first[value]}]{why}'
                yield ("instances", number, field), same
            first.setdefault(value, number)
