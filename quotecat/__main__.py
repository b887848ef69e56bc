"""`python -m quotecat` is `quotecat`."""

from quotecat.cli import main

main()
