"""Answers to files that other programs read."""
