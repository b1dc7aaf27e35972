"""How far a story has come, read from what stands in the workspace; so a step done by hand counts as well."""

from dataclasses import dataclass

from bot.simulator.people import Person
from bot.simulator.scenarios.stage import Stage
from bot.simulator.values import Json
from bot.simulator.workspace import Channel


@dataclass(frozen=True, slots=True)
class Plot:
    """Who asks whom, and where. `owner` is the product owner whose story this is."""

    asker: str
    room: str
    owner: str = "ana"

    def ana(self, stage: Stage) -> Person:
        """The product owner."""
        return stage.person(self.owner)

    def place(self, stage: Stage) -> Channel:
        return stage.room(self.room)

    def notice(self, stage: Stage, words: str) -> bool:
        """Whether the bot's last notice in the channel, from whenever, holds these words."""
        app = stage.sim.workspace.app.bot_id
        notices = [m for m in stage.sim.messages(self.place(stage)) if m.get("bot_id") == app]
        told = [m for m in notices if stage.reads(m, "/interests optout") or stage.reads(m, "switched off here")]
        return bool(told) and stage.reads(told[-1], words)

    def card(self, stage: Stage) -> Json | None:
        return stage.dm(self.ana(stage), "A request in")

    def request(self, stage: Stage) -> Json | None:
        """What was asked: the asker's last message before the card, or before the first reply to any of them."""
        card = self.card(stage)
        asker, place = stage.person(self.asker), self.place(stage)
        if card is not None:
            return stage.said(asker, place, before=card["ts"])
        app, rows = stage.sim.workspace.app.bot_id, stage.sim.messages(place)
        answered = {m.get("thread_ts") for m in rows if m.get("bot_id") == app}
        asked = [m for m in rows if m["ts"] > stage.since and m.get("user") == asker.user and m["ts"] in answered]
        return asked[0] if asked else None

    def reply(self, stage: Stage) -> Json | None:
        """What the bot wrote under the request."""
        request = self.request(stage)
        if request is None:
            return None
        return stage.bot_said(self.ana(stage), self.place(stage), "", thread=request["ts"], after=request["ts"])

    def answer(self, stage: Stage, who: str) -> Json | None:
        """What somebody wrote under the request after the bot did."""
        request, reply = self.request(stage), self.reply(stage)
        if request is None or reply is None:
            return None
        return stage.said(stage.person(who), self.place(stage), thread=request["ts"], after=reply["ts"])

    def prep(self, stage: Stage) -> Json | None:
        request = self.request(stage)
        return request and stage.dm(self.ana(stage), "My walk-away", after=request["ts"])

    def prompt(self, stage: Stage) -> Json | None:
        """The question how the talk went, answered or not."""
        prep = self.prep(stage)
        if prep is None:
            return None
        ana, thread = self.ana(stage), prep["ts"]
        return stage.dm(ana, "how did the talk go", thread=thread) or stage.dm(ana, "Kept, for you", thread=thread)

    def debriefed(self, stage: Stage) -> bool:
        prep = self.prep(stage)
        return prep is not None and stage.dm(self.ana(stage), "Kept, for you", thread=prep["ts"]) is not None

    def board(self, stage: Stage) -> Json | None:
        """The map in the owner's DM."""
        return stage.dm(self.ana(stage), "Interest map:")

    def shared(self, stage: Stage) -> Json | None:
        return stage.bot_said(self.ana(stage), self.place(stage), "Interest map:")

    def agreed(self, stage: Stage) -> Json | None:
        """What was agreed, wherever it was told."""
        ana = self.ana(stage)
        return stage.bot_said(ana, self.place(stage), "Agreed:") or stage.dm(ana, "Agreed:")

    def second_look(self, stage: Stage, who: str) -> Json | None:
        """The reminder on the review date."""
        agreed = self.agreed(stage)
        return agreed and stage.dm(stage.person(who), "time for the second look", after=agreed["ts"], last=True)

    def reviewed(self, stage: Stage, who: str) -> bool:
        agreed = self.agreed(stage)
        return agreed is not None and stage.dm(stage.person(who), "Answered:", after=agreed["ts"]) is not None
