"""What was agreed: the four things it needs, its reminders, and the review."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from bot.domain.errors import Invalid, NotFound, OutOfDate
from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.model import NegotiationState
from bot.domain.model import Agreement, Outcome, Saying, Utterance
from bot.domain.timing import Wait
from bot.services.agreements import Review, Subject, Terms
from bot.services.people import UserChanged
from bot.services.world import Hush
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, TEAM
from tests.workplace import Workplace

TODAY = date(2026, 6, 1)  # a Monday
DUE, REVIEW = date(2026, 6, 8), date(2026, 6, 15)
REMINDERS = (Saying.REVIEW_AHEAD, Saying.REVIEW_DUE)
TERMS = Terms(BEN, " Ship the export ", DUE, REVIEW)


def opening(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=9)


@pytest.fixture
def drawn(place: Workplace) -> str:
    """Anna's map, which stands in her DM, in the channel and in a thread there."""
    place.slack.open_channel(CHANNEL, ANNA, BEN, CARA)
    parties = (Side("Sales", CARA), Side("Product", BEN))
    id_ = place.negotiations.start(TEAM, ANNA, Draft("The export", parties), "V1").id
    for thread in (None, "1.0"):
        place.negotiations.share(TEAM, id_, ANNA, CHANNEL, thread)
    place.send()
    return id_


@pytest.fixture
def agreed(place: Workplace, drawn: str) -> Agreement:
    """Ben ships the export; Anna wrote it down."""
    return place.agreements.record(TEAM, ANNA, TERMS, Subject(negotiation=drawn), "V1")


def places(said: list[Utterance]) -> list[tuple[str | None, str | None, str | None]]:
    return [(each.person, each.channel, each.thread_ts) for each in said]


# -- recording -------------------------------------------------------------------------------------------------


def test_an_agreement_is_told_to_both_and_in_every_thread_of_the_map(
    place: Workplace, drawn: str, agreed: Agreement
) -> None:
    top = next(row.sent_ts for row in place.rows(Saying.SHARED_MAP) if row.utterance.thread_ts is None)
    said = places(place.said(Saying.AGREEMENT))
    assert sorted(said, key=str) == sorted(
        [(None, CHANNEL, top), (None, CHANNEL, "1.0"), (ANNA, None, None), (BEN, None, None)], key=str
    )
    found = place.negotiations.open(TEAM, drawn, ANNA)
    assert (found.negotiation.state, found.agreements) == (NegotiationState.AGREED, (agreed,))
    assert (place.refreshed(Saying.MAP), place.refreshed(Saying.SHARED_MAP)) == (1, 2)
    assert agreed.next_step == "Ship the export"


def test_who_agrees_with_themselves_is_told_once(place: Workplace, drawn: str) -> None:
    place.agreements.record(TEAM, ANNA, replace(TERMS, owner=ANNA), Subject(negotiation=drawn), "V1")
    assert [said.person for said in place.said(Saying.AGREEMENT) if said.person] == [ANNA]


@pytest.mark.parametrize(
    ("terms", "field", "key"),
    [
        (replace(TERMS, owner=None), "owner", "no_owner"),
        (replace(TERMS, owner=""), "owner", "no_owner"),
        (replace(TERMS, next_step=" \n"), "next_step", "no_step"),
        (replace(TERMS, due=None), "due", "no_due"),
        (replace(TERMS, review=None), "review", "no_review"),
        (replace(TERMS, due=TODAY - timedelta(days=1)), "due", "date_past"),
        (replace(TERMS, review=DUE - timedelta(days=1)), "review", "review_before_due"),
        (replace(TERMS, due=date.max, review=date.max), "due", "date_far"),
        (replace(TERMS, review=date.max), "review", "date_far"),
        (replace(TERMS, owner="UBOT"), "owner", "owner_cannot"),
        (replace(TERMS, owner="UGONE"), "owner", "owner_cannot"),
    ],
)
def test_what_an_agreement_needs_is_asked_for_at_its_field(
    place: Workplace, drawn: str, terms: Terms, field: str, key: str
) -> None:
    place.slack.know("UBOT", bot=True)
    place.slack.know("UGONE", active=False)
    with pytest.raises(Invalid) as failure:
        place.agreements.record(TEAM, ANNA, terms, Subject(negotiation=drawn), "V1")
    assert (failure.value.field, failure.value.key) == (field, key)
    assert not place.said(Saying.AGREEMENT)


def test_today_is_the_day_on_the_persons_own_calendar(place: Workplace) -> None:
    place.slack.know(ANNA, "Asia/Tokyo")
    place.clock.pass_by(hours=6)
    assert place.agreements.today(TEAM, ANNA) == TODAY + timedelta(days=1)
    assert place.agreements.today(TEAM, BEN) == TODAY


