"""Interest maps: private until shared, saved by version, closed and taken out again."""

from datetime import timedelta
from functools import partial

import pytest

from bot.domain.errors import Conflict, Invalid, NotAllowed, NotFound, OutOfDate
from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.model import Negotiation, NegotiationState, Party
from bot.domain.model import MessageRef, Saying
from bot.services.agreements import Subject, Terms
from bot.services.negotiations import Map
from bot.services.world import Hush
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, TEAM
from tests.workplace import Workplace, ref

SALES = Side("Sales", CARA, "the export by Friday", "keep Acme")
PRODUCT = Side("Product", BEN, "after the audit", "no second rewrite")
DRAFT = Draft("Acme's  export", (SALES, PRODUCT))


@pytest.fixture
def drawn(place: Workplace) -> Negotiation:
    """Anna's map of Sales (Cara) and Product (Ben)."""
    place.slack.open_channel(CHANNEL, ANNA, BEN, CARA)
    return place.negotiations.start(TEAM, ANNA, DRAFT, "V1")


def drawn_sides() -> tuple[Party, ...]:
    """What the form's two sides become."""
    sides = zip((SALES, PRODUCT), "ab", strict=True)
    return tuple(Party(side.name, side.user, side.position, key=key) for side, key in sides)


def shared(place: Workplace, id_: str) -> None:
    assert place.negotiations.share(TEAM, id_, ANNA, CHANNEL)
    place.send()


def test_a_new_map_is_shown_to_its_author_alone(place: Workplace, drawn: Negotiation) -> None:
    assert (drawn.title, drawn.state) == ("Acme's export", NegotiationState.OPEN)
    (said,) = place.said(Saying.MAP)
    assert (said.person, said.channel) == (ANNA, None)
    assert place.negotiations.open_for(TEAM, ANNA) == [drawn]


def test_until_it_is_shared_it_does_not_exist_for_its_parties(place: Workplace, drawn: Negotiation) -> None:
    assert place.negotiations.open_for(TEAM, BEN) == []
    for look in (place.negotiations.open, place.negotiations.get_open, place.negotiations.get_for_change):
        with pytest.raises(NotFound):
            look(TEAM, drawn.id, BEN)
    shared(place, drawn.id)
    assert place.negotiations.open_for(TEAM, BEN) == [drawn]
    assert place.negotiations.open(TEAM, drawn.id, BEN).negotiation == drawn
    assert place.negotiations.get_open(TEAM, drawn.id, BEN) == drawn


def test_who_is_no_party_never_sees_it(place: Workplace, drawn: Negotiation) -> None:
    shared(place, drawn.id)
    assert place.negotiations.open_for(TEAM, DAN) == []
    for team, user in ((TEAM, DAN), ("T2", ANNA)):
        with pytest.raises(NotFound):
            place.negotiations.open(team, drawn.id, user)


def test_a_party_may_see_it_but_not_change_it(place: Workplace, drawn: Negotiation) -> None:
    shared(place, drawn.id)
    for act in (
        lambda: place.negotiations.get_for_change(TEAM, drawn.id, BEN),
        lambda: place.negotiations.edit(TEAM, drawn.id, BEN, 1, DRAFT),
        lambda: place.negotiations.close(TEAM, drawn.id, BEN),
        lambda: place.negotiations.reopen(TEAM, drawn.id, BEN),
        lambda: place.negotiations.share(TEAM, drawn.id, BEN, CHANNEL),
    ):
        with pytest.raises(NotAllowed) as failure:
            act()
        assert failure.value.key == "not_author"


def test_the_newest_map_comes_first(place: Workplace, drawn: Negotiation) -> None:
    place.clock.pass_by(minutes=1)
    newer = place.negotiations.start(TEAM, ANNA, DRAFT, "V2")
    assert [found.id for found in place.negotiations.open_for(TEAM, ANNA)] == [newer.id, drawn.id]


@pytest.mark.parametrize("count", [2, 6])
def test_two_to_six_sides_fit(place: Workplace, count: int) -> None:
    parties = tuple(Side(f"Side {n}") for n in range(count))
    made = place.negotiations.start(TEAM, ANNA, Draft("Many", parties), "V1").parties
    assert [party.name for party in made] == [side.name for side in parties]
    assert len({party.key for party in made}) == count


