"""From a score for every token to the words a person can read."""

import re
from collections.abc import Sequence

from bot.domain.detection.lexicon import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from bot.domain.detection.reading import Span

LONGEST = 90
_EDGES = " \t\n.,;:!?\"'()[]{}<>*_~`\u201c\u201d\u2018\u2019\u2013\u2014-"
_JOINTS = "'\u2019-"
# A thing is not named by the small words around it.
_AROUND = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES
_FIRST_WORD, _LAST_WORD = re.compile(r"[^\W\d_]+\s+"), re.compile(r"\s+([^\W\d_]+)$")


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
    return end == start and _in_word(text, start - 1) and _in_word(text, start)


def _in_word(text: str, place: int) -> bool:
    """Whether the character there is part of a word, as the apostrophe in "can't" and the hyphen in "go-live" are."""
    inside = 0 < place < len(text) - 1
    joint = inside and text[place] in _JOINTS and text[place - 1].isalpha() and text[place + 1].isalpha()
    return text[place].isalnum() or joint


def tidy(text: str, span: Span, *, noun: bool = False) -> Span | None:
    """The span without marks at its edges (and, for a noun, without small words there); None when nothing is left."""
    start, end = span.start, span.end
    if end - start > LONGEST:
        end = start + LONGEST
        while end > start and text[end - 1].isalnum() and text[end].isalnum():
            end -= 1  # to the last whole word
    bare = _trimmed(text, start, end)
    return _named(text, bare) if noun and bare else bare


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end) if end > start else None


def _named(text: str, span: Span) -> Span:
    """Without the article, the preposition or the rest of a clause that came along; one word always stays."""
    start, end = span.start, span.end
    while (first := _FIRST_WORD.match(text, start, end)) and first.end() < end and _is_around(first[0]):
        start = first.end()
    while (last := _LAST_WORD.search(text[start:end])) and (_is_around(last[1]) or len(last[1]) == 1) and last.start():
        end = start + last.start()
    return Span(start, end)


def _is_around(word: str) -> bool:
    return word.strip(_EDGES + " ").lower() in _AROUND
