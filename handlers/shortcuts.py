"""The message shortcut "Prepare for this": the private way into a prep thread, wherever the message stands."""

import re

from slack_bolt import Ack, App

from bot.domain.errors import OutOfDate
from bot.services.ports import SlackMessage
from bot.services.preps import Start
from bot.views.ids import PREPARE
from handlers.desk import Desk, Json
from handlers.incoming import message_ref, plain, team_of


def register(app: App, desk: Desk) -> None:
    """Listen to the one message shortcut; Slack hands the message's text over with it."""

    @app.shortcut({"type": "message_action", "callback_id": PREPARE})
    def prepare(ack: Ack, body: Json) -> None:
        message = body["message"]
        ref = message_ref(team_of(body), body["channel"]["id"], message)
        said = SlackMessage(ref, message.get("user"), plain(message.get("text") or ""), "bot_id" in message)
        key = f"{ref.channel}:{ref.ts}:{body['user']['id']}:{body.get('action_ts')}"
        desk.preps.start(Start(ref, body["user"]["id"], key, said))
        ack()

    @app.shortcut(re.compile(".*"))
    def unknown() -> None:
        """A shortcut that an older manifest still shows."""
        raise OutOfDate("not_here")
