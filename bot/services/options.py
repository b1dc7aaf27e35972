"""Options on the map: brought in, filled with what each side gets, proposed, chosen, dropped and put in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.domain.errors import Conflict, Fresh, Invalid, NotAllowed, OutOfDate
from bot.domain.interest_map.history import ChangeKind, renamed
from bot.domain.interest_map.model import Negotiation, Scoring
from bot.domain.interest_map.options import MOST_OPTIONS, Option, OptionState, Starter
from bot.domain.interest_map.sheet import Sheet
from bot.domain.interest_map.starters import MUST_CARRY, fitting
from bot.domain.interest_map.weighing import steps
from bot.domain.timing import today
from bot.services import circle, rounds
from bot.services.ports import Work
from bot.services.world import FARTHEST, FARTHEST_YEARS, World

MOST_STEPS = 20
TEXTS = ("limit", "metric", "guarantee", "debt_cost", "debt_slot", "gate")


@dataclass(frozen=True, slots=True)
class Written:
    """An option's form as it was filled in; `id` is empty for a new one."""

    title: str
    gains: Mapping[str, str] = field(default_factory=dict)
    limit: str = ""
    metric: str = ""
    guarantee: str = ""
    review: date | None = None
    debt_cost: str = ""
    debt_slot: str = ""
    step: int | None = None
    gate: str = ""
    starter: Starter | None = None
    id: str = ""
    version: int = 0
    propose: bool = False
    """Whether it is to be proposed as soon as it is saved; then it is saved only when it can be."""


@dataclass(frozen=True, slots=True)
class Table:
    """The window of options: the map as the viewer sees it, and who they are in it."""

    sheet: Sheet
    viewer: str
    own: str

    @property
    def is_author(self) -> bool:
        return self.sheet.negotiation.author == self.viewer


class OptionService:
    """Everybody in the circle may bring and fill options; their author in the map chooses."""

    def __init__(self, world: World) -> None:
        self._world = world

    def look(self, team: str, map_id: str, user: str) -> Table:
        circle.admit(self._world, team, map_id, user)
        with self._world.store.reading() as work:
            sheet = work.seen.sheet(team, map_id, user)
        if sheet is None:
            raise OutOfDate("line_gone")
        own = sheet.negotiation.party_of(user)
        return Table(sheet, user, own.key if own else "")

    def get(self, team: str, map_id: str, user: str, id_: str) -> Option:
        """One option, for its form."""
        circle.admit(self._world, team, map_id, user)
        with self._world.store.reading() as work:
            return _on(work, circle.open_map(work, team, map_id), id_)

    def chosen(self, team: str, map_id: str, user: str) -> Option | None:
        """What they go with: the first step of it."""
        found = steps(self.look(team, map_id, user).sheet.options)
        return next((option for option in found if option.state is OptionState.CHOSEN), None)

    def starters(self, team: str, map_id: str, user: str) -> Sequence[Starter]:
        """The kinds of options that fit, the fittest first, by the request the map began with and the interests."""
        table = self.look(team, map_id, user)
        source = table.sheet.negotiation.source
        with self._world.store.reading() as work:
            found = work.requests.at(team, source.channel, source.ts) if source else None
            # Who may not see the request is not told by the order either what pressed in it.
            request = work.seen.request(team, found.id, user) if found else None
        signals = {signal.kind for signal in request.signals} if request else set()
        return fitting(signals, table.sheet.interests)

    def save(self, team: str, map_id: str, user: str, written: Written, form: str) -> Option:
        """Keep a new or changed option, and propose it where that is wanted."""
        circle.admit(self._world, team, map_id, user)
        day = today(self._world.clock.now(), self._world.zone(team, user))
        now = self._world.clock.now()
        id_ = written.id or self._world.ids.of("option", team, map_id, user, form)
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            known = _on(work, negotiation, id_) if written.id else None
            if known and known.version != written.version:
                raise Conflict("conflict", fresh=_fresh(known))
            if known and negotiation.scoring is Scoring.OPEN:
                raise OutOfDate("being_scored")  # some have scored it as it is
            option = known or Option(id_, team, map_id, user, "", now, starter=written.starter)
            filled = _checked(written, day, option.review)
            if not known and (saved := work.options.get(team, id_)):
                return saved
            made = replace(option, **filled)  # type: ignore[arg-type]
            if made.state is OptionState.CHOSEN and user != negotiation.author:
                made = replace(made, state=OptionState.PROPOSED)  # nobody went with these words
            proposed = written.propose and made.state is OptionState.IDEA
            if proposed or made.state in {OptionState.PROPOSED, OptionState.CHOSEN}:
                _complete(negotiation, made)
            if proposed:
                _not_while_it_storms(negotiation, now)
                made = replace(made, state=OptionState.PROPOSED)
            if known:
                work.options.save(made)
                before, after = _difference(negotiation, known, made)
                circle.note(work, negotiation, user, ChangeKind.OPTION_CHANGED, now, before=before, after=after)
            else:
                add(work, negotiation, made)
            if proposed:
                circle.note(work, negotiation, user, ChangeKind.OPTION_PROPOSED, now, after=made.title)
        return made

    def propose(self, team: str, map_id: str, user: str, id_: str) -> None:
        """Put an idea on the table for good: only when it says what each side gets and carries what it must."""
        self._move(team, map_id, user, id_, OptionState.PROPOSED, ChangeKind.OPTION_PROPOSED)

    def choose(self, team: str, map_id: str, user: str, id_: str) -> None:
        """Go with it; who drew the map says so."""
        self._move(team, map_id, user, id_, OptionState.CHOSEN, ChangeKind.OPTION_CHOSEN)

    def drop(self, team: str, map_id: str, user: str, id_: str) -> None:
        """Put it aside; it can be brought back."""
        self._move(team, map_id, user, id_, OptionState.DROPPED, ChangeKind.OPTION_DROPPED)

    def bring_back(self, team: str, map_id: str, user: str, id_: str) -> None:
        self._move(team, map_id, user, id_, OptionState.IDEA, ChangeKind.OPTION_BROUGHT_BACK)

    def _move(self, team: str, map_id: str, user: str, id_: str, state: OptionState, what: ChangeKind) -> None:
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            option = _on(work, negotiation, id_)
            if OptionState.CHOSEN in {state, option.state} and negotiation.author != user:
                raise NotAllowed("author_chooses")
            if state in {OptionState.PROPOSED, OptionState.CHOSEN}:
                _not_while_it_storms(negotiation, now)
                _complete(negotiation, option)
            if state is OptionState.DROPPED and user not in {option.by, negotiation.author}:
                _not_while_it_storms(negotiation, now)
            if option.state is OptionState.DROPPED is not state:
                _has_room(work, option)
            if option.state is not state:
                work.options.save(replace(option, state=state))
                circle.note(work, negotiation, user, what, now, after=option.title)
                rounds.settle(work, negotiation, user, now)


