"""A round of scores goes on whatever happens to the map meanwhile: sides change, options go, the map is put away."""

import pytest

from bot.domain.errors import OutOfDate
from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.model import Negotiation, Party, Scoring
from bot.domain.model import Saying
from bot.services.options import Written
from bot.services.scoring import MOST_ROUNDS, Call
from bot.services.world import Hush
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, TEAM
from tests.workplace import Workplace

SIDES = (Side("Product", ANNA, "not now"), Side("Sales", CARA, "this week"), Side("Legal", BEN))
LOW, HIGH = (1, 1, 1), (5, 5, 5)


@pytest.fixture
def running(place: Workplace) -> tuple[Negotiation, list[str]]:
    """A round over two options, its calls sent."""
    place.slack.open_channel(CHANNEL, ANNA, CARA)
    made = place.negotiations.start(TEAM, ANNA, Draft("Acme's export", SIDES), "V1")
    options = [place.options.save(TEAM, made.id, ANNA, Written(title), title).id for title in ("one", "two")]
    place.scoring.open(TEAM, made.id, ANNA)
    place.send()
    return made, options


def edit(place: Workplace, id_: str, **people: str | None) -> None:
    """Put other people in the place of some sides, or take off those that get no name here."""
    now = place.negotiations.get_for_change(TEAM, id_, ANNA)

    def side(party: Party) -> Side:
        return Side(party.name, people.get(party.key, party.user), party.position, key=party.key)

    kept = [side(party) for party in now.parties if people.get(party.key) != "off"]
    place.negotiations.edit(TEAM, id_, ANNA, now.version, Draft(now.title, tuple(kept)))


def state(place: Workplace, id_: str) -> Scoring:
    return place.options.look(TEAM, id_, ANNA).sheet.negotiation.scoring


def called(place: Workplace) -> list[str]:
    return sorted(said.person or "" for said in place.said(Saying.MAP_SCORE))


def test_who_takes_over_a_side_is_called_and_scores_anew(
    place: Workplace, running: tuple[Negotiation, list[str]]
) -> None:
    made, (one, two) = running
    place.scoring.give(TEAM, made.id, BEN, {one: LOW, two: LOW}, 1)
    edit(place, made.id, c=DAN)
    assert called(place) == [BEN, CARA, DAN]
    table = place.options.look(TEAM, made.id, ANNA)
    assert table.sheet.given == {}  # what Ben gave was Ben's
    for user in (ANNA, CARA):
        assert not place.scoring.give(TEAM, made.id, user, {one: HIGH, two: HIGH}, 1)
    assert place.scoring.give(TEAM, made.id, DAN, {one: HIGH, two: HIGH}, 1)
    assert {score.by for score in place.options.look(TEAM, made.id, ANNA).sheet.scores} == {ANNA, CARA, DAN}


def test_what_others_gave_stays_where_a_side_changes(place: Workplace, running: tuple[Negotiation, list[str]]) -> None:
    made, (one, two) = running
    place.scoring.give(TEAM, made.id, CARA, {one: LOW, two: LOW}, 1)
    edit(place, made.id, c=DAN)
    assert place.options.look(TEAM, made.id, ANNA).sheet.given == {one: {"b"}, two: {"b"}}


def test_putting_the_last_unscored_option_aside_shows_the_scores(
    place: Workplace, running: tuple[Negotiation, list[str]]
) -> None:
    made, (one, two) = running
    for user in (ANNA, CARA, BEN):
        place.scoring.give(TEAM, made.id, user, {one: LOW}, 1)
    assert state(place, made.id) is Scoring.OPEN
    place.options.drop(TEAM, made.id, ANNA, two)
    assert state(place, made.id) is Scoring.REVEALED


def test_taking_the_last_missing_side_off_shows_the_scores(
    place: Workplace, running: tuple[Negotiation, list[str]]
) -> None:
    made, options = running
    for user in (ANNA, CARA):
        place.scoring.give(TEAM, made.id, user, dict.fromkeys(options, LOW), 1)
    edit(place, made.id, c="off")
    assert state(place, made.id) is Scoring.REVEALED


def test_one_side_alone_is_never_shown_by_itself(place: Workplace, running: tuple[Negotiation, list[str]]) -> None:
    made, options = running
    place.scoring.give(TEAM, made.id, ANNA, dict.fromkeys(options, LOW), 1)
    edit(place, made.id, b=None, c=None)
    assert state(place, made.id) is Scoring.OPEN


def test_who_is_forgotten_leaves_no_scores_in_a_round_that_runs(
    place: Workplace, running: tuple[Negotiation, list[str]]
) -> None:
    made, options = running
    for user in (CARA, BEN):
        place.scoring.give(TEAM, made.id, user, dict.fromkeys(options, LOW), 1)
    place.forgetting.forget(TEAM, BEN)
    assert place.options.look(TEAM, made.id, ANNA).sheet.given == {one: {"b"} for one in options}
    place.scoring.give(TEAM, made.id, ANNA, dict.fromkeys(options, HIGH), 1)
    assert state(place, made.id) is Scoring.REVEALED  # nobody waits for who is gone


