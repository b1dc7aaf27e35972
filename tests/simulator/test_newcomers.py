"""Adding a person in the page: a name that is taken changes nobody."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from bot.simulator import Seed, Simulator


def add(sim: Simulator, **body: Any) -> Any:
    request = urllib.request.Request(
        f"{sim.url}sim/people", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer)


def test_a_taken_name_is_refused_and_keeps_its_owner() -> None:
    with Simulator(Seed.default()) as sim:
        zone = sim.person("ana").zone
        with pytest.raises(urllib.error.HTTPError, match="409"):
            add(sim, name="ana", zone="UTC", new=True)
        assert sim.person("ana").zone == zone
        assert add(sim, name="ines", zone="UTC", new=True)["name"] == "ines"