def _checked(written: Written, day: date, review: date | None) -> dict[str, object]:
    """The form's fields as they are kept; a review day that stood there before may have passed by now."""
    title = " ".join(written.title.split())
    if not title:
        raise Invalid("title", "required")
    if written.review is not None and written.review != review:
        if written.review <= day:
            raise Invalid("review", "review_not_later")
        if written.review > day + FARTHEST:
            raise Invalid("review", "date_far", years=FARTHEST_YEARS)
    texts = {name: " ".join(getattr(written, name).split()) for name in TEXTS}
    if texts["debt_cost"] and not texts["debt_slot"]:
        raise Invalid("debt_slot", "debt_needs_slot")
    if texts["debt_slot"] and not texts["debt_cost"]:
        raise Invalid("debt_cost", "debt_needs_cost")
    gains = {key: " ".join(text.split()) for key, text in written.gains.items() if text.strip()}
    return {"title": title, "gains": gains, "review": written.review, "step": written.step, **texts}


def add(work: Work, negotiation: Negotiation, option: Option) -> Option:
    """A new option, with its line in the history; raises where the table is full."""
    _has_room(work, option)
    work.options.add(option)
    circle.note(work, negotiation, option.by, ChangeKind.OPTION_ADDED, option.created_at, after=option.title)
    return option


def _difference(negotiation: Negotiation, known: Option, made: Option) -> tuple[str, str]:
    """Every word of it that changed, under its title."""
    gains = [(known.gains.get(party.key, ""), made.gains.get(party.key, "")) for party in negotiation.parties]
    terms = [(getattr(known, name), getattr(made, name)) for name in TEXTS]
    days = [(str(one.review or ""), str(one.step or "")) for one in (known, made)]
    return renamed(known.title, made.title, [*gains, *terms, *zip(*days, strict=True)])


def _has_room(work: Work, option: Option) -> None:
    """What was put aside takes no room."""
    there = work.options.of(option.team, option.negotiation)
    if sum(one.state is not OptionState.DROPPED for one in there) >= MOST_OPTIONS:
        raise Invalid("title", "options_full")


def _not_while_it_storms(negotiation: Negotiation, now: datetime) -> None:
    if negotiation.brainstorm_until and negotiation.brainstorm_until > now:
        raise OutOfDate("brainstorm_runs")


def missing(negotiation: Negotiation, option: Option) -> str:
    """The first field that the option lacks to be proposed; empty where it lacks none."""
    for party in negotiation.parties:
        if not option.gains.get(party.key):
            return f"gain_{party.key}"
    carry = MUST_CARRY.get(option.starter, ()) if option.starter else ()
    return next((name for name in carry if not getattr(option, name)), "")


def _complete(negotiation: Negotiation, option: Option) -> None:
    field_ = missing(negotiation, option)
    if field_.startswith("gain_"):
        party = circle.side(negotiation, field_.removeprefix("gain_"))
        raise Invalid(field_, "gain_missing", party=party.name)
    if field_:
        raise Invalid(field_, "must_carry")


def _on(work: Work, negotiation: Negotiation, id_: str) -> Option:
    option = work.options.get(negotiation.team, id_)
    if option is None or option.negotiation != negotiation.id:
        raise OutOfDate("line_gone")
    return option


def _fresh(option: Option) -> Fresh:
    now = {"title": option.title, **{name: getattr(option, name) for name in TEXTS}}
    now |= {"review": str(option.review or ""), "step": str(option.step or "")}
    return Fresh(option.version, now | {f"gain_{key}": text for key, text in option.gains.items()})
