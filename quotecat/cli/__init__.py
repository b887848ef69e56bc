"""The command line: each command parses, calls one function, and renders what it returns."""

try:
    from quotecat.cli.app import app, main
except KeyboardInterrupt:  # Ctrl-C while all this loads
    raise SystemExit(130) from None

__all__ = ["app", "main"]
