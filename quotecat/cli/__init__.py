"""The command line: each command parses, calls one function, and renders what it returns."""

from quotecat.cli.app import app, main

__all__ = ["app", "main"]
