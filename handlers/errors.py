"""What a person sees when a wish cannot be granted, on the surface where they made it."""

import logging
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse

from bot.domain.errors import AlreadyHandled, Conflict, DomainError, Invalid, SlackAway
from bot.logs import where
from bot.views import answers
from handlers import again
from handlers.desk import Desk, Json
from handlers.incoming import press

logger = logging.getLogger("interests.handlers")


def register(app: App, desk: Desk) -> None:
    """Answer every failed interaction; a failed event is left to its worker, which tries again."""

    @app.error
    def failed(error: Exception, body: Json, context: BoltContext) -> BoltResponse | None:
        wish = error if isinstance(error, DomainError) else None
        if "delivery" in context:
            return _event_failed(error)
        if wish is None:
            logger.error("interaction failed", extra={"kind": body.get("type", "command")} | where(error))
            wish = DomainError("slack_down") if isinstance(error, SlackAway) else DomainError("generic")
        if body.get("type") == "view_submission":
            return BoltResponse(status=200, body=_in_form(desk, body, wish))
        if "command" in body:
            said = answers.error(desk.words, wish)
            return BoltResponse(status=200, body={"response_type": "ephemeral", "text": said.text})
        _beside(desk, body, wish)
        return BoltResponse(status=200, body="")


def _event_failed(error: Exception) -> BoltResponse | None:
    if isinstance(error, AlreadyHandled):
        return BoltResponse(status=200, body="")
    if isinstance(error, DomainError):
        # Trying again would not change a person's wish; what is worth saying was said by the service.
        logger.info("event declined", extra={"why": error.key})
        return BoltResponse(status=200, body="")
    logger.warning("event failed", extra=where(error))
    return None


def _in_form(desk: Desk, body: Json, wish: DomainError) -> Json:
    """The sentence under the field it is about, so that nothing typed is lost; else under the first field."""
    if isinstance(wish, Conflict) and wish.fresh and again.can_be_shown_again(body["view"], wish):
        view = again.shown_again(desk.words, body["view"], wish.fresh)
        return {"response_action": "update", "view": view}
    fields = [block["block_id"] for block in body["view"]["blocks"] if block.get("type") == "input"]
    field = wish.field if isinstance(wish, Invalid) and wish.field in fields else (fields or [""])[0]
    if not field:
        return {"response_action": "update", "view": answers.error_modal(desk.words, wish)}
    return {"response_action": "errors", "errors": {field: answers.field_error(desk.words, wish)}}


def _beside(desk: Desk, body: Json, wish: DomainError) -> None:
    """A sentence for the person alone: beside the message they acted on, or in a small window."""
    pressed = press(body)
    try:
        if body.get("type") == "block_actions" and pressed.channel:
            message: dict[str, Any] = body.get("message") or {}
            desk.surfaces.ephemeral(
                pressed.team,
                pressed.channel,
                pressed.user,
                answers.error(desk.words, wish),
                message.get("thread_ts"),
            )
        else:
            desk.surfaces.open_view(pressed.team, pressed.trigger, answers.error_modal(desk.words, wish))
    except Exception:  # noqa: BLE001 - there is no further surface to say it on
        logger.warning("could not tell the person", extra={"why": wish.key})
