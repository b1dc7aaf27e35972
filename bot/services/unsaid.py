"""What a person asked to be posted and Slack refused: they are told, and a request waits for an answer again."""

from dataclasses import dataclass, replace

from bot.domain.model import OutboxRow, RequestState, Saying, Settlement, Utterance
from bot.services.map_records import export_in_messages
from bot.services.own_data import tell_in_messages
from bot.services.ports import Work
from bot.services.standing import refresh_cards
from bot.services.world import Hush, World

ASKED_FOR = frozenset(
    {
        Saying.OWNER_POST,
        Saying.SHARED_MAP,
        Saying.HOLDING_LINE,
        Saying.CANVAS_INVITE,
        Saying.CANVAS,
        Saying.THREAD_LINE,
        Saying.LIMITS,
        Saying.MY_DATA,
        Saying.MAP_EXPORT,
        Saying.BRAINSTORM,
    }
)


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Where it should have stood, and Slack's reason."""

    channel: str
    reason: str


class UnsaidService:
    """Nothing that a person asked for is given up in silence."""

    def __init__(self, world: World) -> None:
        self._world = world

    def given_up(self, row: OutboxRow) -> None:
        """The sender gave a row up; tell who asked for it, where somebody did."""
        said = row.utterance
        if said.saying not in ASKED_FOR or said.person is None:
            return
        now = self._world.clock.now()
        with self._world.store.work() as work:
            if said.saying is Saying.MY_DATA:
                tell_in_messages(work, said)
                return
            if said.saying is Saying.MAP_EXPORT:
                export_in_messages(work, said)
                return
            key = f"unsaid:{row.id}"
            work.outbox.say(Utterance(said.team, Saying.NOT_SAID, said.key, key, now, person=said.person))
            if said.saying is Saying.OWNER_POST:
                self._reopen(work, said.team, said.subject, Settlement.POSTED)
            if said.saying is Saying.CANVAS_INVITE:
                invitation = work.thread_posts.get(said.team, said.subject)
                self._reopen(work, said.team, invitation.request if invitation else "", Settlement.ASKED)

    def _reopen(self, work: Work, team: str, request_id: str, settled_as: Settlement) -> None:
        request = work.requests.get(team, request_id)
        if request is None or request.settled_as is not settled_as:
            return
        reopened = replace(request, state=RequestState.OPEN, settled_by=None, settled_as=None, posted_text=None)
        work.requests.save(reopened)
        refresh_cards(work, reopened, self._world.clock.now())

    def report(self, team: str, key: str) -> Unsaid | Hush:
        """What the message in the person's DM says."""
        with self._world.store.reading() as work:
            row = work.outbox.by_key(team, key)
        if row is None or row.utterance.channel is None:
            return Hush("the row is gone")
        return Unsaid(row.utterance.channel, row.reason)