def test_an_agreement_may_be_due_and_reviewed_today(place: Workplace, drawn: str) -> None:
    place.agreements.record(TEAM, ANNA, Terms(BEN, "Now", TODAY, TODAY), Subject(negotiation=drawn), "V1")
    assert [said.due_at for said in place.due(Saying.REVIEW_DUE)] == [place.clock.now()]


def test_a_party_may_record_one_and_a_stranger_may_not(place: Workplace, drawn: str) -> None:
    assert place.agreements.record(TEAM, CARA, TERMS, Subject(negotiation=drawn), "V1").author == CARA
    for user, id_ in ((DAN, drawn), (ANNA, "nothing")):
        with pytest.raises(NotFound):
            place.agreements.record(TEAM, user, TERMS, Subject(negotiation=id_), "V1")


def test_a_closed_map_takes_no_agreement(place: Workplace, drawn: str) -> None:
    place.negotiations.close(TEAM, drawn, ANNA)
    with pytest.raises(OutOfDate) as failure:
        place.agreements.record(TEAM, ANNA, TERMS, Subject(negotiation=drawn), "V1")
    assert failure.value.key == "map_closed"


def test_an_agreement_can_stand_on_ones_own_prep_and_on_nothing_else(place: Workplace) -> None:
    place.turn_on()
    prep = place.prepare().id
    found = place.agreements.record(TEAM, ANNA, TERMS, Subject(prep=prep), "V1")
    assert [said.person for said in place.said(Saying.AGREEMENT)] == [ANNA, BEN]
    assert place.agreements.review(TEAM, found.id) == Review(found, "", current=True)
    for user, id_ in ((BEN, prep), (ANNA, "nothing"), (ANNA, None)):
        with pytest.raises(NotFound):
            place.agreements.record(TEAM, user, TERMS, Subject(prep=id_), "V2")


# -- reminding -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("review", "ahead", "on_day"),
    [
        (date(2026, 6, 15), date(2026, 6, 12), date(2026, 6, 15)),
        (date(2026, 6, 14), date(2026, 6, 11), date(2026, 6, 15)),
        (date(2026, 6, 5), date(2026, 6, 2), date(2026, 6, 5)),
        (date(2026, 6, 4), None, date(2026, 6, 4)),
        (date(2026, 6, 2), None, date(2026, 6, 2)),
    ],
    ids=["far", "on-a-sunday", "four-days", "three-days", "tomorrow"],
)
def test_the_owner_is_reminded_three_days_before_and_on_the_day(
    place: Workplace, drawn: str, review: date, ahead: date | None, on_day: date
) -> None:
    place.agreements.record(TEAM, ANNA, Terms(BEN, "Ship", TODAY, review), Subject(negotiation=drawn), "V1")
    before, on = place.due(Saying.REVIEW_AHEAD), place.due(Saying.REVIEW_DUE)
    assert [(said.person, said.due_at) for said in before] == ([(BEN, opening(ahead))] if ahead else [])
    assert [(said.person, said.due_at) for said in on] == [(BEN, opening(on_day))]


def test_reminders_follow_the_owners_zone(place: Workplace, drawn: str) -> None:
    place.slack.know(BEN, "America/New_York")
    place.agreements.record(TEAM, ANNA, TERMS, Subject(negotiation=drawn), "V1")
    (said,) = place.due(Saying.REVIEW_DUE)
    assert said.due_at == opening(REVIEW) + timedelta(hours=4)
    assert said.local is not None
    assert said.local.zone == "America/New_York"


# -- reviewing -------------------------------------------------------------------------------------------------


def on_the_day(place: Workplace, review: date = REVIEW) -> None:
    place.clock.moment = opening(review) + timedelta(minutes=1)
    place.send()


