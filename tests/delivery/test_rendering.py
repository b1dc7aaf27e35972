"""What is said is decided at the moment of sending: nothing where another organisation reads along."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.beside import TellingOutbox
from bot.delivery.quiet import Quiet
from bot.delivery.rendering import Rendering, Sources
from bot.delivery.speech import Later, Reaction, Silence
from bot.domain.interest_map.draft import Draft
from bot.domain.model import AsideKind, DueState, OutboxRow, Saying
from bot.domain.timing import Wait
from bot.services.agreements import Subject, Terms
from bot.services.people import UserChanged
from bot.views.message import Message
from tests.fakes import ANNA, BEN, CHANNEL, TEAM
from tests.services.test_negotiations import PRODUCT, SALES
from tests.workplace import HABITS, WORDS, Workplace, ref

TERMS = Terms(BEN, "Ship the export", date(2026, 6, 8), date(2026, 6, 15))


def sources(place: Workplace) -> Sources:
    return Sources(
        words=WORDS,
        clock=place.clock,
        hours=HABITS.hours,
        channels=place.channels,
        coaching=place.coaching,
        moves=place.moves,
        canvases=place.canvases,
        asides=place.asides,
        preps=place.preps,
        negotiations=place.negotiations,
        asking=place.asking,
        brainstorms=place.brainstorms,
        scoring=place.scoring,
        agreements=place.agreements,
        debriefs=place.debriefs,
        unsaid=place.unsaid,
        quiet=Quiet(place.silence, lambda _team, _user, _now: None, place.clock),
        mutes=place.mutes,
        streaks=place.streaks,
        prep_emoji="compass",
        handled=place.handled,
        handled_emoji="eyes",
        own_data=place.own_data,
    )


@pytest.fixture
def render(place: Workplace) -> Rendering:
    return Rendering(sources(place))


def read(speech: object) -> str:
    assert isinstance(speech, Message)
    return speech.text + json.dumps([*speech.blocks], default=str, ensure_ascii=False)


def reviewed(place: Workplace) -> None:
    """A map shared in the channel and in a thread there, its agreement, and the result of the review."""
    place.turn_on()
    id_ = place.negotiations.start(TEAM, ANNA, Draft("The export", (SALES, PRODUCT)), "V1").id
    for thread in (None, "1.0"):
        place.negotiations.share(TEAM, id_, ANNA, CHANNEL, thread)
    place.send()
    agreed = place.agreements.record(TEAM, ANNA, TERMS, Subject(negotiation=id_), "V2")
    place.agreements.keep(TEAM, agreed.id, BEN)


def posted(place: Workplace) -> None:
    place.turn_on()
    place.coaching.post(TEAM, place.hear(), ANNA, None)


def in_the_channel(place: Workplace) -> list[OutboxRow]:
    found = [row for row in place.rows() if row.utterance.channel == CHANNEL]
    return [row for row in found if row.utterance.saying is not Saying.REFRESH]


@pytest.mark.parametrize(
    ("happens", "sayings"),
    [
        (reviewed, {Saying.SHARED_MAP, Saying.AGREEMENT, Saying.REVIEW_RESULT}),
        (posted, {Saying.OWNER_POST, Saying.HANDLED}),
    ],
)
def test_nothing_is_said_or_shown_anew_in_a_channel_that_became_shared(
    place: Workplace, render: Rendering, happens: Callable[[Workplace], None], sayings: set[Saying]
) -> None:
    happens(place)
    rows = in_the_channel(place)
    assert {row.utterance.saying for row in rows} == sayings
    assert all(isinstance(render(row), Message | Reaction) for row in rows)
    place.share_channel()
    assert [render(row) for row in rows] == [Silence("the channel is shared with another organisation")] * len(rows)


def test_what_people_get_in_their_direct_messages_is_said_all_the_same(place: Workplace, render: Rendering) -> None:
    reviewed(place)
    place.share_channel()
    private = [row for row in place.rows() if row.utterance.channel is None and row.utterance.saying != Saying.REFRESH]
    assert {Saying.MAP, Saying.AGREEMENT, Saying.REVIEW_RESULT} <= {row.utterance.saying for row in private}
    assert all(isinstance(render(row), Message) for row in private)


@pytest.fixture
def cards(place: Workplace) -> list[OutboxRow]:
    """Anna's card, and the one that came back to her after its rest; both stand in her DM."""
    place.turn_on()
    id_ = place.hear()
    place.clock.pass_by(minutes=3)
    place.coaching.wait(TEAM, id_, ANNA, Wait.TWO_HOURS)
    place.clock.pass_by(hours=3)
    place.send()
    rows = [*place.rows(Saying.CARD), *place.rows(Saying.WAIT_OVER)]
    return [row for row in rows if row.utterance.person == ANNA]


def why(place: Workplace, reason: str) -> None:
    match reason:
        case "off":
            place.turn_off()
        case "shared":
            place.share_channel()
        case "owner left":
            place.channels.left(TEAM, CHANNEL, ANNA, None)
        case "account closed":
            place.people.changed(UserChanged(TEAM, ANNA, None, active=False), None)


