"""What an owner says beside the offered question: why a card came, a frame, bad news, a holding line, and its wait."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.errors import Invalid, NotAllowed, NotFound, OutOfDate
from bot.domain.model import RequestState, Saying, Settlement
from bot.domain.timing import Wait
from bot.services.coaching import Card, OwnerPost
from bot.services.moves import Frame
from bot.services.resting import WHEN, Meanwhile
from bot.services.unsaid import Unsaid
from bot.services.world import Hush
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, MONDAY, TEAM
from tests.workplace import WORDS, Workplace, ref

FRAME = Frame("So that finance can close.", "", "It moves SSO.", "Would it be a bad idea to wait for the numbers?")
LINE = "I will come back to you by noon."


@pytest.fixture
def asked(place: Workplace) -> str:
    """A request whose cards reached Anna and Ben; they and Cara live in UTC."""
    for person in (ANNA, BEN, CARA):
        place.slack.know(person)
    place.turn_on()
    id_ = place.hear("We told Acme they would have a calendar view by Friday, can we make that happen?")
    place.clock.pass_by(minutes=3)
    place.send()
    return id_


ACTS: dict[str, Callable[[Workplace, str, str], object]] = {
    "why": lambda at, id_, who: at.moves.why(TEAM, id_, who),
    "draft a frame": lambda at, id_, who: at.moves.draft_frame(TEAM, id_, who),
    "frame": lambda at, id_, who: at.moves.frame(TEAM, id_, who, FRAME),
    "draft bad news": lambda at, id_, who: at.moves.draft_bad_news(TEAM, id_, who),
    "bad news": lambda at, id_, who: at.moves.bad_news(TEAM, id_, who, "It will not be June."),
    "holding line": lambda at, id_, who: at.moves.holding(TEAM, id_, who),
    "hold": lambda at, id_, who: at.moves.hold(TEAM, id_, who, LINE),
}


def test_only_owners_of_a_request_that_is_there_make_a_move(place: Workplace, asked: str) -> None:
    for act in ACTS.values():
        for user in (CARA, DAN):
            with pytest.raises(NotAllowed):
                act(place, asked, user)
        with pytest.raises(NotFound):
            act(place, "nothing", ANNA)
    place.turn_off()
    for act in ACTS.values():
        with pytest.raises(OutOfDate):
            act(place, asked, ANNA)
    assert not place.said(Saying.OWNER_POST) + place.said(Saying.HOLDING_LINE)


def test_once_somebody_answered_there_is_no_move_left(place: Workplace, asked: str) -> None:
    place.coaching.post(TEAM, asked, BEN, None)
    for act in ACTS.values():
        with pytest.raises(OutOfDate) as failure:
            act(place, asked, ANNA)
        assert failure.value.key == "card_settled"


# -- why this --------------------------------------------------------------------------------------------------


def test_why_names_the_entries_that_the_cards_words_come_from(place: Workplace, asked: str) -> None:
    why = place.moves.why(TEAM, asked, ANNA)
    coaching = place.coaching.coaching_of(why.request)
    assert why.request == place.request(asked)
    assert why.label is not None
    assert why.label.key.startswith("labels.")
    assert [phrase.purpose for phrase in why.questions if phrase] == [asked.purpose for asked in coaching.questions]


# -- frame the decision, and before bad news --------------------------------------------------------------------


def test_a_frame_is_posted_in_its_order_as_the_owners_answer(place: Workplace, asked: str) -> None:
    place.moves.frame(TEAM, asked, ANNA, FRAME)
    said = "So that finance can close.\nIt moves SSO.\nWould it be a bad idea to wait for the numbers?"
    assert place.coaching.owner_post(TEAM, asked) == OwnerPost(said, ANNA)
    assert place.request(asked).settled_as is Settlement.POSTED
    place.moves.frame(TEAM, asked, ANNA, FRAME)  # a form sent twice
    assert len(place.said(Saying.OWNER_POST)) == 1


def test_a_draft_is_not_posted_before_its_blanks_are_filled(place: Workplace, asked: str) -> None:
    frame = place.moves.draft_frame(TEAM, asked, ANNA)
    with pytest.raises(Invalid) as failure:
        place.moves.frame(TEAM, asked, ANNA, frame)
    assert (failure.value.field, failure.value.key) == ("outcome", "blank_left")
    with pytest.raises(Invalid) as failure:
        place.moves.bad_news(TEAM, asked, ANNA, place.moves.draft_bad_news(TEAM, asked, ANNA))
    assert (failure.value.field, failure.value.key) == ("text", "blank_left")
    with pytest.raises(Invalid):
        place.moves.frame(TEAM, asked, ANNA, Frame("", " ", "", "\n"))
    assert place.request(asked).state is RequestState.OPEN


def test_bad_news_is_posted_as_the_owners_answer(place: Workplace, asked: str) -> None:
    text = place.moves.draft_bad_news(TEAM, asked, ANNA).replace(WORDS.coaching.blanks["news"], "not in June")
    place.moves.bad_news(TEAM, asked, ANNA, text)
    assert place.coaching.owner_post(TEAM, asked) == OwnerPost(text, ANNA)
    assert "not in June" in text


# -- a holding line ---------------------------------------------------------------------------------------------


def test_who_waits_is_offered_a_line_with_a_time_that_can_be_kept(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TWO_HOURS)
    found = place.moves.holding(TEAM, asked, ANNA)
    assert WHEN in found.line
    assert found.until == MONDAY + timedelta(hours=2, minutes=15)  # the card is back at three minutes past
    assert found.zone == "UTC"
    mine, theirs = (place.coaching.card(TEAM, asked, who) for who in (ANNA, BEN))
    assert isinstance(mine, Card)
    assert isinstance(theirs, Card)
    assert (mine.holding, theirs.holding) == (found, None)


def test_the_line_is_posted_once_and_the_request_rests_on(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TOMORROW)
    place.send()
    for _ in range(2):
        place.moves.hold(TEAM, asked, ANNA, LINE)
    (said,) = place.said(Saying.HOLDING_LINE)
    assert (said.channel, said.thread_ts, said.person) == (CHANNEL, "1.0", ANNA)
    assert place.moves.holding_post(TEAM, said.subject) == OwnerPost(LINE, ANNA)
    assert place.refreshed(Saying.CARD) == 2
    card = place.coaching.card(TEAM, asked, ANNA)
    assert isinstance(card, Card)
    assert card.holding is None
    with pytest.raises(OutOfDate):
        place.moves.holding(TEAM, asked, ANNA)
    assert place.request(asked).settled_as is Settlement.WAITING
    assert len(place.due(Saying.WAIT_OVER)) == 1


def test_an_empty_line_is_no_line(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TOMORROW)
    with pytest.raises(Invalid):
        place.moves.hold(TEAM, asked, ANNA, " \n")


@pytest.mark.parametrize("why", ["reopened", "withdrawn", "off", "opted out"])
def test_a_line_that_lost_its_reason_is_not_said(place: Workplace, asked: str, why: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TOMORROW)
    place.moves.hold(TEAM, asked, ANNA, LINE)
    (said,) = place.said(Saying.HOLDING_LINE)
    match why:
        case "reopened":
            place.coaching.reopen(TEAM, asked, ANNA)
        case "withdrawn":
            place.noticing.deleted(ref(), None)
        case "off":
            place.turn_off()
        case "opted out":
            place.people.opt_out(TEAM, CARA)
    assert isinstance(place.moves.holding_post(TEAM, said.subject), Hush)


def test_who_posted_a_line_in_vain_is_told(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TOMORROW)
    place.moves.hold(TEAM, asked, ANNA, LINE)
    (row,) = [row for row in place.claim() if row.utterance.saying is Saying.HOLDING_LINE]
    place.queue.bury(row, "is_archived", place.clock.now())
    place.unsaid.given_up(row)
    (told,) = place.said(Saying.NOT_SAID)
    assert place.unsaid.report(TEAM, told.subject) == Unsaid(CHANNEL, "is_archived")
    assert place.request(asked).settled_as is Settlement.WAITING


# -- what came meanwhile ----------------------------------------------------------------------------------------


def rested(place: Workplace, id_: str) -> Card:
    (said,) = place.said(Saying.WAIT_OVER)
    card = place.coaching.wait_over(TEAM, id_, ANNA, said.key)
    assert isinstance(card, Card)
    return card


def reply(place: Workplace, user: str, **later: float) -> None:
    ts = f"{(place.clock.now() + timedelta(**later)).timestamp():.6f}"
    place.slack.write(ref(ts, thread_ts="1.0"), user, "And one more thing.")


def test_the_card_that_comes_back_counts_the_requesters_replies_since(place: Workplace, asked: str) -> None:
    reply(place, CARA, minutes=-1)
    place.coaching.wait(TEAM, asked, ANNA, Wait.TWO_HOURS)
    for user in (CARA, BEN, CARA):
        reply(place, user, minutes=len(place.slack.messages))
    assert rested(place, asked).meanwhile == Meanwhile(2)
    assert rested(place, asked).holding is None


def test_silence_in_the_thread_is_told_as_well(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TWO_HOURS)
    assert rested(place, asked).meanwhile == Meanwhile(0)


def test_what_cannot_be_read_holds_nothing_up(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TWO_HOURS)
    place.slack.silent = True
    card = rested(place, asked)
    assert (card.request.state, card.meanwhile) == (RequestState.OPEN, None)
    place.slack.unreadable = True
    assert rested(place, asked).meanwhile is None