@pytest.mark.parametrize("outcome", [Outcome.KEEP, Outcome.REVERT])
@pytest.mark.parametrize("who", [ANNA, BEN])
def test_the_answer_is_final_and_told_where_the_map_was_shared(
    place: Workplace, agreed: Agreement, outcome: Outcome, who: str
) -> None:
    on_the_day(place)
    answer = place.agreements.keep if outcome is Outcome.KEEP else place.agreements.revert
    answer(TEAM, agreed.id, who)
    found = place.agreements.review(TEAM, agreed.id)
    assert isinstance(found, Review)
    assert (found.agreement.outcome, found.agreement.outcome_by) == (outcome, who)
    told = place.said(Saying.REVIEW_RESULT)
    assert [said.person for said in told if said.person] == [BEN if who == ANNA else ANNA]
    assert len([said for said in told if said.channel == CHANNEL and said.thread_ts]) == 2
    assert (place.refreshed(Saying.REVIEW_AHEAD), place.refreshed(Saying.REVIEW_DUE)) == (1, 1)
    assert not place.due(Saying.REVIEW_DUE)
    for act in (
        lambda: place.agreements.get(TEAM, agreed.id, who),
        lambda: place.agreements.keep(TEAM, agreed.id, BEN),
        lambda: place.agreements.revert(TEAM, agreed.id, BEN),
        lambda: place.agreements.change(TEAM, agreed.id, BEN, "x", date(2026, 7, 1)),
        lambda: place.agreements.later(TEAM, agreed.id, BEN, Wait.TOMORROW),
    ):
        with pytest.raises(OutOfDate) as failure:
            act()
        assert failure.value.key == "review_done"


def test_an_answer_before_the_day_ends_the_reminders(place: Workplace, agreed: Agreement) -> None:
    place.agreements.keep(TEAM, agreed.id, BEN)
    assert not place.due(Saying.REVIEW_AHEAD)
    assert not place.due(Saying.REVIEW_DUE)


def test_only_the_owner_and_the_author_answer(place: Workplace, agreed: Agreement) -> None:
    for user, id_, team in ((CARA, agreed.id, TEAM), (BEN, "nothing", TEAM), (BEN, agreed.id, "T2")):
        for act in (
            partial(place.agreements.get, team, id_, user),
            partial(place.agreements.keep, team, id_, user),
            partial(place.agreements.change, team, id_, user, "x", date(2026, 7, 1)),
            partial(place.agreements.later, team, id_, user, Wait.TOMORROW),
        ):
            with pytest.raises(NotFound):
                act()
    assert place.agreements.get(TEAM, agreed.id, BEN) == place.agreements.get(TEAM, agreed.id, ANNA) == agreed


def test_a_change_is_reviewed_again(place: Workplace, agreed: Agreement) -> None:
    on_the_day(place)
    place.agreements.change(TEAM, agreed.id, BEN, " Weekly instead ", date(2026, 7, 1))
    found = place.agreements.get(TEAM, agreed.id, BEN)
    assert (found.outcome, found.change, found.review) == (Outcome.CHANGE, "Weekly instead", date(2026, 7, 1))
    assert [said.due_at for said in place.due(Saying.REVIEW_DUE)] == [opening(date(2026, 7, 1))]
    assert [said.due_at for said in place.due(Saying.REVIEW_AHEAD)] == [opening(date(2026, 6, 26))]
    on_the_day(place, date(2026, 7, 1))
    place.agreements.change(TEAM, agreed.id, BEN, "Daily", date(2026, 8, 3))
    place.agreements.keep(TEAM, agreed.id, BEN)
    assert not place.due(Saying.REVIEW_DUE)


def test_a_change_that_keeps_the_date_keeps_its_reminders(place: Workplace, agreed: Agreement) -> None:
    """The owner reads the early reminder, changes the step and leaves the date as it is."""
    place.agreements.change(TEAM, agreed.id, BEN, "Weekly", REVIEW)
    assert [said.due_at for said in place.due(Saying.REVIEW_AHEAD)] == [opening(date(2026, 6, 12))]
    assert [said.due_at for said in place.due(Saying.REVIEW_DUE)] == [opening(REVIEW)]


@pytest.mark.parametrize(
    ("change", "review", "field", "key"),
    [
        (" ", REVIEW, "change", "required"),
        ("x", None, "review", "no_review"),
        ("x", TODAY, "review", "review_not_later"),
        ("x", date.max, "review", "date_far"),
    ],
)
def test_what_a_change_needs_is_asked_for_at_its_field(
    place: Workplace, agreed: Agreement, change: str, review: date | None, field: str, key: str
) -> None:
    with pytest.raises(Invalid) as failure:
        place.agreements.change(TEAM, agreed.id, BEN, change, review)
    assert (failure.value.field, failure.value.key) == (field, key)


@pytest.mark.parametrize(("choice", "back"), [(Wait.TOMORROW, date(2026, 6, 16)), (Wait.NEXT_WEEK, date(2026, 6, 22))])
def test_later_asks_again_later(place: Workplace, agreed: Agreement, choice: Wait, back: date) -> None:
    on_the_day(place)
    place.agreements.later(TEAM, agreed.id, BEN, choice)
    assert [said.due_at for said in place.due(Saying.REVIEW_DUE)] == [opening(back)]


