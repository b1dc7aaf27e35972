"""The classifier: its spans, and what the shipped weights must know."""
