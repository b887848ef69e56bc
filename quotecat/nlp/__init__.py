"""The only rooms that say stanza, torch and transformers: text to words, sentences, names, sources and cues."""
