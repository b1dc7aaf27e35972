"""What becomes of messages in a channel: new, reworded, deleted."""

import pytest

from bot.domain.errors import AlreadyHandled
from bot.domain.model import Channel, Mode, RequestState, Saying, Settlement
from bot.domain.timing import Wait
from bot.services.coaching import Card
from bot.services.noticing import Heard
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, TEAM
from tests.workplace import ASK, CHAT, HABITS, Workplace, ref

URGENT = "We need a CSV export of the audit log by Friday, or Acme leaves."


def test_in_private_mode_each_owner_gets_a_card_after_the_delay(place: Workplace) -> None:
    place.turn_on()
    request = place.request(place.hear())
    cards = place.said(Saying.CARD)
    assert [(card.person, card.channel, card.subject) for card in cards] == [
        (ANNA, None, request.id),
        (BEN, None, request.id),
    ]
    assert {card.due_at for card in cards} == {place.clock.now() + HABITS.card_delay}
    assert not place.said(Saying.PUBLIC_REPLY)
    assert (request.requester, request.state) == (CARA, RequestState.OPEN)


def test_in_public_mode_the_reply_goes_into_the_requests_thread(place: Workplace) -> None:
    place.turn_on(Mode.PUBLIC)
    place.hear()
    (reply,) = place.said(Saying.PUBLIC_REPLY)
    assert (reply.channel, reply.thread_ts, reply.person) == (CHANNEL, "1.0", None)
    assert not place.said(Saying.CARD)


@pytest.mark.parametrize("mode", [Mode.OFF, Mode.REACTIONS])
def test_where_messages_are_not_read_nothing_is_kept(place: Workplace, mode: Mode) -> None:
    place.turn_on(mode)
    assert not place.hear()
    assert not place.rows()


def test_a_shared_channel_is_left_alone(place: Workplace) -> None:
    with place.store.work() as work:
        work.channels.save(Channel(TEAM, CHANNEL, Mode.PRIVATE, (ANNA,), shared=True))
    assert not place.hear()


def test_left_alone_are_chat_owners_and_thread_replies(place: Workplace) -> None:
    place.turn_on()
    assert not place.hear(CHAT)
    assert not place.hear(user=ANNA)
    assert not place.hear(ts="2.0", thread_ts="1.5")
    assert not place.rows()


def test_the_first_message_of_a_thread_is_a_request_like_any_other(place: Workplace) -> None:
    place.turn_on()
    assert place.hear(ts="2.0", thread_ts="2.0")


def test_the_same_message_twice_is_one_request(place: Workplace) -> None:
    place.turn_on()
    assert place.hear() == place.hear()
    assert len(place.said(Saying.CARD)) == 2


def test_an_event_closed_elsewhere_notices_nothing(place: Workplace) -> None:
    place.turn_on()
    delivery = place.delivery()
    assert place.noticing.heard(Heard(ref(), CARA, ASK), delivery)
    with pytest.raises(AlreadyHandled):
        place.noticing.heard(Heard(ref("2.0"), CARA, ASK), delivery)
    assert len(place.said(Saying.CARD)) == 2


