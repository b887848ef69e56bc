"""The file that a catalog is: opened, locked, copied, checked, and what SQLite complains of."""
