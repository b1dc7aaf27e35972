"""What the replies under a request lead to: who is told what aside, when not, and what comes of it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.errors import Invalid, NotAllowed, NotFound, OutOfDate
from bot.domain.model import ASIDES, Aside, AsideEnd, AsideKind, Mode, Saying, Settlement
from bot.domain.silence import Drop, Hold, MuteFor, Say, Why
from bot.domain.timing import Wait
from bot.services.agreements import Terms
from bot.services.asides import AsideCard, Limits, LimitsPost
from bot.services.coaching import OwnerPost
from bot.services.ports import SlackPerson
from bot.services.world import Habits, Hush
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, MONDAY, TEAM
from tests.workplace import HABITS, WORDS, Workplace, ref

TOLD = (
    "Finance closes the month on the 3rd and types everything by hand.",
    "Without it they won't renew, the talks are before the audit.",
    "Honestly the second vendor has it already, so it keeps coming up.",
)
HEAT = ("This is ridiculous, nobody ever answers.", "You never listen. Again, nothing!!")
OPEN, SMALL = "Sounds good, let's do it.", "Sure, just a quick tweak, we'll add it."
TERMS = Terms(BEN, "Ship the export", date(2026, 6, 8), date(2026, 7, 6))
EDGES = Limits("The button, no new columns", "Finance closes May with it", BEN, date(2026, 6, 15))


@pytest.fixture
def asked(place: Workplace) -> str:
    """A request that waits for an answer; everybody lives in UTC."""
    for person in (ANNA, BEN, CARA, DAN):
        place.slack.know(person)
    place.turn_on()
    return place.hear()


def told(place: Workplace, kind: AsideKind) -> list[str]:
    """Who is told of it, or will be."""
    return sorted(said.person or "" for said in place.said(ASIDES[kind]))


def stored(place: Workplace, request: str, kind: AsideKind) -> Aside:
    with place.store.reading() as work:
        return next(aside for aside in work.asides.about(TEAM, request) if aside.kind is kind)


def shown(place: Workplace, request: str, kind: AsideKind, owner: str = ANNA) -> AsideCard:
    found = place.asides.card(TEAM, request, kind, owner)
    assert isinstance(found, AsideCard)
    return found


def summed_up(place: Workplace) -> None:
    for number, text in enumerate(TOLD):
        place.reply(text, f"{number + 2}.0")


def heated(place: Workplace) -> None:
    place.reply(HEAT[0], "2.0")
    place.reply(HEAT[1], "3.0", BEN)


LEADS: dict[AsideKind, Callable[[Workplace], object]] = {
    AsideKind.SUMMARY: summed_up,
    AsideKind.TENSION: heated,
    AsideKind.AGREED: lambda place: place.reply(OPEN, "2.0", BEN),
    AsideKind.LIMITS: lambda place: place.reply(SMALL, "2.0", BEN),
}


# -- following a thread -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", AsideKind)
def test_its_owners_are_told_once(place: Workplace, asked: str, kind: AsideKind) -> None:
    LEADS[kind](place)
    assert told(place, kind) == [ANNA, BEN]
    for number in range(4, 9):
        place.reply(HEAT[0], f"{number}.0")
        place.reply(f"{OPEN} {TOLD[0]}", f"{number}.5", DAN)
        place.reply(SMALL, f"{number}.7", DAN)
    assert told(place, kind) == [ANNA, BEN]


def test_nothing_of_what_was_written_is_stored(place: Workplace, asked: str) -> None:
    for lead in LEADS.values():
        lead(place)
    kept = stored(place, asked, AsideKind.TENSION)
    assert kept.moments == ("2.0", "3.0")
    words = [*TOLD, *HEAT, OPEN, SMALL]
    with closing(sqlite3.connect(str(place.engine.url.database))) as database:
        dump = "\n".join(database.iterdump())
    assert '"3.0"' in dump
    assert not [text for text in words if text in dump or text[:20] in dump]


def test_less_than_enough_tells_nobody(place: Workplace, asked: str) -> None:
    place.reply(TOLD[0], "2.0")
    place.reply(TOLD[1], "3.0")
    place.reply("thanks!", "4.0")
    place.reply(TOLD[2], "5.0", DAN)
    place.reply(HEAT[0], "6.0", DAN)
    assert not [said for kind in AsideKind for said in told(place, kind)]


def test_only_threads_of_requests_that_stand_are_followed(place: Workplace, asked: str) -> None:
    place.reply(OPEN, "2.0", BEN, root="0.5")
    place.coaching.dismiss(TEAM, asked, ANNA)
    place.reply(OPEN, "3.0", BEN)
    assert told(place, AsideKind.AGREED) == []
    place.coaching.reopen(TEAM, asked, ANNA)
    place.coaching.post(TEAM, asked, ANNA, None)
    place.reply(OPEN, "4.0", BEN)
    assert told(place, AsideKind.AGREED) == [ANNA, BEN]


def test_after_some_days_a_thread_is_nobodys_business(place: Workplace, asked: str) -> None:
    late = 14 * 86_400 + 2
    place.reply(OPEN, f"{late}.0", BEN)
    assert told(place, AsideKind.AGREED) == []
    place.reply(OPEN, f"{late - 2}.0", BEN)
    assert told(place, AsideKind.AGREED) == [ANNA, BEN]


@pytest.mark.parametrize("why", ["off", "reactions", "shared", "opted out", "guest", "language"])
def test_who_is_not_read_leads_to_nothing(place: Workplace, asked: str, why: str) -> None:
    text = OPEN
    match why:
        case "off":
            place.turn_off()
        case "reactions":
            place.channels.choose(TEAM, CHANNEL, ANNA, Mode.REACTIONS)
        case "shared":
            place.share_channel()
        case "opted out":
            place.people.opt_out(TEAM, DAN)
        case "guest":
            place.slack.people[DAN] = SlackPerson(DAN, "UTC", active=True, bot=False, guest=True)
        case "language":
            text = "Das ist doch lächerlich!! Warum macht ihr das immer wieder so?! +1"
    place.reply(text, "2.0", DAN)
    place.reply(text, "3.0", DAN)
    assert not [said for kind in AsideKind for said in told(place, kind)]


def test_an_owners_answer_settles_the_request_and_counts_as_well(place: Workplace, asked: str) -> None:
    place.reply(SMALL, "2.0", ANNA)
    assert place.request(asked).settled_as is Settlement.REPLIED
    assert told(place, AsideKind.LIMITS) == [ANNA, BEN]


def test_a_deleted_reply_shows_nothing_any_more(place: Workplace, asked: str) -> None:
    heated(place)
    place.noticing.deleted(ref("3.0", "1.0"), None)
    assert stored(place, asked, AsideKind.TENSION).moments == ("2.0",)
    assert told(place, AsideKind.TENSION) == []
    assert isinstance(place.asides.card(TEAM, asked, AsideKind.TENSION, ANNA), Hush)


def test_what_is_left_of_an_erased_request_is_closed(place: Workplace, asked: str) -> None:
    heated(place)
    place.clock.pass_by(minutes=3)
    place.send()
    place.people.opt_out(TEAM, CARA)
    with place.store.reading() as work:
        assert not work.asides.about(TEAM, asked)
    assert place.refreshed(Saying.ASIDE_TENSION) == 2
    assert isinstance(place.asides.card(TEAM, asked, AsideKind.TENSION, ANNA), Hush)


# -- when to be silent ------------------------------------------------------------------------------------------


def with_manners(place: Workplace, **changes: object) -> None:
    habits = replace(HABITS, manners=replace(HABITS.manners, **changes))  # type: ignore[arg-type]
    object.__setattr__(
        place.world, "habits", Habits(habits.card_delay, habits.debrief_delay, habits.hours, habits.manners)
    )


def test_it_counts_against_the_caps_of_the_day_and_may_come_later(place: Workplace, asked: str) -> None:
    with_manners(place, channel_cap=1)
    place.reply(OPEN, "2.0", DAN)
    assert told(place, AsideKind.AGREED) == []
    place.clock.pass_by(days=1)
    place.reply(OPEN, "3.0", DAN)
    assert told(place, AsideKind.AGREED) == [ANNA, BEN]
    another = place.hear("Could you add SSO for the partners?", "9.0")
    assert place.request(another).hushed == Why.CHANNEL_CAP


def test_a_muted_owner_is_told_nothing(place: Workplace, asked: str) -> None:
    place.mutes.mute(TEAM, ANNA, MuteFor.FOREVER)
    place.mutes.mute_here(TEAM, asked, BEN)
    heated(place)
    assert told(place, AsideKind.TENSION) == []


def test_out_of_hours_it_waits_for_the_morning_and_a_pause_does_not_come_at_all(place: Workplace, asked: str) -> None:
    place.clock.moment = MONDAY.replace(hour=20)
    heated(place)
    place.reply(OPEN, "4.0", BEN)
    assert told(place, AsideKind.TENSION) == []
    tomorrow = (MONDAY + timedelta(days=1)).replace(hour=9)
    assert {said.due_at for said in place.said(Saying.ASIDE_AGREED)} == {tomorrow}


def test_it_is_asked_again_when_its_moment_has_come(place: Workplace, asked: str) -> None:
    heated(place)
    place.reply(OPEN, "4.0", BEN)
    place.clock.pass_by(minutes=3)
    rows = {row.utterance.saying: row.utterance for row in place.claim() if row.utterance.person == ANNA}
    until = place.clock.now() + timedelta(hours=1)
    assert place.silence.card(rows[Saying.ASIDE_AGREED]) == Say(place.clock.now())
    assert isinstance(place.silence.card(rows[Saying.ASIDE_AGREED], until), Hold)
    assert place.silence.card(rows[Saying.ASIDE_TENSION], until) == Drop(Why.TOO_LATE)
    place.mutes.mute_here(TEAM, asked, ANNA)
    assert place.silence.card(rows[Saying.ASIDE_AGREED]) == Drop(Why.MUTED_HERE)


def test_in_rehearsal_it_goes_to_the_test_channel_alone(place: Workplace, asked: str) -> None:
    with place.store.work() as work:
        work.channels.save(replace(work.channels.get(TEAM, CHANNEL), rehearsal="CTEST"))
    place.reply(OPEN, "2.0", BEN)
    assert [(said.channel, said.person) for said in place.said(Saying.ASIDE_AGREED)] == [("CTEST", ANNA)]


@pytest.mark.parametrize("kind", AsideKind)
def test_who_may_not_read_the_channel_sees_nothing(place: Workplace, asked: str, kind: AsideKind) -> None:
    LEADS[kind](place)
    for stranger in (CARA, DAN):
        assert isinstance(place.asides.card(TEAM, asked, kind, stranger), Hush)
    place.slack.membership[CHANNEL].discard(ANNA)
    assert isinstance(place.asides.card(TEAM, asked, kind, ANNA), Hush)
    place.share_channel()
    assert isinstance(place.asides.card(TEAM, asked, kind, BEN), Hush)


def test_when_the_channel_is_turned_off_what_stands_is_closed(place: Workplace, asked: str) -> None:
    place.coaching.post(TEAM, asked, ANNA, None)
    place.reply(OPEN, "2.0", BEN)
    place.clock.pass_by(minutes=3)
    place.send()
    place.turn_off()
    assert place.refreshed(Saying.ASIDE_AGREED) == 2


# -- a summary --------------------------------------------------------------------------------------------------


def test_a_summary_says_back_what_the_replies_showed(place: Workplace, asked: str) -> None:
    summed_up(place)
    card = shown(place, asked, AsideKind.SUMMARY)
    assert card.ready
    assert "won't renew\"" in card.line
    assert card.line.endswith("?")
    assert card.link == "https://example.slack.com/archives/C1/p4.0"


def test_a_summary_of_nothing_plain_is_for_the_owner_to_fill_in(place: Workplace, asked: str) -> None:
    for number in (2, 3, 4):
        place.reply("Let me think about that one for a while.", f"{number}.0")
    card = shown(place, asked, AsideKind.SUMMARY)
    assert not card.ready
    assert WORDS.coaching.blanks["interest"] in card.line
    with pytest.raises(Invalid):
        place.asides.post(TEAM, card.aside.id, ANNA)


def test_nothing_of_bots_and_of_who_opted_out_is_looked_at_again(place: Workplace, asked: str) -> None:
    place.reply(OPEN, "3.0", BEN)
    place.slack.write(ref("2.0", "1.0"), DAN, "I'll send it by Friday.")
    assert isinstance(place.asides.card(TEAM, asked, AsideKind.AGREED, ANNA), Hush)
    place.people.opt_out(TEAM, DAN)
    assert shown(place, asked, AsideKind.AGREED).aside.moments == ("3.0",)


@pytest.mark.parametrize("kind", [AsideKind.SUMMARY, AsideKind.TENSION])
def test_posting_is_for_all_owners_and_answers_the_request(place: Workplace, asked: str, kind: AsideKind) -> None:
    LEADS[kind](place)
    place.clock.pass_by(minutes=3)
    place.send()
    aside = stored(place, asked, kind)
    text = None if kind is AsideKind.SUMMARY else "Let's talk."
    expected = shown(place, asked, kind).line if text is None else text
    place.asides.post(TEAM, aside.id, ANNA, text)
    place.asides.post(TEAM, aside.id, ANNA, text)  # a second click
    (said,) = place.said(Saying.THREAD_LINE)
    assert (said.channel, said.thread_ts, said.person) == (CHANNEL, "1.0", ANNA)
    assert place.asides.thread_line(TEAM, said.subject) == OwnerPost(expected, ANNA)
    if kind is AsideKind.SUMMARY:  # where the owner had joined the row themselves, that had answered it
        assert place.request(asked).settled_as is Settlement.REPLIED
    assert shown(place, asked, kind, BEN).aside.settled_as is AsideEnd.POSTED
    assert place.refreshed(ASIDES[kind]) == 2
    with pytest.raises(OutOfDate):
        place.asides.post(TEAM, aside.id, BEN, "Me too.")


def test_a_pause_offers_a_reset_to_fill_in_and_a_call(place: Workplace, asked: str) -> None:
    heated(place)
    card = shown(place, asked, AsideKind.TENSION)
    assert WORDS.coaching.blanks["goal"] in card.line
    assert not card.ready
    assert "minutes" in card.call
    assert place.asides.call_for(TEAM, card.aside.id, BEN) == card.call
    with pytest.raises(Invalid) as failure:
        place.asides.post(TEAM, card.aside.id, ANNA, card.line)
    assert (failure.value.field, failure.value.key) == ("text", "blank_left")


@pytest.mark.parametrize("kind", AsideKind)
def test_letting_it_be_is_for_good(place: Workplace, asked: str, kind: AsideKind) -> None:
    LEADS[kind](place)
    aside = stored(place, asked, kind)
    place.asides.dismiss(TEAM, aside.id, BEN)
    found = shown(place, asked, kind)
    assert (found.aside.settled_as, found.aside.settled_by) == (AsideEnd.DISMISSED, BEN)
    with pytest.raises(OutOfDate):
        place.asides.dismiss(TEAM, aside.id, ANNA)


@pytest.mark.parametrize("kind", AsideKind)
def test_only_owners_act_on_it(place: Workplace, asked: str, kind: AsideKind) -> None:
    LEADS[kind](place)
    id_ = stored(place, asked, kind).id
    for stranger in (CARA, DAN):
        for act in (
            lambda who: place.asides.post(TEAM, id_, who, "Hello"),
            lambda who: place.asides.line_for(TEAM, id_, who),
            lambda who: place.asides.kind_of(TEAM, id_, who),
            lambda who: place.asides.dismiss(TEAM, id_, who),
            lambda who: place.asides.record(TEAM, id_, who, TERMS, "V1"),
            lambda who: place.asides.limit(TEAM, id_, who, EDGES, "V1"),
        ):
            with pytest.raises(NotAllowed):
                act(stranger)
    with pytest.raises(NotFound):
        place.asides.dismiss("T2", id_, ANNA)
    place.noticing.deleted(ref("1.0"), None)
    with pytest.raises(NotFound):
        place.asides.dismiss(TEAM, id_, ANNA)


# -- an agreement and its limits --------------------------------------------------------------------------------


def test_three_blanks_become_an_agreement_that_its_thread_hears_of(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TOMORROW)
    place.reply(OPEN, "2.0", DAN)
    aside = stored(place, asked, AsideKind.AGREED)
    place.asides.record(TEAM, aside.id, ANNA, TERMS, "V1")
    place.asides.record(TEAM, aside.id, ANNA, TERMS, "V1")  # a form sent twice
    with place.store.reading() as work:
        (agreed,) = work.agreements.of_request(TEAM, asked)
    assert (agreed.owner, agreed.next_step, agreed.request) == (BEN, "Ship the export", asked)
    places = {(said.channel, said.thread_ts, said.person) for said in place.said(Saying.AGREEMENT)}
    assert places == {(CHANNEL, "1.0", None), (None, None, ANNA), (None, None, BEN)}
    assert [said.person for said in place.said(Saying.REVIEW_DUE)] == [BEN]
    assert place.request(asked).settled_as is Settlement.AGREED
    assert place.due(Saying.WAIT_OVER) == []
    assert shown(place, asked, AsideKind.AGREED).aside.settled_as is AsideEnd.RECORDED
    with pytest.raises(OutOfDate):
        place.asides.record(TEAM, aside.id, BEN, TERMS, "V2")
    place.agreements.keep(TEAM, agreed.id, BEN)
    assert {said.channel for said in place.said(Saying.REVIEW_RESULT)} == {CHANNEL, None}


def test_an_agreement_with_its_owner_and_day_asks_for_nothing(place: Workplace, asked: str) -> None:
    """Said just before, or in the minutes until the card would come."""
    place.reply("I can send the rows by Friday.", "2.0", BEN)
    place.reply("Sounds good.", "3.0")
    assert isinstance(place.asides.card(TEAM, asked, AsideKind.AGREED, ANNA), Hush)


def test_limits_are_posted_and_come_back_on_their_day(place: Workplace, asked: str) -> None:
    place.reply(SMALL, "2.0", BEN)
    aside = stored(place, asked, AsideKind.LIMITS)
    place.asides.limit(TEAM, aside.id, ANNA, EDGES, "V1")
    place.asides.limit(TEAM, aside.id, ANNA, EDGES, "V1")
    (said,) = place.said(Saying.LIMITS)
    assert (said.channel, said.thread_ts) == (CHANNEL, "1.0")
    post = place.asides.limits_post(TEAM, said.subject)
    assert post == LimitsPost(EDGES.scope, EDGES.criteria, BEN, date(2026, 6, 15), ANNA)
    assert not [told for told in place.said(Saying.AGREEMENT) if told.channel], "the thread reads it once"
    with place.store.reading() as work:
        (agreed,) = work.agreements.of_request(TEAM, asked)
    assert agreed.review == date(2026, 6, 15)
    assert EDGES.criteria in agreed.next_step
    assert len(place.said(Saying.REVIEW_DUE)) == 1


@pytest.mark.parametrize(
    ("changes", "field", "key"),
    [
        ({"scope": " "}, "scope", "required"),
        ({"criteria": ""}, "criteria", "required"),
        ({"owner": None}, "owner", "no_owner"),
        ({"review": None}, "review", "no_review"),
        ({"review": date(2026, 5, 1)}, "review", "date_past"),
        ({"review": date(2046, 5, 1)}, "review", "date_far"),
    ],
)
def test_limits_need_every_line(place: Workplace, asked: str, changes: dict[str, object], field: str, key: str) -> None:
    place.reply(SMALL, "2.0", BEN)
    aside = stored(place, asked, AsideKind.LIMITS)
    with pytest.raises(Invalid) as failure:
        place.asides.limit(TEAM, aside.id, ANNA, replace(EDGES, **changes), "V1")  # type: ignore[arg-type]
    assert (failure.value.field, failure.value.key) == (field, key)
    assert place.said(Saying.LIMITS) == []


def test_who_had_themselves_forgotten_stands_nowhere(place: Workplace, asked: str) -> None:
    place.reply(SMALL, "2.0", BEN)
    place.asides.limit(TEAM, stored(place, asked, AsideKind.LIMITS).id, ANNA, EDGES, "V1")
    (said,) = place.said(Saying.LIMITS)
    place.forgetting.forget(TEAM, ANNA)
    assert not stored(place, asked, AsideKind.LIMITS).settled_by
    assert isinstance(place.asides.limits_post(TEAM, said.subject), Hush)
    with place.store.reading() as work:
        (agreed,) = work.agreements.of_request(TEAM, asked)
    assert (agreed.author, agreed.owner) == ("", BEN)
