"""What owners do with cards becomes examples, and a channel's threshold follows at night."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.detection.learning import A_NIGHT, ENOUGH, Example, Feedback
from bot.domain.model import MessageRef, Mode, Sensitivity
from bot.services.channels import Invited, Listening
from bot.services.learning import EXAMPLES_KEPT, LearningService
from bot.services.preps import Start
from tests.fakes import ANNA, BEN, CARA, CHANNEL, TEAM
from tests.workplace import ASK, CHAT, Workplace, ref

KEEPING = Listening(keeps_examples=True)


def learning(place: Workplace) -> LearningService:
    return LearningService(place.world)


def examples(place: Workplace) -> list[Example]:
    with place.store.reading() as work:
        return list(work.examples.of(TEAM, CHANNEL, place.clock.now() - EXAMPLES_KEPT))


def feedback(place: Workplace) -> list[Feedback]:
    return [example.feedback for example in examples(place)]


@pytest.fixture
def on(place: Workplace) -> Workplace:
    """The channel is on."""
    place.turn_on()
    return place


def test_a_posted_card_and_one_sent_away_are_examples(on: Workplace) -> None:
    on.coaching.post(TEAM, on.hear(ts="1.0"), ANNA, None)
    on.coaching.dismiss(TEAM, on.hear(ts="2.0"), ANNA)
    assert feedback(on) == [Feedback.USED, Feedback.DISMISSED]
    assert all(example.probability > 0.5 and example.author == CARA for example in examples(on))


def test_preparing_from_a_card_counts_as_using_it(on: Workplace) -> None:
    on.hear()
    on.prepare()
    assert feedback(on) == [Feedback.USED]


def test_taking_it_back_takes_the_example_back(on: Workplace) -> None:
    request = on.hear()
    on.coaching.dismiss(TEAM, request, ANNA)
    on.coaching.reopen(TEAM, request, ANNA)
    assert examples(on) == []


def test_a_reaction_to_a_message_without_a_card_says_that_it_was_missed(on: Workplace) -> None:
    on.hear(CHAT, ts="3.0")
    on.prepare(ts="3.0", text=CHAT)
    assert feedback(on) == [Feedback.POINTED_AT]
    assert examples(on)[0].probability < 0.5


@pytest.mark.parametrize(
    ("user", "author", "mode", "thread"),
    [
        (CARA, BEN, Mode.PRIVATE, None),  # nobody who looks after the channel points
        (ANNA, BEN, Mode.PRIVATE, None),  # an owner's own message never gets a card
        (ANNA, CARA, Mode.REACTIONS, None),  # nothing is read there
        (ANNA, CARA, Mode.PRIVATE, "2.0"),  # a reply in a thread is never judged
    ],
)
def test_not_every_reaction_says_so(place: Workplace, user: str, author: str, mode: Mode, thread: str | None) -> None:
    place.turn_on(mode)
    place.slack.write(ref("3.0", thread), author, CHAT)
    place.preps.start(Start(ref("3.0", thread), user, "wish"))
    assert examples(place) == []


def test_what_was_written_before_the_channel_was_on_was_not_missed(on: Workplace) -> None:
    with on.store.work() as work:
        work.channels.save(replace(work.channels.get(TEAM, CHANNEL), chosen_at=on.clock.now()))
    on.prepare(ts="1500000000.000100", text=CHAT)
    assert examples(on) == []


def test_no_text_is_kept_without_consent(on: Workplace) -> None:
    on.coaching.dismiss(TEAM, on.hear(), ANNA)
    on.prepare(ts="3.0", text=CHAT)
    assert [example.text for example in examples(on)] == ["", ""]


@pytest.fixture
def agreed(on: Workplace) -> Workplace:
    """The channel's owner ticked that texts may be kept."""
    on.channels.change(TEAM, CHANNEL, ANNA, Mode.PRIVATE, (ANNA, BEN), KEEPING)
    return on


def kept(place: Workplace) -> list[str]:
    return [example.text for example in learning(place).texts()]


def test_with_consent_the_text_is_kept_as_it_stands_when_it_is_judged(agreed: Workplace) -> None:
    agreed.coaching.dismiss(TEAM, agreed.hear(ts="1.0"), ANNA)
    agreed.coaching.post(TEAM, agreed.hear(ts="2.0"), ANNA, None)
    agreed.hear(ts="4.0")
    agreed.prepare(ts="4.0")
    assert kept(agreed) == [ASK, ASK, ASK]


def without_consent(place: Workplace) -> None:
    place.channels.change(TEAM, CHANNEL, ANNA, Mode.PRIVATE, (ANNA, BEN), Listening())


def off(place: Workplace) -> None:
    place.turn_off()


def invited_anew(place: Workplace) -> None:
    place.channels.invited(Invited(TEAM, CHANNEL, ANNA, False, "again", place.clock.now() + timedelta(hours=1)), None)


@pytest.mark.parametrize("end", [without_consent, off, Workplace.share_channel, invited_anew])
def test_no_text_outlives_the_consent(agreed: Workplace, end: Callable[[Workplace], None]) -> None:
    agreed.coaching.dismiss(TEAM, agreed.hear(), ANNA)
    end(agreed)
    assert [example.text for example in examples(agreed)] == [""]
    assert not agreed.stored().keeps_examples


def test_an_edit_takes_the_kept_text_away(agreed: Workplace) -> None:
    agreed.coaching.dismiss(TEAM, agreed.hear(), ANNA)
    agreed.hear("never mind")
    assert kept(agreed) == []
    assert feedback(agreed) == [Feedback.DISMISSED]


