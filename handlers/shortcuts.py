"""The message shortcuts: "Prepare for this", the private way into a prep thread, and "Check my reply"."""

import re

from slack_bolt import Ack, App

from bot.domain.errors import NotAllowed, OutOfDate
from bot.services.ports import SlackMessage
from bot.services.preps import Start
from bot.views.ids import CHECK, PREPARE
from handlers import moves
from handlers.desk import Desk, Json
from handlers.incoming import message_ref, plain, team_of


def register(app: App, desk: Desk) -> None:
    """Listen to the message shortcuts; Slack hands the message's text over with it."""

    @app.shortcut({"type": "message_action", "callback_id": PREPARE})
    def prepare(ack: Ack, body: Json) -> None:
        message = body["message"]
        ref = message_ref(team_of(body), body["channel"]["id"], message)
        said = SlackMessage(ref, message.get("user"), plain(message.get("text") or ""), "bot_id" in message)
        key = f"{ref.channel}:{ref.ts}:{body['user']['id']}:{body.get('action_ts')}"
        desk.preps.start(Start(ref, body["user"]["id"], key, said))
        ack()

    @app.shortcut({"type": "message_action", "callback_id": CHECK})
    def check(ack: Ack, body: Json) -> None:
        message = body["message"]
        if message.get("user") != body["user"]["id"] or "bot_id" in message:
            raise NotAllowed("not_your_message")
        window = moves.checked_window(desk, plain(message.get("text") or ""))
        desk.surfaces.open_view(team_of(body), body["trigger_id"], window)
        ack()

    @app.shortcut(re.compile(".*"))
    def unknown() -> None:
        """A shortcut that an older manifest still shows."""
        raise OutOfDate("not_here")
