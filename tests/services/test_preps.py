"""Preparing for a conversation: one private thread a person and message, its notes, and the time of the talk."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.coaching.select import coach
from bot.domain.errors import AlreadyHandled, Invalid, NotAllowed, NotFound, OutOfDate
from bot.domain.model import NOTHING_TOLD, DebriefState, DueState, Mode, Saying, Settlement
from bot.services.debriefs import Lessons
from bot.services.ports import SlackMessage
from bot.services.preps import EXCERPT, NOTE, Brief, DirectMessage, Start
from bot.services.world import Hush
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, MONDAY, TEAM
from tests.workplace import ASK, WORDS, Workplace, ref

CANCELLED = frozenset({DueState.CANCELLED})


def shortcut(user: str = ANNA, text: str = ASK, author: str | None = CARA) -> Start:
    """Slack hands the message over with the message shortcut."""
    return Start(ref(), user, "shortcut", SlackMessage(ref(), author, text))


def brief(place: Workplace, id_: str, user: str = ANNA) -> Brief:
    found = place.preps.brief(TEAM, id_, user)
    assert isinstance(found, Brief)
    return found


def test_a_reaction_opens_a_thread_in_the_persons_own_messages(place: Workplace) -> None:
    place.turn_on(Mode.REACTIONS)
    prep = place.prepare()
    (root,), (opener,) = place.said(Saying.PREP), place.said(Saying.PREP_THREAD)
    assert (root.person, root.channel) == (opener.person, opener.channel) == (ANNA, None)
    assert opener.in_thread_of == root.key
    assert (prep.requester, prep.excerpt, prep.user) == (CARA, ASK, ANNA)
    assert not [row for row in place.rows() if row.utterance.channel]


def test_the_same_person_twice_has_one_thread_and_is_pointed_to_it(place: Workplace) -> None:
    place.turn_on()
    first = place.prepare()
    assert [place.prepare().id for _ in range(2)] == [first.id, first.id]
    assert len(place.said(Saying.PREP)) == 1
    (hint,) = place.said(Saying.PREP_HINT)
    assert hint.in_thread_of == f"prep:{first.id}"
    place.clock.pass_by(days=1)
    place.prepare()
    assert len(place.said(Saying.PREP_HINT)) == 2


def test_two_people_have_a_thread_each(place: Workplace) -> None:
    place.turn_on()
    anna, ben = place.prepare(ANNA), place.prepare(BEN)
    assert anna.id != ben.id
    assert [root.person for root in place.said(Saying.PREP)] == [ANNA, BEN]


def test_the_shortcut_works_everywhere_and_reads_nothing(place: Workplace) -> None:
    """The person hands the message over, so the channel's mode does not matter."""
    prep = place.preps.start(shortcut())
    assert prep is not None
    assert prep.excerpt == ASK
    assert not place.slack.asked_for


def test_a_channel_that_is_off_is_not_read_and_the_person_is_told_once(place: Workplace) -> None:
    place.slack.write(ref(), CARA, ASK)
    for key in ("one", "two"):
        assert place.preps.start(Start(ref(), ANNA, key)) is None
    assert not place.slack.asked_for
    (hint,) = place.said(Saying.PREP_HINT)
    assert (hint.person, hint.subject) == (ANNA, CHANNEL)


def test_a_shared_channel_is_not_read(place: Workplace) -> None:
    place.turn_on()
    place.channels.sharing_changed(TEAM, CHANNEL, True, None)
    assert place.preps.start(Start(ref(), ANNA, "one")) is None
    assert not place.slack.asked_for


def test_a_message_that_is_gone_opens_nothing_and_says_so(place: Workplace) -> None:
    place.turn_on()
    assert place.preps.start(Start(ref(), ANNA, "one")) is None
    (gone,) = place.said(Saying.PREP_GONE)
    assert gone.person == ANNA


@pytest.mark.parametrize("by_shortcut", [False, True])
def test_nothing_is_kept_of_an_author_who_opted_out(place: Workplace, by_shortcut: bool) -> None:
    place.turn_on()
    place.people.opt_out(TEAM, CARA)
    prep = place.preps.start(shortcut()) if by_shortcut else place.prepare()
    assert prep is not None
    assert (prep.excerpt, prep.signals, prep.object) == ("", (), "")
    assert brief(place, prep.id).hidden


def test_opting_out_later_erases_what_was_kept(place: Workplace) -> None:
    place.turn_on()
    prep = place.prepare()
    place.people.opt_out(TEAM, CARA)
    hidden = brief(place, prep.id)
    assert (hidden.hidden, hidden.prep.excerpt, hidden.prep.object) == (True, "", "")
    place.people.opt_in(TEAM, CARA)
    back = place.preps.get(TEAM, prep.id, ANNA)
    assert (back.excerpt, back.signals, back.object) == ("", (), "")


