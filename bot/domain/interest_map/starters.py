"""Which kinds of options fit: matched to the pressure a request came with and to the interests on the map."""

from collections.abc import Collection, Mapping, Sequence

from bot.domain.interest_map.model import Interest, Kind, Need
from bot.domain.interest_map.options import Starter
from bot.domain.model import SignalKind

BY_SIGNAL: Mapping[SignalKind, Sequence[Starter]] = {
    SignalKind.DEADLINE: (Starter.SMALLER_SCOPE, Starter.OTHER_TIME, Starter.WORKAROUND),
    SignalKind.RENEWAL: (Starter.ONE_CLIENT, Starter.STAGED_ROLLOUT, Starter.DEBT_COMPENSATION),
    SignalKind.CHURN: (Starter.ONE_CLIENT, Starter.WORKAROUND, Starter.EXISTING_OR_PARTNER),
    SignalKind.REVENUE: (Starter.ONE_CLIENT, Starter.SHARED_METRIC, Starter.CONTINGENT),
    SignalKind.AUTHORITY: (Starter.PILOT, Starter.SHARED_METRIC, Starter.LATER_WITH_CONDITIONS),
    SignalKind.COMPETITOR: (Starter.EXISTING_OR_PARTNER, Starter.PILOT, Starter.SMALLER_SCOPE),
    SignalKind.PROMISE: (Starter.SMALLER_SCOPE, Starter.ONE_CLIENT, Starter.OTHER_TIME),
    SignalKind.MINIMISING: (Starter.CRITERIA_FIRST, Starter.SMALLER_SCOPE, Starter.STAGED_ROLLOUT),
    SignalKind.ABSOLUTE: (Starter.PILOT, Starter.CONTINGENT, Starter.SHARED_METRIC),
    SignalKind.REPEAT: (Starter.LATER_WITH_CONDITIONS, Starter.OTHER_TIME, Starter.EXISTING_OR_PARTNER),
    SignalKind.VOLUME: (Starter.STAGED_ROLLOUT, Starter.PILOT, Starter.OTHER_RESOURCE),
    SignalKind.ESCALATION: (Starter.SHARED_METRIC, Starter.CRITERIA_FIRST, Starter.OTHER_RESOURCE),
}
BY_KIND: Mapping[Kind, Sequence[Starter]] = {
    Kind.COMMERCIAL: (Starter.ONE_CLIENT, Starter.SHARED_METRIC, Starter.CONTINGENT),
    Kind.TECHNICAL: (Starter.DEBT_COMPENSATION, Starter.CRITERIA_FIRST, Starter.STAGED_ROLLOUT),
    Kind.PEOPLE: (Starter.OTHER_RESOURCE, Starter.OTHER_TIME, Starter.SMALLER_SCOPE),
    Kind.STRATEGIC: (Starter.PILOT, Starter.EXISTING_OR_PARTNER, Starter.LATER_WITH_CONDITIONS),
    Kind.RELATIONAL: (Starter.SHARED_METRIC, Starter.CRITERIA_FIRST, Starter.LATER_WITH_CONDITIONS),
}
BY_CONCERN = (Starter.CRITERIA_FIRST, Starter.STAGED_ROLLOUT, Starter.PILOT)

MUST_CARRY: Mapping[Starter, Sequence[str]] = {
    Starter.ONE_CLIENT: ("limit", "review"),
    Starter.CRITERIA_FIRST: ("guarantee",),
    Starter.SHARED_METRIC: ("metric", "review"),
    Starter.DEBT_COMPENSATION: ("debt_cost", "debt_slot"),
    Starter.STAGED_ROLLOUT: ("guarantee",),
    Starter.SMALLER_SCOPE: ("limit",),
    Starter.WORKAROUND: ("review",),
    Starter.PILOT: ("metric", "review"),
    Starter.CONTINGENT: ("metric",),
    Starter.LATER_WITH_CONDITIONS: ("gate",),
}
"""The fields without which an option of that kind is not proposed: what keeps it from growing or being forgotten."""


def fitting(signals: Collection[SignalKind], interests: Sequence[Interest]) -> Sequence[Starter]:
    """All kinds, the fittest first; a kind that nothing speaks for keeps its place at the end."""
    points = dict.fromkeys(Starter, 0)
    for kinds in (
        *(BY_SIGNAL[signal] for signal in signals),
        *(BY_KIND[interest.kind] for interest in interests if interest.kind),
        *(BY_CONCERN for interest in interests if interest.need is Need.CONCERN),
    ):
        for place, starter in enumerate(kinds):
            points[starter] += 3 - place
    order = list(Starter)
    return sorted(order, key=lambda starter: (-points[starter], order.index(starter)))