@pytest.mark.parametrize(
    ("draft", "field", "key"),
    [
        (Draft("  ", (SALES, PRODUCT)), "title", "no_title"),
        (Draft("One side", (SALES, Side(""))), "name_1", "no_parties"),
        (Draft("No side", ()), "name_1", "no_parties"),
        (Draft("Seven sides", tuple(Side(f"S{n}") for n in range(7))), "name_1", "no_parties"),
        (Draft("No name", (SALES, Side("", BEN))), "name_1", "no_party_name"),
        (Draft("No name after a gap", (SALES, Side(""), Side(" ", interest="calm"))), "name_2", "no_party_name"),
    ],
)
def test_what_a_map_needs_is_asked_for_at_its_field(
    place: Workplace, drawn: Negotiation, draft: Draft, field: str, key: str
) -> None:
    for save in (
        partial(place.negotiations.start, TEAM, ANNA, draft, "V2"),
        partial(place.negotiations.edit, TEAM, drawn.id, ANNA, 1, draft),
    ):
        with pytest.raises(Invalid) as failure:
            save()
        assert (failure.value.field, failure.value.key) == (field, key)
    assert place.negotiations.open(TEAM, drawn.id, ANNA).negotiation == drawn


def test_empty_sides_are_left_out(place: Workplace) -> None:
    gap = Draft("Gap", (SALES, Side(""), PRODUCT))
    assert place.negotiations.start(TEAM, ANNA, gap, "V1").parties == drawn_sides()


def test_an_edit_shows_everywhere_the_map_stands(place: Workplace, drawn: Negotiation) -> None:
    shared(place, drawn.id)
    place.negotiations.edit(TEAM, drawn.id, ANNA, 1, Draft("Better title", (SALES, PRODUCT)))
    assert place.negotiations.open(TEAM, drawn.id, BEN).negotiation.title == "Better title"
    assert (place.refreshed(Saying.MAP), place.refreshed(Saying.SHARED_MAP)) == (1, 1)


def test_an_edit_of_an_older_version_is_a_conflict(place: Workplace, drawn: Negotiation) -> None:
    place.negotiations.edit(TEAM, drawn.id, ANNA, 1, Draft("First", (SALES, PRODUCT)))
    with pytest.raises(Conflict):
        place.negotiations.edit(TEAM, drawn.id, ANNA, 1, Draft("Second", (SALES, PRODUCT)))
    assert place.negotiations.open(TEAM, drawn.id, ANNA).negotiation.title == "First"


def test_a_closed_map_is_out_of_the_way_and_takes_no_change(place: Workplace, drawn: Negotiation) -> None:
    shared(place, drawn.id)
    place.negotiations.close(TEAM, drawn.id, ANNA)
    assert place.negotiations.open_for(TEAM, ANNA) == []
    assert (place.refreshed(Saying.MAP), place.refreshed(Saying.SHARED_MAP)) == (1, 1)
    for act in (
        lambda: place.negotiations.edit(TEAM, drawn.id, ANNA, 2, DRAFT),
        lambda: place.negotiations.close(TEAM, drawn.id, ANNA),
        lambda: place.negotiations.share(TEAM, drawn.id, ANNA, CHANNEL, "1.0"),
        lambda: place.negotiations.get_open(TEAM, drawn.id, BEN),
    ):
        with pytest.raises(OutOfDate) as failure:
            act()
        assert failure.value.key == "map_closed"
    assert place.negotiations.open(TEAM, drawn.id, ANNA).negotiation.state is NegotiationState.CLOSED


@pytest.mark.parametrize("agreed", [False, True])
def test_a_closed_map_can_be_taken_out_again(place: Workplace, drawn: Negotiation, agreed: bool) -> None:
    if agreed:
        day = place.clock.now().date() + timedelta(days=30)
        place.agreements.record(TEAM, ANNA, Terms(BEN, "Ship it", day, day), Subject(negotiation=drawn.id), "V2")
    place.negotiations.close(TEAM, drawn.id, ANNA)
    place.negotiations.reopen(TEAM, drawn.id, ANNA)
    found = place.negotiations.open(TEAM, drawn.id, ANNA)
    assert found.negotiation.state is (NegotiationState.AGREED if agreed else NegotiationState.OPEN)
    assert len(found.agreements) == int(agreed)


