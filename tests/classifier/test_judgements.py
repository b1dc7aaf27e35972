"""What readers said is about messages that exist and entries that the catalogue has."""

from benchmarks.coaching.judgements import entries, judgements
from prompts.catalog import load

FOUND = judgements()


def test_every_word_is_about_a_message_and_about_entries_that_exist() -> None:
    words = load().coaching
    known = {one[0].entry for one in (*words.entries(), *words.labels.values(), *words.situations.values())}
    for one in FOUND:
        assert one.text.strip()
        assert one.yes | (one.no or frozenset()) | one.unseen <= known
        assert not one.yes & (one.no or frozenset()), "nobody says yes and no"


def test_every_entry_that_can_be_chosen_was_judged_often_enough() -> None:
    assert set(entries(FOUND)) <= {key for one in FOUND for key in one.yes}
    assert all(sum(key in one.yes for one in FOUND) >= 8 for key in entries(FOUND))


def test_some_messages_were_never_taught_to_the_network() -> None:
    fresh = [one for one in FOUND if one.fresh]
    assert len(fresh) > 1000
    assert all(one.no is not None for one in fresh), "probabilities are set by a yes or no"
