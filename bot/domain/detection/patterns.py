"""Patterns over whole words."""

import re


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern for all of these, each at the edges of words."""
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(patterns)})(?![\w-])", re.IGNORECASE)
