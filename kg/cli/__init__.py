"""Arguments in, the work of one command out; a command is loaded when it is asked for."""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from kg import __version__
from kg.cli.messages import LANGUAGES, text
from kg.cli.translated import Misused, translated
from kg.errors import PolicingError

COMMANDS = {
    "build": "build",
    "add": "update",
    "remove": "update",
    "lookup": "lookup",
    "query": "query",
    "outcomes": "outcomes",
    "trend": "trend",
    "conflicts": "conflicts",
    "path": "network",
    "neighbours": "network",
    "rank": "network",
    "view": "view",
    "explain": "judge",
    "review": "judge",
    "merge": "judge",
    "split": "judge",
    "rename": "judge",
    "export": "export",
    "correct": "export",
    "validate": "validate",
    "stats": "stats",
    "diff": "diff",
    "serve": "serve",
    "eval": "evaluate",
    "doctor": "doctor",
}


EXTRA = re.compile(r"\[(?:default|required)[^\[\]]*\]$")  # what click says of an option behind its help


class Formatter(click.HelpFormatter):
    """Help whose own words, too, are in the language that `--lang` chose."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line, `Usage:`."""
        super().write_usage(prog, " ".join(map(translated, args.split(" "))), text("help.usage"))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of options, each with its default."""
        told = [(name, EXTRA.sub(lambda match: translated(match[0]), words)) for name, words in rows]
        super().write_dl(told, col_max, col_spacing)

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A part with its heading."""
        with super().section(text("help.Options") if name == "Options" else name):
            yield


class Speaking(click.Context):
    """A context whose help speaks the chosen language."""

    formatter_class = Formatter


class LazyGroup(click.Group):
    """A group whose commands are modules of this package, imported one at a time."""

    context_class = Speaking

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Read the arguments; a wrong one is told in the user's language."""
        with _told():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a wrong call of it is told in the user's language."""
        with _told():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which a user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of `cmd_name` and return its command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"kg.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        command.context_class = Speaking
        if (shown := command.get_help_option(ctx)) is not None:
            shown.help = text("help.option")
        return command

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The introduction, in the language that `--lang` chose."""
        self.help = text("kg.help")
        for option in self.get_params(ctx):
            for name in ("help", "version"):
                if isinstance(option, click.Option) and f"--{name}" in option.opts:
                    option.help = text(f"{name}.option")
        super().format_help_text(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their one-line summaries, without importing them."""
        with formatter.section(text("help.commands")):
            formatter.write_dl([(name, text(f"{name}.summary")) for name in COMMANDS])


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except click.UsageError as error:
        raise (error if isinstance(error, Misused) else Misused(error)) from None


def _set_language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value:
        os.environ["KG_LANG"] = value
    return value


@click.command(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--lang", type=click.Choice(LANGUAGES), is_eager=True, expose_value=False, callback=_set_language
)
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Build, query and view a knowledge graph of Chinese policing news."""
    if ctx.invoked_subcommand is None:
        built = Path("graph/manifest.json").is_file()
        click.echo(text("welcome.graph", graph="graph") if built else text("welcome"))


def main() -> None:
    """Run the command line; an expected error is one line on stderr and exit code 2 (or its own)."""
    _speak_utf_8()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    _run(cli)


def _speak_utf_8() -> None:
    """Start anew in Python's UTF-8 mode where the locale is another: names and files are Chinese."""
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def _run(command: Any) -> None:
    try:
        command(prog_name="kg", standalone_mode=True)
    except PolicingError as error:
        click.echo(f"kg: {translated(str(error))}", err=True)
        sys.exit(getattr(error, "exit_code", 2))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
