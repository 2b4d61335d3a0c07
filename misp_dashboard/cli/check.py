"""`misp-dashboard check`: every link is tested, and each fault comes with its remedy."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from misp_dashboard.cli.option import config_option, instances_of
from misp_dashboard.cli.printable import printable
from misp_dashboard.config import ConfigError, Instance, Loaded, load_with_origins

if TYPE_CHECKING:
    from rich.console import Console
    from rich.spinner import Spinner

    from misp_dashboard.check.finding import Result, Verdict

EXIT_CODES: "dict[Verdict, int]" = {"ok": 0, "warning": 1, "failed": 2}
"""As programs that watch services expect it of their plugins."""

COLOURS: "dict[Verdict, str]" = {
    "ok": "green", "warning": "yellow", "failed": "red", "skipped": "bright_black",
}  # fmt: skip


@click.command(short_help="Test every link of the chain, with the remedy for each fault.")
@config_option
@click.option("--instance", "name", metavar="NAME", help="Only this MISP instead of all.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def check(config_file: Path | None, name: str | None, as_json: bool) -> int:
    """Test every link of the chain from MISP to the page: one line each, and what to do where it is
    broken. Beside a running dashboard or without one; docs/self-test.md says what is tested.

    \b
    Ends with 0 when all is well, 1 when there are warnings only, 2 when something failed.

    \b
    Examples:
      misp-dashboard check
      misp-dashboard check --instance "MISP Luxembourg"
      misp-dashboard check --json | jq '.links[] | select(.verdict == "failed")'
    """
    from misp_dashboard.check.finding import worst

    results: list[Result] = []
    with _screen(as_json) as screen:
        for result in _results(config_file, name, screen.say):
            results.append(result)
            if not as_json:
                _show(result, screen.line)
    verdict = worst(results)
    if as_json:
        told = {"verdict": verdict, "links": results}
        click.echo(msgspec.json.format(msgspec.json.encode(told), indent=2))
    else:
        click.echo(_summary(results))
    return EXIT_CODES[verdict]


def _results(
    config_file: Path | None, name: str | None, say: Callable[[str, str], None]
) -> "Iterator[Result]":
    say("configuration", "")
    try:
        loaded = load_with_origins(config_file, os.environ)
    except ConfigError as error:
        yield _unreadable(error)
        return
    # The store and the web server take a second to load; a mistake in the settings need not wait.
    from misp_dashboard.check.links import walk
    from misp_dashboard.check.subject import Subject
    from misp_dashboard.cli.logs import set_up_logs

    set_up_logs("error", loaded.config.log.format)
    with Subject(loaded, _chosen(loaded, name)) as subject:
        yield from walk(subject, on_start=say)


def _chosen(loaded: Loaded, name: str | None) -> tuple[Instance, ...]:
    return instances_of(loaded.config, name) if name is not None else loaded.config.instances


def _unreadable(error: ConfigError) -> "Result":
    from misp_dashboard.check.configuration import wrong_configuration
    from misp_dashboard.check.finding import Result

    finding = wrong_configuration(error)
    return Result(
        link="configuration",
        instance="",
        verdict=finding.verdict,
        reason=finding.reason,
        remedy=finding.remedy,
        took_ms=0,
    )


def _show(result: "Result", line: Callable[[str], None]) -> None:
    verdict = click.style(f"{result.verdict:<8}", fg=COLOURS[result.verdict])
    where = f"{result.link} ({result.instance})" if result.instance else result.link
    line(f"{verdict} {printable(where)}: {printable(result.reason)}")
    for stage, took_ms in result.stages_ms.items():
        line(f"         {stage}: {took_ms:.1f} ms")
    if result.remedy:
        line(f"         {click.style('→', bold=True)} {printable(result.remedy)}")


def _summary(results: "list[Result]") -> str:
    verdicts = [result.verdict for result in results]
    told = [
        f"{verdicts.count(one)} {one}"
        for one in ("ok", "warning", "failed", "skipped")
        if one in verdicts
    ]
    return f"{len(results)} links: {', '.join(told)}"


class _Screen:
    """Where results go, and what is being tested while there is a terminal to say it on."""

    def __init__(self, spinner: "Spinner | None" = None, above: "Console | None" = None) -> None:
        self._spinner = spinner
        self._above = above

    def say(self, link: str, instance: str) -> None:
        if self._spinner:
            self._spinner.update(text=f"{link} {printable(instance)}".rstrip())

    def line(self, text: str) -> None:
        if self._above:
            from rich.text import Text

            self._above.print(Text.from_ansi(text), soft_wrap=True)
        else:
            click.echo(text)


@contextmanager
def _screen(as_json: bool) -> Iterator[_Screen]:
    """The spinner is below the lines where they go to a terminal, else on standard error."""
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner

    console = Console()
    to_terminal = console.is_terminal and not as_json
    if not to_terminal:
        console = Console(stderr=True)
    if not console.is_terminal:
        yield _Screen()
        return
    spinner = Spinner("dots")
    # what is written into a file or pipe must not be taken for the terminal
    with Live(spinner, console=console, transient=True, redirect_stdout=False):
        yield _Screen(spinner, console if to_terminal else None)
