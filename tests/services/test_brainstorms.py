"""A timed brainstorm: its own ideas and no other option are shown, and it ends once, whatever happens meanwhile."""

import threading
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError, OutOfDate
from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.model import Negotiation
from bot.domain.model import DueState, Saying, Utterance
from bot.services.brainstorms import FIRST_MOMENT, Brainstorm, Span, span_of
from bot.services.options import Written
from bot.services.unsaid import Unsaid
from tests.fakes import ANNA, BEN, CARA, CHANNEL, MONDAY, TEAM
from tests.workplace import Workplace

SIDES = (Side("Product", ANNA, "not now", "a calm quarter"), Side("Sales", CARA, "this week", "keep Acme"))


@pytest.fixture
def drawn(place: Workplace) -> Negotiation:
    """Anna's map, shared where Ben reads too, with an option that was brought in its window before."""
    place.slack.open_channel(CHANNEL, ANNA, BEN, CARA)
    made = place.negotiations.start(TEAM, ANNA, Draft("Acme's export", SIDES), "V1")
    place.negotiations.share(TEAM, made.id, ANNA, CHANNEL)
    place.send()
    place.options.save(TEAM, made.id, CARA, Written("told to the parties only"), "F1")
    place.clock.pass_by(seconds=30)
    return made


def begin(place: Workplace, id_: str, minutes: int = 10) -> Utterance:
    place.brainstorms.start(TEAM, id_, ANNA, minutes)
    place.send()
    return place.said(Saying.BRAINSTORM)[-1]


def add(place: Workplace, id_: str, text: str, user: str = BEN) -> None:
    place.clock.pass_by(seconds=1)
    place.brainstorms.add_idea(TEAM, id_, user, text, f"form {text}")


def shown(place: Workplace, said: Utterance) -> tuple[list[str], bool]:
    found = place.brainstorms.shown(TEAM, said.subject, said.key)
    assert isinstance(found, Brainstorm)
    return [idea.title for idea in found.ideas], found.over


def test_the_thread_sees_its_ideas_and_no_other_option(place: Workplace, drawn: Negotiation) -> None:
    said = begin(place, drawn.id)
    add(place, drawn.id, "a partner does it")
    assert shown(place, said) == (["a partner does it"], False)
    place.clock.pass_by(minutes=10)
    place.options.save(TEAM, drawn.id, CARA, Written("for the parties again"), "F2")
    assert shown(place, said) == (["a partner does it"], True)


def test_an_earlier_one_keeps_its_own_ideas(place: Workplace, drawn: Negotiation) -> None:
    first = begin(place, drawn.id, 30)
    add(place, drawn.id, "the first idea")
    place.clock.pass_by(seconds=1)
    place.brainstorms.end(TEAM, drawn.id, ANNA)
    place.send()
    place.options.save(TEAM, drawn.id, CARA, Written("for the parties again"), "F2")
    place.clock.pass_by(seconds=1)
    second = begin(place, drawn.id, 5)
    add(place, drawn.id, "the second idea")
    assert shown(place, first) == (["the first idea"], True)
    assert shown(place, second) == (["the second idea"], False)
    (over,) = place.said(Saying.BRAINSTORM_OVER)[:1]
    assert shown(place, over) == (["the first idea"], True)


def test_an_idea_that_was_put_aside_is_not_listed(place: Workplace, drawn: Negotiation) -> None:
    said = begin(place, drawn.id)
    add(place, drawn.id, "never mind")
    (idea,) = [one for one in place.options.look(TEAM, drawn.id, ANNA).sheet.options if one.by == BEN]
    place.options.drop(TEAM, drawn.id, ANNA, idea.id)
    assert shown(place, said) == ([], False)


def test_what_is_brought_is_not_put_aside_by_others_while_it_runs(place: Workplace, drawn: Negotiation) -> None:
    """Whoever brought it and whoever drew the map may; for everybody else nothing is judged before the end."""
    begin(place, drawn.id)
    add(place, drawn.id, "a pilot")
    (idea,) = [one for one in place.options.look(TEAM, drawn.id, CARA).sheet.options if one.title == "a pilot"]
    with pytest.raises(OutOfDate) as refused:
        place.options.drop(TEAM, drawn.id, CARA, idea.id)
    assert refused.value.key == "brainstorm_runs"
    place.clock.pass_by(minutes=60)
    place.options.drop(TEAM, drawn.id, CARA, idea.id)


