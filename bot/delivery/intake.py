"""What comes in over the socket: events are stored, commands and clicks are answered at once."""

import json
import logging
from collections.abc import Callable

from slack_bolt import BoltRequest, BoltResponse

from bot.delivery.faults import Json
from bot.delivery.receiver import Outcome, Receiver
from bot.logs import where

logger = logging.getLogger("interests.delivery.intake")


class Intake:
    """Gives each envelope to whom it concerns; `dispatch` is the Bolt app's, `wake` the inbox worker's."""

    def __init__(
        self, receiver: Receiver, dispatch: Callable[[BoltRequest], BoltResponse], wake: Callable[[], None]
    ) -> None:
        self._receiver = receiver
        self._dispatch = dispatch
        self._wake = wake

    def take(self, kind: object, payload: object) -> Json | None:
        """What the acknowledgement carries: an empty object for nothing, None for no acknowledgement. Never raises.

        An event is acknowledged when it is stored or must not be; if the store fails, Slack has to send it again.
        """
        try:
            if kind == "events_api":
                return self._event(payload)
            if kind in ("interactive", "slash_commands") and isinstance(payload, dict):
                return self._request(payload)
        except Exception as error:  # noqa: BLE001 - no acknowledgement is the answer: Slack tells the person or repeats
            logger.warning("not taken", extra=where(error))
            return None
        # Acknowledged all the same, or it would come again and again.
        logger.warning("unknown envelope")
        return {}

    def _event(self, payload: object) -> Json:
        if self._receiver.take(payload).outcome is Outcome.STORED:
            self._wake()
        return {}

    def _request(self, payload: Json) -> Json | None:
        if payload.get("type") == "block_actions" and not payload.get("actions"):
            return {}  # a click on nothing: Bolt takes the first action for granted
        response = self._dispatch(BoltRequest(mode="socket_mode", body=payload))
        if response.status != 200:
            logger.warning("request not answered", extra={"status": response.status})
            return None
        if not response.body:
            return {}
        if response.headers.get("content-type", [""])[0].startswith("application/json"):
            answer = json.loads(response.body)
            return answer if isinstance(answer, dict) else {}
        return {"text": response.body}
