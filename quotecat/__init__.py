"""quotecat: news articles in, a catalog of who said what out."""

from quotecat.errors import QuotecatError

__version__ = "0.1.0"
__all__ = ["QuotecatError", "__version__"]
