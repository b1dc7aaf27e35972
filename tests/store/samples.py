"""Values with every field set to something other than its default."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.domain.detection.learning import Example, Feedback
from bot.domain.interest_map.history import Change, ChangeKind
from bot.domain.interest_map.model import (
    Criterion,
    Interest,
    Kind,
    Mark,
    Need,
    Negotiation,
    NegotiationState,
    Party,
    Scoring,
    Suspicion,
    Weight,
)
from bot.domain.interest_map.options import Benefit, Option, OptionState, Score, Starter, Trade
from bot.domain.model import (
    Agreement,
    Aside,
    AsideEnd,
    AsideKind,
    Channel,
    Debrief,
    DebriefState,
    FeatureRequest,
    LocalTime,
    MessageRef,
    Mode,
    Note,
    Outcome,
    Part,
    Person,
    Prep,
    RequestState,
    Saying,
    Sensitivity,
    Settlement,
    Signal,
    SignalKind,
    Talk,
    ThreadPost,
    Utterance,
)
from bot.domain.trail import SettingChange

NOW = datetime(2026, 3, 2, 14, 30, 15, 123456, tzinfo=UTC)
LEASE = timedelta(seconds=60)
SIGNALS = (Signal(SignalKind.DEADLINE, "by Friday"), Signal(SignalKind.REVENUE, "4 M€ “in the bag”"))


def channel(team: str = "T1", **changes: Any) -> Channel:
    values = {
        "mode": Mode.PRIVATE,
        "owners": ("U2", "U1", "U3"),
        "inviter": "U9",
        "shared": True,
        "chosen_at": NOW,
        "sensitivity": Sensitivity.INTAKE,
        "leaning": -0.3,
        "leaned_at": NOW,
        "learns_since": NOW - timedelta(days=3),
        "learned_with": "7",
        "keeps_examples": True,
        "cards_a_day": 2,
        "card_delay": 600,
        "rehearsal": "C9",
        "raised": 0.5,
        "raised_at": NOW,
        **changes,
    }
    return Channel(team, values.pop("channel", "C1"), **values)


def person(team: str = "T1", **changes: Any) -> Person:
    values: dict[str, Any] = {
        "opted_out": True,
        "zone": "Europe/Berlin",
        "zone_read_at": NOW,
        "dm": "D1",
        "guest": True,
    }
    values |= {"muted_until": NOW, "day_start": time(8, 30), "day_end": time(16), "cards_a_day": 1, **changes}
    return Person(team, values.pop("user", "U1"), **values)


def request(team: str = "T1", **changes: Any) -> FeatureRequest:
    values: dict[str, Any] = {
        "id": "r1",
        "channel": "C1",
        "ts": "1700000000.000100",
        "requester": "U5",
        "signals": SIGNALS,
        "object": "SSO für „Acme“ 🔐",
        "noticed_at": NOW,
        "thread_ts": "1700000000.000001",
        "state": RequestState.SETTLED,
        "settled_by": "U1",
        "settled_as": Settlement.POSTED,
        "waits_until": NOW + timedelta(days=1),
        "waits_since": NOW - timedelta(hours=1),
        "posted_text": "How would …?",
        "probability": 0.8125,
        "hushed": "owner_cap",
        "parts": (Part("1700000000.000100", SIGNALS), Part("1700000060.000100", ())),
    }
    return FeatureRequest(team=team, **{**values, **changes})


def thread_post(team: str = "T1", **changes: Any) -> ThreadPost:
    values: dict[str, Any] = {
        "id": "x1",
        "request": "r1",
        "author": "U5",
        "texts": ("Totals „by hand“ 🔐", "", "two\nlines"),
        "written_at": NOW,
    }
    return ThreadPost(team=team, **{**values, **changes})


def aside(team: str = "T1", **changes: Any) -> Aside:
    values: dict[str, Any] = {
        "id": "s1",
        "channel": "C1",
        "request": "r1",
        "kind": AsideKind.TENSION,
        "moments": ("1700000100.000100", "1700000200.000100"),
        "offered_at": NOW,
        "settled_by": "U1",
        "settled_as": AsideEnd.DISMISSED,
    }
    return Aside(team=team, **{**values, **changes})


def example(team: str = "T1", **changes: Any) -> Example:
    values: dict[str, Any] = {
        "ref": MessageRef(team, "C1", "1700000000.000300", "1700000000.000001"),
        "author": "U5",
        "feedback": Feedback.DISMISSED,
        "probability": 0.6875,
        "said_at": NOW,
        "signals": (SignalKind.DEADLINE, SignalKind.CHURN),
        "text": "ein „Wunsch“ 🔐",
    }
    return Example(**{**values, **changes})


def negotiation(team: str = "T1", **changes: Any) -> Negotiation:
    values: dict[str, Any] = {
        "id": "n1",
        "author": "U1",
        "title": "The export",
        "parties": (
            Party("Sales", "U7", "now", "Acme leaves", "a", confirmed=True, criteria=(Criterion.USAGE,)),
            Party("Platform", None, "later", "no sleep", "b"),
        ),
        "shared_outcome": "Acme stays and nobody works at night",
        "blocker": "no common yardstick",
        "brainstorm_until": NOW,
        "scoring": Scoring.REVEALED,
        "round": 2,
        "retired": "cd",
        "created_at": NOW,
        "source": MessageRef(team, "C1", "1700000000.000100", "1700000000.000001"),
        "state": NegotiationState.AGREED,
    }
    return Negotiation(team=team, **{**values, **changes})


def prep(team: str = "T1", **changes: Any) -> Prep:
    values: dict[str, Any] = {
        "id": "p1",
        "user": "U1",
        "source": MessageRef(team, "C1", "1700000000.000100", "1700000000.000001"),
        "created_at": NOW,
        "requester": "U5",
        "excerpt": "we lose Acme",
        "signals": SIGNALS,
        "object": "SSO",
        "my_interest": "no rush job",
        "their_interest": "the renewal",
        "walk_away": "a manual login",
        "talk": Talk(NOW, NOW + timedelta(minutes=30), "America/New_York"),
        "notes": (Note("1.2", "second thoughts"), Note("1.1", "first"), Note("1.1", "first")),
    }
    return Prep(team=team, **{**values, **changes})


def debrief(team: str = "T1", **changes: Any) -> Debrief:
    values: dict[str, Any] = {
        "id": "d1",
        "user": "U1",
        "prep": "p1",
        "due_at": NOW,
        "state": DebriefState.DONE,
        "postponed": 2,
        "worked": "the mirror",
        "did_not": "the date",
        "why": "too early",
        "next_time": "ask first",
        "done_at": NOW + timedelta(hours=1),
    }
    return Debrief(team=team, **{**values, **changes})


def agreement(team: str = "T1", **changes: Any) -> Agreement:
    values: dict[str, Any] = {
        "id": "a1",
        "author": "U1",
        "owner": "U2",
        "next_step": "a one-pager",
        "due": date(2026, 3, 10),
        "review": date(2026, 4, 10),
        "zone": "Asia/Kolkata",
        "created_at": NOW,
        "negotiation": "n1",
        "prep": "p1",
        "request": "r1",
        "outcome": Outcome.CHANGE,
        "outcome_by": "U3",
        "change": "two weeks more",
        "postponed": 1,
    }
    return Agreement(team=team, **{**values, **changes})


def change(team: str = "T1", **changes: Any) -> SettingChange:
    values: dict[str, Any] = {
        "at": NOW,
        "who": "U1",
        "setting": "owners",
        "before": "U2",
        "after": "U2 U1",
        "channel": "C1",
        "person": "U1",
    }
    return SettingChange(team=team, **{**values, **changes})


def utterance(team: str = "T1", **changes: Any) -> Utterance:
    values: dict[str, Any] = {
        "saying": Saying.CARD,
        "subject": "r1",
        "key": "card:r1:U1",
        "due_at": NOW,
        "person": "U1",
        "thread_ts": "1700000000.000001",
        "in_thread_of": "prep:p1",
        "local": LocalTime(datetime.fromisoformat("2026-03-02T09:30"), "America/New_York"),
    }
    return Utterance(team=team, **{**values, **changes})


def interest(team: str = "T1", **changes: Any) -> Interest:
    values = {
        "id": "i1",
        "negotiation": "n1",
        "party": "a",
        "text": "keep Acme",
        "by": "U1",
        "created_at": NOW,
        "need": Need.CONCERN,
        "kind": Kind.COMMERCIAL,
        "weight": Weight.TRADEABLE,
        "confirmed": True,
        "marks": {"b": Mark.HELPS_US, "c": Mark.OURS_TOO},
        **changes,
    }
    return Interest(team=team, **values)


def suspicion(team: str = "T1", **changes: Any) -> Suspicion:
    values = {"id": "s1", "negotiation": "n1", "author": "U1", "party": "a", "text": "a bonus", "created_at": NOW}
    return Suspicion(team=team, **{**values, **changes})


def option(team: str = "T1", **changes: Any) -> Option:
    values = {
        "id": "o1",
        "negotiation": "n1",
        "by": "U1",
        "title": "Only for Acme",
        "created_at": NOW,
        "starter": Starter.ONE_CLIENT,
        "state": OptionState.PROPOSED,
        "gains": {"a": "a renewal", "b": "calm"},
        "limit": "one client",
        "metric": "MRR",
        "guarantee": "a flag",
        "review": NOW.date(),
        "debt_cost": "a week",
        "debt_slot": "June",
        "step": 1,
        "gate": "tests pass",
        **changes,
    }
    return Option(team=team, **values)


def score(team: str = "T1", **changes: Any) -> Score:
    values = {
        "negotiation": "n1",
        "option": "o1",
        "party": "a",
        "by": "U1",
        "impact": 5,
        "feasibility": 2,
        "fairness": 4,
        "round": 2,
        "given_at": NOW,
        **changes,
    }
    return Score(team=team, **values)


def trade(team: str = "T1", **changes: Any) -> Trade:
    values = {
        "id": "t1",
        "negotiation": "n1",
        "by": "U1",
        "giver": "b",
        "gives": "the export by May",
        "getter": "a",
        "gets": "a clean-up slot",
        "unlocks": Benefit.QUALITY,
        "created_at": NOW,
        "note": "in June",
        "rank": 1,
        "option": "o1",
        **changes,
    }
    return Trade(team=team, **values)


def map_change(team: str = "T1", **changes: Any) -> Change:
    values = {"negotiation": "n1", "at": NOW, "by": "U1", "what": ChangeKind.EDITED, "before": "a", "after": "b"}
    return Change(team=team, **{**values, **changes})