def test_sharing_posts_it_once_in_each_place(place: Workplace, drawn: Negotiation) -> None:
    share = place.negotiations.share
    assert share(TEAM, drawn.id, ANNA, CHANNEL)
    assert not share(TEAM, drawn.id, ANNA, CHANNEL)
    assert share(TEAM, drawn.id, ANNA, CHANNEL, "1.0")
    assert [(said.channel, said.thread_ts) for said in place.said(Saying.SHARED_MAP)] == [
        (CHANNEL, None),
        (CHANNEL, "1.0"),
    ]


@pytest.mark.parametrize(
    ("channel", "key"),
    [
        ("", "no_channel"),
        ("CGONE", "not_member"),
        ("CWITHOUT", "not_member"),
        ("CSHARED", "shared_channel"),
        ("CFOREIGN", "not_your_channel"),
    ],
)
def test_a_place_where_it_cannot_be_shared_says_why(
    place: Workplace, drawn: Negotiation, channel: str, key: str
) -> None:
    place.slack.open_channel("CWITHOUT", ANNA, member=False)
    place.slack.open_channel("CSHARED", ANNA, shared=True)
    place.slack.open_channel("CFOREIGN", BEN)
    with pytest.raises(Invalid) as failure:
        place.negotiations.share(TEAM, drawn.id, ANNA, channel)
    assert (failure.value.field, failure.value.key) == ("channel", key)
    assert not place.said(Saying.SHARED_MAP)


def test_a_map_remembers_where_it_began(place: Workplace) -> None:
    source = MessageRef(TEAM, CHANNEL, "1.0")
    draft = Draft("From a request", (SALES, PRODUCT), source)
    assert place.negotiations.start(TEAM, ANNA, draft, "V1").source == source
    assert ref() == source


def test_a_message_shows_the_map_as_it_stands(place: Workplace, drawn: Negotiation) -> None:
    found = place.negotiations.map(TEAM, drawn.id)
    assert isinstance(found, Map)
    assert found.negotiation == drawn
    assert [(one.party, one.text, one.confirmed) for one in found.sheet.interests] == [
        ("a", "keep Acme", False),
        ("b", "no second rewrite", False),
    ]
    assert isinstance(place.negotiations.map(TEAM, "nothing"), Hush)


def test_the_same_form_sent_twice_is_one_map(place: Workplace, drawn: Negotiation) -> None:
    assert place.negotiations.start(TEAM, ANNA, DRAFT, "V1") == drawn
    assert len(place.said(Saying.MAP)) == 1
    assert place.negotiations.start(TEAM, BEN, DRAFT, "V1").id != drawn.id


def test_a_party_sees_it_only_while_they_are_where_it_was_shared(place: Workplace, drawn: Negotiation) -> None:
    shared(place, drawn.id)
    place.slack.membership[CHANNEL].discard(BEN)
    assert place.negotiations.open_for(TEAM, BEN) == []
    for look in (place.negotiations.open, place.negotiations.get_open):
        with pytest.raises(NotFound):
            look(TEAM, drawn.id, BEN)
    assert place.negotiations.open_for(TEAM, CARA) == [drawn]
    place.slack.open_channel("C2", ANNA, BEN)
    assert place.negotiations.share(TEAM, drawn.id, ANNA, "C2")
    place.send()
    assert place.negotiations.open(TEAM, drawn.id, BEN).negotiation == drawn


def test_the_author_sees_it_wherever_they_are(place: Workplace, drawn: Negotiation) -> None:
    shared(place, drawn.id)
    place.slack.membership[CHANNEL].clear()
    assert place.negotiations.open_for(TEAM, ANNA) == [drawn]
    assert place.negotiations.open(TEAM, drawn.id, ANNA).negotiation == drawn


def test_where_slack_refused_it_it_can_be_shared_again(place: Workplace, drawn: Negotiation) -> None:
    for _ in range(2):
        assert place.negotiations.share(TEAM, drawn.id, ANNA, CHANNEL)
        for row in place.claim():
            assert place.queue.bury(row, "is_archived", place.clock.now())
    shared(place, drawn.id)
    assert not place.negotiations.share(TEAM, drawn.id, ANNA, CHANNEL)
