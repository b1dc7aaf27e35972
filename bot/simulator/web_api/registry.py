"""Which methods there are, with which token and scope, and how a call is carried out."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.values import Json
from bot.simulator.web_api import chat, conversations, files, people, view_methods
from bot.simulator.web_api.call import ApiError, Call
from bot.simulator.web_api.context import Context
from bot.simulator.web_api.errors import documented

Method = Callable[[Context, Call], Json]


@dataclass(frozen=True, slots=True)
class Spec:
    """`scope` is checked before anything else; calls about a conversation check more once they know it."""

    run: Method
    scope: str = ""
    token: str = "bot"  # noqa: S105 - the kind of token, not one


def apps_connections_open(_ctx: Context, _call: Call) -> Json:
    """Answered by the server, which knows the address."""
    return {}


METHODS: dict[str, Spec] = {
    "auth.test": Spec(people.auth_test, token="any"),  # noqa: S106
    "apps.connections.open": Spec(apps_connections_open, token="app"),  # noqa: S106
    "chat.postMessage": Spec(chat.post_message, "chat:write"),
    "chat.update": Spec(chat.update, "chat:write"),
    "chat.delete": Spec(chat.delete, "chat:write"),
    "chat.postEphemeral": Spec(chat.post_ephemeral, "chat:write"),
    "chat.getPermalink": Spec(chat.get_permalink),
    "conversations.open": Spec(conversations.open_, "im:write"),
    "conversations.info": Spec(conversations.info),
    "conversations.members": Spec(conversations.members),
    "conversations.history": Spec(conversations.history),
    "conversations.replies": Spec(conversations.replies),
    "conversations.join": Spec(conversations.join, "channels:join"),
    "reactions.get": Spec(people.reactions_get, "reactions:read"),
    "reactions.add": Spec(people.reactions_add, "reactions:write"),
    "reactions.remove": Spec(people.reactions_remove, "reactions:write"),
    "users.info": Spec(people.users_info, "users:read"),
    "dnd.info": Spec(people.dnd_info, "dnd:read"),
    "views.open": Spec(view_methods.open_),
    "views.push": Spec(view_methods.push),
    "views.update": Spec(view_methods.update),
    "views.publish": Spec(view_methods.publish),
    "files.getUploadURLExternal": Spec(files.get_upload_url, "files:write"),
    "files.completeUploadExternal": Spec(files.complete_upload, "files:write"),
}


def run(ctx: Context, call: Call) -> Json:
    """Carries the call out; returns Slack's answer, ok or not."""
    try:
        spec = METHODS[call.method]
        if spec.scope:
            ctx.require(spec.scope)
        return {"ok": True, **spec.run(ctx, call)}
    except ApiError as error:
        if error.error not in documented(call.method):
            raise RuntimeError(f"{error.error} is not documented for {call.method}") from error
        return {"ok": False, "error": error.error, **error.more}
