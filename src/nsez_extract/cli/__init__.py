"""The command line: parse, call, print. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

from nsez_extract.cli.app import main

__all__ = ["main"]
