"""Having oneself forgotten: nothing of the person is left in any table, and nothing of others is lost."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.model import Negotiation
from bot.domain.model import DueState, Mode, Person, RequestState, Saying, Settlement
from bot.domain.timing import Wait
from bot.domain.visibility import NOBODY
from bot.services.agreements import Subject, Terms
from bot.services.channels import Listening
from bot.services.debriefs import Lessons
from bot.services.forgetting import Forgotten
from bot.store.tables import Tables
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, TEAM
from tests.store import samples
from tests.workplace import ASK, Workplace, copy_of, ref, workplace_in

NOTHING = Forgotten(0, 0, 0, 0, 0, 0, 0, 0, 0, False)
SECRET = "let it slip to December"
SALES, PRODUCT = Side("Sales", ANNA, "now", "keep Acme"), Side("Product", BEN, "later", "calm")
DAY, NEXT = date(2026, 6, 8), date(2026, 6, 15)


def rows_with(place: Workplace, word: str) -> set[str]:
    """The tables in which that stands, in whatever column. (Ids that the double makes of names do not count.)"""
    alone, found = re.compile(rf"(?<![\w-]){word}(?![\w-])"), set()
    with place.engine.connect() as connection:
        for name in Tables().metadata.tables:
            rows = connection.execute(text(f"SELECT * FROM {name}")).all()
            if any(alone.search(str(value)) for row in rows for value in row):
                found.add(name)
    return found


def map_of(place: Workplace, author: str, form: str) -> Negotiation:
    return place.negotiations.start(TEAM, author, Draft(f"The export {form}", (SALES, PRODUCT)), form)


def terms(owner: str) -> Terms:
    return Terms(owner, "Ship the export", DAY, NEXT)


def work_on(place: Workplace, map_id: str) -> None:
    """Anna's part in a map: an option with its score, a trade, and a note that is nobody else's."""
    on = {"team": TEAM, "negotiation": map_id}
    with place.store.work() as work:
        work.options.add(samples.option(**on, by=ANNA))
        work.scores.give(samples.score(**on, by=ANNA))
        work.trades.add(samples.trade(**on, by=ANNA))
        work.suspicions.add(samples.suspicion(**on, author=ANNA, text=SECRET))


def aside(place: Workplace, request: str) -> None:
    """Ben promises something small under it, and Anna lets that be."""
    place.reply("Sure, just a quick tweak, we'll add it.", "1.5", BEN)
    with place.store.reading() as work:
        (found,) = work.asides.about(TEAM, request)
    place.asides.dismiss(TEAM, found.id, ANNA)


def live(place: Workplace) -> None:
    """Anna does everything there is to do, mostly with others."""
    place.turn_on()
    for user in (ANNA, BEN, CARA):
        place.slack.know(user)
        place.world.zone(TEAM, user)
    place.channels.change(TEAM, CHANNEL, ANNA, Mode.PRIVATE, (ANNA, BEN), Listening(keeps_examples=True))
    posted, waiting, dismissed = (place.hear(ASK, f"{number}.0") for number in range(1, 4))
    place.hear(ASK, "4.0")
    place.clock.pass_by(minutes=3)
    place.send()
    place.coaching.post(TEAM, posted, ANNA, SECRET)
    place.coaching.wait(TEAM, waiting, ANNA, Wait.TOMORROW)
    place.moves.hold(TEAM, waiting, ANNA, SECRET)
    aside(place, posted)
    place.coaching.dismiss(TEAM, dismissed, BEN)
    prep = place.prepare(ANNA, "4.0")
    place.send()
    place.preps.write(TEAM, prep.id, ANNA, "walk_away", SECRET)
    place.preps.set_talk(TEAM, prep.id, ANNA, place.clock.now() + timedelta(hours=1), 30)
    place.clock.pass_by(hours=2)
    place.send()
    (due,) = place.said(Saying.DEBRIEF)
    place.debriefs.finish(TEAM, due.subject, ANNA, Lessons(SECRET, "", "", SECRET))
    place.agreements.record(TEAM, ANNA, terms(ANNA), Subject(prep=prep.id), "alone")
    place.agreements.record(TEAM, ANNA, terms(BEN), Subject(prep=prep.id), "with Ben")
    shared, private = map_of(place, ANNA, "V1"), map_of(place, ANNA, "V2")
    place.negotiations.share(TEAM, shared.id, ANNA, CHANNEL)
    place.send()
    place.agreements.record(TEAM, BEN, terms(ANNA), Subject(negotiation=shared.id), "of Ben")
    place.agreements.record(TEAM, ANNA, terms(ANNA), Subject(negotiation=private.id), "of the private map")
    work_on(place, shared.id)
    place.negotiations.start(TEAM, BEN, Draft("Ben's", (SALES, PRODUCT)), "V3")
    late = place.hear(ASK, "5.0")
    place.mutes.mute_here(TEAM, late, ANNA)


@dataclass(frozen=True)
class After:
    """A workspace in which somebody had themselves forgotten, and how it was before."""

    place: Workplace
    done: Forgotten
    before: set[str]
    standing: set[str]


@contextmanager
def forgotten(file: Path, user: str) -> Iterator[After]:
    with workplace_in(file) as place:
        live(place)
        if user == ANNA:
            place.send()
        before = rows_with(place, user)
        mine = [row for row in place.rows() if row.utterance.person == user and row.state is DueState.SENT]
        in_dm = [row for row in mine if row.utterance.channel is None and row.utterance.saying is not Saying.REFRESH]
        done = place.forgetting.forget(TEAM, user)
        yield After(place, done, before, {str(row.id) for row in in_dm})


@pytest.fixture(scope="module")
def anna(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[After]:
    with forgotten(copy_of(migrated, tmp_path_factory.mktemp("anna")), ANNA) as after:
        yield after


@pytest.fixture(scope="module")
def cara(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[After]:
    with forgotten(copy_of(migrated, tmp_path_factory.mktemp("cara")), CARA) as after:
        yield after


def test_nothing_of_the_person_is_left_anywhere(anna: After, cara: After) -> None:
    assert anna.before >= {"map_interests", "map_options", "map_scores", "map_trades", "map_suspicions", "map_changes"}
    assert anna.before >= {"preps", "people", "outbox", "requests", "negotiations", "agreements", "audit"}
    assert cara.before >= {"requests", "examples", "preps", "people"}
    assert rows_with(anna.place, ANNA) == rows_with(cara.place, CARA) == set()
    assert rows_with(anna.place, SECRET) == set()


def test_it_says_how_much_went_and_how_much_stayed(anna: After) -> None:
    expected = {"preps": 1, "debriefs": 1, "channels": 1, "maps": 1, "agreements": 1}
    expected |= {"maps_shared": 2, "agreements_shared": 2, "requests": 0, "opted_out": 0}
    assert anna.done.unsaid > 0
    assert asdict(replace(anna.done, unsaid=0)) == {"unsaid": 0, **expected}
    assert anna.place.forgetting.forget(TEAM, ANNA) == NOTHING


def test_the_cards_go_to_the_other_owners(anna: After) -> None:
    assert anna.place.stored().owners == (BEN,)
    with anna.place.store.reading() as work:
        found = {request.ts: request for request in work.records.requests_of(TEAM, CARA)}
    posted, waiting, dismissed = (found[f"{number}.0"] for number in range(1, 4))
    assert (posted.settled_as, posted.settled_by, posted.posted_text) == (Settlement.POSTED, None, None)
    assert (waiting.state, dismissed.settled_by) == (RequestState.OPEN, BEN)


def test_nothing_is_said_to_them_any_more_and_what_stands_in_their_dm_is_shown_anew(anna: After) -> None:
    assert not [row for row in anna.place.rows() if row.utterance.person == ANNA]
    assert anna.standing
    assert anna.standing <= {said.subject for said in anna.place.due(Saying.REFRESH)}


def test_what_others_share_stays_with_nobody_in_the_persons_place(anna: After) -> None:
    with anna.place.store.reading() as work:
        (shared, bens) = sorted(work.records.maps_of(TEAM, BEN), key=lambda found: found.author)
        agreements = work.records.agreements_of(TEAM, BEN)
    assert (shared.author, bens.author) == (NOBODY, BEN)
    assert [side.user for side in (*shared.parties, *bens.parties)] == [None, BEN, None, BEN]
    assert {(found.author, found.owner) for found in agreements} == {(NOBODY, BEN), (BEN, NOBODY)}
    assert [said.person for said in anna.place.due(Saying.REVIEW_DUE)] == [BEN, BEN]  # who is left is reminded
    later = next(found for found in agreements if found.owner == NOBODY)
    anna.place.agreements.later(TEAM, later.id, BEN, Wait.NEXT_WEEK)
    anna.place.agreements.keep(TEAM, later.id, BEN)
    assert {said.person for said in anna.place.said(Saying.REVIEW_RESULT) if said.channel is None} <= {BEN}


def test_what_was_found_in_their_messages_goes(cara: After) -> None:
    """Of answered requests too, and out of other people's preps; the answers of others stay."""
    assert (cara.done.requests, cara.done.preps) == (5, 0)
    with cara.place.store.reading() as work:
        (answered,) = work.records.requests_of(TEAM, BEN)
        prep = work.preps.of(ANNA, ref("4.0"))
    assert (answered.requester, answered.signals, answered.object) == (NOBODY, (), "")
    assert answered.settled_as is Settlement.DISMISSED
    assert prep is not None
    assert (prep.requester, prep.excerpt, prep.walk_away) == (None, "", SECRET)


