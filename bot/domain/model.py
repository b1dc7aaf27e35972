"""The product's nouns as immutable values; ids travel in the order team, channel, ts, user."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum


class Mode(StrEnum):
    """What the bot does in a channel; a channel is off until somebody chooses."""

    OFF = "off"
    PRIVATE = "private"
    PUBLIC = "public"
    REACTIONS = "reactions"


class Sensitivity(StrEnum):
    """How sure the bot has to be in a channel before it takes a message for a request."""

    CONSERVATIVE = "conservative"
    STANDARD = "standard"
    INTAKE = "intake"


class SignalKind(StrEnum):
    """The twelve kinds of pressure a request can carry."""

    PROMISE = "promise"
    CHURN = "churn"
    REPEAT = "repeat"
    RENEWAL = "renewal"
    REVENUE = "revenue"
    AUTHORITY = "authority"
    ESCALATION = "escalation"
    DEADLINE = "deadline"
    COMPETITOR = "competitor"
    VOLUME = "volume"
    MINIMISING = "minimising"
    ABSOLUTE = "absolute"


class Purpose(StrEnum):
    """What a calibrated question is after."""

    OUTCOME = "outcome"
    END_USER = "end_user"
    PROBLEM = "problem"
    SIZE = "size"
    DOWNSIDE = "downside"
    EVIDENCE = "evidence"
    TRADE_OFF = "trade_off"
    SMALLEST_STEP = "smallest_step"
    TIMING = "timing"
    DECISION = "decision"
    OWNERSHIP = "ownership"
    IMPLEMENTATION = "implementation"


class Counterpart(StrEnum):
    """Who is asking, by what their work is about."""

    CUSTOMER_FACING = "customer_facing"
    LEADERSHIP = "leadership"
    ENGINEERING = "engineering"
    SUPPORT = "support"
    CUSTOMER = "customer"


Fits = tuple[tuple[str, float], ...]
"""Entries of the catalogue with the probability (0 to 1) that a coach would send them, best first."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was made of a message for its coaching, never in its words.

    `fits` is empty where nobody read the message. `named` says that its object is what is asked for, and not what the
    sentence is about otherwise; `harm` that somebody is hurt, in grief or in danger.
    """

    fits: Fits = ()
    named: bool = True
    harm: bool = False


NOTHING_TOLD = Told()


class Move(StrEnum):
    """What an owner can say beside a label and a question, each in its own situation."""

    HOLDING = "holding"
    NO_ORIENTED = "no_oriented"
    AUDIT = "audit"
    SUMMARY = "summary"
    FRAME_OUTCOME = "frame_outcome"
    FRAME_DATA = "frame_data"
    FRAME_COST = "frame_cost"
    RESET = "reset"
    CANVAS = "canvas"
    HEARD = "heard"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class MessageRef:
    """Where a Slack message stands. `ts` is Slack's message id within the channel."""

    team: str
    channel: str
    ts: str
    thread_ts: str | None = None

    @property
    def root(self) -> str:
        """The ts of the thread this message belongs to or would start."""
        return self.thread_ts or self.ts


