"""Adding a person in the page: a name that is taken changes nobody."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from bot.simulator import Seed, Simulator
from bot.simulator.membership import profile


def add(sim: Simulator, **body: Any) -> Any:
    request = urllib.request.Request(
        f"{sim.url}sim/people", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer)


def test_a_guest_is_no_full_member() -> None:
    """As users.info tells the app."""
    with Simulator() as sim:
        told = {name: add(sim, name=name, guest=name == "gil")["id"] for name in ("gil", "ana")}
        shown = {name: profile(sim.workspace, sim.workspace.users[id_]) for name, id_ in told.items()}
        assert (shown["gil"]["is_restricted"], shown["ana"]["is_restricted"]) == (True, False)


def test_a_taken_name_is_refused_and_keeps_its_owner() -> None:
    with Simulator(Seed.default()) as sim:
        zone = sim.person("ana").zone
        with pytest.raises(urllib.error.HTTPError, match="409"):
            add(sim, name="ana", zone="UTC", new=True)
        assert sim.person("ana").zone == zone
        assert add(sim, name="ines", zone="UTC", new=True)["name"] == "ines"
