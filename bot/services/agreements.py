"""What was agreed, who does it by when, and the day both sides look at it again."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.errors import Invalid, NotFound, OutOfDate
from bot.domain.interest_map.history import ChangeKind
from bot.domain.interest_map.model import NegotiationState
from bot.domain.model import Agreement, Outcome, Saying, Utterance
from bot.domain.timing import Due, Wait, WorkingHours, review_reminders, today, wait_until
from bot.domain.visibility import NOBODY
from bot.services import circle
from bot.services.agreed_requests import agree_on_request, thread_of_request
from bot.services.ports import Work
from bot.services.world import FARTHEST, FARTHEST_YEARS, Hush, World


@dataclass(frozen=True, slots=True)
class Terms:
    """The agreement form; every field must be filled."""

    owner: str | None
    next_step: str
    due: date | None
    review: date | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What an agreement is about: a map that the person was admitted to, their own prep, or a request they look after.

    `aside` is the card that asked for it; `told`: its thread is told of it in other words.
    """

    negotiation: str | None = None
    prep: str | None = None
    request: str | None = None
    aside: str | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """What a reminder or a result shows. `title` is the map's, empty where there is none.

    `current` is false for a reminder that a later one replaced.
    """

    agreement: Agreement
    title: str
    current: bool


class AgreementService:
    """Records agreements and brings them back before and on their review date."""

    def __init__(self, world: World) -> None:
        self._world = world

    def today(self, team: str, user: str) -> date:
        """The person's civil date, for the form's defaults."""
        return today(self._world.clock.now(), self._world.zone(team, user))

    def record(self, team: str, user: str, terms: Terms, subject: Subject, form: str) -> Agreement:
        """Keep an agreement, tell its owner and the places where the map stands, and plan its reviews.

        The same form sent again is the same agreement.
        """
        if subject.negotiation:
            circle.admit(self._world, team, subject.negotiation, user)
        owner, due, review = self._checked(team, user, terms)
        zone = self._world.zone(team, owner)
        now = self._world.clock.now()
        agreement = Agreement(
            id=self._world.ids.of("agreement", team, user, form),
            team=team,
            author=user,
            owner=owner,
            next_step=terms.next_step.strip(),
            due=due,
            review=review,
            zone=zone,
            created_at=now,
            negotiation=subject.negotiation,
            prep=subject.prep,
            request=subject.request,
        )
        with self._world.store.work() as work:
            known = work.agreements.get(team, agreement.id)
            if known:
                return known
            self._belongs(work, agreement, subject.aside)
            work.agreements.add(agreement)
            self._announce(work, agreement, now, told=subject.told)
            _plan(work, agreement, agreement.owner, self._world.habits.hours, now)
        return agreement

    def _checked(self, team: str, user: str, terms: Terms) -> tuple[str, date, date]:
        if not terms.owner:
            raise Invalid("owner", "no_owner")
        if not terms.next_step.strip():
            raise Invalid("next_step", "no_step")
        if terms.due is None:
            raise Invalid("due", "no_due")
        if terms.review is None:
            raise Invalid("review", "no_review")
        today = self.today(team, user)
        if terms.due < today:
            raise Invalid("due", "date_past")
        near("due", terms.due, today)
        near("review", terms.review, today)
        if terms.review < terms.due:
            raise Invalid("review", "review_before_due")
        owner = self._world.slack.person(team, terms.owner)
        if owner is not None and (owner.bot or not owner.active):
            raise Invalid("owner", "owner_cannot")
        return terms.owner, terms.due, terms.review

    @staticmethod
    def _belongs(work: Work, agreement: Agreement, aside: str | None) -> None:
        """An agreement stands on an open map of the person's, on their own prep, or on a request they look after."""
        if agreement.negotiation:
            negotiation = circle.open_map(work, agreement.team, agreement.negotiation)
            work.negotiations.save(replace(negotiation, state=NegotiationState.AGREED))
            circle.note(
                work, negotiation, agreement.author, ChangeKind.AGREED, agreement.created_at, after=agreement.next_step
            )
        elif agreement.request:
            agree_on_request(work, agreement, aside)
        elif not agreement.prep or work.preps.get(agreement.team, agreement.prep, agreement.author) is None:
            raise NotFound("not_found")

    def _announce(self, work: Work, agreement: Agreement, now: datetime, *, told: bool) -> None:
        team, id_ = agreement.team, agreement.id
        for place, key in () if told else _shared_places(work, agreement, "agreed"):
            work.outbox.say(replace(place, saying=Saying.AGREEMENT, key=key, due_at=now))
        for person in dict.fromkeys((agreement.author, agreement.owner)):
            key = f"agreed:{id_}:{person}"
            work.outbox.say(Utterance(team, Saying.AGREEMENT, id_, key, now, person=person))

    # -- reviewing ---------------------------------------------------------------------------------------------

    def get(self, team: str, id_: str, user: str) -> Agreement:
        """An agreement that this person owns or recorded and that waits for its review."""
        with self._world.store.reading() as work:
            return _reviewable(work, team, id_, user)

    def keep(self, team: str, id_: str, user: str) -> None:
        """It works: it stays."""
        self._decide(team, id_, user, Outcome.KEEP)

    def revert(self, team: str, id_: str, user: str) -> None:
        """It does not work: it is taken back."""
        self._decide(team, id_, user, Outcome.REVERT)

    def change(self, team: str, id_: str, user: str, change: str, review: date | None) -> None:
        """Go on with a change, and look again on a new date."""
        if not change.strip():
            raise Invalid("change", "required")
        if review is None:
            raise Invalid("review", "no_review")
        today = self.today(team, user)
        if review <= today:
            raise Invalid("review", "review_not_later")
        near("review", review, today)
        self._decide(team, id_, user, Outcome.CHANGE, change.strip(), review)

    def _decide(
        self, team: str, id_: str, user: str, outcome: Outcome, change: str = "", review: date | None = None
    ) -> None:
        now = self._world.clock.now()
        reminded = self._reminded(team, id_) if outcome is Outcome.CHANGE else ""
        with self._world.store.work() as work:
            agreement = _reviewable(work, team, id_, user)
            decided = replace(
                agreement, outcome=outcome, outcome_by=user, change=change, review=review or agreement.review
            )
            if outcome is Outcome.CHANGE:
                # One more round: the new reminders may come due on the very same days.
                decided = replace(decided, postponed=agreement.postponed + 1)
            work.agreements.save(decided)
            for saying in (Saying.REVIEW_AHEAD, Saying.REVIEW_DUE):
                work.outbox.cancel(team, saying, id_, "the review was answered")
                work.outbox.refresh(team, saying, id_, now)
            if outcome is Outcome.CHANGE:
                _plan(work, decided, reminded, self._world.habits.hours, now)
            for place, key in _shared_places(work, decided, f"result:{agreement.version}"):
                work.outbox.say(replace(place, saying=Saying.REVIEW_RESULT, key=key, due_at=now))
            for person in {decided.author, decided.owner} - {user, NOBODY}:
                key = f"result:{id_}:{agreement.version}:{person}"
                work.outbox.say(Utterance(team, Saying.REVIEW_RESULT, id_, key, now, person=person))

    def later(self, team: str, id_: str, user: str, choice: Wait) -> None:
        """Ask again later, and never before the review date itself."""
        zone = self._world.zone(team, user)
        reminded = self._reminded(team, id_)
        now = self._world.clock.now()
        hours = self._world.habits.hours
        with self._world.store.work() as work:
            agreement = _reviewable(work, team, id_, user)
            on_day = review_reminders(agreement.review, now, zone, hours).on_day
            when = max(wait_until(now, choice, zone, hours), on_day, key=lambda due: due.at)
            agreement = replace(agreement, postponed=agreement.postponed + 1)
            work.agreements.save(agreement)
            work.outbox.cancel(team, Saying.REVIEW_DUE, id_, "the review was postponed")
            _remind(work, agreement, reminded, Saying.REVIEW_DUE, _round(agreement), when)
            for saying in (Saying.REVIEW_AHEAD, Saying.REVIEW_DUE):
                work.outbox.refresh(team, saying, id_, now)

    def _reminded(self, team: str, id_: str) -> str:
        """The owner, or who recorded it where the owner left the workspace. Asks Slack, so never in a transaction."""
        with self._world.store.reading() as work:
            agreement = work.agreements.get(team, id_)
        if agreement is None:
            return ""
        if agreement.owner == NOBODY:
            return agreement.author
        owner = self._world.slack.person(team, agreement.owner)
        return agreement.author if owner is not None and not owner.active else agreement.owner

    # -- what the messages show --------------------------------------------------------------------------------

    def review(self, team: str, id_: str, key: str = "") -> Review | Hush:
        """The agreement as it stands now; `key` is the reminder's own, to know whether it is the latest."""
        with self._world.store.reading() as work:
            agreement = work.agreements.get(team, id_)
            if agreement is None:
                return Hush("the agreement is gone")
            source = agreement.negotiation
            negotiation = work.negotiations.get(team, source) if source else None
        current = key in {_round(agreement), _ahead(agreement), ""}
        return Review(agreement, negotiation.title if negotiation else "", current)


