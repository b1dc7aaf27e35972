"""The Home tab: shown when it is opened, and anew after a press on it."""

import json

from bot.domain.interest_map.draft import Draft, Side
from bot.views.ids import Action
from tests.fakes import ANNA, TEAM
from tests.handlers.counter import Counter, pressed
from tests.workplace import WORDS


def test_it_is_shown_when_its_tab_is_opened(counter: Counter) -> None:
    sides = (Side("Sales"), Side("Product"))
    counter.place.negotiations.start(TEAM, ANNA, Draft("The export", sides), "V1")
    counter.event({"type": "app_home_opened", "user": ANNA, "channel": "D1", "tab": "home", "event_ts": "1.0"})
    ((user, view),) = counter.surfaces.homes
    assert (user, view["type"]) == (ANNA, "home")
    assert "The export" in json.dumps(view)


def test_the_other_tab_shows_nothing(counter: Counter) -> None:
    counter.event({"type": "app_home_opened", "user": ANNA, "channel": "D1", "tab": "messages", "event_ts": "1.0"})
    assert not counter.surfaces.homes


def test_a_press_there_opens_a_window(counter: Counter) -> None:
    home = {"id": "VH", "type": "home", "blocks": [], "hash": "h"}
    counter.take(pressed(Action.MAP_NEW, "new", channel=None, message=None, view=home))
    assert counter.window["title"]["text"] == WORDS.text("new_map.title")


def test_what_is_done_there_shows_it_anew(counter: Counter) -> None:
    sides = (Side("Sales"), Side("Product"))
    made = counter.place.negotiations.start(TEAM, ANNA, Draft("The export", sides), "V1")
    counter.place.negotiations.close(TEAM, made.id, ANNA)
    home = {"id": "VH", "type": "home", "blocks": [], "hash": "h"}
    counter.take(pressed(Action.MAP_REOPEN, made.id, channel=None, message=None, view=home))
    assert "The export" in json.dumps(counter.surfaces.homes[-1][1])
