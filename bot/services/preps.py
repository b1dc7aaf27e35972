"""Preparing for a conversation about one request: the private brief, its notes and the time of the talk."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.coaching.select import Coaching, coach
from bot.domain.coaching.words import CoachingWords
from bot.domain.detection.harm import tells_of_harm
from bot.domain.detection.naming import names
from bot.domain.detection.reading import NOTHING, Reading
from bot.domain.detection.verdict import object_of, signals_of
from bot.domain.errors import Invalid, NotAllowed, NotFound, OutOfDate
from bot.domain.interest_map.draft import Draft, Side
from bot.domain.model import (
    NOTHING_TOLD,
    Debrief,
    DebriefState,
    Delivery,
    LocalTime,
    MessageRef,
    Mode,
    Note,
    Prep,
    Saying,
    Talk,
    Told,
    Utterance,
)
from bot.domain.readable import readable
from bot.domain.timing import due, next_working
from bot.services.asked import asked_before
from bot.services.coaching import settle_by_preparing
from bot.services.learning import pointed_at, threshold_in
from bot.services.ports import SlackMessage, Work
from bot.services.world import FARTHEST, FARTHEST_YEARS, Hush, World

EXCERPT = 600
NOTE = 3000
DEFAULT_MINUTES = 30
SHORTEST, LONGEST = 5, 600
TALK_MAY_LIE_BACK = timedelta(days=1)
WRITABLE = frozenset({"my_interest", "their_interest", "walk_away"})


@dataclass(frozen=True, slots=True)
class Start:
    """A person wants to prepare for the message at `ref`.

    `message` is what Slack handed over with a shortcut; None where it must be read. `key` tells this wish from others.
    """

    ref: MessageRef
    user: str
    key: str
    message: SlackMessage | None = None


@dataclass(frozen=True, slots=True)
class DirectMessage:
    """Something a person wrote to the bot in their DM."""

    ref: MessageRef
    user: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What the prep message shows."""

    prep: Prep
    coaching: Coaching
    link: str | None
    last_lesson: str
    debrief: Debrief | None
    hidden: bool