def hand_over_reviews(work: Work, team: str, owner: str, hours: WorkingHours, now: datetime) -> None:
    """The owner left the workspace: whoever recorded the agreement is reminded in their place."""
    for agreement in work.agreements.unreviewed_of(team, owner):
        if agreement.author in {owner, NOBODY}:
            continue
        zone = work.people.get(team, agreement.author).zone or agreement.zone
        # One more round, with new keys, at the working hours of who is reminded now.
        handed_over = replace(agreement, postponed=agreement.postponed + 1, zone=zone)
        work.agreements.save(handed_over)
        for saying in (Saying.REVIEW_AHEAD, Saying.REVIEW_DUE):
            work.outbox.cancel(team, saying, agreement.id, "its owner left")
        _plan(work, handed_over, agreement.author, hours, now)


def _plan(work: Work, agreement: Agreement, who: str, hours: WorkingHours, now: datetime) -> None:
    plan = review_reminders(agreement.review, now, agreement.zone, hours)
    if plan.ahead:
        _remind(work, agreement, who, Saying.REVIEW_AHEAD, _ahead(agreement), plan.ahead)
    _remind(work, agreement, who, Saying.REVIEW_DUE, _round(agreement), plan.on_day)


def _remind(work: Work, agreement: Agreement, who: str, saying: Saying, key: str, when: Due) -> None:
    work.outbox.say(Utterance(agreement.team, saying, agreement.id, key, when.at, person=who, local=when.local))


