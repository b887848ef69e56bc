"""The schema of a catalog: its tables, what is derived from them, and how older ones become it."""