@pytest.mark.parametrize("reason", ["off", "shared", "owner left", "account closed"])
def test_a_card_that_its_reader_lost_is_closed_where_it_stands_and_not_said_where_it_does_not(
    place: Workplace, render: Rendering, cards: list[OutboxRow], reason: str
) -> None:
    assert [row.utterance.saying for row in cards] == [Saying.CARD, Saying.WAIT_OVER]
    assert all('"button"' in read(render(row)) for row in cards)
    why(place, reason)
    for row in cards:
        shown = read(render(row))
        assert WORDS.text("card.closed") in shown
        assert '"button"' not in shown
        unsent = replace(row, state=DueState.CLAIMED, sent_ts=None, sent_channel=None)
        assert isinstance(render(unsent), Silence)


def test_what_follows_a_card_is_rendered_held_and_closed_like_one(place: Workplace, render: Rendering) -> None:
    place.turn_on()
    id_ = place.hear()
    place.reply("This is ridiculous, nobody ever answers.", "2.0")
    place.reply("You never listen. Again, nothing!!", "3.0")
    place.reply("Sure, just a quick tweak, we'll add it.", "4.0", BEN)
    place.clock.pass_by(minutes=3)
    rows = {row.utterance.saying: row for row in place.claim() if row.utterance.person == ANNA}
    pause, limits = rows[Saying.ASIDE_TENSION], rows[Saying.ASIDE_LIMITS]
    assert WORDS.text("aside.call") in read(render(pause))
    assert WORDS.text("aside.limit") in read(render(limits))
    place.clock.pass_by(hours=12)
    assert isinstance(render(pause), Silence), "the next morning a pause would stir up what has settled"
    assert isinstance(render(limits), Later)
    stands = replace(limits, state=DueState.SENT, sent_channel="D1", sent_ts="9.0")
    place.noticing.deleted(ref("4.0", "1.0"), None)
    assert WORDS.text("card.closed") in read(render(stands))
    test = replace(pause, utterance=replace(pause.utterance, channel="CTEST"), sent_channel="CTEST", sent_ts="9.0")
    assert read(render(test)).startswith(WORDS.text("rehearsal.head"))
    assert id_ == pause.utterance.subject


def test_what_an_owner_posts_from_one_is_said_in_the_thread(place: Workplace, render: Rendering) -> None:
    place.turn_on()
    id_ = place.hear()
    for number in (2, 3):
        place.reply("This is ridiculous, nobody ever answers.", f"{number}.0")
    with place.store.reading() as work:
        (aside,) = [found for found in work.asides.about(TEAM, id_) if found.kind is AsideKind.TENSION]
    place.asides.post(TEAM, aside.id, ANNA, "Let's talk.")
    (said,) = place.rows(Saying.THREAD_LINE)
    assert "Let's talk." in read(render(said))
    place.share_channel()
    assert isinstance(render(said), Silence)


def test_the_emoji_follows_the_request_where_one_is_wanted(place: Workplace, render: Rendering) -> None:
    posted(place)
    (row,) = place.rows(Saying.HANDLED)
    assert render(row) == Reaction(CHANNEL, "1.0", "eyes", on=True)
    place.noticing.deleted(ref("1.0"), None)
    assert isinstance(Rendering(replace(sources(place), handled_emoji=""))(row), Silence)
    place.share_channel()
    assert isinstance(render(row), Silence)


def test_who_asked_in_vain_reads_where_and_why(place: Workplace, render: Rendering) -> None:
    posted(place)
    place.clock.pass_by(minutes=3)
    (row,) = [row for row in place.claim() if row.utterance.saying is Saying.OWNER_POST]
    place.queue.bury(row, "is_archived", place.clock.now())
    place.unsaid.given_up(row)
    (told,) = place.rows(Saying.NOT_SAID)
    assert f"<#{CHANNEL}>" in read(render(told))
    assert WORDS.text("not_said.is_archived") in read(render(told))


def test_a_reminder_that_was_snoozed_into_the_evening_waits_for_the_morning(
    place: Workplace, render: Rendering, cards: list[OutboxRow]
) -> None:
    late = replace(cards[1], state=DueState.CLAIMED, sent_ts=None, sent_channel=None)
    place.clock.moment = place.clock.moment.replace(hour=20)
    speech = render(late)
    assert isinstance(speech, Later)
    assert speech.due_at == (place.clock.moment + timedelta(days=1)).replace(hour=9, minute=0)


# -- the outbox that tells -------------------------------------------------------------------------------------


def test_what_is_given_up_is_told_once_and_only_by_who_gave_it_up(place: Workplace) -> None:
    told: list[int] = []
    outbox = TellingOutbox(place.engine, lambda row: told.append(row.id))
    posted(place)
    (row,) = [row for row in place.claim() if row.utterance.saying is Saying.OWNER_POST]
    assert not outbox.bury(replace(row, claim="somebody else's"), "is_archived", place.clock.now())
    assert told == []
    assert outbox.bury(row, "is_archived", place.clock.now())
    assert not outbox.bury(row, "is_archived", place.clock.now())
    assert told == [row.id]
