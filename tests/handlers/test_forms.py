"""From the button through the form to what is kept: every form of the product."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.interest_map.draft import Draft, Side
from bot.domain.model import MessageRef, Outcome, Saying
from bot.services.coaching import OwnerPost
from bot.services.preps import Start
from bot.views.ids import Action, encode
from tests.fakes import ANNA, BEN, CARA, CHANNEL, MONDAY, TEAM
from tests.handlers.counter import Counter, error_text, field_text, pressed
from tests.workplace import ASK, Workplace, ref

PARTIES = (Side("Sales", BEN), Side("Product", ANNA))


@pytest.fixture
def place(place: Workplace) -> Workplace:
    place.turn_on()
    return place


def test_post_takes_the_question_that_is_chosen_in_the_card(counter: Counter, place: Workplace) -> None:
    id_ = place.hear()
    second = place.coaching.words_for(TEAM, id_, ANNA, 1)
    chosen = {Action.CARD_CHOICE: {"type": "radio_buttons", "selected_option": {"value": "1"}}}
    counter.press(Action.CARD_POST, id_, state={"values": {Action.CARD_CHOICE: chosen}})
    assert place.coaching.owner_post(TEAM, id_) == OwnerPost(second, ANNA)


@pytest.mark.parametrize(("label", "question"), [("0", "1"), ("1", "0"), ("1", "1")])
def test_post_and_edit_take_the_label_that_is_chosen_in_the_card(
    counter: Counter, place: Workplace, label: str, question: str
) -> None:
    id_ = place.hear("We told Acme they'd have SSO by Friday, can we make that happen? They are about to sign.")
    assert place.coaching.words_for(TEAM, id_, ANNA, 0, 1) != place.coaching.words_for(TEAM, id_, ANNA, 0, 0)
    wanted = place.coaching.words_for(TEAM, id_, ANNA, int(question), int(label))
    chosen = {
        action: {action: {"type": "radio_buttons", "selected_option": {"value": value}}}
        for action, value in ((Action.CARD_CHOICE, question), (Action.CARD_LABEL, label))
    }
    counter.press(Action.CARD_EDIT, id_, state={"values": chosen})
    assert wanted in json.dumps(counter.window).encode().decode("unicode_escape")
    counter.press(Action.CARD_POST, id_, state={"values": chosen})
    assert place.coaching.owner_post(TEAM, id_) == OwnerPost(wanted, ANNA)


def test_edit_first_posts_the_owners_words(counter: Counter, place: Workplace) -> None:
    id_ = place.hear()
    counter.press(Action.CARD_EDIT, id_)
    assert place.coaching.words_for(TEAM, id_, ANNA, 0) in json.dumps(counter.window).encode().decode("unicode_escape")
    counter.submit(counter.window, text="What would it change?")
    assert place.coaching.owner_post(TEAM, id_) == OwnerPost("What would it change?", ANNA)


@pytest.mark.parametrize("choice", ["2h", "tomorrow", "2d", "dismiss"])
def test_the_cards_menu_and_undo(counter: Counter, place: Workplace, choice: str) -> None:
    id_ = place.hear()
    option = {"type": "overflow", "action_id": Action.CARD_MORE, "selected_option": {"value": encode(id_, choice)}}
    counter.take(pressed(Action.CARD_MORE, actions=[option]))
    assert place.request(id_).settled_by == ANNA
    counter.press(Action.CARD_UNDO, id_)
    assert place.request(id_).settled_by is None


def test_prep_from_the_card(counter: Counter, place: Workplace) -> None:
    counter.press(Action.CARD_PREP, place.hear())
    assert [said.person for said in place.said(Saying.PREP)] == [ANNA]


@pytest.mark.parametrize("part", ["my_interest", "their_interest", "walk_away"])
def test_a_part_of_a_prep(counter: Counter, place: Workplace, part: str) -> None:
    id_ = place.prepare().id
    counter.press(f"{Action.PREP_WRITE}_{part}", id_)
    counter.submit(counter.window, text="A calm quarter")
    assert getattr(place.preps.get(TEAM, id_, ANNA), part) == "A calm quarter"
    counter.press(f"{Action.PREP_WRITE}_{part}", id_)
    assert "A calm quarter" in json.dumps(counter.window)


def test_a_note_is_kept_from_its_offer(counter: Counter, place: Workplace) -> None:
    id_ = place.prepare().id
    place.slack.write(MessageRef(TEAM, "D1", "7.0", "6.0"), ANNA, "Ask for the reason")
    counter.press(Action.NOTE_KEEP, encode(id_, "D1", "7.0", "6.0"))
    assert [note.text for note in place.preps.get(TEAM, id_, ANNA).notes] == ["Ask for the reason"]


def test_when_they_talk_and_what_they_learned(counter: Counter, place: Workplace) -> None:
    prep = place.prepare().id
    counter.press(Action.PREP_TALK, prep)
    start = int((MONDAY + timedelta(hours=1)).timestamp())
    counter.submit(counter.window, start=start, minutes="45")
    talk = place.preps.get(TEAM, prep, ANNA).talk
    assert talk is not None
    assert (talk.start, talk.end - talk.start) == (MONDAY + timedelta(hours=1), timedelta(minutes=45))

    id_ = place.due(Saying.DEBRIEF)[0].subject
    counter.press(f"{Action.DEBRIEF_LATER}_1h", id_)
    assert len(place.due(Saying.DEBRIEF)) == 1
    counter.press(Action.DEBRIEF_START, id_)
    counter.submit(counter.window, worked="Calm", did_not="", why="Numbers", next_time="Ask earlier")
    with place.store.reading() as work:
        assert work.debriefs.last_lesson(TEAM, ANNA) == "Ask earlier"
    counter.press(Action.DEBRIEF_SKIP, id_)
    assert counter.told == [error_text("debrief_done")]


def test_a_debrief_can_be_skipped(counter: Counter, place: Workplace) -> None:
    place.preps.set_talk(TEAM, place.prepare().id, ANNA, MONDAY, 30)
    counter.press(Action.DEBRIEF_SKIP, place.due(Saying.DEBRIEF)[0].subject)
    assert not place.due(Saying.DEBRIEF)


def test_a_map_is_drawn_changed_closed_and_reopened(counter: Counter, place: Workplace) -> None:
    counter.press(Action.MAP_NEW, "new")
    response = counter.submit(counter.window, title="The export", name_0="Sales", user_0=BEN, name_1="Product")
    assert json.loads(response.body)["response_action"] == "update"
    (found,) = place.negotiations.open_for(TEAM, ANNA)
    assert [(party.name, party.user) for party in found.parties] == [("Sales", BEN), ("Product", None)]

    counter.press(Action.MAP_EDIT, found.id)
    form = counter.window
    counter.submit(form, title="Better", name_0="Sales", name_1="Product")
    stale = counter.submit(form, title="Too late", name_0="Sales", name_1="Product")
    again = json.loads(stale.body)["view"]
    assert "somebody changed this" in json.dumps(again)
    assert "Better" in json.dumps(again["blocks"][0])
    assert "Too late" in json.dumps(again["blocks"])
    counter.submit(again, title="Too late", name_0="Sales", name_1="Product")
    assert place.negotiations.open(TEAM, found.id, ANNA).negotiation.title == "Too late"
    counter.press(Action.MAP_EDIT, found.id)
    counter.submit(counter.window, title="Better", name_0="Sales", name_1="Product")
    counter.press(Action.MAP_OPEN, found.id)
    assert "Better" in json.dumps(counter.window)

    counter.press(Action.MAP_MORE, encode(found.id, "close"))
    counter.press(Action.MAP_EDIT, found.id)
    assert counter.told == [error_text("map_closed")]
    counter.press(Action.MAP_REOPEN, found.id)
    assert [each.title for each in place.negotiations.open_for(TEAM, ANNA)] == ["Better"]


def test_a_map_from_a_prep_can_be_shared_in_the_requests_thread(counter: Counter, place: Workplace) -> None:
    counter.press(Action.MAP_NEW, place.prepare().id)
    counter.submit(counter.window, title="The export", name_0="Us", name_1="Sales")
    (found,) = place.negotiations.open_for(TEAM, ANNA)
    assert found.source == ref()
    counter.press(Action.MAP_SHARE, found.id)
    counter.submit(counter.window, thread="thread")
    assert [(said.channel, said.thread_ts) for said in place.said(Saying.SHARED_MAP)] == [(CHANNEL, "1.0")]


@pytest.mark.parametrize(
    ("filled", "channel", "thread"),
    [
        ({"channel": CHANNEL}, CHANNEL, None),
        ({"link": "https://x.slack.com/archives/C1/p1700000000000100"}, CHANNEL, "1700000000.000100"),
    ],
)
def test_a_map_is_shared_in_a_channel_or_a_linked_thread(
    counter: Counter, place: Workplace, filled: dict[str, str], channel: str, thread: str | None
) -> None:
    id_ = place.negotiations.start(TEAM, ANNA, Draft("The export", PARTIES), "V0").id
    counter.press(Action.MAP_SHARE, id_)
    assert counter.submit(counter.window, **filled).status == 200
    assert [(said.channel, said.thread_ts) for said in place.said(Saying.SHARED_MAP)] == [(channel, thread)]


def test_what_is_no_link_to_a_message_is_said_at_its_field(counter: Counter, place: Workplace) -> None:
    id_ = place.negotiations.start(TEAM, ANNA, Draft("The export", PARTIES), "V0").id
    counter.press(Action.MAP_SHARE, id_)
    response = counter.submit(counter.window, link="https://example.com", channel=CHANNEL)
    assert json.loads(response.body)["errors"] == {"link": error_text("bad_link")}


@pytest.mark.parametrize("subject", ["map", "prep"])
def test_an_agreement_is_recorded_and_reviewed(counter: Counter, place: Workplace, subject: str) -> None:
    if subject == "map":
        id_ = place.negotiations.start(TEAM, ANNA, Draft("The export", PARTIES), "V0").id
    else:
        id_ = place.prepare().id
    counter.press(Action.AGREEMENT_RECORD, encode(subject, id_))
    filled = {"owner": BEN, "next_step": "Ship", "due": "2026-06-08", "review": "2026-06-15"}
    counter.submit(counter.window, **filled)
    found = place.said(Saying.AGREEMENT)[0].subject
    counter.press(f"{Action.REVIEW_LATER}_tomorrow", found, BEN)
    counter.press(Action.REVIEW_CHANGE, found, BEN)
    counter.submit(counter.window, BEN, change="Weekly", review="2026-07-01")
    changed = place.agreements.get(TEAM, found, BEN)
    assert (changed.outcome, changed.review) == (Outcome.CHANGE, date(2026, 7, 1))
    counter.press(Action.REVIEW_KEEP, found, BEN)
    counter.press(Action.REVIEW_REVERT, found, BEN)
    assert counter.told == [error_text("review_done")]
    assert place.said(Saying.REVIEW_RESULT)


def test_the_form_starts_at_the_persons_own_today(counter: Counter, place: Workplace) -> None:
    place.slack.know(ANNA, "Pacific/Auckland")
    place.clock.moment = datetime(2026, 6, 1, 20, tzinfo=UTC)
    id_ = place.negotiations.start(TEAM, ANNA, Draft("The export", PARTIES), "V0").id
    counter.press(Action.AGREEMENT_RECORD, encode("map", id_))
    dates = [block["element"].get("initial_date") for block in counter.window["blocks"] if block["type"] == "input"]
    assert "2026-06-09" in dates


# -- sent twice ------------------------------------------------------------------------------------------------


def test_a_form_that_slack_sends_twice_makes_one_map_and_one_agreement(counter: Counter, place: Workplace) -> None:
    counter.press(Action.MAP_NEW, "new")
    for _ in range(2):
        assert counter.submit(counter.window, title="The export", name_0="Us", name_1="Sales").status == 200
    (found,) = place.negotiations.open_for(TEAM, ANNA)
    counter.press(Action.AGREEMENT_RECORD, encode("map", found.id))
    filled = {"owner": BEN, "next_step": "Ship", "due": "2026-06-08", "review": "2026-06-15"}
    for _ in range(2):
        assert counter.submit(counter.window, **filled).status == 200
    assert len(place.negotiations.open(TEAM, found.id, ANNA).agreements) == 1


# -- sharing a map that began somewhere ------------------------------------------------------------------------


def share_form(counter: Counter, place: Workplace, thread_ts: str | None = None) -> None:
    """The form for a map that grew out of a message, which may be a reply; Anna drew it and opened it again."""
    place.turn_on()
    place.slack.open_channel("C2", ANNA)
    place.slack.write(ref("1.5", thread_ts), CARA, ASK)
    prep = place.preps.start(Start(ref("1.5", thread_ts), ANNA, "wish"))
    assert prep is not None
    counter.press(Action.MAP_NEW, prep.id)
    counter.submit(counter.window, title="The export", name_0="Us", name_1="Sales")
    (found,) = place.negotiations.open_for(TEAM, ANNA)
    counter.press(Action.MAP_EDIT, found.id)
    counter.submit(counter.window, title="The export", name_0="We", name_1="Sales")
    counter.press(Action.MAP_SHARE, found.id)


def shared_at(place: Workplace) -> list[tuple[str | None, str | None]]:
    return [(said.channel, said.thread_ts) for said in place.said(Saying.SHARED_MAP)]


@pytest.mark.parametrize(("thread_ts", "root"), [("1.0", "1.0"), (None, "1.5")])
def test_a_map_that_began_at_a_reply_is_shared_in_the_thread_of_the_reply(
    counter: Counter, place: Workplace, thread_ts: str | None, root: str
) -> None:
    share_form(counter, place, thread_ts)
    counter.submit(counter.window, thread="thread")
    assert shared_at(place) == [(CHANNEL, root)]


@pytest.mark.parametrize("thread", ["thread", "channel"])
def test_a_channel_that_is_chosen_wins_over_the_thread(counter: Counter, place: Workplace, thread: str) -> None:
    share_form(counter, place)
    fields = {block["block_id"]: block for block in counter.window["blocks"] if block["type"] == "input"}
    assert fields["thread"]["element"]["initial_option"]["value"] == "thread"
    assert fields["channel"]["optional"]
    assert not {"initial_conversation", "default_to_current_conversation"} & set(fields["channel"]["element"])
    counter.submit(counter.window, thread=thread, channel="C2")
    assert shared_at(place) == [("C2", None)]


def test_as_a_new_message_without_a_channel_asks_for_one(counter: Counter, place: Workplace) -> None:
    share_form(counter, place)
    response = counter.submit(counter.window, thread="channel")
    assert json.loads(response.body)["errors"] == {"channel": field_text("no_channel")}


def test_a_talk_that_lasts_nothing_is_said_at_its_field(counter: Counter, place: Workplace) -> None:
    counter.press(Action.PREP_TALK, place.prepare().id)
    response = counter.submit(counter.window, start=int(place.clock.now().timestamp()), minutes="-30")
    assert json.loads(response.body)["errors"] == {"minutes": field_text("talk_length")}
