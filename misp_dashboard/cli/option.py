"""The option that chooses a configuration, and the configuration it leads to."""

import os
from pathlib import Path

import click

from misp_dashboard.cli.failure import WrongConfig
from misp_dashboard.config import Config, ConfigError, Instance, Loaded, load_with_origins

config_option = click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The configuration file, instead of the first there is of ./misp-dashboard.toml, "
    "~/.config/misp-dashboard/ and /etc/misp-dashboard/.",
)


def load_all(file: Path | None) -> Loaded:
    """The configuration in force; what should be mended soon is said on standard error."""
    try:
        loaded = load_with_origins(file, os.environ)
    except ConfigError as error:
        raise WrongConfig(str(error)) from error
    for warning in loaded.warnings:
        click.echo(f"Warning: {warning}", err=True)
    return loaded


def load_config(file: Path | None) -> Config:
    return load_all(file).config


def instances_of(config: Config, name: str | None) -> tuple[Instance, ...]:
    """The configured instances, or the named one."""
    if not config.instances:
        raise WrongConfig(
            "No MISP instance is configured.",
            "Run `misp-dashboard init`, or add [[instances]] with name and zmq to the "
            "configuration (docs/configuration.md). To look around first: `misp-dashboard demo`.",
        )
    if name is None:
        return config.instances
    chosen = tuple(instance for instance in config.instances if instance.name == name)
    if not chosen:
        there_are = ", ".join(instance.name for instance in config.instances)
        raise WrongConfig(f"There is no instance `{name}`.", f"There are: {there_are}.")
    return chosen