class PrepService:
    """Opens a prep thread in a person's DM and keeps what they note there, for their eyes only."""

    def __init__(self, world: World, words: CoachingWords) -> None:
        self._world = world
        self._words = words

    # -- opening one -------------------------------------------------------------------------------------------

    def start(self, wish: Start, delivery: Delivery | None = None) -> Prep | None:
        """Open the prep thread, or point to the one that is open. None where the message cannot be prepared for."""
        team = wish.ref.team
        shortcut = wish.message is not None
        with self._world.store.reading() as work:
            channel = work.channels.get(team, wish.ref.channel)
            known = work.preps.of(wish.user, wish.ref)
        silent = not shortcut and (channel.mode is Mode.OFF or channel.shared)
        # A channel that is off is not read, not even when somebody reacts in it.
        message = None if silent or known else wish.message or self._world.slack.message(wish.ref)
        reading = self._world.classifier.read(message.text) if message else NOTHING
        now = self._world.clock.now()
        with self._world.store.work(delivery) as work:
            if known:
                self._point_to(work, known, now)
                settle_by_preparing(work, wish.ref, wish.user, now)
                return known
            if silent:
                key = f"off:{wish.ref.channel}:{wish.user}"
                work.outbox.say(Utterance(team, Saying.PREP_HINT, wish.ref.channel, key, now, person=wish.user))
                return None
            if message is None:
                key = f"gone:{wish.key}"
                work.outbox.say(Utterance(team, Saying.PREP_GONE, wish.ref.channel, key, now, person=wish.user))
                return None
            return self._open(work, wish, message, reading, now)

    def start_from_card(self, team: str, request: str, user: str) -> Prep | None:
        """The card's Prep button: prepare for the request the card is about."""
        with self._world.store.reading() as work:
            found = work.requests.get(team, request)
            if found is None or user not in work.channels.get(team, found.channel).owners:
                raise NotFound("not_found")
        if not self._world.is_member(team, found.channel, user):
            raise NotAllowed("not_in_channel_person")  # they left, and the news of it is still on its way
        return self.start(Start(found.ref, user, f"card:{request}"))

    def _open(self, work: Work, wish: Start, message: SlackMessage, reading: Reading, now: datetime) -> Prep | None:
        hidden = message.user is not None and work.people.get(wish.ref.team, message.user).opted_out
        text, reading = ("", NOTHING) if hidden else (message.text, reading)
        prep = Prep(
            id=self._world.ids.new(),
            team=wish.ref.team,
            user=wish.user,
            source=replace(wish.ref, thread_ts=message.ref.thread_ts or wish.ref.thread_ts),
            created_at=now,
            requester=message.user,
            excerpt=_excerpt(readable(text)),
            signals=signals_of(text, reading),  # the person says it is a request: only the pressure is to be found
            object=object_of(text, reading),
        )
        if not work.preps.add(prep):
            return work.preps.of(wish.user, wish.ref)
        root = f"prep:{prep.id}"
        work.outbox.say(Utterance(prep.team, Saying.PREP, prep.id, root, now, person=wish.user))
        opener = Utterance(
            prep.team,
            Saying.PREP_THREAD,
            prep.id,
            f"thread:{prep.id}",
            now,
            person=wish.user,
            in_thread_of=root,
        )
        work.outbox.say(opener)
        settle_by_preparing(work, wish.ref, wish.user, now, text)
        if not (hidden or message.bot) and message.user and self._missed(work, prep, reading):
            pointed_at(work, message, prep.source, reading, now)
        return prep

    def _missed(self, work: Work, prep: Prep, reading: Reading) -> bool:
        """Whether a card should have come and did not: an owner points at a first message that was read."""
        source = prep.source
        channel = work.channels.get(source.team, source.channel)
        on = channel.mode in {Mode.PRIVATE, Mode.PUBLIC} and not channel.shared
        if not on or source.root != source.ts or prep.user not in channel.owners or prep.requester in channel.owners:
            return False
        since = channel.chosen_at.timestamp() if channel.chosen_at else 0.0
        threshold = threshold_in(channel, self._world.classifier.thresholds()[channel.sensitivity])
        unnoticed = work.requests.at(source.team, source.channel, source.ts) is None
        return unnoticed and float(source.ts) >= since and reading.probability < threshold

    def _point_to(self, work: Work, prep: Prep, now: datetime) -> None:
        """At most once a day: say in the open thread that it is the one."""
        root = f"prep:{prep.id}"
        key = f"again:{prep.id}:{now.date()}"
        again = Utterance(prep.team, Saying.PREP_HINT, prep.id, key, now, person=prep.user, in_thread_of=root)
        work.outbox.say(again)

    # -- what the person notes ---------------------------------------------------------------------------------

    def get(self, team: str, id_: str, user: str) -> Prep:
        """The person's own prep; anybody else's does not exist."""
        with self._world.store.reading() as work:
            return _own(work, team, id_, user)

    def draft_map(self, team: str, id_: str, user: str) -> Draft:
        """A map to start from: the two sides, and what the person noted; kept only when they save the form."""
        prep = self.get(team, id_, user)
        mine = Side("", user=user, interest=prep.my_interest)
        theirs = Side("", user=prep.requester, interest=prep.their_interest)
        return Draft(prep.object, (mine, theirs), prep.source)

    def write(self, team: str, id_: str, user: str, part: str, text: str) -> None:
        """Keep my interest, their interest or my walk-away."""
        if part not in WRITABLE:
            raise NotFound("not_found")
        with self._world.store.work() as work:
            prep = _own(work, team, id_, user)
            changes = {part: text.strip()}
            work.preps.save(replace(prep, **changes))  # type: ignore[arg-type]
            work.outbox.refresh(team, Saying.PREP, id_, self._world.clock.now())

    def wrote(self, said: DirectMessage, delivery: Delivery | None) -> None:
        """Text in the DM: in a prep thread, offer to keep it; elsewhere, say in a line what I can do."""
        ref = said.ref
        now = self._world.clock.now()
        with self._world.store.work(delivery) as work:
            prep = _prep_at(work, ref, said.user)
            if prep:
                subject = f"{prep}/{ref.ts}"
                key = f"note:{ref.channel}:{ref.ts}"
                saying = Saying.NOTE_OFFER
            else:
                subject, key, saying = ref.ts, f"help:{ref.channel}:{ref.ts}", Saying.DM_HELP
            place = Utterance(
                ref.team, saying, subject, key, now, person=said.user, channel=ref.channel, thread_ts=ref.thread_ts
            )
            work.outbox.say(place)

    def keep_note(self, team: str, id_: str, user: str, ref: MessageRef) -> None:
        """Save what the person wrote at `ref` in their prep thread; it is read now, it was not kept before."""
        message = self._world.slack.message(ref)
        if message is None or message.user != user:
            raise OutOfDate("note_gone")
        with self._world.store.work() as work:
            prep = _own(work, team, id_, user)
            if all(note.ts != ref.ts for note in prep.notes):
                note = Note(ref.ts, readable(message.text)[:NOTE])
                work.preps.save(replace(prep, notes=(*prep.notes, note)))
            now = self._world.clock.now()
            work.outbox.refresh(team, Saying.PREP, id_, now)
            for saying, subject in ((Saying.NOTE_OFFER, f"{id_}/{ref.ts}"), (Saying.DM_HELP, ref.ts)):
                work.outbox.refresh(team, saying, subject, now)

    def zone(self, team: str, user: str) -> str:
        """The person's own zone, for the form that asks when they talk."""
        return self._world.zone(team, user)

    def suggested_talk(self, prep: Prep) -> tuple[datetime, int]:
        """The time already set, else the next full hour and half an hour of talk."""
        if prep.talk:
            return prep.talk.start, int((prep.talk.end - prep.talk.start) / timedelta(minutes=1))
        hour = self._world.clock.now().replace(minute=0, second=0, microsecond=0)
        return hour + timedelta(hours=1), DEFAULT_MINUTES

    def set_talk(self, team: str, id_: str, user: str, start: datetime | None, minutes: int) -> Talk:
        """Note when the talk is; the debrief prompt follows it. A new time replaces the old one."""
        zone = self._world.zone(team, user)
        now = self._world.clock.now()
        if start is None:
            raise Invalid("start", "required")
        if start < now - TALK_MAY_LIE_BACK:
            raise Invalid("start", "talk_past")
        if start > now + FARTHEST:
            raise Invalid("start", "date_far", years=FARTHEST_YEARS)
        if not SHORTEST <= minutes <= LONGEST:
            raise Invalid("minutes", "talk_length")
        talk = Talk(start, start + timedelta(minutes=minutes), zone)
        with self._world.store.work() as work:
            prep = _own(work, team, id_, user)
            work.preps.save(replace(prep, talk=talk))
            self._plan_debrief(work, prep, talk)
            work.outbox.refresh(team, Saying.PREP, id_, now)
        return talk

    def _plan_debrief(self, work: Work, prep: Prep, talk: Talk) -> None:
        habits = self._world.habits
        when = due(next_working(talk.end + habits.debrief_delay, talk.zone, habits.hours), talk.zone)
        debrief = work.debriefs.of_prep(prep.team, prep.id, prep.user)
        if debrief is None:
            debrief = Debrief(self._world.ids.new(), prep.team, prep.user, prep.id, when.at)
            work.debriefs.add(debrief)
        elif debrief.state is DebriefState.DUE:
            # One more round: a prompt that was cancelled may come due at the very same minute again.
            debrief = replace(debrief, due_at=when.at, postponed=debrief.postponed + 1)
            work.debriefs.save(debrief)
        else:
            return  # this conversation was debriefed or skipped: once is enough
        work.outbox.cancel(prep.team, Saying.DEBRIEF, debrief.id, "the talk was moved")
        work.outbox.refresh(prep.team, Saying.DEBRIEF, debrief.id, self._world.clock.now())
        work.outbox.say(debrief_prompt(debrief, when.at, when.local))

    # -- what the messages show --------------------------------------------------------------------------------

    def brief(self, team: str, id_: str, user: str) -> Brief | Hush:
        """The one-page brief as it stands now."""
        with self._world.store.reading() as work:
            prep = work.preps.get(team, id_, user)
            if prep is None:
                return Hush("the prep is gone")
            hidden = prep.requester is not None and work.people.get(team, prep.requester).opted_out
            lesson = work.debriefs.last_lesson(team, user)
            debrief = work.debriefs.of_prep(team, id_, user)
            request = work.requests.at(team, prep.source.channel, prep.source.ts)
            asked = asked_before(work, request, self._words) if request else frozenset()
        if hidden:
            prep = replace(prep, excerpt="", signals=(), object="")
        seed = f"{prep.source.channel}:{prep.source.ts}"  # as on the card: one message, one choice of words
        told = NOTHING_TOLD if hidden else request.told if request else _told(prep)
        coaching = coach(prep.signals, prep.object, seed, self._words, asked, told=told)
        link = self._world.slack.permalink(prep.source)
        return Brief(prep, coaching, link, lesson, debrief, hidden)

    def thread_of(self, ref: MessageRef, user: str) -> str:
        """The prep in whose thread the person wrote; empty elsewhere.

        Asked again when an answer is sent: somebody can write in a thread before we noted that it stands.
        """
        with self._world.store.reading() as work:
            return _prep_at(work, ref, user)

    def note_offer(self, team: str, subject: str, user: str) -> bool | Hush:
        """Whether the note that is offered was kept."""
        id_, _, ts = subject.partition("/")
        with self._world.store.reading() as work:
            prep = work.preps.get(team, id_, user)
        return Hush("the prep is gone") if prep is None else any(note.ts == ts for note in prep.notes)


