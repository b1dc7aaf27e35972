"""What is offered is well made, fits its request and is the same every time it is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.coaching.craft import label_faults, question_faults
from bot.domain.coaching.mirror import mirror_faults
from bot.domain.coaching.pressure import STRONG, bears_out, distinct, ranked
from bot.domain.coaching.select import (
    AS_GOOD,
    BROAD,
    COMPETING,
    FIRST,
    LABEL,
    PRESSED,
    SECOND,
    SHOWN,
    Coaching,
    coach,
    worth_asking,
)
from bot.domain.coaching.slot import as_slot
from bot.domain.coaching.words import Variants
from bot.domain.model import Counterpart, Purpose, Signal, SignalKind, Told
from prompts.catalog import load
from tests.reader import EXAMPLES, verdict

WORDS = load().coaching


GOOD_QUESTIONS = [
    "What happens on that date if only part is ready?",
    "How would people notice that this is moving?",
    "It seems the clock is a big part of this. Which part has to be there first?",
]
BAD_QUESTIONS = [
    ("Why do you need this?", "no why"),
    ("How come this is urgent?", "no why"),
    ("Can you wait until May?", "starts with how or what, or follows a label"),
    ("What is it for? And when?", "one question mark, at the end"),
    ("What would it let them do, right?", "no yes-or-no form"),
    ("What if we shipped half?", "no proposal"),
    ("How about a smaller version?", "no proposal"),
    ("What makes you think anyone wants this?", "no accusation"),
    ("How will you use it when we ship it?", "no concession"),
    ("What " + "very " * 22 + "long thing is this?", "at most 22 words"),
    ("What would be a fair amount of time for this?", "no irritator"),
    ("What would you need, of course?", "no concession"),
    ("It seems you are upset. What happened?", "nothing wrong with the label before it"),
]
BAD_LABELS = [
    ("I hear that the date matters.", "no I"),
    ("Sounds like the date matters.", "starts with It sounds like, It seems or It looks like"),
    ("It sounds like the date matters?", "one statement"),
    ("It seems you are under pressure.", "names the situation, not the person"),
    ("It sounds like we must build this.", "no concession"),
    ("It seems a fair point is being made.", "no irritator"),
    ("It seems the date matters", "ends with a full stop"),
    ("It seems the date matters. It seems the money does too.", "one statement"),
]


@pytest.mark.parametrize("text", GOOD_QUESTIONS)
def test_good_questions_break_no_rule(text: str) -> None:
    assert question_faults(text) == ()


@pytest.mark.parametrize(("text", "rule"), BAD_QUESTIONS)
def test_bad_questions_are_told_which_rule(text: str, rule: str) -> None:
    assert rule in question_faults(text)


@pytest.mark.parametrize(("text", "rule"), BAD_LABELS)
def test_bad_labels_are_told_which_rule(text: str, rule: str) -> None:
    assert rule in label_faults(text)


@pytest.mark.parametrize(
    ("object_", "slot"),
    [
        ("audit log", '"audit log"'),
        ("SSO", '"SSO"'),
        ("API", "this"),
        ("CSV export", '"CSV export"'),
        ("Dark mode", '"dark mode"'),
        ("Salesforce sync", '"Salesforce sync"'),
        ("Acme export", "this"),
        ("export for Dana", "this"),
        ("forty totals", "this"),
        ("40 seats", "this"),
        ("add tags", "this"),
        ("the export", "this"),
        ("feature", "this"),
        ("column", "this"),
        ("multi-currency", '"multi-currency"'),
        ("quickly", "this"),
        ("split a bill", "this"),
        ("drag tasks", "this"),
        ("members rate a class", "this"),
        ("comments on the invoice", '"comments on the invoice"'),
        ("drag handle", '"drag handle"'),
        ("undo access", '"undo access"'),
        ("way to reorder stops", "this"),
        ("own logo", "this"),
        ("one two three four five", "this"),
        ('a "b" c', "this"),
        ("", "this"),
    ],
)
def test_only_a_clean_noun_fills_the_slot(object_: str, slot: str) -> None:
    assert as_slot(object_) == slot


signals = st.lists(st.builds(Signal, st.sampled_from(SignalKind), st.text(max_size=40)), max_size=5)
purposes = st.frozensets(st.sampled_from(Purpose))
counterparts = st.none() | st.sampled_from(Counterpart)
ENTRIES = (*WORDS.entries(), *WORDS.labels.values(), *WORDS.situations.values())
KEYS = sorted({variants[0].entry for variants in ENTRIES})
tellings = st.builds(
    Told,
    st.dictionaries(st.sampled_from(KEYS), st.floats(0, 1), max_size=12).map(lambda fits: tuple(fits.items())),
    st.booleans(),
    st.booleans(),
)


@given(signals, st.text(max_size=40), st.text(max_size=20), purposes, counterparts, tellings)
def test_whatever_was_found_the_offer_keeps_the_rules(
    found: list[Signal], object_: str, seed: str, asked: frozenset[Purpose], who: Counterpart | None, told: Told
) -> None:
    offer = coach(found, object_, seed, WORDS, asked, who, told)
    assert offer == coach(found, object_, seed, WORDS, asked, who, told)
    assert [label_faults(label) for label in offer.labels] in ([], [()], [(), ()])
    assert len(set(offer.labels)) == len(offer.labels)
    left = set(Purpose) - asked
    assert len(offer.questions) <= min(2, len(left))
    assert offer.questions or told.fits or told.harm or not left, "silence needs a reader"
    assert len({question.purpose for question in offer.questions}) == len(offer.questions)
    assert not asked.intersection(question.purpose for question in offer.questions)
    assert all("{o}" not in question.text or "{o}" in object_ for question in offer.questions)
    assert offer.mirror is None or mirror_faults(offer.mirror) == ()
    pressing = {signal.kind for signal in found}
    for kind in set(SignalKind) - pressing - {SignalKind.REVENUE}:  # a deal may be read where a customer leaves
        assert not texts(WORDS.labels[kind]) & set(offer.labels), "a pressure's label needs its words"
    for other in set(Counterpart) - {who} if who or not told.fits else ():
        theirs = {text for variants in WORDS.by_counterpart[other] for text in texts(variants)}
        assert not theirs & {question.text for question in offer.questions}


def test_what_is_offered_for_real_messages_is_well_made() -> None:
    for number, example in enumerate(EXAMPLES):
        found = verdict(example)
        if found.is_request:
            for who in (None, *Counterpart):
                offer = coach(found.signals, found.object, str(number), WORDS, counterpart=who, told=found.told)
                assert all(question_faults(question.text) == () for question in offer.questions), offer


def test_the_same_words_show_one_pressure_the_strongest() -> None:
    found = [
        Signal(SignalKind.ABSOLUTE, "won't renew unless"),
        Signal(SignalKind.RENEWAL, "renew."),
        Signal(SignalKind.CHURN, "Won't renew"),
        Signal(SignalKind.DEADLINE, "by Friday"),
    ]
    assert [signal.kind for signal in distinct(found)] == [SignalKind.CHURN, SignalKind.DEADLINE]


def test_the_strongest_signal_chooses_the_label() -> None:
    found = [Signal(SignalKind.DEADLINE, "by Friday"), Signal(SignalKind.PROMISE, "promised them")]
    assert [signal.kind for signal in ranked(found)] == [SignalKind.PROMISE, SignalKind.DEADLINE]
    assert coach(found, "", "seed", WORDS).label in {phrase.text for phrase in WORDS.labels[SignalKind.PROMISE]}


def test_where_nobody_read_the_message_what_presses_chooses() -> None:
    found = [Signal(SignalKind.CHURN, "they walk"), Signal(SignalKind.DEADLINE, "by Friday")]
    offer = coach(found, "", "seed", WORDS)
    own = {text for variants in WORDS.by_signal[SignalKind.CHURN] for text in texts(variants)}
    assert offer.questions[0].text in own
    assert offer.labels[0] in texts(WORDS.labels[SignalKind.CHURN])
    assert offer.labels[1] in texts(WORDS.labels[SignalKind.DEADLINE])


def test_where_nothing_presses_and_nobody_read_it_there_is_nothing_to_name() -> None:
    offer = coach((), "calendar view", "seed", WORDS)
    assert (offer.labels, offer.label) == ((), "")
    plain = {text for variants in WORDS.plain_questions for text in texts(variants)}
    assert {question.text.replace('"calendar view"', "this") for question in offer.questions} <= plain
    assert offer.mirror == "Calendar view?"


def test_seeds_vary_the_words() -> None:
    found = [Signal(SignalKind.DEADLINE, "by Friday")]
    assert len({coach(found, "", str(seed), WORDS).label for seed in range(20)}) == 3


def texts(variants: Variants) -> set[str]:
    return {phrase.text.replace("{o}", "this") for phrase in variants}


def advised(*fits: tuple[str, float], kinds: tuple[SignalKind, ...] = (), **more: object) -> Coaching:
    found = [Signal(kind, f"words of {kind}") for kind in kinds]
    return coach(found, "", "seed", WORDS, told=Told(fits), **more)  # type: ignore[arg-type]


def said(offer: Coaching) -> list[str]:
    """The entries that its questions come from."""
    by_text = {text: variants[0].entry for variants in WORDS.entries() for text in texts(variants)}
    return [by_text[question.text] for question in offer.questions]


SIZE, CASE, LEAST = "questions.purpose.size", "questions.plain.typical_case", "questions.plain.least"
WHAT_ELSE, IN_MIND = "questions.plain.what_else", "questions.plain.keep_in_mind"
STANDS, HARM = "labels.situation.where_it_stands", "labels.situation.harm"


def test_the_best_question_leads_and_a_second_needs_to_be_good() -> None:
    assert said(advised((SIZE, 0.9), (CASE, 0.8))) == [SIZE, CASE]
    assert said(advised((SIZE, 0.9), (CASE, SECOND - 0.01))) == [SIZE]
    assert said(advised((SIZE, FIRST))) == [SIZE]


def test_where_nothing_would_surely_help_nothing_is_asked() -> None:
    assert said(advised((SIZE, FIRST - 0.01), (CASE, 0.1))) == []
    assert said(advised((SIZE, PRESSED), kinds=(SignalKind.DEADLINE,))) == [SIZE], "a strong pressure wants an answer"
    assert said(advised((SIZE, PRESSED), kinds=(SignalKind.VOLUME,))) == []


def test_it_is_known_before_the_words_are_chosen_whether_there_are_any() -> None:
    deadline = [Signal(SignalKind.DEADLINE, "by Friday")]
    assert worth_asking([], Told()), "nobody read it"
    assert worth_asking([], Told(((SIZE, FIRST),)))
    assert not worth_asking([], Told(((SIZE, FIRST - 0.01), (STANDS, 0.99))))
    assert worth_asking(deadline, Told(((SIZE, PRESSED),)))


def test_what_suits_nearly_every_message_stands_behind_what_suits_this_one() -> None:
    assert said(advised((WHAT_ELSE, 0.8), (SIZE, 0.79), (IN_MIND, 0.8)))[0] == SIZE
    assert said(advised((WHAT_ELSE, 0.9), (SIZE, 0.9 - BROAD - 2 * AS_GOOD)))[0] == WHAT_ELSE
    assert said(advised((WHAT_ELSE, 0.9), (IN_MIND, 0.9))) in ([WHAT_ELSE], [IN_MIND]), "one of them is enough"


def test_two_questions_never_have_one_purpose() -> None:
    part = "questions.purpose.smallest_step"
    assert said(advised((LEAST, 0.9), (part, 0.85), (CASE, 0.8))) == [LEAST, CASE]


def test_what_the_thread_was_asked_is_not_asked_again() -> None:
    offer = advised((LEAST, 0.9), (CASE, 0.8), asked=frozenset({Purpose.SMALLEST_STEP}))
    assert said(offer) == [CASE]


def test_questions_that_are_worth_the_same_take_turns() -> None:
    meantime = "questions.plain.meantime"
    told = Told(((SIZE, 0.9), (CASE, 0.9 - AS_GOOD / 2), (meantime, 0.9)))
    first = {said(coach((), "", str(seed), WORDS, told=told))[0] for seed in range(40)}
    assert first == {SIZE, CASE, meantime}


def test_a_pressures_question_needs_the_pressure() -> None:
    key = WORDS.by_signal[SignalKind.DEADLINE][0][0].entry
    assert said(advised((key, 0.9), (CASE, 0.8), kinds=(SignalKind.DEADLINE,)))[0] == key
    assert said(advised((key, 0.9), (CASE, 0.8))) == [CASE]


def test_who_asks_is_asked_their_own_questions_and_nobody_elses() -> None:
    theirs = {who: entries[0][0].entry for who, entries in WORDS.by_counterpart.items()}
    for who, key in theirs.items():
        fits = tuple((other, 0.9) for other in theirs.values())
        assert said(advised(*fits, counterpart=who))[0] == key


def test_a_label_is_given_where_it_surely_suits() -> None:
    assert advised((STANDS, LABEL)).label in texts(WORDS.situations["where_it_stands"])
    assert advised((STANDS, LABEL - 0.01)).labels == ()
    weak = ("labels.signal.volume", SHOWN)
    assert advised(weak, kinds=(SignalKind.VOLUME,)).labels == (), "what only dresses an ask is told, not shown"
    assert advised((HARM, LABEL), (STANDS, LABEL + 0.1)).label in texts(WORDS.situations["where_it_stands"])


def test_a_pressures_label_needs_the_pressure() -> None:
    key = "labels.signal.deadline"
    assert advised((key, 0.9)).labels == ()
    assert advised((key, SHOWN), kinds=(SignalKind.DEADLINE,)).label in texts(WORDS.labels[SignalKind.DEADLINE])
    assert advised((key, SHOWN - 0.01), kinds=(SignalKind.DEADLINE,)).labels == ()


def test_two_strong_pressures_that_both_suit_give_two_labels_to_choose_from() -> None:
    kinds = (SignalKind.CHURN, SignalKind.DEADLINE)
    fits = (("labels.signal.churn", 0.8), ("labels.signal.deadline", 0.9))
    labels = advised(*fits, kinds=kinds).labels
    assert labels[0] in texts(WORDS.labels[SignalKind.DEADLINE])
    assert labels[1] in texts(WORDS.labels[SignalKind.CHURN])
    assert len(advised(fits[0], ("labels.signal.deadline", COMPETING - 0.01), kinds=kinds).labels) == 1
    weak = advised(fits[0], ("labels.signal.minimising", 0.9), kinds=(SignalKind.CHURN, SignalKind.MINIMISING))
    assert weak.labels[0] in texts(WORDS.labels[SignalKind.MINIMISING])
    assert weak.labels[1] in texts(WORDS.labels[SignalKind.CHURN])
    unsure = tuple((key, COMPETING) for key, _ in fits)
    assert len(advised(*unsure, kinds=kinds).labels) == 2, "of two strong ones one is mostly right"
    assert advised(unsure[0], kinds=(SignalKind.CHURN,)).labels == ()
    assert advised(unsure[0], ("labels.signal.deadline", COMPETING - 0.1), kinds=kinds).labels == ()


def test_a_situation_is_named_beside_a_strong_pressure_where_it_suits_better() -> None:
    fits = ((HARM, 0.9), ("labels.signal.deadline", SHOWN))
    labels = advised(*fits, kinds=(SignalKind.DEADLINE,)).labels
    assert labels[0] in texts(WORDS.situations["harm"])
    assert labels[1] in texts(WORDS.labels[SignalKind.DEADLINE])


def test_the_same_words_do_not_compete_with_themselves() -> None:
    found = [Signal(SignalKind.CHURN, "won't renew"), Signal(SignalKind.RENEWAL, "renew")]
    assert len(coach(found, "", "seed", WORDS).labels) == 1


def test_strong_kinds_are_the_top_of_the_ranking() -> None:
    assert [kind in STRONG for kind in SignalKind] == [True] * len(STRONG) + [False] * (len(SignalKind) - len(STRONG))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (SignalKind.DEADLINE, "only Wednesday"),
        (SignalKind.VOLUME, "a prospect with 11 shops"),
        (SignalKind.MINIMISING, "undo, bigger buttons, a clock"),
        (SignalKind.ABSOLUTE, "there is no way for us"),
        (SignalKind.AUTHORITY, "their head nurse"),
        (SignalKind.REPEAT, "since the beginning"),
        (SignalKind.REVENUE, "no seats left"),
        (SignalKind.PROMISE, "they showed it"),
    ],
)
def test_no_label_is_built_on_words_that_say_something_else(kind: SignalKind, words: str) -> None:
    assert not bears_out(Signal(kind, words))
    assert coach([Signal(kind, words)], "", "seed", WORDS).labels == ()


@pytest.mark.parametrize("kind", SignalKind)
def test_words_that_show_a_pressure_are_not_doubted(kind: SignalKind) -> None:
    for example in EXAMPLES:
        found = verdict(example)
        assert all(bears_out(signal) for signal in found.signals if signal.kind is kind), example


def test_a_noun_that_is_not_what_is_asked_for_fills_no_slot() -> None:
    fits = (("questions.plain.goes_wrong", 0.9),)

    def spoken(*, named: bool) -> set[str]:
        offers = [coach([], "calendar view", str(seed), WORDS, told=Told(fits, named)) for seed in range(40)]
        return {question.text for offer in offers for question in offer.questions}

    assert not any("calendar" in text for text in spoken(named=False))
    assert any("calendar" in text for text in spoken(named=True))
