"""The prep emoji on a message opens a private prep thread."""

from slack_bolt import App, BoltContext

from bot.domain.model import MessageRef
from bot.services.preps import Start
from handlers.desk import Desk, Json


def register(app: App, desk: Desk) -> None:
    """Listen to reactions; a skin tone does not make it another emoji."""

    @app.event("reaction_added")
    def reaction_added(event: Json, context: BoltContext) -> None:
        item = event["item"]
        emoji = str(event["reaction"]).partition("::")[0]
        direct = str(item.get("channel", "")).startswith("D")
        if emoji != desk.prep_emoji or item.get("type") != "message" or direct:
            return
        ref = MessageRef(str(context.team_id), item["channel"], item["ts"])
        wish = Start(ref, event["user"], f"{item['channel']}:{item['ts']}:{event['user']}:{event.get('event_ts')}")
        desk.preps.start(wish, context.get("delivery"))