def test_a_closed_map_takes_no_ideas(place: Workplace, drawn: Negotiation) -> None:
    begin(place, drawn.id)
    place.negotiations.close(TEAM, drawn.id, ANNA)
    with pytest.raises(OutOfDate) as refused:
        place.brainstorms.may_add(TEAM, drawn.id, BEN)
    assert refused.value.key == "map_closed"


# -- its end ---------------------------------------------------------------------------------------------------------


def test_its_message_is_shown_anew_when_the_time_is_up(place: Workplace, drawn: Negotiation) -> None:
    begin(place, drawn.id)
    place.clock.pass_by(minutes=9)
    place.send()
    assert place.said(Saying.BRAINSTORM_OVER) == place.due(Saying.BRAINSTORM_OVER)
    place.clock.pass_by(minutes=1)
    sent = [row.utterance.saying for row in place.send()]
    assert sorted(sent) == [Saying.BRAINSTORM_OVER, Saying.REFRESH]
    place.clock.pass_by(minutes=90)
    assert not place.send()


def test_the_look_at_its_end_does_not_stand_for_one_that_is_wanted_now(place: Workplace, drawn: Negotiation) -> None:
    begin(place, drawn.id)
    place.send()
    add(place, drawn.id, "count me")
    (row,) = place.rows(Saying.BRAINSTORM)
    assert str(row.id) in {sent.utterance.subject for sent in place.send()}


def test_ended_early_it_is_over_at_once_and_not_again_later(place: Workplace, drawn: Negotiation) -> None:
    said = begin(place, drawn.id, 30)
    place.send()
    place.brainstorms.end(TEAM, drawn.id, ANNA)
    assert shown(place, said) == ([], True)
    sent = [row.utterance.saying for row in place.send()]
    assert sent.count(Saying.BRAINSTORM_OVER) == 1
    assert Saying.REFRESH in sent
    place.clock.pass_by(minutes=31)
    assert not place.send()


def test_two_who_end_it_at_once_end_it_once(place: Workplace, drawn: Negotiation) -> None:
    begin(place, drawn.id, 30)
    ready, answers = threading.Barrier(2), list[str]()

    def end() -> None:
        ready.wait()
        try:
            place.brainstorms.end(TEAM, drawn.id, ANNA)
            answers.append("")
        except DomainError as error:
            answers.append(error.key)

    threads = [threading.Thread(target=end) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["", "brainstorm_over"]
    place.clock.pass_by(minutes=31)
    place.send()
    assert len(place.said(Saying.BRAINSTORM_OVER)) == 1


def test_one_that_slack_refuses_is_told_to_its_author(place: Workplace, drawn: Negotiation) -> None:
    place.brainstorms.start(TEAM, drawn.id, ANNA, 5)
    (row,) = place.rows(Saying.BRAINSTORM)
    place.unsaid.given_up(row)
    (told,) = place.said(Saying.NOT_SAID)
    assert (told.person, place.unsaid.report(TEAM, told.subject)) == (ANNA, Unsaid(CHANNEL, ""))
    assert row.state is DueState.DUE


# -- its key ---------------------------------------------------------------------------------------------------------

moments = st.integers(0, 4_000_000_000_000_000).map(lambda count: FIRST_MOMENT + timedelta(microseconds=count))


@given(moments, moments, st.sampled_from([Saying.BRAINSTORM, Saying.BRAINSTORM_OVER]), st.text(max_size=20))
def test_a_key_tells_its_span(begun: object, until: object, saying: Saying, map_id: str) -> None:
    span = Span(begun, until)  # type: ignore[arg-type]
    assert span_of(span.key(saying, map_id)) == span


@pytest.mark.parametrize("key", ["", "forgotten:17", "brainstorm", "brainstorm:x:1:n1", "brainstorm:1", "map:1:2:n1"])
def test_a_key_that_says_nothing_has_none(key: str) -> None:
    assert span_of(key) is None


def test_the_clock_of_the_tests_is_one_of_those_moments() -> None:
    span = Span(MONDAY, MONDAY + timedelta(minutes=5))
    assert span_of(span.key(Saying.BRAINSTORM, "n1")) == span
