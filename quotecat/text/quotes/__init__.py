"""Quotation marks: raw text to the stretches between them, and the text as models are shown it."""
