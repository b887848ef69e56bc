"""Families of one utterance across articles."""
