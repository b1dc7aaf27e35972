"""One request in several messages: what its requester adds within a few minutes belongs to it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.model import FeatureRequest, MessageRef, Part, RequestState, Signal, SignalKind
from bot.services.ports import Work
from bot.services.standing import refresh_cards

LONGEST = timedelta(hours=1)
"""No house lets more time pass between a request and a follow-up."""
_TIME = re.compile(r"(\d+)\.(\d+)")


def request_about(work: Work, ref: MessageRef) -> FeatureRequest | None:
    """The request that this message is, or is a follow-up of."""
    own = work.requests.at(ref.team, ref.channel, ref.ts)
    return own or next((_held(work, found) for found in _before(work, ref) if _has(found, ref.ts)), None)


def first_of(work: Work, ref: MessageRef, user: str, window: timedelta) -> FeatureRequest | None:
    """The request that this message, which is none itself, belongs to."""
    for found in _before(work, ref):
        standing = found.state is not RequestState.WITHDRAWN and found.requester == user
        near = window and found.ts >= earlier(ref.ts, window)
        if found.ts != ref.ts and standing and (near or _has(found, ref.ts)):
            return _held(work, found)
    return None


def merge(work: Work, first: FeatureRequest, ts: str, signals: tuple[Signal, ...] | None, now: datetime) -> None:
    """Add what a follow-up shows to the request; None is a message that asks for nothing, or nothing any more."""
    if first.state is RequestState.SETTLED or (signals is None and not _has(first, ts)):
        return
    merged = without(first, ts) if signals is None else with_part(first, ts, signals)
    if merged != first:
        work.requests.save(merged)
        refresh_cards(work, merged, now)


def forget(work: Work, ref: MessageRef, now: datetime) -> None:
    """A follow-up was deleted: its words go, whatever became of the request."""
    for found in _before(work, ref):
        if found.ts != ref.ts and _has(found, ref.ts):
            work.requests.save(without(_held(work, found) or found, ref.ts))
            refresh_cards(work, found, now)


def with_part(request: FeatureRequest, ts: str, signals: tuple[Signal, ...]) -> FeatureRequest:
    """The request with this message's signals as they are now; the strongest kind first, one of each."""
    known = request.parts or (Part(request.ts, request.signals),)
    others = tuple(part for part in known if part.ts != ts)
    return _of(request, tuple(sorted((*others, Part(ts, signals)), key=lambda part: part.ts)))


def without(request: FeatureRequest, ts: str) -> FeatureRequest:
    return _of(request, tuple(part for part in request.parts if part.ts != ts))


def _of(request: FeatureRequest, parts: tuple[Part, ...]) -> FeatureRequest:
    first: dict[SignalKind, Signal] = {}
    for part in parts:
        for signal in part.signals:
            first.setdefault(signal.kind, signal)
    signals = tuple(first[kind] for kind in SignalKind if kind in first)
    return replace(request, signals=signals, parts=parts if len(parts) > 1 else ())


def earlier(ts: str, lapse: timedelta) -> str:
    """A Slack ts so much earlier, as wide as it was, so that both order as text."""
    found = _TIME.fullmatch(ts)
    if found is None:
        return ts
    seconds = max(0, int(found[1]) - int(lapse.total_seconds()))
    return f"{seconds:0{len(found[1])}}.{found[2]}"


def _before(work: Work, ref: MessageRef) -> Sequence[FeatureRequest]:
    return work.requests.between(ref.team, ref.channel, earlier(ref.ts, LONGEST), ref.ts)


def _held(work: Work, seen: FeatureRequest) -> FeatureRequest | None:
    """The same, locked, as it is now."""
    return work.requests.get(seen.team, seen.id)


def _has(request: FeatureRequest, ts: str) -> bool:
    return any(part.ts == ts for part in request.parts)
