"""What two articles have in common: the same people, the same words, the same claims; pure, no model, no database."""