def near(field: str, day: date, today: date) -> None:
    """Refuse a day that is farther away than anybody plans."""
    if day > today + FARTHEST:
        raise Invalid(field, "date_far", years=FARTHEST_YEARS)


def _round(agreement: Agreement) -> str:
    return f"review:{agreement.id}:{agreement.review}:{agreement.postponed}"


def _ahead(agreement: Agreement) -> str:
    return f"ahead:{agreement.id}:{agreement.review}:{agreement.postponed}"


def _reviewable(work: Work, team: str, id_: str, user: str) -> Agreement:
    agreement = work.seen.agreement(team, id_, user)
    if agreement is None or user not in {agreement.owner, agreement.author}:
        raise NotFound("not_found")
    if agreement.outcome in {Outcome.KEEP, Outcome.REVERT}:
        raise OutOfDate("review_done")
    return agreement


def _shared_places(work: Work, agreement: Agreement, what: str) -> list[tuple[Utterance, str]]:
    """A reply in each thread where the map was shared, or in the request's own, with its key."""
    if agreement.request:
        return thread_of_request(work, agreement, what)
    if not agreement.negotiation:
        return []
    places = []
    for row in work.outbox.said(agreement.team, Saying.SHARED_MAP, agreement.negotiation):
        shared = row.utterance
        thread = shared.thread_ts or row.sent_ts
        place = replace(shared, subject=agreement.id, person=None, thread_ts=thread, in_thread_of=None)
        places.append((place, f"{what}:{agreement.id}:{row.id}"))
    return places
