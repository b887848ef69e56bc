"""What is read: spans of text, and articles."""
