"""How a configured instance's REST API is reached."""

from misp_dashboard.config import Config, Instance
from misp_dashboard.source.history.access import Access


def access_of(config: Config, instance: Instance) -> Access | None:
    """None where no key is configured."""
    if not instance.api_key:
        return None
    return Access(
        instance=instance.name,
        url=instance.url,
        key=instance.api_key.reveal(),
        verify_tls=instance.verify_tls,
        ca_file=instance.ca_file,
        time_zone=instance.time_zone,
        requests_per_minute=config.history.requests_per_minute,
        events_per_request=config.history.events_per_request,
    )


def accesses_of(config: Config) -> list[Access]:
    """Those of all instances that have a key."""
    found = (access_of(config, instance) for instance in config.instances)
    return [access for access in found if access]
