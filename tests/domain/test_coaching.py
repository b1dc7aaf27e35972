"""What is offered is well made, fits its request and is the same every time it is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.coaching.craft import label_faults, question_faults
from bot.domain.coaching.mirror import mirror_faults
from bot.domain.coaching.pressure import STRONG, bears_out, distinct, ranked
from bot.domain.coaching.select import DATED, FALLBACK, FIRST, Coaching, coach
from bot.domain.coaching.slot import as_slot
from bot.domain.coaching.words import Variants
from bot.domain.model import Counterpart, Purpose, Signal, SignalKind, Situation, Told
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
tellings = st.builds(
    Told,
    st.none() | st.sampled_from(Situation),
    st.lists(st.sampled_from(Purpose)).map(tuple),
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
    assert len(offer.questions) == min(2, len(set(Purpose) - asked))
    assert len({question.purpose for question in offer.questions}) == len(offer.questions)
    assert not asked.intersection(question.purpose for question in offer.questions)
    themselves = who is Counterpart.CUSTOMER or (who is None and told.own)
    if told.situation not in FIRST and not themselves:
        left = set(Purpose) - asked - set(told.answered)
        repeated = [question for question in offer.questions if question.purpose in told.answered]
        assert len(repeated) == max(0, len(offer.questions) - len(left)), "asked only where it must be"
    assert all("{o}" not in question.text or "{o}" in object_ for question in offer.questions)
    assert offer.mirror is None or mirror_faults(offer.mirror) == ()


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


def test_two_signals_give_a_question_each() -> None:
    found = [Signal(SignalKind.CHURN, "they walk"), Signal(SignalKind.DEADLINE, "by Friday")]
    first, second = coach(found, "", "seed", WORDS).questions
    assert first.text in {phrase.text for phrase in WORDS.by_signal[SignalKind.CHURN][0]}
    assert second.text in {phrase.text for phrase in WORDS.by_signal[SignalKind.DEADLINE][0]}


def test_where_nothing_presses_and_nothing_is_told_there_is_nothing_to_name() -> None:
    offer = coach((), "calendar view", "seed", WORDS)
    assert (offer.labels, offer.label) == ((), "")
    assert offer.questions[0].text.replace('"calendar view"', "this") in texts(WORDS.plain_questions[0])
    assert offer.mirror == "Calendar view?"


def test_seeds_vary_the_words() -> None:
    found = [Signal(SignalKind.DEADLINE, "by Friday")]
    assert len({coach(found, "", str(seed), WORDS).label for seed in range(20)}) == 3


def test_every_purpose_has_its_place_among_the_fallbacks() -> None:
    assert set(FALLBACK) == set(Purpose)


def texts(variants: Variants) -> set[str]:
    return {phrase.text.replace("{o}", "this") for phrase in variants}


def offered(*kinds: SignalKind, who: Counterpart | None, asked: frozenset[Purpose] = frozenset()) -> Coaching:
    return coach([Signal(kind, f"words of {kind}") for kind in kinds], "", "seed", WORDS, asked, who)


@pytest.mark.parametrize("who", Counterpart)
def test_a_counterpart_is_asked_their_own_question_first_where_nothing_presses(who: Counterpart) -> None:
    first, second = offered(who=who).questions
    assert first.text in texts(WORDS.by_counterpart[who][0])
    others = (*WORDS.plain_questions, WORDS.by_counterpart[who][1])
    assert any(second.text in texts(variants) for variants in others)


@pytest.mark.parametrize("who", sorted(set(Counterpart) - {Counterpart.CUSTOMER}))
@pytest.mark.parametrize("kind", SignalKind)
def test_one_pressure_keeps_its_question_and_leaves_the_second_to_the_counterpart(
    who: Counterpart, kind: SignalKind
) -> None:
    first, second = offered(kind, who=who).questions
    assert first.text in texts(WORDS.by_signal[kind][0])
    assert any(second.text in texts(variants) for variants in WORDS.by_counterpart[who])


def test_two_pressures_leave_a_counterpart_no_question_unless_they_ask_for_the_same() -> None:
    who = Counterpart.CUSTOMER_FACING
    both = offered(SignalKind.CHURN, SignalKind.DEADLINE, who=who)
    assert both.questions[1].text in texts(WORDS.by_signal[SignalKind.DEADLINE][0])
    same = offered(SignalKind.RENEWAL, SignalKind.DEADLINE, who=who)
    assert same.questions[1].text in texts(WORDS.by_counterpart[who][0])


def test_what_the_thread_has_asked_is_not_asked_again_by_a_counterparts_question() -> None:
    for who, pair in WORDS.by_counterpart.items():
        asked = frozenset({purpose}) if (purpose := pair[0][0].purpose) else frozenset()
        assert not asked.intersection(question.purpose for question in offered(who=who, asked=asked).questions)


def test_two_strong_pressures_with_different_advice_give_two_labels() -> None:
    labels = offered(SignalKind.CHURN, SignalKind.DEADLINE, who=None).labels
    assert len(labels) == 2
    assert labels[0] in texts(WORDS.labels[SignalKind.CHURN])
    assert labels[1] in texts(WORDS.labels[SignalKind.DEADLINE])


@pytest.mark.parametrize(
    "kinds",
    [
        [SignalKind.RENEWAL, SignalKind.DEADLINE],  # both ask about the time
        [SignalKind.CHURN, SignalKind.MINIMISING],  # one is weak
        [SignalKind.VOLUME, SignalKind.ABSOLUTE],
        [SignalKind.PROMISE],
    ],
)
def test_pressures_that_do_not_compete_give_one_label(kinds: list[SignalKind]) -> None:
    assert len(offered(*kinds, who=None).labels) == 1


def test_the_same_words_do_not_compete_with_themselves() -> None:
    found = [Signal(SignalKind.CHURN, "won't renew"), Signal(SignalKind.RENEWAL, "renew")]
    assert len(coach(found, "", "seed", WORDS).labels) == 1


def test_strong_kinds_are_the_top_of_the_ranking() -> None:
    assert [kind in STRONG for kind in SignalKind] == [True] * len(STRONG) + [False] * (len(SignalKind) - len(STRONG))


def advised(*kinds: SignalKind, situation: Situation | None = None, who: Counterpart | None = None) -> Coaching:
    found = [Signal(kind, f"words of {kind}") for kind in kinds]
    return coach(found, "", "seed", WORDS, counterpart=who, told=Told(situation))


@pytest.mark.parametrize("situation", Situation)
def test_where_nothing_presses_the_situation_has_the_label_and_the_first_question(situation: Situation) -> None:
    offer = advised(situation=situation)
    assert offer.labels[0] in texts(WORDS.situations[situation])
    assert offer.questions[0].text in texts(WORDS.by_situation[situation][0])


@pytest.mark.parametrize("situation", sorted(set(Situation) - FIRST))
def test_beside_one_pressure_the_situation_has_the_second_question(situation: Situation) -> None:
    offer = advised(SignalKind.REPEAT, situation=situation)
    assert offer.labels[0] in texts(WORDS.labels[SignalKind.REPEAT])
    assert any(offer.questions[1].text in texts(variants) for variants in WORDS.by_situation[situation])


@pytest.mark.parametrize("situation", sorted(FIRST))
def test_some_situations_speak_first_whatever_presses(situation: Situation) -> None:
    offer = advised(SignalKind.DEADLINE, SignalKind.ABSOLUTE, situation=situation)
    assert offer.labels[0] in texts(WORDS.situations[situation])
    assert offer.questions[0].text in texts(WORDS.by_situation[situation][0])


@pytest.mark.parametrize("kind", sorted(set(SignalKind) - {SignalKind.CHURN}))
def test_a_customer_is_asked_of_a_date_and_else_of_themselves(kind: SignalKind) -> None:
    first, second = offered(kind, who=Counterpart.CUSTOMER).questions
    own = {text for variants in WORDS.by_counterpart[Counterpart.CUSTOMER] for text in texts(variants)}
    assert second.text in own
    assert first.text in (texts(WORDS.by_signal[kind][0]) if kind in DATED else own)


@pytest.mark.parametrize("kinds", [[], [SignalKind.CHURN], [SignalKind.CHURN, SignalKind.DEADLINE]])
def test_who_thinks_of_leaving_themselves_is_not_told_of_a_customer_who_may(kinds: list[SignalKind]) -> None:
    said = [advised(*kinds, situation=Situation.LEAVING)]
    if kinds:
        said.append(advised(*kinds, who=Counterpart.CUSTOMER))
    for offer in said:
        assert offer.label in texts(WORDS.situations[Situation.LEAVING])
        assert not set(offer.labels) & texts(WORDS.labels[SignalKind.CHURN])
        assert offer.questions[0].text in texts(WORDS.by_situation[Situation.LEAVING][0])


def test_to_a_customer_nobody_speaks_of_people() -> None:
    for situation in set(Situation) - FIRST - {Situation.RULE}:
        (first, second) = advised(situation=situation, who=Counterpart.CUSTOMER).questions
        asked = {text for variants in WORDS.by_counterpart[Counterpart.CUSTOMER] for text in texts(variants)}
        assert {first.text, second.text} <= asked


@pytest.mark.parametrize("situation", [Situation.HARM, Situation.RULE])
def test_of_harm_or_a_rule_nobody_is_asked_how_little_would_do(situation: Situation) -> None:
    weak = [SignalKind.MINIMISING, SignalKind.ABSOLUTE]
    kept = {text for kind in weak for variants in WORDS.by_signal[kind] for text in texts(variants)}
    assert not kept.intersection(question.text for question in advised(*weak, situation=situation).questions)


def test_a_leaders_idea_has_a_result_behind_it_and_their_calm_request_is_one() -> None:
    idea = advised(who=Counterpart.LEADERSHIP, situation=Situation.IDEA)
    assert idea.label in texts(WORDS.situations["leaders_idea"])
    assert advised(who=Counterpart.LEADERSHIP).labels == ()


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
    spoken = {
        question.text
        for seed in range(40)
        for question in coach([], "calendar view", str(seed), WORDS, told=Told(named=False)).questions
    }
    assert not any("calendar" in text for text in spoken)
    named = {question.text for seed in range(40) for question in coach([], "calendar view", str(seed), WORDS).questions}
    assert any("calendar" in text for text in named)
