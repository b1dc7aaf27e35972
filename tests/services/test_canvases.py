"""Six lines to decide by: asked for by an owner, filled in by whoever knows best, posted under their name."""

import pytest

from bot.domain.errors import Invalid, NotAllowed, NotFound, OutOfDate
from bot.domain.model import RequestState, Saying, Settlement
from bot.services.canvases import Canvas, FilledCanvas, Invitation
from bot.services.coaching import OwnerPost
from bot.services.world import Hush
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, TEAM
from tests.workplace import Workplace, ref

LINES = Canvas("Totals are typed by hand", "finance, monthly", "a spreadsheet", "two days", "one sprint", "SSO waits")
LINE = "To decide this well, six short lines would help."


@pytest.fixture
def invited(place: Workplace) -> str:
    """Anna asked for six lines, and her invitation stands in the thread."""
    place.turn_on()
    id_ = place.hear()
    place.clock.pass_by(minutes=3)
    place.send()
    place.canvases.invite(TEAM, id_, ANNA, LINE)
    return id_


def filled(place: Workplace) -> list[FilledCanvas | Hush]:
    return [place.canvases.filled(TEAM, said.subject) for said in place.said(Saying.CANVAS)]


def test_the_invitation_stands_in_the_thread_and_the_card_is_settled(place: Workplace, invited: str) -> None:
    (said,) = place.said(Saying.CANVAS_INVITE)
    assert (said.channel, said.thread_ts) == (CHANNEL, "1.0")
    assert place.canvases.invitation(TEAM, said.subject) == Invitation(invited, OwnerPost(LINE, ANNA))
    request = place.request(invited)
    assert (request.state, request.settled_by, request.settled_as) == (RequestState.SETTLED, ANNA, Settlement.ASKED)
    assert place.refreshed(Saying.CARD) == 2
    place.canvases.invite(TEAM, invited, ANNA, LINE)  # a form sent twice
    assert len(place.said(Saying.CANVAS_INVITE)) == 1
    with pytest.raises(OutOfDate):
        place.canvases.invite(TEAM, invited, BEN, LINE)


def test_the_draft_is_a_line_without_blanks(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    text = place.canvases.draft(TEAM, id_, ANNA)
    place.canvases.invite(TEAM, id_, ANNA, text)
    with pytest.raises(NotAllowed):
        place.canvases.draft(TEAM, id_, CARA)


def test_an_empty_or_unfinished_line_is_not_posted(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    for text, key in ((" ", "empty_answer"), ("About [by when].", "blank_left")):
        with pytest.raises(Invalid) as failure:
            place.canvases.invite(TEAM, id_, ANNA, text)
        assert (failure.value.field, failure.value.key) == ("text", key)


def test_anybody_in_the_channel_fills_it_in_and_the_card_opens_again(place: Workplace, invited: str) -> None:
    place.send()
    for who in (ANNA, BEN, CARA):
        assert place.canvases.may_fill(TEAM, invited, who).id == invited
    for _ in range(2):
        place.canvases.fill(TEAM, invited, CARA, LINES, "V1")
    assert filled(place) == [FilledCanvas(LINES, CARA)]
    (said,) = place.said(Saying.CANVAS)
    assert (said.channel, said.thread_ts, said.person) == (CHANNEL, "1.0", CARA)
    request = place.request(invited)
    assert (request.state, request.settled_by, request.settled_as) == (RequestState.OPEN, None, None)
    assert place.refreshed(Saying.CARD) == 2


def test_a_second_person_may_add_theirs(place: Workplace, invited: str) -> None:
    place.canvases.fill(TEAM, invited, CARA, LINES, "V1")
    place.coaching.post(TEAM, invited, ANNA, None)
    place.canvases.fill(TEAM, invited, BEN, Canvas("Mine"), "V2")
    assert filled(place) == [FilledCanvas(LINES, CARA), FilledCanvas(Canvas("Mine"), BEN)]
    assert place.request(invited).settled_as is Settlement.POSTED


def test_the_problem_has_to_be_named(place: Workplace, invited: str) -> None:
    with pytest.raises(Invalid) as failure:
        place.canvases.fill(TEAM, invited, CARA, Canvas(" ", "x"), "V1")
    assert (failure.value.field, failure.value.key) == ("problem", "required")


def test_who_is_not_in_the_channel_fills_nothing_in(place: Workplace, invited: str) -> None:
    with pytest.raises(NotAllowed):
        place.canvases.fill(TEAM, invited, DAN, LINES, "V1")
    with pytest.raises(NotFound):
        place.canvases.may_fill("T2", invited, CARA)
    assert not filled(place)


@pytest.mark.parametrize("why", ["off", "shared", "deleted"])
def test_where_nothing_is_to_be_decided_nothing_is_filled_in_or_said(place: Workplace, invited: str, why: str) -> None:
    place.canvases.fill(TEAM, invited, CARA, LINES, "V1")
    match why:
        case "off":
            place.turn_off()
        case "shared":
            place.share_channel()
        case "deleted":
            place.noticing.deleted(ref(), None)
    with pytest.raises(OutOfDate):
        place.canvases.may_fill(TEAM, invited, BEN)
    assert all(isinstance(shown, Hush) for shown in filled(place))
    (invite,) = place.said(Saying.CANVAS_INVITE)
    assert isinstance(place.canvases.invitation(TEAM, invite.subject), Hush)


def test_opting_out_erases_what_a_person_filled_in(place: Workplace, invited: str) -> None:
    place.canvases.fill(TEAM, invited, BEN, LINES, "V1")
    place.people.opt_out(TEAM, BEN)
    assert all(isinstance(shown, Hush) for shown in filled(place))


def test_a_request_that_waits_for_lines_goes_with_its_requester(place: Workplace, invited: str) -> None:
    place.people.opt_out(TEAM, CARA)
    assert place.request(invited).state is RequestState.WITHDRAWN


def test_an_invitation_that_slack_refuses_opens_the_card_again(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    place.canvases.invite(TEAM, id_, ANNA, LINE)
    (row,) = [row for row in place.claim() if row.utterance.saying is Saying.CANVAS_INVITE]
    place.queue.bury(row, "is_archived", place.clock.now())
    place.unsaid.given_up(row)
    assert place.request(id_).state is RequestState.OPEN
    assert [told.person for told in place.said(Saying.NOT_SAID)] == [ANNA]
    place.canvases.invite(TEAM, id_, ANNA, LINE)  # and it may be tried again
    assert len(place.due(Saying.CANVAS_INVITE)) == 1
