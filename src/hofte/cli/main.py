"""The command `hofte`: finds the called command's module, and turns errors into words and exit codes.

A command's module is imported only when it is called, so `hofte --help` starts no parser and draws nothing.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import IO, Any, cast

import click

from hofte import __version__
from hofte.core.errors import DoseIncomplete, HofteError, RuleBroken

#: Name, module under ``hofte.cli`` that holds ``command``, and what it does, in the order of the help.
COMMANDS = {
    "read": ("read", "Show what pages ask for, and the words it was read from."),
    "check": ("check", "Lint pages for what their authors should know."),
    "links": ("links", "Find dead links, orphans and missing pictures of a site."),
    "dose": ("dose", "Read doses out of text on standard input."),
    "import": ("import_", "Bring a site or data set in as pages."),
    "timeline": ("timeline", "Write a page's session out, phase by phase."),
    "play": ("play", "Guide a session in the terminal."),
    "analyse": ("analyse", "Find contractions in recordings."),
    "diary": ("diary", "Show and export what was done."),
    "serve": ("serve", "Serve the web application on this machine."),
    "build": ("build", "Build a website of pages that needs no server."),
    "backup": ("backup", "Keep everything in one file."),
    "restore": ("restore", "Put a backup back."),
    "demo": ("demo", "See a guided session with the simulated sensor."),
}

OK, NEGATIVE, USAGE, INTERRUPTED = 0, 1, 2, 130


class Refused(click.ClickException):
    """One of our errors as the command line says it: what and where, then what to do."""

    exit_code = USAGE

    def __init__(self, error: HofteError) -> None:
        super().__init__(error.message)
        self.hint = error.hint

    def show(self, file: IO[Any] | None = None) -> None:
        click.secho("hofte: ", fg="red", bold=True, err=True, nl=False)
        click.echo(self.message, err=True)
        if self.hint:
            click.echo(f"  → {self.hint}", err=True)


class Forbidden(Refused):
    """The page or a clinical rule says no: nothing was wrong with how the command was used."""

    exit_code = NEGATIVE


class Commands(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return cast("click.Command", import_module(f"hofte.cli.{COMMANDS[cmd_name][0]}").command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except HofteError as error:
            raise (Forbidden if isinstance(error, (RuleBroken, DoseIncomplete)) else Refused)(error) from error
        except BrokenPipeError:
            # Whoever read our lines has had enough. What is still buffered goes nowhere, silently.
            _forget_output()
            raise click.exceptions.Exit(OK) from None
        except OSError as error:
            _forget_output()
            where = error.filename or "standard output"
            raise Refused(HofteError(f"{where}: {error.strerror or error}")) from error
        except (KeyboardInterrupt, click.Abort):
            click.echo(err=True)
            raise click.exceptions.Exit(INTERRUPTED) from None


def _forget_output() -> None:
    """Let what is still buffered go nowhere, so that it is not tried again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_closed_streams() -> None:
    """A stream that the caller closed (``>&-``) is empty, not missing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def _wants_color() -> bool | None:
    """What the environment says about colour; ``None`` leaves it to whether a terminal listens."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return True if os.environ.get("FORCE_COLOR") else None


@click.group(
    cls=Commands,
    help="Turn a written exercise page into a guided, measured training session.\n\n\b\n"
    "hofte read page.md                what the page asks for\n"
    "hofte timeline page.md            the session, written out\n"
    "hofte play page.md                the session, guided",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all well; 1 a page has errors, or it or a clinical rule allows no session, "
    "or a recording is damaged; "
    "2 wrong usage or input; 130 interrupted. Colour follows the terminal; NO_COLOR=1 turns it off.",
)
@click.version_option(__version__, prog_name="hofte")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Set the streams and the colour up, then run the command."""
    _open_closed_streams()
    ctx.color = _wants_color()
