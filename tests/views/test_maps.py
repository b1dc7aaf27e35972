"""Interest maps: side by side, with the buttons that work where the message stands."""

from dataclasses import replace

import pytest

from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.model import NegotiationState, Party
from bot.domain.interest_map.sheet import Sheet
from bot.domain.model import Outcome
from bot.services.negotiations import Map
from bot.views import maps
from bot.views.ids import Action, Form, decode
from tests.views.reading import blocks_of, elements, read
from tests.views.samples import ME, OTHER, SOURCE, WORDS, a_map, an_agreement, an_interest

SIDES = (Side("Sales", OTHER, "SSO by May", key="a"), Side("Platform", None, "no rush", key="b"))
PARTIES = (Party("Sales", OTHER, "SSO by May", "the client leaves", "a"), Party("Platform", None, "no rush", key="b"))


def test_two_sides_stand_side_by_side() -> None:
    found = a_map(parties=2)
    shown = maps.map_message(
        WORDS, Map(Sheet(replace(found.negotiation, parties=PARTIES), (an_interest(),))), shared=False
    )
    (fields,) = [block["fields"] for block in blocks_of(shown) if "fields" in block]
    assert [field["text"] for field in fields] == [
        f"*Sales* (<@{OTHER}>)\n_Position_\nSSO by May\n_Interests_\n• ≈ keep the renewal\n_Risk_\nthe client leaves",
        "*Platform*\n_Position_\nno rush\n_Interests_\n_not known yet: worth a question_",
    ]


@pytest.mark.parametrize("count", [3, 6])
def test_more_sides_are_a_list(count: int) -> None:
    shown = maps.map_message(WORDS, a_map(parties=count), shared=False)
    assert not any("fields" in block for block in blocks_of(shown))
    assert read(shown).count("_Position_") == count


def test_the_author_can_do_everything_and_a_shared_copy_records() -> None:
    mine, shared = (maps.map_message(WORDS, a_map(), shared) for shared in (False, True))
    assert set(elements(mine)) == {
        Action.MAP_EDIT,
        Action.MAP_SHARE,
        Action.AGREEMENT_RECORD,
        Action.MAP_MORE,
        Action.ASK_OPEN,
        f"{Action.SIDE_OPEN}_mine",
        f"{Action.OPTIONS_OPEN}_map",
    }
    assert set(elements(shared)) == {
        Action.AGREEMENT_RECORD,
        Action.HISTORY_OPEN,
        f"{Action.SIDE_OPEN}_mine",
        f"{Action.OPTIONS_OPEN}_map",
    }
    assert elements(shared)[Action.AGREEMENT_RECORD]["value"] == "map|n1"


def test_a_shared_copy_says_who_shared_it() -> None:
    mine, shared = (maps.map_message(WORDS, a_map(), shared) for shared in (False, True))
    assert f"Shared by <@{ME}>" in read(shared)
    assert shared.text == f"<@{ME}> shared an interest map: the export"
    assert "Shared by" not in read(mine)


def test_a_closed_map_says_so_and_can_be_reopened_by_its_author_alone() -> None:
    closed = a_map(state=NegotiationState.CLOSED)
    mine, shared = (maps.map_message(WORDS, closed, shared) for shared in (False, True))
    assert set(elements(mine)) == {Action.MAP_REOPEN}
    assert elements(shared) == {}
    assert "closed" in read(shared)


def test_what_was_agreed_stands_with_owner_step_dates_and_outcome() -> None:
    found = Map(a_map().sheet, (an_agreement("send it", outcome=Outcome.KEEP),))
    text = read(maps.map_message(WORDS, found, shared=False))
    assert f"<@{OTHER}>, by Fri 4 Dec 2026: send it\nSecond look on Mon 4 Jan 2027 · kept as agreed" in text


def test_the_list_opens_twelve_and_counts_the_rest() -> None:
    listed = [replace(a_map().negotiation, id=f"n{place}") for place in range(14)]
    shown = maps.map_list(WORDS, listed, ME)
    opened = [block["accessory"]["value"] for block in blocks_of(shown) if "accessory" in block]
    assert opened == [f"n{place}" for place in range(12)]
    assert "Not shown: 2 more." in read(shown)
    assert Action.MAP_NEW in elements(shown)


def test_somebody_elses_map_is_marked() -> None:
    listed = [a_map().negotiation]
    assert f"from <@{ME}>" in read(maps.map_list(WORDS, listed, OTHER))
    assert "from" not in read(maps.map_list(WORDS, listed, ME))


def test_an_empty_list_invites_to_begin() -> None:
    assert set(elements(maps.map_list(WORDS, [], ME))) == {Action.MAP_NEW}


def test_adding_a_party_loses_nothing() -> None:
    form = maps.map_modal(WORDS, Draft("a < b", SIDES), "n1", 4, SOURCE, 3)
    found = elements(form)
    assert decode(form["private_metadata"], 4) == ("n1", "4", SOURCE.channel, SOURCE.ts)
    assert found["title"]["initial_value"] == "a < b"
    assert found["name_0"]["initial_value"] == "Sales"
    assert found["user_0"]["initial_user"] == OTHER
    assert found["position_1"]["initial_value"] == "no rush"
    assert "name_2" in found
    assert "name_3" not in found
    assert Action.MAP_ADD_PARTY in found


def test_six_parties_are_enough() -> None:
    form = maps.map_modal(WORDS, Draft("t", ()), count=6)
    assert form["callback_id"] == Form.MAP
    assert Action.MAP_ADD_PARTY not in elements(form)


def test_after_saving_the_map_is_shown() -> None:
    view = maps.map_saved(WORDS, a_map())
    assert "submit" not in view
    assert "direct messages" in read(view)
    assert "_Interests_" in read(view)


def test_the_thread_is_offered_only_where_the_map_began_in_one() -> None:
    negotiation = a_map().negotiation
    with_thread = elements(maps.share_modal(WORDS, negotiation, has_thread=True))
    without = elements(maps.share_modal(WORDS, replace(negotiation, source=None), has_thread=False))
    assert [option["value"] for option in with_thread["thread"]["options"]] == ["thread", "channel"]
    # Empty, because a channel that is chosen wins over the thread.
    assert not {"initial_conversation", "default_to_current_conversation"} & set(with_thread["channel"])
    assert set(without) == {"channel", "link"}
    assert without["channel"]["default_to_current_conversation"] is True
    assert without["channel"]["filter"] == {"include": ["public", "private"], "exclude_external_shared_channels": True}