def test_reworded_away_the_request_is_withdrawn_with_its_unsent_cards(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    place.hear(CHAT)
    assert place.request(id_).state is RequestState.WITHDRAWN
    assert not place.said(Saying.CARD)


def test_a_card_that_stands_already_says_that_the_request_was_withdrawn(place: Workplace) -> None:
    place.turn_on()
    place.hear()
    place.clock.pass_by(minutes=3)
    place.send()
    place.hear(CHAT)
    assert len(place.said(Saying.CARD)) == 2
    assert place.refreshed(Saying.CARD) == 2


def test_reworded_in_again_it_is_offered_anew(place: Workplace) -> None:
    place.turn_on()
    first = place.hear()
    for _ in range(2):
        place.hear(CHAT)
        assert place.hear() == first
        assert place.request(first).state is RequestState.OPEN
        assert len(place.due(Saying.CARD)) == 2


def test_chat_that_is_reworded_into_a_request_becomes_one(place: Workplace) -> None:
    place.turn_on()
    assert not place.hear(CHAT)
    assert place.hear(ASK)
    assert len(place.due(Saying.CARD)) == 2


def test_rewording_changes_what_the_cards_show_and_adds_none(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    before = place.request(id_)
    place.clock.pass_by(minutes=3)
    place.send()
    place.hear("We need dark mode in the mobile app by Friday, please.")
    assert place.request(id_).object != before.object
    assert len(place.said(Saying.CARD)) == 2
    assert place.refreshed(Saying.CARD) == 2


def test_what_an_owner_settled_is_not_touched_by_rewording(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    place.coaching.dismiss(TEAM, id_, ANNA)
    settled = place.request(id_)
    place.hear(CHAT)
    place.hear("We need dark mode, please.")
    assert place.request(id_) == settled


def test_rewording_a_request_that_rests_takes_it_back_only_where_nothing_is_asked_any_more(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    place.coaching.wait(TEAM, id_, ANNA, Wait.TOMORROW)
    resting = place.request(id_)
    place.hear(URGENT)
    assert place.request(id_) == resting
    place.hear(CHAT)
    assert place.request(id_).state is RequestState.WITHDRAWN
    assert len(place.due(Saying.WAIT_OVER)) == 1, "its owner hears at its time that there is nothing to answer"


def test_a_deleted_message_withdraws_its_request(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    place.noticing.deleted(ref(), place.delivery())
    assert place.request(id_).state is RequestState.WITHDRAWN
    assert not place.said(Saying.CARD)


def test_a_deleted_message_withdraws_the_public_reply_that_was_not_sent_yet(place: Workplace) -> None:
    place.turn_on(Mode.PUBLIC)
    place.hear()
    place.noticing.deleted(ref(), None)
    assert not place.said(Saying.PUBLIC_REPLY)


def test_a_deleted_message_comes_back_after_waiting_only_to_say_so(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    place.coaching.wait(TEAM, id_, ANNA, Wait.TOMORROW)
    place.noticing.deleted(ref(), None)
    gone = place.request(id_)
    assert (gone.state, gone.settled_as) == (RequestState.WITHDRAWN, None)
    (said,) = place.due(Saying.WAIT_OVER)
    card = place.coaching.wait_over(TEAM, id_, ANNA, said.key)
    assert isinstance(card, Card)
    assert card.request.state is RequestState.WITHDRAWN


def test_a_request_that_comes_back_while_it_rests_is_offered_anew_and_once(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    place.coaching.wait(TEAM, id_, ANNA, Wait.TOMORROW)
    place.noticing.deleted(ref(), None)
    place.hear()
    assert place.request(id_).state is RequestState.OPEN
    assert not place.due(Saying.WAIT_OVER)


def test_a_deleted_message_leaves_what_was_posted(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    place.coaching.post(TEAM, id_, ANNA, None)
    place.noticing.deleted(ref(), None)
    assert place.request(id_).settled_as is Settlement.POSTED


def test_a_deleted_message_erases_its_excerpt_in_everybodys_preps(place: Workplace) -> None:
    place.turn_on()
    preps = [place.prepare(user) for user in (ANNA, BEN)]
    assert all(prep.excerpt for prep in preps)
    place.send()
    place.noticing.deleted(ref(), None)
    assert not any(place.preps.get(TEAM, prep.id, prep.user).excerpt for prep in preps)
    assert place.refreshed(Saying.PREP) == 2


def test_deleting_what_nobody_noticed_changes_nothing(place: Workplace) -> None:
    place.turn_on()
    place.noticing.deleted(ref("9.9"), None)
    assert not place.rows()


# -- what goes with a message ----------------------------------------------------------------------------------


def words_of(place: Workplace, id_: str) -> tuple[object, str]:
    return place.request(id_).signals, place.request(id_).object


def settle(place: Workplace, id_: str, how: str) -> None:
    match how:
        case "posted":
            place.coaching.post(TEAM, id_, ANNA, None)
        case "dismissed":
            place.coaching.dismiss(TEAM, id_, ANNA)
        case "waiting":
            place.coaching.wait(TEAM, id_, ANNA, Wait.TOMORROW)
        case "preparing":
            place.preps.start_from_card(TEAM, id_, ANNA)


@pytest.mark.parametrize("how", ["open", "posted", "dismissed", "waiting", "preparing"])
def test_a_deleted_message_leaves_no_words_of_it_behind(place: Workplace, how: str) -> None:
    place.turn_on()
    id_ = place.hear(URGENT)
    place.clock.pass_by(minutes=3)
    place.send()
    settle(place, id_, how)
    assert all(words_of(place, id_))
    place.noticing.deleted(ref(), None)
    assert words_of(place, id_) == ((), "")
    assert place.refreshed(Saying.CARD) == 2


def test_a_deleted_message_leaves_no_words_in_preps(place: Workplace) -> None:
    place.turn_on()
    kept = place.prepare(text=URGENT)
    assert kept.signals
    assert kept.object
    place.noticing.deleted(ref(), None)
    left = place.preps.get(TEAM, kept.id, ANNA)
    assert (left.excerpt, left.signals, left.object) == ("", (), "")


# -- opting out ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["open", "waiting"])
def test_opting_out_withdraws_what_waits_for_an_answer(place: Workplace, how: str) -> None:
    place.turn_on()
    id_ = place.hear(URGENT)
    place.clock.pass_by(minutes=3)
    place.send()
    settle(place, id_, how)
    place.people.opt_out(TEAM, CARA)
    assert place.request(id_).state is RequestState.WITHDRAWN
    assert words_of(place, id_) == ((), "")
    assert place.refreshed(Saying.CARD) == 2
    assert not place.due(Saying.WAIT_OVER)


def test_opting_out_takes_back_what_was_not_sent_yet(place: Workplace) -> None:
    place.turn_on(Mode.PUBLIC)
    place.hear()
    place.people.opt_out(TEAM, CARA)
    assert not place.said(Saying.PUBLIC_REPLY)


def test_opting_out_erases_the_persons_words_in_everybodys_preps(place: Workplace) -> None:
    place.turn_on()
    preps = [place.prepare(user) for user in (ANNA, BEN)]
    other = place.prepare(ANNA, "2.0", author=BEN)
    place.send()
    place.people.opt_out(TEAM, CARA)
    for prep in preps:
        left = place.preps.get(TEAM, prep.id, prep.user)
        assert (left.excerpt, left.signals, left.object) == ("", (), "")
    assert place.preps.get(TEAM, other.id, ANNA).excerpt == ASK
    assert place.refreshed(Saying.PREP) == 2


def test_opting_out_leaves_others_requests_alone(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    place.people.opt_out(TEAM, DAN)
    assert place.request(id_).state is RequestState.OPEN


def test_a_message_stored_before_its_author_opted_out_is_not_handled_after_it(place: Workplace) -> None:
    place.turn_on()
    place.people.opt_out(TEAM, CARA)
    assert not place.hear()
    assert not place.rows()