def test_opting_out_later_leaves_nothing_of_a_request_that_was_prepared_for(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    prep = place.prepare()
    assert place.request(id_).told.fits
    place.people.opt_out(TEAM, CARA)
    assert place.request(id_).told == NOTHING_TOLD
    assert brief(place, prep.id).coaching == coach((), "", f"{CHANNEL}:1.0", WORDS.coaching)


def test_a_long_message_is_cut_to_an_excerpt(place: Workplace) -> None:
    prep = place.preps.start(shortcut(text="We need " + "more " * 10_000))
    assert prep is not None
    assert len(prep.excerpt) <= EXCERPT
    assert prep.excerpt.endswith("…")


def test_a_message_without_an_author_can_be_prepared_for(place: Workplace) -> None:
    prep = place.preps.start(shortcut(author=None))
    assert prep is not None
    assert not brief(place, prep.id).hidden


def test_an_event_closed_elsewhere_opens_nothing(place: Workplace) -> None:
    place.turn_on()
    place.slack.write(ref(), CARA, ASK)
    delivery = place.delivery()
    assert place.inbox.finish(delivery)
    with pytest.raises(AlreadyHandled):
        place.preps.start(Start(ref(), ANNA, "one"), delivery)
    assert not place.rows()


# -- from the card ---------------------------------------------------------------------------------------------


def test_preparing_from_the_card_settles_it_for_all(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    prep = place.preps.start_from_card(TEAM, id_, ANNA)
    assert prep is not None
    assert place.request(id_).settled_as is Settlement.PREPARING
    assert place.request(id_).settled_by == ANNA


def test_an_owner_who_prepared_before_settles_the_card_too(place: Workplace) -> None:
    """They opened the thread while the message was no request yet."""
    place.turn_on()
    prep = place.prepare()
    id_ = place.hear()
    found = place.preps.start_from_card(TEAM, id_, ANNA)
    assert found is not None
    assert found.id == prep.id
    assert place.request(id_).settled_as is Settlement.PREPARING


def test_somebody_elses_preparation_settles_no_card(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    place.prepare(DAN)
    assert place.request(id_).settled_as is None


def test_only_owners_prepare_from_a_card(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    for id_asked, user in ((id_, DAN), ("nothing", ANNA)):
        with pytest.raises(NotFound):
            place.preps.start_from_card(TEAM, id_asked, user)


def test_an_owner_who_left_the_channel_is_not_shown_its_messages(place: Workplace) -> None:
    """The news that they left is still on its way."""
    place.turn_on()
    id_ = place.hear()
    place.slack.membership[CHANNEL].discard(ANNA)
    with pytest.raises(NotAllowed) as failure:
        place.preps.start_from_card(TEAM, id_, ANNA)
    assert failure.value.key == "not_in_channel_person"
    assert not place.said(Saying.PREP)


# -- what the person notes -------------------------------------------------------------------------------------


@pytest.fixture
def prep(place: Workplace) -> str:
    """Anna's prep, whose message stands in her DM."""
    place.turn_on()
    id_ = place.prepare().id
    place.send()
    return id_


@pytest.mark.parametrize("part", ["my_interest", "their_interest", "walk_away"])
def test_a_part_is_kept_and_shown(place: Workplace, prep: str, part: str) -> None:
    place.preps.write(TEAM, prep, ANNA, part, "  A calm quarter. ")
    assert getattr(place.preps.get(TEAM, prep, ANNA), part) == "A calm quarter."
    assert place.refreshed(Saying.PREP) == 1


def test_nothing_else_of_a_prep_can_be_written(place: Workplace, prep: str) -> None:
    for part in ("excerpt", "user", "", "team"):
        with pytest.raises(NotFound):
            place.preps.write(TEAM, prep, ANNA, part, "x")


def test_anybody_elses_prep_does_not_exist(place: Workplace, prep: str) -> None:
    place.slack.write(ref("5.0", channel="DANNA"), BEN, "mine")
    for act in (
        lambda: place.preps.get(TEAM, prep, BEN),
        lambda: place.preps.write(TEAM, prep, BEN, "walk_away", "x"),
        lambda: place.preps.set_talk(TEAM, prep, BEN, MONDAY + timedelta(hours=1), 30),
        lambda: place.preps.keep_note(TEAM, prep, BEN, ref("5.0", channel="DANNA")),
        lambda: place.preps.draft_map(TEAM, prep, BEN),
        lambda: place.preps.get("T2", prep, ANNA),
    ):
        with pytest.raises(NotFound):
            act()
    assert isinstance(place.preps.brief(TEAM, prep, BEN), Hush)
    assert isinstance(place.preps.note_offer(TEAM, f"{prep}/5.0", BEN), Hush)


def test_what_is_typed_in_the_thread_can_be_kept_with_one_click(place: Workplace, prep: str) -> None:
    root = place.rows(Saying.PREP)[0]
    written = ref("50.0", root.sent_ts, "DUANNA")
    place.preps.wrote(DirectMessage(written, ANNA), place.delivery())
    (offer,) = place.said(Saying.NOTE_OFFER)
    assert (offer.subject, offer.channel, offer.thread_ts) == (f"{prep}/50.0", "DUANNA", root.sent_ts)
    assert place.preps.note_offer(TEAM, offer.subject, ANNA) is False
    place.send()

    place.slack.write(written, ANNA, "n" * (NOTE + 5))
    for _ in range(2):
        place.preps.keep_note(TEAM, prep, ANNA, written)
    (note,) = place.preps.get(TEAM, prep, ANNA).notes
    assert note.text == "n" * NOTE
    assert place.preps.note_offer(TEAM, offer.subject, ANNA) is True
    assert (place.refreshed(Saying.PREP), place.refreshed(Saying.NOTE_OFFER)) == (1, 1)


def test_text_outside_a_prep_thread_gets_a_line_of_help(place: Workplace, prep: str) -> None:
    place.preps.wrote(DirectMessage(ref("60.0", None, "DUANNA"), ANNA), None)
    place.preps.wrote(DirectMessage(ref("61.0", "12.0", "DUANNA"), ANNA), None)
    assert [said.thread_ts for said in place.said(Saying.DM_HELP)] == [None, "12.0"]
    assert not place.said(Saying.NOTE_OFFER)


def test_a_note_that_is_gone_or_somebody_elses_cannot_be_kept(place: Workplace, prep: str) -> None:
    place.slack.write(ref("71.0", channel="DUANNA"), BEN, "not Anna's")
    for ts in ("70.0", "71.0"):
        with pytest.raises(OutOfDate) as failure:
            place.preps.keep_note(TEAM, prep, ANNA, ref(ts, channel="DUANNA"))
        assert failure.value.key == "note_gone"


def test_a_map_starts_from_what_was_noted(place: Workplace, prep: str) -> None:
    place.preps.write(TEAM, prep, ANNA, "my_interest", "A calm quarter")
    draft = place.preps.draft_map(TEAM, prep, ANNA)
    assert draft.source == ref()
    assert [(side.user, side.interest) for side in draft.sides] == [(ANNA, "A calm quarter"), (CARA, "")]


# -- the talk --------------------------------------------------------------------------------------------------


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "prompt"),
    [
        ("2026-06-01T11:00", "2026-06-01T11:45"),
        ("2026-06-01T17:40", "2026-06-02T09:00"),
        ("2026-06-05T19:00", "2026-06-08T09:00"),
    ],
    ids=["same-day", "after-hours", "before-the-weekend"],
)
def test_the_debrief_follows_the_talk_in_working_hours(place: Workplace, prep: str, start: str, prompt: str) -> None:
    talk = place.preps.set_talk(TEAM, prep, ANNA, at(start), 30)
    (asked,) = place.due(Saying.DEBRIEF)
    assert asked.due_at == at(prompt)
    assert (asked.person, asked.in_thread_of) == (ANNA, f"prep:{prep}")
    assert place.preps.get(TEAM, prep, ANNA).talk == talk
    assert place.refreshed(Saying.PREP) == 1


def test_working_hours_are_those_of_the_persons_zone(place: Workplace, prep: str) -> None:
    place.slack.know(ANNA, "America/New_York")
    place.preps.set_talk(TEAM, prep, ANNA, at("2026-06-01T11:00"), 30)
    (asked,) = place.due(Saying.DEBRIEF)
    assert asked.due_at == at("2026-06-01T13:00")
    assert asked.local is not None
    assert (asked.local.zone, asked.local.wall.hour) == ("America/New_York", 9)


def test_a_talk_that_moves_has_one_debrief_prompt(place: Workplace, prep: str) -> None:
    for start in ("2026-06-01T11:00", "2026-06-01T15:00", "2026-06-01T11:00"):
        place.preps.set_talk(TEAM, prep, ANNA, at(start), 30)
    (asked,) = place.due(Saying.DEBRIEF)
    assert asked.due_at == at("2026-06-01T11:45")
    assert len(place.rows(Saying.DEBRIEF, CANCELLED)) == 2


def test_a_prompt_that_came_too_early_is_replaced(place: Workplace, prep: str) -> None:
    place.preps.set_talk(TEAM, prep, ANNA, at("2026-06-01T11:00"), 30)
    place.clock.pass_by(hours=3)
    place.send()
    place.preps.set_talk(TEAM, prep, ANNA, at("2026-06-02T11:00"), 30)
    assert len(place.due(Saying.DEBRIEF)) == 1
    assert place.refreshed(Saying.DEBRIEF) == 1


@pytest.mark.parametrize("how", ["finished", "skipped"])
def test_a_conversation_is_debriefed_once(place: Workplace, prep: str, how: str) -> None:
    place.preps.set_talk(TEAM, prep, ANNA, at("2026-06-01T11:00"), 30)
    id_ = place.due(Saying.DEBRIEF)[0].subject
    if how == "skipped":
        place.debriefs.skip(TEAM, id_, ANNA)
    else:
        place.debriefs.finish(TEAM, id_, ANNA, Lessons("", "", "", "Ask earlier"))
    place.preps.set_talk(TEAM, prep, ANNA, at("2026-06-02T11:00"), 30)
    assert not place.due(Saying.DEBRIEF)


def test_a_talk_needs_a_start_that_is_neither_long_past_nor_ages_away(place: Workplace, prep: str) -> None:
    for start, key in (
        (None, "required"),
        (MONDAY - timedelta(days=1, minutes=1), "talk_past"),
        (datetime.max.replace(tzinfo=UTC), "date_far"),
    ):
        with pytest.raises(Invalid) as failure:
            place.preps.set_talk(TEAM, prep, ANNA, start, 30)
        assert (failure.value.field, failure.value.key) == ("start", key)
    assert not place.due(Saying.DEBRIEF)


def test_a_talk_of_this_morning_is_asked_about_at_once(place: Workplace, prep: str) -> None:
    place.preps.set_talk(TEAM, prep, ANNA, MONDAY - timedelta(hours=1), 30)
    place.send()
    assert len(place.rows(Saying.DEBRIEF, frozenset({DueState.SENT}))) == 1


def test_the_form_suggests_the_next_full_hour_or_the_time_already_set(place: Workplace, prep: str) -> None:
    place.clock.pass_by(minutes=17)
    found = place.preps.get(TEAM, prep, ANNA)
    assert place.preps.suggested_talk(found) == (MONDAY + timedelta(hours=1), 30)
    place.preps.set_talk(TEAM, prep, ANNA, at("2026-06-03T11:00"), 90)
    assert place.preps.suggested_talk(place.preps.get(TEAM, prep, ANNA)) == (at("2026-06-03T11:00"), 90)
    assert place.preps.zone(TEAM, ANNA) == "UTC"


def test_the_brief_shows_the_request_the_last_lesson_and_the_debrief(place: Workplace, prep: str) -> None:
    empty = brief(place, prep)
    assert (empty.last_lesson, empty.debrief, empty.link) == ("", None, place.slack.permalink(ref()))
    assert empty.coaching.questions
    place.preps.set_talk(TEAM, prep, ANNA, at("2026-06-01T11:00"), 30)
    id_ = place.due(Saying.DEBRIEF)[0].subject
    place.debriefs.finish(TEAM, id_, ANNA, Lessons("", "", "", "Ask earlier"))
    full = brief(place, prep)
    assert full.last_lesson == "Ask earlier"
    assert full.debrief is not None
    assert full.debrief.state is DebriefState.DONE


@pytest.mark.parametrize("minutes", [0, -30, 4, 601])
def test_a_talk_lasts_minutes_and_not_ages(place: Workplace, prep: str, minutes: int) -> None:
    with pytest.raises(Invalid) as failure:
        place.preps.set_talk(TEAM, prep, ANNA, at("2026-06-01T11:00"), minutes)
    assert (failure.value.field, failure.value.key) == ("minutes", "talk_length")
    assert place.preps.get(TEAM, prep, ANNA).talk is None


@pytest.mark.parametrize("minutes", [5, 600])
def test_a_short_and_a_long_talk_are_taken(place: Workplace, prep: str, minutes: int) -> None:
    talk = place.preps.set_talk(TEAM, prep, ANNA, at("2026-06-01T11:00"), minutes)
    assert talk.end - talk.start == timedelta(minutes=minutes)


def test_a_reaction_does_not_say_that_it_is_on_a_reply_but_the_message_does(place: Workplace) -> None:
    place.turn_on()
    place.slack.messages[CHANNEL, "2.0"] = SlackMessage(ref("2.0", "1.0"), CARA, ASK)
    found = place.preps.start(Start(ref("2.0"), ANNA, "wish"))
    assert found is not None
    assert found.source.root == "1.0"
    again = place.preps.start(Start(ref("2.0"), ANNA, "wish again"))
    assert again is not None
    assert again.id == found.id
