"""What Bolt cannot read is dealt with before it."""

import pytest

from bot.delivery.intake import Intake
from bot.delivery.receiver import Receiver
from tests.delivery.fakes import StillTime, Store
from tests.delivery.line import Bolt
from tests.delivery.memory import Inbox


@pytest.mark.parametrize("actions", [{"actions": []}, {"actions": None}, {}])
def test_a_click_on_nothing_is_acknowledged_and_goes_no_further(actions: dict[str, object]) -> None:
    bolt = Bolt()
    receiver = Receiver(Store(), Inbox(), StillTime(), "compass")
    intake = Intake(receiver, bolt.dispatch, lambda: None)
    assert intake.take("interactive", {"type": "block_actions", **actions}) == {}
    assert bolt.bodies == []
    assert intake.take("interactive", {"type": "view_submission"}) == {}
    assert len(bolt.bodies) == 1
