"""The sides of a map: who may write where, what is a guess, what two at once do, and what stays private."""

from datetime import timedelta

import pytest

from bot.domain.errors import Conflict, Invalid, NotAllowed, NotFound, OutOfDate
from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.history import ChangeKind
from bot.domain.interest_map.model import Interest, Mark, Negotiation, Suspicion, Weight
from bot.domain.model import Saying
from bot.services.asking import Asked, Correction
from bot.services.interests import Line
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, TEAM
from tests.store.samples import NOW
from tests.workplace import Workplace

SIDES = (Side("Product", ANNA, "not now", "a calm quarter"), Side("Sales", CARA, "this week", "keep Acme"))
PRODUCT, SALES = "a", "b"
DEMAND = "We need the export by Friday"


@pytest.fixture
def drawn(place: Workplace) -> Negotiation:
    """Anna's map; she stands for Product, Cara for Sales."""
    place.slack.open_channel(CHANNEL, ANNA, BEN, CARA)
    for user in (ANNA, BEN, CARA):
        place.slack.know(user)
    return place.negotiations.start(TEAM, ANNA, Draft("Acme's export", SIDES), "V1")


@pytest.fixture
def asked(place: Workplace, drawn: Negotiation) -> Negotiation:
    place.asking.ask(TEAM, drawn.id, ANNA, [SALES], Saying.MAP_ASK)
    place.send()
    return drawn


def lines(place: Workplace, id_: str, party: str, user: str = ANNA) -> list[Interest]:
    return list(place.interests.look(TEAM, id_, user, party).sheet.interests_of(party))


def history(place: Workplace, id_: str) -> list[ChangeKind]:
    with place.store.reading() as work:
        return [change.what for change in work.seen.changes(TEAM, id_, ANNA, 50)]


def test_the_forms_one_line_is_the_authors_word_and_for_others_a_guess(place: Workplace, drawn: Negotiation) -> None:
    (mine,), (theirs,) = lines(place, drawn.id, PRODUCT), lines(place, drawn.id, SALES)
    assert (mine.text, mine.confirmed, theirs.text, theirs.confirmed) == ("a calm quarter", True, "keep Acme", False)


def test_nobody_else_learns_of_the_map_until_they_are_asked(place: Workplace, drawn: Negotiation) -> None:
    with pytest.raises(NotFound):
        place.interests.look(TEAM, drawn.id, CARA)
    place.asking.ask(TEAM, drawn.id, ANNA, [SALES], Saying.MAP_ASK)
    place.send()
    assert place.interests.look(TEAM, drawn.id, CARA).own == SALES
    for user in (BEN, DAN):
        with pytest.raises(NotFound):
            place.interests.look(TEAM, drawn.id, user)


def test_a_side_writes_its_own_and_the_author_everybodys(place: Workplace, asked: Negotiation) -> None:
    assert place.interests.save(TEAM, asked.id, CARA, Line(SALES, "the number for the quarter"), "V2")
    assert place.interests.save(TEAM, asked.id, ANNA, Line(SALES, "to look good before the board"), "V3")
    with pytest.raises(NotAllowed) as failure:
        place.interests.save(TEAM, asked.id, CARA, Line(PRODUCT, "they only want calm"), "V4")
    assert failure.value.key == "not_your_side"
    assert [line.confirmed for line in lines(place, asked.id, SALES)] == [False, True, False]
    assert history(place, asked.id)[:2] == [ChangeKind.INTEREST_ADDED] * 2


def test_a_demand_is_met_with_a_question_and_may_be_kept(place: Workplace, drawn: Negotiation) -> None:
    assert not place.interests.save(TEAM, drawn.id, ANNA, Line(PRODUCT, DEMAND), "V2")
    assert len(lines(place, drawn.id, PRODUCT)) == 1
    assert place.interests.save(TEAM, drawn.id, ANNA, Line(PRODUCT, DEMAND, kept=True), "V2")
    assert DEMAND in {line.text for line in lines(place, drawn.id, PRODUCT)}


def test_the_same_form_twice_is_one_line_and_twelve_are_full(place: Workplace, drawn: Negotiation) -> None:
    for form in ("V2", "V2", *(f"W{n}" for n in range(10))):
        place.interests.save(TEAM, drawn.id, ANNA, Line(PRODUCT, f"line {form}"), form)
    assert len(lines(place, drawn.id, PRODUCT)) == 12
    with pytest.raises(Invalid) as failure:
        place.interests.save(TEAM, drawn.id, ANNA, Line(PRODUCT, "one too many"), "X")
    assert failure.value.key == "interests_full"