def test_later_on_the_early_reminder_never_asks_before_the_review_itself(place: Workplace, agreed: Agreement) -> None:
    on_the_day(place, date(2026, 6, 12))
    place.agreements.later(TEAM, agreed.id, BEN, Wait.TOMORROW)
    assert [said.due_at for said in place.due(Saying.REVIEW_DUE)] == [opening(REVIEW)]


def test_only_the_latest_reminder_can_be_answered(place: Workplace, agreed: Agreement) -> None:
    def current() -> dict[Saying, bool]:
        found = {}
        for said in [*place.said(Saying.REVIEW_AHEAD), *place.said(Saying.REVIEW_DUE)]:
            shown = place.agreements.review(TEAM, agreed.id, said.key)
            assert isinstance(shown, Review)
            found[said.saying] = shown.current
        return found

    assert current() == {Saying.REVIEW_AHEAD: True, Saying.REVIEW_DUE: True}
    on_the_day(place, date(2026, 6, 12))
    place.agreements.later(TEAM, agreed.id, BEN, Wait.TOMORROW)
    assert current() == {Saying.REVIEW_AHEAD: False, Saying.REVIEW_DUE: True}
    place.agreements.change(TEAM, agreed.id, BEN, "Weekly", date(2026, 7, 1))
    # The newest of each kind belong to the new date.
    assert current() == {Saying.REVIEW_AHEAD: True, Saying.REVIEW_DUE: True}


def test_a_reminder_shows_the_agreement_with_its_maps_title(place: Workplace, agreed: Agreement) -> None:
    assert place.agreements.review(TEAM, agreed.id) == Review(agreed, "The export", current=True)
    assert isinstance(place.agreements.review(TEAM, "nothing"), Hush)


# -- once, and for whom ----------------------------------------------------------------------------------------


def test_the_same_form_sent_twice_is_one_agreement(place: Workplace, drawn: str) -> None:
    twice = [place.agreements.record(TEAM, ANNA, TERMS, Subject(negotiation=drawn), "V1") for _ in range(2)]
    assert twice[0] == twice[1]
    assert len(place.due(Saying.REVIEW_DUE)) == 1
    assert place.agreements.record(TEAM, ANNA, TERMS, Subject(negotiation=drawn), "V2").id != twice[0].id


def test_a_party_who_left_the_channel_of_the_map_records_nothing(place: Workplace, drawn: str) -> None:
    place.slack.membership[CHANNEL].discard(CARA)
    with pytest.raises(NotFound):
        place.agreements.record(TEAM, CARA, TERMS, Subject(negotiation=drawn), "V1")


def leave_workspace(place: Workplace, user: str) -> None:
    place.slack.know(user, active=False)
    place.people.changed(UserChanged(TEAM, user, None, active=False), None)


def reminded(place: Workplace) -> set[tuple[Saying, str | None]]:
    return {(said.saying, said.person) for kind in REMINDERS for said in place.due(kind)}


def test_who_recorded_it_is_reminded_when_the_owner_left_the_workspace(place: Workplace, agreed: Agreement) -> None:
    place.people.changed(UserChanged(TEAM, ANNA, "Asia/Tokyo", active=True), None)
    leave_workspace(place, BEN)
    assert reminded(place) == {(kind, ANNA) for kind in REMINDERS}
    (due,) = place.due(Saying.REVIEW_DUE)
    assert due.due_at == opening(REVIEW) - timedelta(hours=9)  # nine o'clock in Tokyo
    shown = place.agreements.review(TEAM, agreed.id, due.key)
    assert isinstance(shown, Review)
    assert shown.current


def test_once_handed_over_every_further_round_stays_with_who_recorded_it(place: Workplace, agreed: Agreement) -> None:
    leave_workspace(place, BEN)
    on_the_day(place)
    place.agreements.later(TEAM, agreed.id, ANNA, Wait.TOMORROW)
    assert reminded(place) == {(Saying.REVIEW_DUE, ANNA)}
    place.agreements.change(TEAM, agreed.id, ANNA, "Weekly", date(2026, 7, 15))
    assert reminded(place) == {(kind, ANNA) for kind in REMINDERS}


def test_a_review_that_was_answered_is_not_handed_over(place: Workplace, agreed: Agreement) -> None:
    place.agreements.keep(TEAM, agreed.id, BEN)
    leave_workspace(place, BEN)
    assert reminded(place) == set()


def test_reminders_move_with_the_owner(place: Workplace, agreed: Agreement) -> None:
    place.people.changed(UserChanged(TEAM, BEN, "Asia/Tokyo", active=True), None)
    assert [said.due_at for said in place.due(Saying.REVIEW_DUE)] == [opening(REVIEW) - timedelta(hours=9)]
