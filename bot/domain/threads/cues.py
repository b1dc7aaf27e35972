"""What one reply under a request shows: heat, an agreement that is still open, something small that is promised."""

from dataclasses import dataclass

from bot.domain.detection.normalise import fold, plain
from bot.domain.model import AsideKind
from bot.domain.threads.heat import is_heated
from bot.domain.threads.promises import is_called_small, is_left_open

LEAST_WORDS = 4
"""A reply of fewer words ("thanks!", "ok, got it") adds nothing that a summary could take up."""


@dataclass(frozen=True, slots=True)
class Cues:
    """`tells`: long enough to say something of the matter."""

    tells: bool = False
    heated: bool = False
    left_open: bool = False
    called_small: bool = False


def cues_in(text: str) -> Cues:
    """Read one reply; quoted words and code are nobody's own and are left alone."""
    own = fold(plain(text))
    if not own:
        return Cues()
    small = is_called_small(own)
    return Cues(
        tells=len(own.split()) >= LEAST_WORDS,
        heated=is_heated(own),
        left_open=not small and is_left_open(own),
        called_small=small,
    )


def shown_by(cues: Cues, *, by_requester: bool) -> tuple[AsideKind, ...]:
    """For which asides this reply counts; one that asks for limits asks for the three blanks as well."""
    counts = {
        AsideKind.TENSION: cues.heated,
        AsideKind.LIMITS: cues.called_small,
        AsideKind.AGREED: cues.left_open,
        AsideKind.SUMMARY: by_requester and cues.tells,
    }
    return tuple(kind for kind, shown in counts.items() if shown)
