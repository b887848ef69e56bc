"""Speakers across articles: who is whom, why, and what people decided about it."""
