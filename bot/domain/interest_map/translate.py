"""Words of one department that another hears otherwise: what they mean over there."""

import re
from enum import StrEnum


class Jargon(StrEnum):
    """Each has its sentence in the words under `translate`."""

    TECHNICAL_DEBT = "technical_debt"
    REFACTOR = "refactor"
    PIPELINE = "pipeline"
    QUOTA = "quota"
    CHURN = "churn"
    LATENCY = "latency"
    EDGE_CASE = "edge_case"
    ROADMAP = "roadmap"
    POC = "poc"
    MIGRATION = "migration"


_SAID = {
    Jargon.TECHNICAL_DEBT: r"tech(?:nical)? debt",
    Jargon.REFACTOR: r"refactor\w*|rewrite|clean[- ]?up",
    Jargon.PIPELINE: r"(?:sales )?pipeline",
    Jargon.QUOTA: r"quota|targets?",
    Jargon.CHURN: r"churn\w*",
    Jargon.LATENCY: r"latency|p99|throughput",
    Jargon.EDGE_CASE: r"edge cases?|corner cases?",
    Jargon.ROADMAP: r"roadmap",
    Jargon.POC: r"poc|proof of concept|pilot",
    Jargon.MIGRATION: r"migrations?",
}
_PATTERNS = {jargon: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for jargon, pattern in _SAID.items()}


def jargon_in(text: str) -> Jargon | None:
    """The first such word in a line."""
    found = [(match.start(), jargon) for jargon, pattern in _PATTERNS.items() if (match := pattern.search(text))]
    return min(found)[1] if found else None