def test_who_saves_second_is_shown_what_the_first_wrote(place: Workplace, asked: Negotiation) -> None:
    (line,) = lines(place, asked.id, SALES)
    seen = Line(SALES, "Acme stays", id=line.id, version=line.version)
    assert place.interests.save(TEAM, asked.id, CARA, seen, "V2")
    with pytest.raises(Conflict) as failure:
        place.interests.save(TEAM, asked.id, ANNA, Line(SALES, "mine", id=line.id, version=line.version), "V3")
    assert failure.value.fresh
    assert failure.value.fresh.now == {"text": "Acme stays", "need": "need", "kind": "", "weight": ""}
    again = Line(SALES, "mine", id=line.id, version=failure.value.fresh.version)
    assert place.interests.save(TEAM, asked.id, ANNA, again, "V3")
    (now,) = lines(place, asked.id, SALES)
    assert (now.text, now.confirmed) == ("mine", False)


def test_weights_marks_and_their_taking_back(place: Workplace, asked: Negotiation) -> None:
    (mine,), (theirs,) = lines(place, asked.id, PRODUCT), lines(place, asked.id, SALES)
    place.interests.weigh(TEAM, asked.id, ANNA, mine.id, Weight.TRADEABLE)
    place.interests.mark(TEAM, asked.id, CARA, mine.id, Mark.HELPS_US)
    place.interests.mark(TEAM, asked.id, ANNA, theirs.id, Mark.OURS_TOO)
    assert lines(place, asked.id, PRODUCT)[0].marks == {SALES: Mark.HELPS_US}
    place.interests.mark(TEAM, asked.id, ANNA, theirs.id, Mark.OURS_TOO)
    assert lines(place, asked.id, SALES)[0].marks == {}
    for user, id_ in ((ANNA, mine.id), (CARA, theirs.id)):
        with pytest.raises(NotAllowed):
            place.interests.mark(TEAM, asked.id, user, id_, Mark.OURS_TOO)


def test_a_line_goes_once_and_is_gone_for_good(place: Workplace, drawn: Negotiation) -> None:
    (line,) = lines(place, drawn.id, PRODUCT)
    place.interests.remove(TEAM, drawn.id, ANNA, line.id, line.version)
    place.interests.remove(TEAM, drawn.id, ANNA, line.id, line.version)
    assert history(place, drawn.id).count(ChangeKind.INTEREST_REMOVED) == 1
    with pytest.raises(OutOfDate):
        place.interests.get(TEAM, drawn.id, ANNA, line.id)


def test_what_all_share_is_saved_by_version(place: Workplace, asked: Negotiation) -> None:
    place.interests.share_outcome(TEAM, asked.id, CARA, 1, "Acme stays", "no yardstick")
    with pytest.raises(Conflict) as failure:
        place.interests.share_outcome(TEAM, asked.id, ANNA, 1, "other", "")
    assert failure.value.fresh
    assert failure.value.fresh.now == {"outcome": "Acme stays", "blocker": "no yardstick"}


def test_nothing_changes_on_a_closed_map(place: Workplace, asked: Negotiation) -> None:
    (line,) = lines(place, asked.id, SALES)
    place.negotiations.close(TEAM, asked.id, ANNA)
    for act in (
        lambda: place.interests.save(TEAM, asked.id, CARA, Line(SALES, "late"), "V2"),
        lambda: place.interests.remove(TEAM, asked.id, CARA, line.id, line.version),
        lambda: place.interests.weigh(TEAM, asked.id, CARA, line.id, Weight.ESSENTIAL),
        lambda: place.asking.answer(TEAM, asked.id, CARA, "late", False, "V2"),
        lambda: place.asking.confirm(TEAM, asked.id, CARA, seen(place, asked.id)),
    ):
        with pytest.raises(OutOfDate):
            act()


# -- asking ----------------------------------------------------------------------------------------------------------


def test_an_answer_lands_on_their_side_in_their_words(place: Workplace, asked: Negotiation) -> None:
    assert [said.person for said in place.said(Saying.MAP_ASK)] == [CARA]
    assert place.asking.answer(TEAM, asked.id, CARA, "the renewal in May", False, "V2")
    assert place.asking.answer(TEAM, asked.id, CARA, "the renewal in May", False, "V2")
    (found,) = [line for line in lines(place, asked.id, SALES) if line.text == "the renewal in May"]
    assert (found.by, found.confirmed, len(lines(place, asked.id, SALES))) == (CARA, True, 2)
    assert {said.person for said in place.said(Saying.MAP)} == {ANNA, CARA}
    shown = place.asking.asked(TEAM, asked.id, CARA)
    assert isinstance(shown, Asked)
    assert [line.text for line in shown.said] == ["the renewal in May"]


def test_an_answer_that_demands_is_asked_once(place: Workplace, asked: Negotiation) -> None:
    assert not place.asking.answer(TEAM, asked.id, CARA, DEMAND, False, "V2")
    assert place.asking.answer(TEAM, asked.id, CARA, DEMAND, True, "V2")


