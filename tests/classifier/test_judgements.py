"""What readers said is about messages that exist and entries that the catalogue has."""

import json

from benchmarks.coaching.judgements import READERS, entries, judgements
from prompts.catalog import load

FOUND = judgements()


def test_every_word_is_about_a_message_and_about_entries_that_exist() -> None:
    words = load().coaching
    known = {one[0].entry for one in (*words.entries(), *words.labels.values(), *words.situations.values())}
    for one in FOUND:
        assert one.text.strip()
        assert one.yes | one.no <= known
        assert not one.yes & one.no, "nobody says yes and no"


def test_every_entry_that_can_be_chosen_was_judged_often_enough() -> None:
    assert set(entries(FOUND)) <= {key for one in FOUND for key in one.yes}
    assert all(sum(key in one.yes for one in FOUND) >= 8 for key in entries(FOUND))


def test_who_had_one_list_for_all_messages_said_of_each_entry_yes_or_no() -> None:
    lists = {reader: set(keys) for reader, keys in json.loads(READERS.read_text(encoding="utf-8")).items()}
    for one in FOUND:
        if one.reader in lists:
            assert one.yes | one.no == lists[one.reader]
    assert sum(one.reader in lists for one in FOUND) > 1000
