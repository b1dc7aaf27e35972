"""From a score for every token to the words a person can read."""

import re
from collections.abc import Sequence

from bot.domain.detection.reading import Span

LONGEST = 90
_EDGES = " \t\n.,;:!?\"'()[]{}<>*_~`\u201c\u201d\u2018\u2019\u2013\u2014-"
_OPENERS = re.compile(r"(?:the|a|an|some|any|our|their|your|my)\s+", re.IGNORECASE)


def strongest(text: str, scores: Sequence[float], places: Sequence[tuple[int, int]], in_span: float) -> Span | None:
    """The run of tokens around the strongest one that score at least `in_span` of it; whole words only.

    `places` are the tokens' (start, end) in the text; a token without letters (a special one) has start == end.
    """
    real = {n for n, (start, end) in enumerate(places) if end > start}
    if not real:
        return None
    best = max(sorted(real), key=lambda n: scores[n])
    floor = scores[best] * in_span
    first = last = best
    while first - 1 in real and (scores[first - 1] >= floor or _glued(text, places, first)):
        first -= 1
    while last + 1 in real and (scores[last + 1] >= floor or _glued(text, places, last + 1)):
        last += 1
    return Span(places[first][0], places[last][1])


def _glued(text: str, places: Sequence[tuple[int, int]], token: int) -> bool:
    """Whether the token goes on with the word in which the one before it ends."""
    end, start = places[token - 1][1], places[token][0]
    return end == start and text[end - 1].isalnum() and text[start].isalnum()


def tidy(text: str, span: Span, *, noun: bool = False) -> Span | None:
    """The span without marks at its edges (and, for a noun, its article); None when nothing is left."""
    start, end = span.start, span.end
    if end - start > LONGEST:
        end = start + LONGEST
        while end > start and text[end - 1].isalnum() and text[end].isalnum():
            end -= 1  # to the last whole word
    while start < end and text[start] in _EDGES:
        start += 1
    if noun and (article := _OPENERS.match(text, start, end)):
        start = article.end()
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end) if end > start else None