def test_where_slack_is_away_the_click_counts_without_the_text(agreed: Workplace) -> None:
    request = agreed.hear()
    agreed.slack.silent = True
    agreed.coaching.dismiss(TEAM, request, ANNA)
    assert [example.text for example in examples(agreed)] == [""]


def test_nobody_who_opted_out_is_learned_from(agreed: Workplace) -> None:
    request = agreed.hear()
    agreed.coaching.dismiss(TEAM, request, ANNA)
    agreed.people.opt_out(TEAM, CARA)
    agreed.coaching.reopen(TEAM, request, ANNA)
    agreed.coaching.dismiss(TEAM, request, ANNA)
    assert examples(agreed) == []


def test_consent_that_was_taken_back_meanwhile_does_not_come_back_with_a_click(agreed: Workplace) -> None:
    agreed.slack.meanwhile = lambda: without_consent(agreed)
    agreed.channels.choose(TEAM, CHANNEL, BEN, Mode.PUBLIC)
    assert (agreed.stored().mode, agreed.stored().keeps_examples) == (Mode.PUBLIC, False)


def test_a_deletion_and_an_opt_out_erase_examples(on: Workplace) -> None:
    for ts in ("1.0", "2.0"):
        on.coaching.dismiss(TEAM, on.hear(ts=ts), ANNA)
    on.noticing.deleted(ref("1.0"), None)
    assert [example.ref.ts for example in examples(on)] == ["2.0"]
    on.people.opt_out(TEAM, CARA)
    assert examples(on) == []


def dismissed(place: Workplace, probability: float, count: int = ENOUGH) -> None:
    with place.store.work() as work:
        for n in range(count):
            there = MessageRef(TEAM, CHANNEL, f"9.{n}")
            work.examples.save(Example(there, CARA, Feedback.DISMISSED, probability, place.clock.now()))


def just_above(place: Workplace) -> float:
    return place.world.classifier.thresholds()[Sensitivity.STANDARD] + 0.02


def settled_in(place: Workplace) -> Workplace:
    """The first round notes the classifier's version and moves nothing."""
    assert learning(place).recalibrate() == 0
    place.clock.pass_by(days=1)
    return place


def test_cards_sent_away_move_the_threshold_once_a_day(on: Workplace) -> None:
    dismissed(on, just_above(on))
    settled_in(on)
    dismissed(on, just_above(on))
    assert learning(on).recalibrate() == 1
    first = on.stored().leaning
    assert 0 < first <= A_NIGHT
    on.clock.pass_by(hours=2)
    assert learning(on).recalibrate() == 0
    on.clock.pass_by(days=1)
    learning(on).recalibrate()
    assert on.stored().leaning >= first


def test_another_version_of_the_classifier_begins_afresh(on: Workplace) -> None:
    with on.store.work() as work:
        work.channels.save(replace(work.channels.get(TEAM, CHANNEL), leaning=1.0, learned_with="before"))
    assert learning(on).recalibrate() == 1
    assert (on.stored().leaning, on.stored().learned_with) == (0.0, on.world.classifier.version)


def test_what_was_learned_fades_when_nobody_says_anything(on: Workplace) -> None:
    version = on.world.classifier.version
    with on.store.work() as work:
        work.channels.save(replace(work.channels.get(TEAM, CHANNEL), leaning=0.5, learned_with=version))
    for _ in range(3):
        learning(on).recalibrate()
        on.clock.pass_by(days=1)
    assert on.stored().leaning == 0.0


def test_old_answers_are_forgotten(on: Workplace) -> None:
    dismissed(on, just_above(on))
    on.clock.moment += EXAMPLES_KEPT + timedelta(days=1)
    assert learning(on).recalibrate() == 0
    with on.store.reading() as work:
        assert work.examples.places() == []


def test_a_channel_that_leans_away_hears_no_doubtful_request(on: Workplace) -> None:
    sure = on.world.classifier.read(ASK).probability
    standard = on.world.classifier.thresholds()[Sensitivity.STANDARD]
    assert sure >= standard
    with on.store.work() as work:
        work.channels.save(replace(work.channels.get(TEAM, CHANNEL), leaning=20.0))
    assert on.hear() == ""


def test_another_sensitivity_begins_without_what_was_learned(on: Workplace) -> None:
    dismissed(on, just_above(on))
    settled_in(on)
    dismissed(on, just_above(on))
    learning(on).recalibrate()
    assert on.stored().leaning > 0
    on.clock.pass_by(hours=1)
    on.channels.change(TEAM, CHANNEL, ANNA, Mode.PRIVATE, (ANNA, BEN), Listening(Sensitivity.INTAKE))
    assert (on.stored().sensitivity, on.stored().leaning) == (Sensitivity.INTAKE, 0.0)
    on.clock.pass_by(days=1)
    learning(on).recalibrate()
    assert on.stored().leaning == 0.0


def test_the_report_counts_and_shows_no_text(on: Workplace) -> None:
    on.coaching.post(TEAM, on.hear(ts="1.0"), ANNA, None)
    on.coaching.dismiss(TEAM, on.hear(ts="2.0"), ANNA)
    on.prepare(ts="3.0", text=CHAT)
    (one,) = learning(on).report()
    assert (one.channel, one.used, one.dismissed, one.missed, one.precision) == (CHANNEL, 1, 1, 1, 0.5)
    assert ASK not in repr(one)
