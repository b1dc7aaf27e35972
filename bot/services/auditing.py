"""The settings' trail: written where a setting changes, read by a channel's owners."""

from collections.abc import Sequence

from bot.domain.errors import NotAllowed
from bot.domain.trail import SettingChange
from bot.services.channels import ChannelService
from bot.services.world import World

LATEST = 10


class AuditService:
    """Who changed what in a channel; nobody but its owners is told."""

    def __init__(self, world: World, channels: ChannelService) -> None:
        self._world = world
        self._channels = channels

    def latest(self, team: str, channel: str, user: str) -> Sequence[SettingChange]:
        """The latest changes first; raises for who does not look after the channel."""
        owners = self._channels.look(team, channel, user).owners
        if user not in owners:
            raise NotAllowed("not_auditor", owners=" ".join(owners)) if owners else NotAllowed("members_only")
        with self._world.store.reading() as work:
            return work.audit.of_channel(team, channel, LATEST)
