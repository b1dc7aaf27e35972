"""Block Kit: a value and the catalogue in, a message or a view out; no I/O; one file a surface."""
