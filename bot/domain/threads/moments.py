"""When what replies show is enough to say something aside, and to whom it is no news any more."""

from datetime import timedelta

from bot.domain.model import AsideKind

NEEDED: dict[AsideKind, int] = {
    AsideKind.SUMMARY: 3,
    AsideKind.TENSION: 2,
    AsideKind.AGREED: 1,
    AsideKind.LIMITS: 1,
}
"""How many replies have to show it: one heated sentence is a bad day, two are a thread that heats up."""
HEAT_LASTS = timedelta(days=1)
"""Heat that is older has cooled; it does not add up with what is said today."""


def with_moment(kind: AsideKind, moments: tuple[str, ...], ts: str) -> tuple[str, ...]:
    """The replies that show it, this one among them: the latest, and no more than are needed."""
    known = {moment for moment in moments if kind is not AsideKind.TENSION or _near(moment, ts)}
    return tuple(sorted(known | {ts}))[-NEEDED[kind] :]


def is_enough(kind: AsideKind, moments: tuple[str, ...]) -> bool:
    return len(moments) >= NEEDED[kind]


def is_within(root: str, ts: str, lapse: timedelta) -> bool:
    """Whether a reply came so soon after its thread began, by Slack's own times."""
    try:
        return 0 <= float(ts) - float(root) <= lapse.total_seconds()
    except ValueError:
        return False


def _near(earlier: str, ts: str) -> bool:
    return is_within(earlier, ts, HEAT_LASTS)
