"""The bot's and people's comings and goings: invitations, departures, shared channels, closed accounts."""

import re

from slack_bolt import App, BoltContext

from bot.services.channels import Invited
from bot.services.people import UserChanged
from handlers.desk import Desk, Json
from handlers.incoming import moment


def register(app: App, desk: Desk) -> None:
    """Listen to membership, sharing and account events."""

    @app.event("member_joined_channel")
    def joined(event: Json, body: Json, context: BoltContext) -> None:
        if event["user"] != context.bot_user_id:
            return
        shared = bool(body.get("is_ext_shared_channel"))
        key = str(event.get("event_ts") or body.get("event_id"))
        at = moment(str(event.get("event_ts") or body.get("event_time") or 0))
        news = Invited(str(context.team_id), event["channel"], event.get("inviter"), shared, key, at)
        desk.channels.invited(news, context.get("delivery"))

    @app.event("member_left_channel")
    def left(event: Json, context: BoltContext) -> None:
        desk.channels.left(str(context.team_id), event["channel"], event["user"], context.get("delivery"))

    @app.event("channel_shared")
    def shared(event: Json, context: BoltContext) -> None:
        team = str(context.team_id)
        desk.channels.sharing_changed(team, event["channel"], True, context.get("delivery"))

    @app.event("channel_unshared")
    def unshared(event: Json, context: BoltContext) -> None:
        still = bool(event.get("is_ext_shared"))
        team = str(context.team_id)
        desk.channels.sharing_changed(team, event["channel"], still, context.get("delivery"))

    @app.event("user_change")
    def user_change(event: Json, context: BoltContext) -> None:
        user = event["user"]
        active = not user.get("deleted", False)
        news = UserChanged(str(context.team_id), user["id"], user.get("tz"), active)
        desk.people.changed(news, context.get("delivery"))

    @app.event(re.compile(".*"))
    def anything_else() -> None:
        """An event nobody waits for: the worker closes it."""
