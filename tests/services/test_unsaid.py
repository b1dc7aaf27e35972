"""What a person asked to be posted and Slack refused: they are told, and may try again."""

import pytest

from bot.domain.interest_map.draft import Draft
from bot.domain.model import OutboxRow, RequestState, Saying, Settlement
from bot.services.unsaid import Unsaid
from bot.services.world import Hush
from tests.fakes import ANNA, BEN, CHANNEL, TEAM
from tests.services.test_negotiations import PRODUCT, SALES
from tests.workplace import Workplace


def refuse(place: Workplace, saying: Saying, reason: str = "is_archived") -> OutboxRow:
    """Slack's no for good, and the call that follows it."""
    (row,) = [row for row in place.claim() if row.utterance.saying is saying]
    assert place.queue.bury(row, reason, place.clock.now())
    place.unsaid.given_up(row)
    return row


@pytest.fixture
def posted(place: Workplace) -> str:
    """Anna answered a request; her words are on their way."""
    place.turn_on()
    id_ = place.hear()
    place.clock.pass_by(minutes=3)
    place.send()
    place.coaching.post(TEAM, id_, ANNA, "What happens on Friday?")
    return id_


def test_the_owner_is_told_and_the_request_is_open_again(place: Workplace, posted: str) -> None:
    refuse(place, Saying.OWNER_POST)
    (told,) = place.said(Saying.NOT_SAID)
    assert (told.person, told.channel) == (ANNA, None)
    assert place.unsaid.report(TEAM, told.subject) == Unsaid(CHANNEL, "is_archived")
    request = place.request(posted)
    assert (request.state, request.settled_by, request.settled_as) == (RequestState.OPEN, None, None)
    assert place.refreshed(Saying.CARD) == 2
    place.coaching.post(TEAM, posted, BEN, None)
    assert place.request(posted).settled_as is Settlement.POSTED
    assert len(place.due(Saying.OWNER_POST)) == 1


def test_the_same_news_twice_tells_once(place: Workplace, posted: str) -> None:
    place.unsaid.given_up(refuse(place, Saying.OWNER_POST))
    assert len(place.said(Saying.NOT_SAID)) == 1


def test_who_shared_a_map_is_told(place: Workplace) -> None:
    place.slack.open_channel(CHANNEL, ANNA)
    id_ = place.negotiations.start(TEAM, ANNA, Draft("The export", (SALES, PRODUCT)), "V1").id
    place.send()
    place.negotiations.share(TEAM, id_, ANNA, CHANNEL)
    refuse(place, Saying.SHARED_MAP, "not_in_channel")
    (told,) = place.said(Saying.NOT_SAID)
    assert told.person == ANNA
    assert place.unsaid.report(TEAM, told.subject) == Unsaid(CHANNEL, "not_in_channel")


def test_what_nobody_asked_for_is_given_up_in_silence(place: Workplace) -> None:
    place.turn_on()
    place.hear()
    place.clock.pass_by(minutes=3)
    for row in place.claim():
        assert place.queue.bury(row, "user_not_found", place.clock.now())
        place.unsaid.given_up(row)
    assert not place.said(Saying.NOT_SAID)


def test_a_request_that_was_withdrawn_meanwhile_stays_withdrawn(place: Workplace, posted: str) -> None:
    row = refuse(place, Saying.OWNER_POST)
    place.hear("Never mind, thanks.")
    place.unsaid.given_up(row)
    assert place.request(posted).state is RequestState.WITHDRAWN


def test_nothing_is_reported_of_what_is_not_known(place: Workplace) -> None:
    assert isinstance(place.unsaid.report(TEAM, "nothing"), Hush)