def prompt_key(debrief: Debrief) -> str:
    """The newest prompt's key: a moved or postponed debrief gets another prompt."""
    return f"debrief:{debrief.id}:{debrief.due_at:%Y%m%dT%H%M}:{debrief.postponed}"


def debrief_prompt(debrief: Debrief, at: datetime, local: LocalTime) -> Utterance:
    """The prompt in the prep thread."""
    return Utterance(
        debrief.team,
        Saying.DEBRIEF,
        debrief.id,
        prompt_key(debrief),
        at,
        person=debrief.user,
        in_thread_of=f"prep:{debrief.prep}",
        local=local,
    )


def _prep_at(work: Work, ref: MessageRef, user: str) -> str:
    root = work.outbox.standing_at(ref.team, ref.channel, ref.thread_ts) if ref.thread_ts else None
    if root is None or root.utterance.saying is not Saying.PREP or root.utterance.person != user:
        return ""
    return root.utterance.subject


def _own(work: Work, team: str, id_: str, user: str) -> Prep:
    prep = work.preps.get(team, id_, user)
    if prep is None:
        raise NotFound("not_found")
    return prep


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1].rstrip() + "…"


def _told(prep: Prep) -> Told:
    """What can be said of the few words of a message that nobody read for a request."""
    return Told(named=names(prep.excerpt, prep.object), harm=tells_of_harm(prep.excerpt))
