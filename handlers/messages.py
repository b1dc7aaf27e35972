"""Messages in channels and in the bot's DM: new, edited, deleted."""

from slack_bolt import App, BoltContext

from bot.domain.model import Delivery, MessageRef
from bot.services.noticing import Heard
from bot.services.preps import DirectMessage
from bot.services.replies import Reply
from handlers.desk import Desk, Json
from handlers.incoming import message_ref, plain


def register(app: App, desk: Desk) -> None:
    """Listen to messages of every kind; the receiver has dropped what must not be read."""

    @app.event("message")
    def message(event: Json, context: BoltContext) -> None:
        delivery: Delivery | None = context.get("delivery")
        team = str(context.team_id)
        direct = event.get("channel_type") == "im" or str(event["channel"]).startswith("D")
        match event.get("subtype"):
            case "message_changed" if not direct:
                changed(team, event, delivery)
            case "message_deleted" if not direct:
                before = event.get("previous_message") or {}
                ref = message_ref(team, event["channel"], {**before, "ts": event["deleted_ts"]})
                desk.noticing.deleted(ref, delivery)
            case None | "file_share" | "thread_broadcast" if event.get("user"):
                new(team, event, delivery, direct=direct)
            case _:
                pass  # the worker closes what needs no work

    def changed(team: str, event: Json, delivery: Delivery | None) -> None:
        edited = event["message"]
        ref = message_ref(team, event["channel"], edited)
        if edited.get("subtype") == "tombstone":  # what is left of a deleted message that has replies
            desk.noticing.deleted(ref, delivery)
        elif edited.get("user"):
            desk.noticing.heard(Heard(ref, edited["user"], plain(edited.get("text") or "")), delivery)

    def new(team: str, event: Json, delivery: Delivery | None, *, direct: bool) -> None:
        ref = message_ref(team, event["channel"], event)
        if direct:
            desk.preps.wrote(DirectMessage(ref, event["user"]), delivery)
        else:
            _in_channel(desk, ref, event, delivery)


def _in_channel(desk: Desk, ref: MessageRef, event: Json, delivery: Delivery | None) -> None:
    """A reply comes here only under a request that is followed, or without its words."""
    text = plain(event.get("text") or "")
    if ref.root != ref.ts:
        desk.replies.replied(Reply(ref, event["user"], text), delivery)
    else:
        desk.noticing.heard(Heard(ref, event["user"], text), delivery)
