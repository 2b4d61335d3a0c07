"""`misp-dashboard init`: write a commented configuration by asking a few questions."""

import os
from collections.abc import Callable
from pathlib import Path

import click

from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.template import Answers, written
from misp_dashboard.config import Secret, rule
from misp_dashboard.config.rule import MISP_ZMQ_PORT, Rule

Kind = Callable[[str], str]


def ruled(rule: Rule) -> Kind:
    """A type for click that obeys a setting's rule; in a dialogue click asks again."""

    def text(value: str) -> str:
        if wrong := rule(value):
            raise click.BadParameter(f'"{value}" {wrong}')
        return value

    return text


NAME, ZMQ, URL = ruled(rule.instance_name), ruled(rule.zmq_address), ruled(rule.web_address)
USERNAME = ruled(rule.plain_credential)


@click.command(short_help="Write a configuration by answering a few questions.")
@click.option("--name", type=NAME, help="What the page calls this MISP.")
@click.option("--zmq", type=ZMQ, help="The address of its ZeroMQ publisher.")
@click.option("--url", type=URL, help="Its web address, for links to its events.")
@click.option("--username", type=USERNAME, help="Its ZeroMQ user name, when it asks for one.")
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, resolve_path=True),
    help="A file whose first line is its ZeroMQ password.",
)
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="N", help="The page's port; default 8080."
)
@click.option("--data-dir", type=click.Path(file_okay=False, resolve_path=True), help="For data.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("misp-dashboard.toml"),
    show_default=True,
    help="The file to write.",
)
@click.option("--yes", is_flag=True, help="Ask nothing: what no option says gets its default.")
@click.option("--force", is_flag=True, help="Replace the file when there is one.")
def init(
    *,
    name: str | None,
    zmq: str | None,
    url: str | None,
    username: str | None,
    password_file: str | None,
    port: int | None,
    data_dir: str | None,
    output: Path,
    yes: bool,
    force: bool,
) -> None:
    """Write a configuration file with every setting explained, readable by you alone.

    Asks for what no option says: the name, the ZeroMQ address and the web address of a MISP, and
    how to sign in to its ZeroMQ when that is needed.

    \b
    Examples:
      misp-dashboard init
      misp-dashboard init --name "MISP Luxembourg" --zmq tcp://misp.example.org:50000 --yes
      misp-dashboard init --output /etc/misp-dashboard/misp-dashboard.toml
    """
    if output.exists() and not force:
        raise Failure(f"{output} exists; it was left alone.", "Use --force to replace it.")
    if password_file and not username:
        raise click.UsageError("--password-file needs --username.")
    asked = not yes
    answers = Answers(
        name=name or _ask("Name of this MISP", "MISP", NAME, asked),
        zmq=zmq or _ask("Its ZeroMQ address", f"tcp://localhost:{MISP_ZMQ_PORT}", ZMQ, asked),
        url=_ask("Its web address (may be empty)", "", URL, asked) if url is None else url,
        username=_ask("Its ZeroMQ user name (may be empty)", "", USERNAME, asked)
        if username is None
        else username,
        password_file=password_file or "",
        port=port,
        data_dir=data_dir,
    )
    if answers.username and not password_file:
        if yes:
            raise click.UsageError("--username needs --password-file.")
        answers = answers.with_password(Secret(click.prompt("Its password", hide_input=True)))
    _write(output, written(answers))
    click.echo(f"Wrote {output}. Next: misp-dashboard run{_chosen(output)}")


def _ask(question: str, default: str, kind: Kind, asked: bool) -> str:
    if not asked:
        return default
    answer: str = click.prompt(
        question, default=default, value_proc=kind, show_default=bool(default)
    )
    return answer


def _chosen(output: Path) -> str:
    """The option that `run` needs to find the file."""
    return "" if output == Path("misp-dashboard.toml") else f" --config {output}"


def _write(file: Path, text: str) -> None:
    """It may hold a password: from its first moment only this user may read it."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.touch(mode=0o600, exist_ok=False)
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(file)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Failure(
            f"{file} cannot be written: {reason}.", "Choose another: --output."
        ) from error