@dataclass(frozen=True, slots=True)
class Channel:
    """A Slack channel the bot was invited to, and what its owners chose.

    `leaning` is how far their answers moved the threshold, in log odds, from those since `learns_since` and with that
    version of the classifier; `keeps_examples`: whether the text of messages they judged may be kept to learn from.
    `raised` is how far the threshold went up since `raised_at` because cards went unused. A cap or delay (in seconds)
    that is None is the house's; with a `rehearsal` channel every card goes there and to nobody else.
    """

    team: str
    channel: str
    mode: Mode = Mode.OFF
    owners: tuple[str, ...] = ()
    inviter: str | None = None
    shared: bool = False
    chosen_at: datetime | None = None
    sensitivity: Sensitivity = Sensitivity.STANDARD
    leaning: float = 0.0
    leaned_at: datetime | None = None
    learns_since: datetime | None = None
    learned_with: str = ""
    keeps_examples: bool = False
    cards_a_day: int | None = None
    card_delay: int | None = None
    rehearsal: str | None = None
    askers: Counterpart | None = None
    raised: float = 0.0
    raised_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace as far as the bot must remember them. `zone` is an IANA name.

    Their own hours and cap for cards are None where the house's hold. `guest` is as Slack said at `zone_read_at`.
    """

    team: str
    user: str
    opted_out: bool = False
    zone: str | None = None
    zone_read_at: datetime | None = None
    dm: str | None = None
    guest: bool = False
    muted_until: datetime | None = None
    day_start: time | None = None
    day_end: time | None = None
    cards_a_day: int | None = None
    role: Counterpart | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """One pressure signal with the words of the message that show it."""

    kind: SignalKind
    text: str


class RequestState(StrEnum):
    """`open` until an owner acts; `withdrawn` when the requester deleted or reworded it away."""

    OPEN = "open"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class Settlement(StrEnum):
    """What an owner did with a request."""

    POSTED = "posted"
    PREPARING = "preparing"
    WAITING = "waiting"
    DISMISSED = "dismissed"
    ASKED = "asked"
    REPLIED = "replied"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the messages that make up a request, with the signals found in it."""

    ts: str
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class FeatureRequest:
    """A message that was taken for a feature request: what was found in it, never its text.

    `hushed` says why it got no card. `kind` is the guide's kind of request (docs/labelling.md). `parts` are the message
    and its follow-ups, where there are any.
    """

    id: str
    team: str
    channel: str
    ts: str
    requester: str
    signals: tuple[Signal, ...]
    object: str
    noticed_at: datetime
    thread_ts: str | None = None
    state: RequestState = RequestState.OPEN
    settled_by: str | None = None
    settled_as: Settlement | None = None
    waits_until: datetime | None = None
    waits_since: datetime | None = None
    posted_text: str | None = None
    probability: float = 0.0
    hushed: str = ""
    kind: str = ""
    told: Told = NOTHING_TOLD
    parts: tuple[Part, ...] = ()
    version: int = 1

    @property
    def ref(self) -> MessageRef:
        return MessageRef(self.team, self.channel, self.ts, self.thread_ts)


@dataclass(frozen=True, slots=True)
class ThreadPost:
    """Words a person had posted in a request's thread beside the answer; stored encrypted.

    A holding line and the invitation to a canvas are one text, a filled canvas is a text a line.
    """

    id: str
    team: str
    request: str
    author: str
    texts: tuple[str, ...]
    written_at: datetime


class AsideKind(StrEnum):
    """What an owner can be told aside while a request's thread goes on."""

    SUMMARY = "summary"
    AGREED = "agreed"
    LIMITS = "limits"
    TENSION = "tension"


class AsideEnd(StrEnum):
    """What an owner did with it."""

    POSTED = "posted"
    RECORDED = "recorded"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Aside:
    """What replies under a request showed, at most one of a kind a request; never their words.

    `moments` are the ts of the replies that showed it, `offered_at` is when a card about it was put on its way.
    """

    id: str
    team: str
    channel: str
    request: str
    kind: AsideKind
    moments: tuple[str, ...] = ()
    offered_at: datetime | None = None
    settled_by: str | None = None
    settled_as: AsideEnd | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Talk:
    """When two sides mean to talk: both ends in UTC, `zone` is the zone it was said in."""

    start: datetime
    end: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a person wrote in a prep thread and chose to keep; `ts` is the Slack message it came from."""

    ts: str
    text: str


@dataclass(frozen=True, slots=True)
class Prep:
    """One person's private preparation for one request. The free texts are stored encrypted."""

    id: str
    team: str
    user: str
    source: MessageRef
    created_at: datetime
    requester: str | None = None
    excerpt: str = ""
    signals: tuple[Signal, ...] = ()
    object: str = ""
    my_interest: str = ""
    their_interest: str = ""
    walk_away: str = ""
    talk: Talk | None = None
    notes: tuple[Note, ...] = ()
    version: int = 1


class DebriefState(StrEnum):
    DUE = "due"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Debrief:
    """What one person learned from one conversation. The free texts are stored encrypted."""

    id: str
    team: str
    user: str
    prep: str
    due_at: datetime
    state: DebriefState = DebriefState.DUE
    postponed: int = 0
    worked: str = ""
    did_not: str = ""
    why: str = ""
    next_time: str = ""
    done_at: datetime | None = None
    version: int = 1


