"""How every shipped weight was made: one module a model, one command for all (`python -m training`)."""
