"""The command ``nsez-extract``: its sub-commands, exit codes, and errors as one line on stderr.

Exit codes: 0 all well; 1 some documents failed; 2 wrong usage or unusable input; 130 interrupted;
141 the reader of standard output went away.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from nsez_extract._version import __version__
from nsez_extract.cli.bench import bench
from nsez_extract.cli.common import complain
from nsez_extract.cli.explain import explain
from nsez_extract.cli.gold import gold_app
from nsez_extract.cli.run import run
from nsez_extract.cli.schema import schema
from nsez_extract.cli.score import score
from nsez_extract.cli.show import show
from nsez_extract.cli.train import train
from nsez_extract.errors import NsezError

_USAGE_ERROR = typer.BadParameter.__mro__[1]
_CLICK_ERROR = typer.BadParameter.__mro__[2]

app = typer.Typer(
    help="Vietnamese news to structured data: names, titles, roles, money, percents, numbers and dates.",
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
"""typer.Typer: the command with its sub-commands."""


def _print_version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        typer.echo(f"nsez-extract {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Vietnamese news to structured data: names, titles, roles, money, percents, numbers and dates."""


app.command()(run)
app.command()(score)
app.command()(show)
app.command()(explain)
app.command()(schema)
app.add_typer(gold_app, name="gold")
app.command()(bench)
app.command()(train)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv (Sequence[str] | None): Arguments; None takes those of the process.

    Returns:
        int: The exit code.
    """
    _write_utf8()
    command = typer.main.get_command(app)
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        with command.make_context("nsez-extract", arguments) as context:
            code = command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as end:
        return int(end.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        complain("interrupted")
        return 130
    except BrokenPipeError:
        _let_go_of_stdout()
        return 141
    except NsezError as error:
        complain(str(error))
        return 2
    except OSError as error:
        complain(f"{error.filename or 'input or output'}: {error.strerror or error}")
        return 2
    except Exception as error:
        if not isinstance(error, _CLICK_ERROR):
            raise
        complain(_usage_message(error))
        return 2
    return code if isinstance(code, int) else 0


def _write_utf8() -> None:
    """Let output that is no terminal be UTF-8 whatever the locale, and no character fail on a terminal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8")


def _usage_message(error: Exception) -> str:
    """Return one line for an error of the command-line parser, naming the help page."""
    message: str = getattr(error, "format_message", error.__str__)().strip().rstrip(".")
    if not isinstance(error, _USAGE_ERROR):
        return message
    context = getattr(error, "ctx", None)
    where = context.command_path if context is not None else "nsez-extract"
    return f"{message or 'Missing command'}; see {where} --help"


def _let_go_of_stdout() -> None:
    """Point standard output nowhere, so that Python's last flush does not complain of the broken pipe."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
