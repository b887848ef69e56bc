"""Values to rows to answers: the catalog of who said what, in one SQLite file."""