def test_nobody_is_asked_twice_a_day(place: Workplace, asked: Negotiation) -> None:
    with pytest.raises(Invalid) as failure:
        place.asking.ask(TEAM, asked.id, ANNA, [SALES], Saying.MAP_ASK)
    assert failure.value.key == "asked_today"
    place.clock.pass_by(days=1)
    assert place.asking.ask(TEAM, asked.id, ANNA, [SALES], Saying.MAP_ASK) == 1


def test_who_cannot_be_asked(place: Workplace, drawn: Negotiation) -> None:
    for keys in ([], [PRODUCT]):
        with pytest.raises(Invalid) as failure:
            place.asking.ask(TEAM, drawn.id, ANNA, keys, Saying.MAP_ASK)
        assert failure.value.key == "nobody_to_ask"
    place.slack.know(CARA, active=False)
    with pytest.raises(Invalid) as failure:
        place.asking.ask(TEAM, drawn.id, ANNA, [SALES], Saying.MAP_ASK)
    assert (failure.value.key, failure.value.slots) == ("cannot_ask", {"name": "Sales"})
    assert not place.said(Saying.MAP_ASK)


def seen(place: Workplace, id_: str) -> str:
    """What Cara's message showed."""
    shown = place.asking.asked(TEAM, id_, CARA)
    assert isinstance(shown, Asked)
    return shown.seen


def correction(place: Workplace, id_: str, position: str, texts: dict[str, str], more: str = "") -> Correction:
    return Correction(position, texts, more, seen(place, id_))


def test_yes_says_nothing_about_what_came_after_it_was_read(place: Workplace, asked: Negotiation) -> None:
    (line,) = lines(place, asked.id, SALES)
    before = seen(place, asked.id)
    changed = Line(SALES, "only the quota counts", id=line.id, version=line.version)
    place.interests.save(TEAM, asked.id, ANNA, changed, "V2")
    with pytest.raises(OutOfDate) as failure:
        place.asking.confirm(TEAM, asked.id, CARA, before)
    assert failure.value.key == "side_changed"
    assert not lines(place, asked.id, SALES)[0].confirmed


def test_a_correction_of_what_reads_otherwise_by_now_is_not_saved(place: Workplace, asked: Negotiation) -> None:
    (line,) = lines(place, asked.id, SALES)
    fixed = correction(place, asked.id, "in May", {line.id: "my word holds"})
    place.interests.remove(TEAM, asked.id, ANNA, line.id, line.version)
    with pytest.raises(Conflict):
        place.asking.correct(TEAM, asked.id, CARA, fixed, "V2")
    again = correction(place, asked.id, "in May", {}, "my word holds")
    for _ in range(2):  # sent twice, kept once
        place.asking.correct(TEAM, asked.id, CARA, again, "V3")
    assert [one.text for one in lines(place, asked.id, SALES)] == ["my word holds"]


def test_a_side_with_nothing_on_it_is_asked_and_not_checked(place: Workplace, drawn: Negotiation) -> None:
    (line,) = lines(place, drawn.id, SALES)
    place.interests.remove(TEAM, drawn.id, ANNA, line.id, line.version)
    now = place.negotiations.get_for_change(TEAM, drawn.id, ANNA)
    sides = tuple(Side(side.name, side.user, "", key=side.key) for side in now.parties)
    place.negotiations.edit(TEAM, drawn.id, ANNA, now.version, Draft("Acme", sides))
    place.asking.ask(TEAM, drawn.id, ANNA, [SALES], Saying.MAP_CHECK)
    place.send()
    assert place.said(Saying.MAP_ASK)
    assert not place.said(Saying.MAP_CHECK)


def test_what_a_side_said_itself_its_author_does_not_weigh(place: Workplace, asked: Negotiation) -> None:
    (guess,) = lines(place, asked.id, SALES)
    place.interests.weigh(TEAM, asked.id, ANNA, guess.id, Weight.TRADEABLE)
    place.asking.confirm(TEAM, asked.id, CARA, seen(place, asked.id))
    with pytest.raises(NotAllowed):
        place.interests.weigh(TEAM, asked.id, ANNA, guess.id, Weight.ESSENTIAL)
    place.interests.weigh(TEAM, asked.id, CARA, guess.id, Weight.ESSENTIAL)


