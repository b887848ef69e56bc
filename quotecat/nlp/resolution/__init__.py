"""The trained model that says how probable each candidate for a source's speaker is."""
