"""A socket receiver with what stands behind it, and the envelopes it hears."""

import threading
from typing import Any

from slack_bolt import BoltRequest, BoltResponse

from bot.delivery.intake import Intake
from bot.delivery.pacing import Paces
from bot.delivery.receiver import Receiver
from bot.delivery.socket import SocketReceiver
from tests.delivery.fakes import TEAM, RealTime, StillTime, Store
from tests.delivery.memory import Inbox
from tests.delivery.slack import TinySlack

Json = dict[str, Any]
TOKEN = "xapp-1-secret"


class Bolt:
    """What the Bolt app answers to commands and clicks."""

    def __init__(self) -> None:
        self.response = BoltResponse(status=200, body="")
        self.error: Exception | None = None
        self.bodies: list[Json] = []
        self.gate = threading.Event()
        self.gate.set()

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        self.bodies.append(request.body)
        self.gate.wait(5)
        if self.error:
            raise self.error
        return self.response


class Line:
    def __init__(self, url: str, paces: Paces) -> None:
        self.store, self.inbox, self.bolt = Store(), Inbox(), Bolt()
        self.store.turn_on()
        self.woken = 0
        receiver = Receiver(self.store, self.inbox, StillTime(), "compass")
        intake = Intake(receiver, self.bolt.dispatch, self.wake)
        self.socket = SocketReceiver(TOKEN, url, intake, RealTime(), paces)

    def wake(self) -> None:
        self.woken += 1


def event(n: int, **more: object) -> Json:
    said = {"type": "message", "channel": "C1", "user": "U1", "text": "hello", "ts": f"{n}.0"}
    payload = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{n}", "event": said | more}
    return {"type": "events_api", "envelope_id": f"e{n}", "payload": payload}


def click(kind: str = "interactive", payload: object = None) -> Json:
    return {"type": kind, "envelope_id": "i1", "payload": payload or {"type": "block_actions", "actions": [{}]}}


def acked(slack: TinySlack) -> list[str]:
    return sorted(ack["envelope_id"] for ack in slack.acks)