def test_nobody_inherits_what_hangs_on_a_side_that_was_taken_off(place: Workplace, drawn: Negotiation) -> None:
    def edit(*names: str) -> Negotiation:
        now = place.negotiations.get_for_change(TEAM, drawn.id, ANNA)
        known = {side.name: side for side in now.parties}
        sides = tuple(
            Side(name, known[name].user, known[name].position, key=known[name].key) if name in known else Side(name)
            for name in names
        )
        return place.negotiations.edit(TEAM, drawn.id, ANNA, now.version, Draft("Acme", sides))

    first, second = (side.name for side in place.negotiations.get_for_change(TEAM, drawn.id, ANNA).parties)
    legal = edit(first, second, "Legal").parties[2].key
    edit(first, second)
    support = edit(first, second, "Support")
    assert support.parties[2].key != legal
    assert support.retired == legal


def test_others_read_the_history_from_where_they_could_see_the_map(place: Workplace, drawn: Negotiation) -> None:
    place.interests.save(TEAM, drawn.id, ANNA, Line(SALES, "a bonus, nothing else"), "V5")
    made = next(one for one in lines(place, drawn.id, SALES) if one.text == "a bonus, nothing else")
    place.interests.remove(TEAM, drawn.id, ANNA, made.id, made.version)
    place.asking.ask(TEAM, drawn.id, ANNA, [SALES], Saying.MAP_ASK)
    theirs = place.records.history(TEAM, drawn.id, CARA).changes
    assert {change.what for change in theirs} == {ChangeKind.STARTED, ChangeKind.ASKED}
    assert "bonus" in str(place.records.history(TEAM, drawn.id, ANNA).changes)


def test_yes_confirms_the_whole_side(place: Workplace, asked: Negotiation) -> None:
    place.asking.confirm(TEAM, asked.id, CARA, seen(place, asked.id))
    shown = place.asking.asked(TEAM, asked.id, CARA)
    assert isinstance(shown, Asked)
    assert shown.all_confirmed


def test_a_correction_is_theirs_and_an_emptied_line_goes(place: Workplace, asked: Negotiation) -> None:
    (line,) = lines(place, asked.id, SALES)
    place.asking.correct(
        TEAM, asked.id, CARA, correction(place, asked.id, "in May", {line.id: ""}, "my word holds"), "V2"
    )
    found = lines(place, asked.id, SALES)
    assert [(one.text, one.confirmed) for one in found] == [("my word holds", True)]
    with place.store.reading() as work:
        after = work.negotiations.get(TEAM, asked.id)
    assert after
    assert [(side.position, side.confirmed) for side in after.parties] == [("not now", True), ("in May", True)]


def test_an_author_who_rewords_a_confirmed_side_makes_it_a_guess_again(place: Workplace, asked: Negotiation) -> None:
    place.asking.confirm(TEAM, asked.id, CARA, seen(place, asked.id))
    now = place.negotiations.get_for_change(TEAM, asked.id, ANNA)
    sides = tuple(Side(side.name, side.user, f"{side.position}!", key=side.key) for side in now.parties)
    place.negotiations.edit(TEAM, asked.id, ANNA, now.version, Draft("Acme", sides))
    assert [side.confirmed for side in place.negotiations.get_for_change(TEAM, asked.id, ANNA).parties] == [True, False]


# -- notes -----------------------------------------------------------------------------------------------------------


def note(text: str, id_: str = "", version: int = 0) -> Suspicion:
    return Suspicion(id_, TEAM, "", ANNA, SALES, text, NOW, version)


def test_a_note_is_its_authors_and_leaves_no_trace(place: Workplace, asked: Negotiation) -> None:
    before = history(place, asked.id)
    place.suspicions.write(TEAM, asked.id, ANNA, note("a bonus hangs on it"), "V2")
    (mine,) = place.suspicions.look(TEAM, asked.id, ANNA).suspicions
    assert not place.suspicions.look(TEAM, asked.id, CARA).suspicions
    with pytest.raises(OutOfDate):
        place.suspicions.get(TEAM, asked.id, CARA, mine.id)
    assert history(place, asked.id) == before
    shown = place.negotiations.map(TEAM, asked.id)
    assert "bonus" not in str(shown)
    assert "bonus" not in str(place.negotiations.open(TEAM, asked.id, CARA))
    place.suspicions.write(TEAM, asked.id, ANNA, note("a target", mine.id, mine.version), "V3")
    with pytest.raises(Conflict):
        place.suspicions.write(TEAM, asked.id, ANNA, note("late", mine.id, mine.version), "V4")
    place.suspicions.write(TEAM, asked.id, ANNA, note("", mine.id, 2), "V5")
    assert not place.suspicions.look(TEAM, asked.id, ANNA).suspicions


def test_time_does_not_unmake_who_was_asked(place: Workplace, asked: Negotiation) -> None:
    """The night purge keeps what says who may see a map."""
    long_ago = place.clock.now() + timedelta(days=900)
    with place.store.work() as work:
        work.records.purge(long_ago, long_ago)
    assert place.interests.look(TEAM, asked.id, CARA).own == SALES