def test_a_message_written_anew_is_a_new_request_of_theirs(cara: After) -> None:
    id_ = cara.place.hear(f"{ASK} We need it by Friday.", "5.0")
    assert cara.place.request(id_).requester == CARA


def test_an_opt_out_is_all_that_stays(place: Workplace) -> None:
    place.world.zone(TEAM, CARA)
    place.people.opt_out(TEAM, CARA)
    assert place.forgetting.forget(TEAM, CARA).opted_out
    assert rows_with(place, CARA) == {"people"}
    with place.store.reading() as work:
        assert work.people.get(TEAM, CARA) == Person(TEAM, CARA, opted_out=True)


def test_events_of_theirs_that_were_given_up_lose_their_text(place: Workplace) -> None:
    now = place.clock.now()
    for user in (CARA, DAN):
        body: dict[str, object] = {"event": {"type": "message", "user": user, "text": SECRET}}
        place.inbox.put(TEAM, f"Ev{user}", user, body, now)
    for row in place.inbox.claim("w", 9, now, timedelta(minutes=1)):
        assert place.inbox.bury(row.delivery, "status_500", now)
    place.forgetting.forget(TEAM, CARA)
    assert rows_with(place, SECRET) == {"inbox"}
    assert not any(place.inbox.redrive(letter.id, now) for letter in place.inbox.dead()[:1])
    place.forgetting.forget(TEAM, DAN)
    assert rows_with(place, SECRET) == set()


def test_who_has_nothing_here_can_be_forgotten_too(place: Workplace) -> None:
    assert place.forgetting.forget(TEAM, DAN) == NOTHING
    assert rows_with(place, DAN) == set()
