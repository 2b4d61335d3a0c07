"""The command `misp-dashboard`: the list of its subcommands."""

import os
import sys
from collections.abc import Sequence

import click

from misp_dashboard import __version__
from misp_dashboard.cli.attack import attack
from misp_dashboard.cli.backfill import backfill
from misp_dashboard.cli.backup import backup
from misp_dashboard.cli.check import check
from misp_dashboard.cli.config import config
from misp_dashboard.cli.demo import demo
from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.geoip import geoip
from misp_dashboard.cli.honours import honours
from misp_dashboard.cli.init import init
from misp_dashboard.cli.location import location
from misp_dashboard.cli.privacy import privacy
from misp_dashboard.cli.record import record
from misp_dashboard.cli.rejected import rejected
from misp_dashboard.cli.replay import replay
from misp_dashboard.cli.reset import reset
from misp_dashboard.cli.restore import restore
from misp_dashboard.cli.run import run
from misp_dashboard.journal.unavailable import JournalUnavailable

COMMANDS: tuple[click.Command, ...] = (
    run,
    demo,
    init,
    config,
    check,
    record,
    replay,
    backfill,
    rejected,
    geoip,
    location,
    attack,
    privacy,
    honours,
    backup,
    restore,
    reset,
)

FAILED, INTERRUPTED = 1, 130

HELP = """A real-time overview of the threat intelligence that MISP instances share.

\b
To begin:
  misp-dashboard demo     look at it with an invented MISP community
  misp-dashboard init     write a configuration by answering a few questions
  misp-dashboard run      subscribe to the configured MISPs and serve the page

Every subcommand says more with --help. Settings: docs/configuration.md.
"""

EXIT_CODES = """\b
Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 130 interrupted.
"""


class InOrder(click.Group):
    """Lists the subcommands in the order of COMMANDS instead of the alphabet's."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


program = InOrder(
    "misp-dashboard",
    commands={str(command.name): command for command in COMMANDS},
    help=HELP,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
program = click.version_option(__version__, prog_name="misp-dashboard")(program)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one subcommand and end the process with its exit code."""
    sys.exit(_exit_code(arguments))


def _exit_code(arguments: Sequence[str] | None) -> int:
    try:
        code = program.main(arguments, prog_name="misp-dashboard", standalone_mode=False)
        sys.stdout.flush()
    except Failure as failure:
        click.echo(failure.message, err=True)
        if failure.remedy:
            click.echo(failure.remedy, err=True)
        return failure.exit_code
    except JournalUnavailable as error:
        problem = error.problem[:1].lower() + error.problem[1:]
        click.echo(f"The journal {error.path} cannot be used: {problem}.", err=True)
        click.echo(f"{error.remedy[:1].upper()}{error.remedy[1:]}.", err=True)
        return FAILED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return code if isinstance(code, int) else 0
