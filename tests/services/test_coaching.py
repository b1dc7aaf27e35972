"""An owner's decision about a request: the first one counts, and the cards say so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.coaching.asked import purposes_in
from bot.domain.coaching.select import Coaching, worth_asking
from bot.domain.errors import DomainError, Invalid, NotAllowed, NotFound, OutOfDate
from bot.domain.model import Mode, Purpose, RequestState, Saying, Settlement, Told
from bot.domain.timing import Wait
from bot.services.coaching import Card, OwnerPost, PublicReply
from bot.services.people import UserChanged
from bot.services.preps import Brief
from bot.services.world import Hush
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, MONDAY, TEAM
from tests.workplace import CHAT, WORDS, Workplace, ref

TWO_WAYS = "We told Acme they'd have SSO in six weeks, can we make that happen?"
"""A message that two questions suit well."""

Act = Callable[[Workplace, str, str], object]
ACTS: dict[str, Act] = {
    "post": lambda at, id_, who: at.coaching.post(TEAM, id_, who, None),
    "edited": lambda at, id_, who: at.coaching.post(TEAM, id_, who, "In my own words."),
    "wait": lambda at, id_, who: at.coaching.wait(TEAM, id_, who, Wait.TWO_HOURS),
    "dismiss": lambda at, id_, who: at.coaching.dismiss(TEAM, id_, who),
    "open the form": lambda at, id_, who: at.coaching.words_for(TEAM, id_, who, 0),
}
every_act = pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())


@pytest.fixture
def asked(place: Workplace) -> str:
    """A request whose cards reached Anna and Ben."""
    place.turn_on()
    id_ = place.hear(TWO_WAYS)
    place.clock.pass_by(minutes=3)
    place.send()
    return id_


def shown(place: Workplace, id_: str, owner: str) -> Card:
    card = place.coaching.card(TEAM, id_, owner)
    assert isinstance(card, Card)
    return card


@pytest.mark.parametrize("choice", [0, 1])
def test_post_says_the_label_and_the_chosen_question_in_the_requests_thread(
    place: Workplace, asked: str, choice: int
) -> None:
    coaching = shown(place, asked, ANNA).coaching
    words = place.coaching.words_for(TEAM, asked, ANNA, choice)
    place.coaching.post(TEAM, asked, ANNA, None, choice)
    assert words == f"{coaching.label}\n{coaching.questions[choice].text}"
    assert place.coaching.owner_post(TEAM, asked) == OwnerPost(words, ANNA)
    (post,) = place.said(Saying.OWNER_POST)
    assert (post.channel, post.thread_ts, post.due_at) == (CHANNEL, "1.0", place.clock.now())


@pytest.mark.parametrize("choice", [-1, 7])
def test_a_choice_that_does_not_exist_takes_the_nearest(place: Workplace, asked: str, choice: int) -> None:
    nearest = place.coaching.words_for(TEAM, asked, ANNA, max(0, min(choice, 1)))
    assert place.coaching.words_for(TEAM, asked, ANNA, choice) == nearest


@pytest.mark.parametrize("label", [-1, 1, 7])
def test_a_label_that_does_not_exist_takes_the_nearest(place: Workplace, asked: str, label: int) -> None:
    labels = shown(place, asked, ANNA).coaching.labels
    words = place.coaching.words_for(TEAM, asked, ANNA, 0, label)
    assert words.startswith(labels[max(0, min(label, len(labels) - 1))])


def test_an_owner_may_post_their_own_words(place: Workplace, asked: str) -> None:
    place.coaching.post(TEAM, asked, ANNA, "What would it change for you?")
    assert place.coaching.owner_post(TEAM, asked) == OwnerPost("What would it change for you?", ANNA)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_empty_words_settle_nothing(place: Workplace, asked: str, text: str) -> None:
    with pytest.raises(Invalid) as failure:
        place.coaching.post(TEAM, asked, ANNA, text)
    assert (failure.value.field, failure.value.key) == ("text", "empty_answer")
    assert place.request(asked).state is RequestState.OPEN


@every_act
@pytest.mark.parametrize("first", ["post", "edited", "wait", "dismiss"])
def test_the_first_owner_settles_it_for_all(place: Workplace, asked: str, first: str, act: Act) -> None:
    ACTS[first](place, asked, ANNA)
    settled = place.request(asked)
    assert (settled.state, settled.settled_by) == (RequestState.SETTLED, ANNA)
    assert place.refreshed(Saying.CARD) == 2
    with pytest.raises(OutOfDate) as failure:
        act(place, asked, BEN)
    assert failure.value.key == "card_settled"
    assert place.request(asked) == settled


@every_act
@pytest.mark.parametrize("user", [CARA, DAN])
def test_only_owners_act_on_a_card(place: Workplace, asked: str, act: Act, user: str) -> None:
    with pytest.raises(NotAllowed) as failure:
        act(place, asked, user)
    assert failure.value.key == "not_card_owner"


@every_act
def test_a_card_of_no_request_is_not_found(place: Workplace, act: Act) -> None:
    with pytest.raises(NotFound):
        act(place, "nothing", ANNA)
    with pytest.raises(NotFound):
        place.coaching.reopen(TEAM, "nothing", ANNA)


@every_act
def test_a_withdrawn_request_takes_no_answer(place: Workplace, asked: str, act: Act) -> None:
    place.hear(CHAT)
    with pytest.raises(OutOfDate) as failure:
        act(place, asked, ANNA)
    assert failure.value.key == "card_withdrawn"
    with pytest.raises(OutOfDate):
        place.coaching.reopen(TEAM, asked, ANNA)


@every_act
def test_another_workspace_cannot_act_on_it(place: Workplace, asked: str, act: Act) -> None:
    with pytest.raises(DomainError):
        place.coaching.post("T2", asked, ANNA, None)
    assert place.request(asked).state is RequestState.OPEN


@pytest.mark.parametrize(
    ("choice", "back"),
    [
        (Wait.TWO_HOURS, MONDAY + timedelta(hours=2, minutes=3)),
        (Wait.TOMORROW, datetime.fromisoformat("2026-06-02T09:00Z")),
        (Wait.TWO_DAYS, MONDAY + timedelta(days=2, minutes=3)),
    ],
)
def test_a_waiting_card_comes_back_to_the_one_who_waits(
    place: Workplace, asked: str, choice: Wait, back: datetime
) -> None:
    place.coaching.wait(TEAM, asked, ANNA, choice)
    (card,) = place.due(Saying.WAIT_OVER)
    assert (card.person, card.due_at) == (ANNA, back)
    assert card.local is not None
    assert place.request(asked).waits_until == back


def test_waiting_twice_brings_the_card_back_once(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TWO_HOURS)
    place.coaching.wait(TEAM, asked, ANNA, Wait.TOMORROW)
    (card,) = place.due(Saying.WAIT_OVER)
    assert card.due_at == place.request(asked).waits_until


def comes_back(place: Workplace, id_: str, owner: str, key: str) -> RequestState:
    card = place.coaching.wait_over(TEAM, id_, owner, key)
    assert isinstance(card, Card)
    return card.request.state


def test_the_card_that_comes_back_is_open_for_the_waiting_owner_only(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TWO_HOURS)
    (first,) = place.due(Saying.WAIT_OVER)
    assert [comes_back(place, asked, who, first.key) for who in (ANNA, BEN)] == [
        RequestState.OPEN,
        RequestState.SETTLED,
    ]


def test_put_off_once_more_the_card_that_came_back_rests_too(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TWO_HOURS)
    place.clock.pass_by(hours=3)
    place.send()
    (first,) = place.said(Saying.WAIT_OVER)
    place.coaching.wait(TEAM, asked, ANNA, Wait.TOMORROW)
    (second,) = place.due(Saying.WAIT_OVER)
    assert place.refreshed(Saying.WAIT_OVER) == 1
    states = [comes_back(place, asked, ANNA, said.key) for said in (first, second)]
    assert states == [RequestState.SETTLED, RequestState.OPEN]


def test_a_card_comes_back_open_in_the_morning_of_the_zone_its_owner_moved_to(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TOMORROW)
    place.people.changed(UserChanged(TEAM, ANNA, "Asia/Tokyo", active=True), None)
    (said,) = place.due(Saying.WAIT_OVER)
    assert said.due_at == datetime.fromisoformat("2026-06-02T09:00+09:00")
    place.clock.moment = said.due_at
    assert comes_back(place, asked, ANNA, said.key) is RequestState.OPEN


def test_the_waiting_owner_may_act_before_and_after_the_wait_is_over(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TWO_HOURS)
    place.coaching.post(TEAM, asked, ANNA, None)
    assert place.request(asked).settled_as is Settlement.POSTED
    assert not place.due(Saying.WAIT_OVER)


def test_preparing_from_the_card_that_came_back_settles_it(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TWO_HOURS)
    place.clock.pass_by(hours=3)
    place.send()
    place.preps.start_from_card(TEAM, asked, ANNA)
    assert place.request(asked).settled_as is Settlement.PREPARING
    assert place.refreshed(Saying.WAIT_OVER) == 1


@pytest.mark.parametrize("taken_back", ["wait", "dismiss"])
def test_ones_own_wait_or_dismissal_can_be_taken_back(place: Workplace, asked: str, taken_back: str) -> None:
    ACTS[taken_back](place, asked, ANNA)
    with pytest.raises(OutOfDate):
        place.coaching.reopen(TEAM, asked, BEN)
    place.coaching.reopen(TEAM, asked, ANNA)
    request = place.request(asked)
    assert (request.state, request.settled_by, request.settled_as, request.waits_until) == (
        RequestState.OPEN,
        None,
        None,
        None,
    )
    assert not place.due(Saying.WAIT_OVER)
    place.coaching.post(TEAM, asked, BEN, None)
    assert place.request(asked).settled_by == BEN


def test_what_was_posted_cannot_be_taken_back(place: Workplace, asked: str) -> None:
    place.coaching.post(TEAM, asked, ANNA, None)
    with pytest.raises(OutOfDate):
        place.coaching.reopen(TEAM, asked, ANNA)


def test_a_card_shows_the_request_with_its_link(place: Workplace, asked: str) -> None:
    card = shown(place, asked, ANNA)
    assert (card.owner, card.link) == (ANNA, place.slack.permalink(ref()))
    place.slack.messages.clear()
    assert shown(place, asked, ANNA).link is None


def silence(place: Workplace, asked: str, why: str) -> None:
    match why:
        case "requester opted out":
            place.people.opt_out(TEAM, CARA)
        case "channel off":
            place.turn_on(Mode.OFF)
        case "channel shared":
            place.channels.sharing_changed(TEAM, CHANNEL, True, None)
        case "owner left":
            place.channels.left(TEAM, CHANNEL, ANNA, None)
        case "owner left unnoticed":
            place.slack.membership[CHANNEL].discard(ANNA)


@pytest.mark.parametrize(
    "why", ["requester opted out", "channel off", "channel shared", "owner left", "owner left unnoticed"]
)
def test_a_card_that_must_not_be_shown_is_not_said(place: Workplace, asked: str, why: str) -> None:
    silence(place, asked, why)
    assert isinstance(place.coaching.card(TEAM, asked, ANNA), Hush)
    assert isinstance(place.coaching.wait_over(TEAM, asked, ANNA, "any"), Hush)


def test_a_card_of_no_request_is_not_said(place: Workplace) -> None:
    assert isinstance(place.coaching.card(TEAM, "nothing", ANNA), Hush)
    assert isinstance(place.coaching.public_reply(TEAM, "nothing"), Hush)
    assert isinstance(place.coaching.owner_post(TEAM, "nothing"), Hush)


def test_the_public_reply_is_said_while_the_request_is_open(place: Workplace) -> None:
    place.turn_on(Mode.PUBLIC)
    id_ = place.hear()
    reply = place.coaching.public_reply(TEAM, id_)
    assert isinstance(reply, PublicReply)
    assert 1 <= len(reply.coaching.questions) <= 2


@pytest.mark.parametrize("why", ["requester opted out", "channel off", "channel shared", "deleted"])
def test_a_public_reply_that_lost_its_reason_is_not_said(place: Workplace, why: str) -> None:
    place.turn_on(Mode.PUBLIC)
    id_ = place.hear()
    silence(place, id_, why)
    if why == "deleted":
        place.noticing.deleted(ref(), None)
    assert isinstance(place.coaching.public_reply(TEAM, id_), Hush)


def test_nothing_is_posted_for_a_request_nobody_answered(place: Workplace, asked: str) -> None:
    assert isinstance(place.coaching.owner_post(TEAM, asked), Hush)


@every_act
@pytest.mark.parametrize("why", ["channel off", "channel shared"])
def test_in_a_channel_that_is_off_or_shared_nobody_acts_on_a_card(
    place: Workplace, asked: str, act: Act, why: str
) -> None:
    place.coaching.dismiss(TEAM, asked, BEN)
    place.coaching.reopen(TEAM, asked, BEN)
    before = place.request(asked)
    silence(place, asked, why)
    for wish in (act, lambda at, id_, who: at.coaching.reopen(TEAM, id_, who)):
        with pytest.raises(OutOfDate) as failure:
            wish(place, asked, ANNA)
        assert failure.value.key == "channel_off"
    assert place.request(asked) == before


@pytest.mark.parametrize("why", ["channel off", "channel shared"])
def test_what_an_owner_posted_is_not_said_once_the_channel_is_off_or_shared(
    place: Workplace, asked: str, why: str
) -> None:
    place.coaching.post(TEAM, asked, ANNA, None)
    silence(place, asked, why)
    assert isinstance(place.coaching.owner_post(TEAM, asked), Hush)


@pytest.mark.parametrize("text", [None, "In my own words."])
def test_a_second_click_by_the_same_person_is_silent(place: Workplace, asked: str, text: str | None) -> None:
    for _ in range(2):
        place.coaching.post(TEAM, asked, ANNA, text)
    assert len(place.said(Saying.OWNER_POST)) == 1


def test_other_words_by_the_same_person_are_not_dropped_in_silence(place: Workplace, asked: str) -> None:
    place.coaching.post(TEAM, asked, ANNA, None)
    with pytest.raises(OutOfDate) as failure:
        place.coaching.post(TEAM, asked, ANNA, "In my own words.")
    assert failure.value.key == "card_settled"


# -- what was asked already ------------------------------------------------------------------------------------


def purposes(coaching: Coaching) -> set[Purpose]:
    return {question.purpose for question in coaching.questions}


def test_a_prep_asks_for_nothing_that_its_owner_asked_in_the_thread(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear(TWO_WAYS)
    card = place.coaching.card(TEAM, id_, ANNA)
    assert isinstance(card, Card)
    place.coaching.post(TEAM, id_, ANNA, None, 1)
    asked = card.coaching.questions[1].purpose
    brief = place.preps.brief(TEAM, place.prepare(text=TWO_WAYS).id, ANNA)
    assert isinstance(brief, Brief)
    assert asked not in purposes(brief.coaching)
    assert brief.coaching.questions


def test_where_somebody_is_hurt_nothing_is_said_for_all_to_read(place: Workplace) -> None:
    place.turn_on(Mode.PUBLIC)
    hurt = place.hear("A guest got hurt on the stairs because nobody saw the note. Could it be on top?", "1.0")
    assert place.request(hurt).told.harm
    assert [said.person for said in place.due(Saying.CARD)] == [ANNA, BEN]
    assert not place.due(Saying.PUBLIC_REPLY)
    calm = place.hear("Could we have a calendar view?", "2.0")
    assert [said.subject for said in place.due(Saying.PUBLIC_REPLY)] == [calm]
    place.hear("Could we have a calendar view? My mother died and hers was the only one.", "2.0")
    assert isinstance(place.coaching.public_reply(TEAM, calm), Hush)


SAYS_IT_ALL = "can't be hard to add a second phone number field, can it"
"""A request about which no question would surely help."""
EXACT = Told((("questions.plain.what_else", 0.2),), named=False)


def test_where_no_question_would_help_nothing_is_said_for_all_to_read(place: Workplace) -> None:
    place.turn_on(Mode.PUBLIC)
    exact = place.hear(SAYS_IT_ALL)
    assert not worth_asking(place.request(exact).signals, place.request(exact).told)
    assert [said.person for said in place.due(Saying.CARD)] == [ANNA, BEN]
    assert not place.due(Saying.PUBLIC_REPLY)
    open_ = place.hear("Could we have a calendar view?", "2.0")
    assert place.due(Saying.PUBLIC_REPLY)
    place.hear(SAYS_IT_ALL, "2.0")
    assert isinstance(place.coaching.public_reply(TEAM, open_), Hush)


def test_nothing_is_posted_where_there_are_no_words(place: Workplace) -> None:
    place.turn_on()
    heard = place.hear()
    with place.store.work() as work:
        work.requests.save(replace(place.request(heard), told=EXACT, signals=()))
    with pytest.raises(Invalid):
        place.coaching.post(TEAM, heard, ANNA, None)
    assert place.request(heard).state is RequestState.OPEN
    place.coaching.post(TEAM, heard, ANNA, "Thursday.")
    assert place.request(heard).posted_text == "Thursday."


def test_cards_ask_for_nothing_that_a_public_reply_asked(place: Workplace) -> None:
    place.turn_on(Mode.PUBLIC)
    id_ = place.hear()
    said = place.coaching.public_reply(TEAM, id_)
    assert isinstance(said, PublicReply)
    place.clock.pass_by(minutes=3)
    place.send()
    again = place.coaching.public_reply(TEAM, id_)
    assert again == said, "the reply itself stays as it is"
    assert not purposes(said.coaching) & purposes(place.coaching.coaching_of(place.request(id_)))


def test_an_owners_free_words_are_not_guessed_at() -> None:
    words, slot = WORDS.coaching, "audit log"
    question = words.by_purpose[Purpose.TIMING][0].text.replace("{o}", f'"{slot}"')
    assert purposes_in(f"It seems tight.\n{question}", slot, words) == {Purpose.TIMING}
    assert purposes_in(question.replace("?", "."), slot, words) == frozenset()
    assert purposes_in("When do you need it?", slot, words) == frozenset()
