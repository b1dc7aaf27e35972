"""What the methods work with: the workspace and the rules around it."""

from dataclasses import dataclass, field

from bot.simulator.manifest import Manifest
from bot.simulator.pacing import Pace
from bot.simulator.scopes import Kind, read_scope
from bot.simulator.values import Json
from bot.simulator.views import Views
from bot.simulator.web_api.call import ApiError
from bot.simulator.workspace import Channel, User, Workspace


@dataclass(slots=True)
class Upload:
    """A file between getUploadURLExternal and completeUploadExternal."""

    id: str
    name: str
    length: int
    content: bytes = b""
    shared: bool = False


@dataclass(slots=True)
class Context:
    ws: Workspace
    manifest: Manifest
    views: Views
    pace: Pace
    base: str = ""
    """The server's address, with a trailing slash."""
    uploads: dict[str, Upload] = field(default_factory=dict)

    def require(self, scope: str) -> None:
        if scope not in self.manifest.scopes:
            provided = ",".join(sorted(self.manifest.scopes))
            raise ApiError("missing_scope", needed=scope, provided=provided)

    def require_read(self, kind: Kind) -> None:
        self.require(read_scope(kind))

    def visible_channel(self, channel_id: str) -> Channel:
        """A channel the bot can see: public ones, and private ones it is in."""
        channel = self.ws.channels.get(channel_id)
        if channel is None or (channel.kind != "channel" and not self.ws.bot_in(channel)):
            raise ApiError("channel_not_found")
        return channel

    def person(self, user_id: str) -> User:
        user = self.ws.users.get(user_id)
        if user is None:
            raise ApiError("user_not_found")
        return user

    def permalink(self, channel: Channel, message: Json) -> str:
        link = f"https://{self.ws.domain}.slack.com/archives/{channel.id}/p{message['ts'].replace('.', '')}"
        if message.get("thread_ts", message["ts"]) != message["ts"]:
            link += f"?thread_ts={message['thread_ts']}&cid={channel.id}"
        return link