class Outcome(StrEnum):
    """What a review decided about an agreement."""

    KEEP = "keep"
    CHANGE = "change"
    REVERT = "revert"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who does what by when, and the day both sides look at it again. Dates are civil dates in `zone`."""

    id: str
    team: str
    author: str
    owner: str
    next_step: str
    due: date
    review: date
    zone: str
    created_at: datetime
    negotiation: str | None = None
    prep: str | None = None
    request: str | None = None
    outcome: Outcome | None = None
    outcome_by: str | None = None
    change: str = ""
    postponed: int = 0
    version: int = 1


class Saying(StrEnum):
    """Everything the bot says unasked; each has one renderer."""

    SETUP = "setup"
    NOTICE = "notice"
    CONSENT_NOTICE = "consent_notice"
    CARD = "card"
    WAIT_OVER = "wait_over"
    ASIDE_SUMMARY = "aside_summary"
    ASIDE_AGREED = "aside_agreed"
    ASIDE_LIMITS = "aside_limits"
    ASIDE_TENSION = "aside_tension"
    THREAD_LINE = "thread_line"
    LIMITS = "limits"
    PUBLIC_REPLY = "public_reply"
    OWNER_POST = "owner_post"
    HOLDING_LINE = "holding_line"
    CANVAS_INVITE = "canvas_invite"
    CANVAS = "canvas"
    PREP = "prep"
    PREP_THREAD = "prep_thread"
    PREP_GONE = "prep_gone"
    PREP_HINT = "prep_hint"
    NOTE_OFFER = "note_offer"
    NOT_SAID = "not_said"
    DM_HELP = "dm_help"
    MAP = "map"
    SHARED_MAP = "shared_map"
    MAP_ASK = "map_ask"
    MAP_CHECK = "map_check"
    MAP_SCORE = "map_score"
    BRAINSTORM = "brainstorm"
    BRAINSTORM_OVER = "brainstorm_over"
    MAP_EXPORT = "map_export"
    MAP_EXPORT_TEXT = "map_export_text"
    AGREEMENT = "agreement"
    DEBRIEF = "debrief"
    REVIEW_AHEAD = "review_ahead"
    REVIEW_DUE = "review_due"
    REVIEW_RESULT = "review_result"
    MY_DATA = "my_data"
    MY_DATA_TEXT = "my_data_text"
    QUIETER = "quieter"
    MUTED_HERE = "muted_here"
    HANDLED = "handled"
    REFRESH = "refresh"


MAP_INVITATIONS = frozenset({Saying.MAP_ASK, Saying.MAP_CHECK, Saying.MAP_SCORE})
"""What makes a map known to the person who gets it, because its author wanted their word."""


@dataclass(frozen=True, slots=True)
class LocalTime:
    """A due time as people meant it: wall clock and zone, so that a new rule for the zone can move it."""

    wall: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """A wish to say something, now or in 90 days: ids only, rendered when it is sent.

    `channel` names the place, `thread_ts` a thread there; without a channel it is the DM of `person`, who it is for.
    `in_thread_of` is the key of an earlier utterance in whose thread this one belongs.
    `key` is unique within a team: a second utterance with the same key is not said.
    """

    team: str
    saying: Saying
    subject: str
    key: str
    due_at: datetime
    person: str | None = None
    channel: str | None = None
    thread_ts: str | None = None
    in_thread_of: str | None = None
    local: LocalTime | None = None


ASIDES = {
    AsideKind.SUMMARY: Saying.ASIDE_SUMMARY,
    AsideKind.AGREED: Saying.ASIDE_AGREED,
    AsideKind.LIMITS: Saying.ASIDE_LIMITS,
    AsideKind.TENSION: Saying.ASIDE_TENSION,
}
"""Under which name each is said."""


class DueState(StrEnum):
    DUE = "due"
    CLAIMED = "claimed"
    SENT = "sent"
    DEAD = "dead"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """An utterance with its life: claimed under a lease, sent as `sent_channel`/`sent_ts`, or ended with a reason."""

    id: int
    utterance: Utterance
    state: DueState = DueState.DUE
    attempts: int = 0
    first_claimed_at: datetime | None = None
    sent_channel: str | None = None
    sent_ts: str | None = None
    reason: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event from Slack on its way to a handler; `claim` proves that this worker still holds it."""

    id: int
    claim: str


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A stored event: `conversation` orders it, `body` is Slack's outer payload as it came.

    `overtaken`: a newer version of the message it tells of was handled before it came in.
    """

    id: int
    team: str
    conversation: str
    body: dict[str, object] = field(hash=False)
    attempts: int = 0
    claim: str = ""
    overtaken: bool = False

    @property
    def delivery(self) -> Delivery:
        return Delivery(self.id, self.claim)
