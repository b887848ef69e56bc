"""From the words of a source to its speaker: candidates, what speaks for each, and how probable each is."""