def test_a_form_from_an_older_round_does_not_count_in_a_new_one(
    place: Workplace, running: tuple[Negotiation, list[str]]
) -> None:
    made, options = running
    place.scoring.stop(TEAM, made.id, ANNA)
    place.scoring.open(TEAM, made.id, ANNA)
    with pytest.raises(OutOfDate, match="scoring_closed"):
        place.scoring.give(TEAM, made.id, CARA, dict.fromkeys(options, LOW), 1)
    assert not place.scoring.give(TEAM, made.id, CARA, dict.fromkeys(options, LOW), 2)


def test_a_call_that_the_closed_map_kept_back_goes_out_when_it_is_taken_out_again(place: Workplace) -> None:
    place.slack.open_channel(CHANNEL, ANNA, CARA)
    made = place.negotiations.start(TEAM, ANNA, Draft("Acme's export", SIDES[:2]), "V1")
    place.options.save(TEAM, made.id, ANNA, Written("one"), "V2")
    place.scoring.open(TEAM, made.id, ANNA)
    place.negotiations.close(TEAM, made.id, ANNA)
    kept = next(row for row in place.claim() if row.utterance.saying is Saying.MAP_SCORE)
    assert isinstance(place.scoring.called(kept), Hush)
    place.queue.cancel(kept, "the round was over before it was said")
    place.negotiations.reopen(TEAM, made.id, ANNA)
    place.send()
    place.negotiations.close(TEAM, made.id, ANNA)
    place.negotiations.reopen(TEAM, made.id, ANNA)  # this time it was sent: nobody is told twice
    place.send()
    sent = [row for row in place.rows(Saying.MAP_SCORE) if row.sent_ts]
    assert [row.utterance.person for row in sent] == [CARA]
    found = place.scoring.called(sent[0])
    assert isinstance(found, Call)
    assert found.running


def test_a_round_whose_last_side_was_forgotten_while_the_map_was_away_is_over_when_it_is_back(
    place: Workplace, running: tuple[Negotiation, list[str]]
) -> None:
    made, options = running
    for user in (ANNA, CARA):
        place.scoring.give(TEAM, made.id, user, dict.fromkeys(options, LOW), 1)
    place.negotiations.close(TEAM, made.id, ANNA)
    place.forgetting.forget(TEAM, BEN)
    place.negotiations.reopen(TEAM, made.id, ANNA)
    assert state(place, made.id) is Scoring.REVEALED


def test_who_has_left_is_not_told_that_a_round_goes_on(place: Workplace) -> None:
    place.slack.open_channel(CHANNEL, ANNA, CARA)
    place.slack.know(BEN, active=False)
    made = place.negotiations.start(TEAM, ANNA, Draft("Acme's export", SIDES), "V1")
    place.options.save(TEAM, made.id, ANNA, Written("one"), "V2")
    place.scoring.open(TEAM, made.id, ANNA)
    place.negotiations.close(TEAM, made.id, ANNA)
    place.negotiations.reopen(TEAM, made.id, ANNA)
    shown = {row.utterance.person: place.scoring.called(row) for row in place.rows(Saying.MAP_SCORE)}
    assert isinstance(shown[BEN], Hush)
    assert isinstance(shown[CARA], Call)


def test_a_map_begins_only_so_many_rounds_a_day(place: Workplace, running: tuple[Negotiation, list[str]]) -> None:
    made, _ = running
    for _again in range(MOST_ROUNDS - 1):
        place.scoring.stop(TEAM, made.id, ANNA)
        place.scoring.open(TEAM, made.id, ANNA)
    place.scoring.stop(TEAM, made.id, ANNA)
    with pytest.raises(OutOfDate, match="rounds_full"):
        place.scoring.open(TEAM, made.id, ANNA)
    place.clock.pass_by(days=1, minutes=1)
    place.scoring.open(TEAM, made.id, ANNA)
    assert state(place, made.id) is Scoring.OPEN


def test_the_history_stays_its_authors_where_no_call_went_out(place: Workplace) -> None:
    """A round that was stopped at once opened nothing: what is drafted after it is still a draft."""
    place.slack.open_channel(CHANNEL, ANNA, CARA)
    made = place.negotiations.start(TEAM, ANNA, Draft("Acme's export", SIDES), "V1")
    place.options.save(TEAM, made.id, ANNA, Written("one"), "V2")
    place.scoring.open(TEAM, made.id, ANNA)
    place.scoring.stop(TEAM, made.id, ANNA)
    place.options.save(TEAM, made.id, ANNA, Written("They have no choice"), "V3")
    place.negotiations.share(TEAM, made.id, ANNA, CHANNEL)
    place.send()
    assert "no choice" in str(place.records.history(TEAM, made.id, ANNA).changes)
    assert "no choice" not in str(place.records.history(TEAM, made.id, CARA).changes)
