"""One of everything a view can show, with the same words in every place where a person writes."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.coaching.select import Coaching, Question
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.model import Interest, Mark, Negotiation, NegotiationState, Party
from bot.domain.interest_map.sheet import Sheet
from bot.domain.model import (
    Agreement,
    Channel,
    Debrief,
    DebriefState,
    FeatureRequest,
    MessageRef,
    Mode,
    Note,
    Outcome,
    Prep,
    Purpose,
    RequestState,
    Settlement,
    Signal,
    SignalKind,
    Talk,
)
from bot.domain.silence import FOR_GOOD, Why
from bot.domain.trail import SettingChange
from bot.domain.visibility import NOBODY
from bot.services.agreements import Review
from bot.services.channels import ChannelSetup
from bot.services.coaching import Card, OwnerPost, PublicReply
from bot.services.debriefs import Prompt
from bot.services.forgetting import Forgotten
from bot.services.negotiations import Map
from bot.services.own_data import MOST_PIECES, Passage, cut
from bot.services.preferences import ChannelRules, Personal, Preferences
from bot.services.preps import Brief
from bot.views import agreements, answers, card, channel, debrief, maps, prep, privacy, silence, ways
from bot.views.message import Message, Modal
from prompts.catalog import Catalogue, load
from tests.views import samples_map, samples_moves, samples_threads

WORDS = load()
NOW = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
TODAY = date(2026, 12, 4)
ME, OTHER, REQUESTER = "U0ME", "U0OTHER", "U0ASKS"
LINK = "https://example.slack.com/archives/C0ASK/p1?thread_ts=1&cid=C0ASK"
SOURCE = MessageRef("T0", "C0ASK", "1700000000.000100")

Shown = Message | Modal


def a_request(said: str = "by Friday", **changes: object) -> FeatureRequest:
    signals = tuple(Signal(kind, said) for kind in (SignalKind.DEADLINE, SignalKind.RENEWAL, SignalKind.CHURN))
    made = FeatureRequest("r1", "T0", "C0ASK", "1700000000.000100", REQUESTER, signals, said, NOW)
    return replace(made, **changes)  # type: ignore[arg-type]


def a_coaching(said: str = "the export") -> Coaching:
    questions = (
        Question(Purpose.OUTCOME, f"What would {said} make possible?"),
        Question(Purpose.TIMING, f"How does {said} help by then?"),
    )
    return Coaching((f"It sounds like {said} matters a lot.",), questions, said)


def a_card(said: str = "the export", owner: str = ME, link: str | None = LINK, **changes: object) -> Card:
    return Card(a_request(said, **changes), a_coaching(said), owner, link)


def a_card_with_two_labels(said: str = "the export") -> Card:
    labels = (f"It seems {said} decides it.", "It seems the clock is a big part of this.")
    return replace(a_card(said), coaching=replace(a_coaching(said), labels=labels, mirror=None))


def a_prep(said: str = "") -> Prep:
    notes = tuple(Note(f"170000000{place}.0", said) for place in range(9)) if said else ()
    talk = Talk(NOW, NOW + timedelta(minutes=45), "Europe/Berlin")
    return Prep("p1", "T0", ME, SOURCE, NOW, REQUESTER, said, (), said, said, said, said, talk, notes)


def a_debrief(said: str = "", state: DebriefState = DebriefState.DUE) -> Debrief:
    return Debrief("d1", "T0", ME, "p1", NOW, state, 0, said, said, said, said)


def a_brief(said: str = "", **changes: object) -> Brief:
    signals = a_request(said or "by Friday").signals
    done = a_debrief(said, DebriefState.DONE)
    made = Brief(replace(a_prep(said), signals=signals), a_coaching(said), LINK, said, done, hidden=False)
    return replace(made, **changes)  # type: ignore[arg-type]


def a_map(said: str = "the export", parties: int = 2, agreed: int = 0, **changes: object) -> Map:
    sides = tuple(
        Party(said, OTHER if place else None, said, said, key, confirmed=not place)
        for place, key in enumerate("abcdef"[:parties])
    )
    interests = tuple(an_interest(said, id=f"i{n}", party=side.key) for side in sides for n in range(2))
    negotiation = Negotiation("n1", "T0", ME, said, sides, NOW, SOURCE, shared_outcome=said, blocker=said)
    found = tuple(an_agreement(said, outcome=Outcome.CHANGE) for _ in range(agreed))
    return Map(Sheet(replace(negotiation, **changes), interests), found)  # type: ignore[arg-type]


def an_interest(said: str = "keep the renewal", **changes: object) -> Interest:
    made = Interest("i1", "T0", "n1", "a", said, ME, NOW, marks={"b": Mark.OURS_TOO})
    return replace(made, **changes)  # type: ignore[arg-type]


def an_agreement(said: str = "send the draft", **changes: object) -> Agreement:
    made = Agreement("a1", "T0", ME, OTHER, said, TODAY, date(2027, 1, 4), "UTC", NOW, "n1", change=said)
    return replace(made, **changes)  # type: ignore[arg-type]


def everything(said: str, words: Catalogue = WORDS) -> Iterator[tuple[str, Shown]]:
    """Every view there is, in every state it has, by a name that says which."""
    yield from _channels(words)
    yield from _cards(words, said)
    yield from _preps(words, said)
    yield from _debriefs(words, said)
    yield from _maps(words, said)
    yield from _agreements(words, said)
    yield from _answers(words, said)
    yield from _privacy(words, said)
    yield from samples_moves.moves(words, said)
    yield from samples_map.sides_of(said, words)
    yield from samples_map.asked_of(said, words)
    yield from samples_map.maps_of(said, words)
    yield from samples_map.options_of(said, words)
    yield from samples_map.records_of(said, words)
    yield from samples_map.jargon_of(words)
    yield from samples_map.homes_of(said, words)
    yield from _silences(words, said)
    yield from samples_threads.threads(words, said)


def _channels(words: Catalogue) -> Iterator[tuple[str, Shown]]:
    for mode in Mode:
        for owners in ((), (ME,), (ME, OTHER, REQUESTER)):
            chosen = Channel("T0", "C0ASK", mode, owners)
            yield f"setup {mode} {len(owners)}", channel.setup(words, chosen, "compass")
            yield f"notice {mode} {len(owners)}", channel.notice(words, chosen, "compass")
            for may in (True, False):
                seen = ChannelSetup("C0ASK", mode, owners, may)
                yield f"settings {mode} {len(owners)} {may}", channel.channel_modal(words, seen, "compass")
    yield "notice of learning", channel.consent_notice(words)
    yield "setup shared", channel.setup(words, Channel("T0", "C0ASK", shared=True), "compass")


def _cards(words: Catalogue, said: str) -> Iterator[tuple[str, Shown]]:
    yield "card", card.card(words, a_card(said))
    yield "card without link", card.card(words, a_card(said, link=None))
    bare = replace(a_card(said), request=a_request(signals=()), coaching=replace(a_coaching(said), mirror=None))
    yield "card without signals", card.card(words, bare)
    for kind in SignalKind:
        one = (Signal(kind, said),)
        yield f"card {kind}", card.card(words, replace(a_card(said), request=a_request(signals=one)))
    yield "card with two labels", card.card(words, a_card_with_two_labels(said))
    for nameless in (replace(a_coaching(said), labels=()), replace(a_coaching(said), labels=(), mirror=None)):
        echoed = "echo" if nameless.mirror else "nothing"
        yield f"card with {echoed} to name it", card.card(words, replace(a_card(said), coaching=nameless))
        yield f"reply with {echoed} to name it", card.public_reply(words, PublicReply(a_request(said), nameless))
    for link in (LINK, None):
        yield f"wait over {link}", card.wait_over(words, a_card(said, link=link))
    yield "card withdrawn", card.card(words, a_card(said, state=RequestState.WITHDRAWN))
    for how in Settlement:
        for owner in (ME, OTHER):
            settled = a_card(said, owner, state=RequestState.SETTLED, settled_by=ME, settled_as=how, waits_until=NOW)
            yield f"card {how} {owner}", card.card(words, settled)
            yield f"wait over {how} {owner}", card.wait_over(words, settled)
    yield "card closed", card.closed(words)
    yield "edit form", card.edit_modal(words, "r1", said)
    yield "public reply", card.public_reply(words, PublicReply(a_request(said), a_coaching(said)))
    yield "owner post", card.owner_post(words, OwnerPost(said, ME))


def _preps(words: Catalogue, said: str) -> Iterator[tuple[str, Shown]]:
    yield "prep", prep.prep(words, a_brief(said))
    yield "prep empty", prep.prep(words, a_brief("", last_lesson="", debrief=None, link=None))
    yield "prep hidden", prep.prep(words, a_brief(said, hidden=True))
    yield "prep nameless", prep.prep(words, a_brief(said, hidden=True, coaching=replace(a_coaching(said), labels=())))
    yield "prep thread", prep.prep_thread(words)
    yield "prep again", prep.prep_again(words)
    for shared in (True, False):
        yield f"prep off {shared}", prep.prep_off(words, "C0ASK", shared)
    yield "prep gone", prep.prep_gone(words)
    for kept in (True, False):
        yield f"note {kept}", prep.note_offer(words, "p1", "D0ME", "1.2", kept, "1.1")
    for part in prep.PARTS:
        yield f"form {part}", prep.part_modal(words, a_prep(said), part)
    for minutes in (30, 50):
        yield f"talk form {minutes}", prep.talk_modal(words, "p1", NOW, minutes, "Europe/Berlin")


def _debriefs(words: Catalogue, said: str) -> Iterator[tuple[str, Shown]]:
    for state in DebriefState:
        for current in (True, False):
            prompt = Prompt(a_debrief(said, state), said, current)
            yield f"debrief {state} {current}", debrief.debrief(words, prompt)
    yield "debrief form", debrief.debrief_modal(words, "d1")


def _maps(words: Catalogue, said: str) -> Iterator[tuple[str, Shown]]:
    for parties in range(2, 7):
        for shared in (True, False):
            for state in NegotiationState:
                found = a_map(said, parties, agreed=7, state=state)
                yield f"map {parties} {shared} {state}", maps.map_message(words, found, shared)
    yield "map saved", maps.map_saved(words, a_map(said, 6, agreed=3))
    yield "map window", maps.map_view(words, a_map(said, 6, agreed=3))
    for count in (0, 1, 12, 15):
        listed = [replace(a_map(said, 6).negotiation, id=f"n{place}") for place in range(count)]
        yield f"list {count}", maps.map_list(words, listed, OTHER)
    sides = tuple(Side(said, OTHER, said, said, said, key) for key in "abcdef")
    for count in range(1, 8):
        form = maps.map_modal(words, Draft(said, sides[:count], SOURCE), "n1", 3, SOURCE, count)
        yield f"map form {count}", form
    yield "new map form", maps.map_modal(words, Draft(said, ()))
    yield "new map form, a demand", maps.map_modal(words, Draft(said, ()), demand=said)
    for has_thread in (True, False):
        yield f"share form {has_thread}", maps.share_modal(words, a_map(said).negotiation, has_thread)


def _agreements(words: Catalogue, said: str) -> Iterator[tuple[str, Shown]]:
    for outcome in (None, *Outcome):
        for title in ("", said):
            for current in (True, False):
                review = Review(an_agreement(said, outcome=outcome), title, current)
                name = f"{outcome} {bool(title)} {current}"
                yield f"agreement {name}", agreements.agreement(words, review)
                yield f"ahead {name}", agreements.reminder(words, review, True)
                yield f"due {name}", agreements.reminder(words, review, False)
                yield f"result {name}", agreements.result(words, review)
    yield "agreement form", agreements.agreement_modal(words, ("map", "n1"), ME, TODAY)
    yield "change form", agreements.change_modal(words, an_agreement(said), TODAY)


def _answers(words: Catalogue, said: str) -> Iterator[tuple[str, Shown]]:
    yield "plain", answers.plain(words, "optout.done")
    yield "help", answers.help_(words, "compass")
    yield "dm help", answers.dm_help(words, "compass")
    yield "error", answers.error(words, NotFound("not_found"))
    yield "error window", answers.error_modal(words, NotFound("not_found"))
    for owners in ("", ME, f"{ME} {OTHER}"):
        yield f"error for owners {owners}", answers.error(words, NotAllowed("not_owner", owners=owners))
    for reason in ("is_archived", "not_in_channel", "channel_not_found", "msg_too_long"):
        yield f"not said {reason}", answers.not_said(words, "C0ASK", reason)
    for now in ((said, said, ""), ()):
        blocks = answers.changed_meanwhile(words, now)
        yield f"changed meanwhile {len(now)}", Message("changed", tuple(block.to_dict() for block in blocks))
    yield "unknown near", answers.unknown_command(words, said, "list")
    yield "unknown", answers.unknown_command(words, said, None)


def _privacy(words: Catalogue, said: str) -> Iterator[tuple[str, Shown]]:
    pieces = cut(json.dumps({"my_interest": said}, ensure_ascii=False))
    for some in (pieces[:MOST_PIECES], ()):
        yield f"my data {bool(some)}", privacy.my_data_text(words, Passage(some, 1, 2))
    yield "forget form", privacy.forget_modal(words)
    for stayed in (0, 2):
        yield f"forgotten {stayed}", privacy.forgotten(words, Forgotten(1, 2, 3, 4, 5, 6, 7, stayed, 0, stayed == 0))
    yield "forgotten message", privacy.forgotten_message(words)
    yield "no audit", privacy.audit(words, [])
    changes = [
        ("mode", "off", "private"),
        ("owners", "", f"{ME} {OTHER}"),
        ("sensitivity", "standard", said),
        ("keeps_examples", "no", "yes"),
        ("rehearsal", "", "C0ASK"),
        ("askers", "support", ""),
        ("raised_bar", "yes", "no"),
        ("cards_a_day", "", "2"),
        ("card_delay", "120", "60"),
        ("a_later_one", said, "3"),
    ]
    trail = [SettingChange("T0", NOW, who, *change, channel="C0ASK") for change in changes for who in (ME, NOBODY)]
    yield "audit", privacy.audit(words, trail)
    gone = an_agreement(said, author=NOBODY, owner=NOBODY, outcome=Outcome.KEEP, outcome_by=NOBODY)
    yield "agreement of nobody", agreements.result(words, Review(gone, said, True))
    yield "map left", maps.left_message(words, a_map(said).negotiation)
    yield "map of nobody", maps.map_message(words, a_map(said, author=NOBODY), True)
    yield "card of nobody", card.card(words, a_card(said, requester=NOBODY))


def _silences(words: Catalogue, said: str) -> Iterator[tuple[str, Shown]]:
    house = Personal(time(9), time(18), 4)
    hushed = tuple((str(why), 2) for why in Why if why is not Why.REHEARSAL)
    usual = ChannelRules("C0ASK", 3, 2)
    for muted in (None, NOW, FOR_GOOD):
        mine = replace(house, muted=muted)
        yield f"own settings {muted}", silence.settings_modal(words, Preferences(mine, house))
        for there in (usual, replace(usual, rehearsal="C0TEST", hushed=hushed)):
            found = Preferences(mine, house, there, usual)
            yield f"channel settings {muted} {there.rehearsal}", silence.settings_modal(words, found)
        if muted:
            yield f"muted {muted}", silence.muted(words, muted)
    yield "muted here window", ways.muted_modal(words)
    for still in (True, False):
        yield f"muted here {still}", silence.muted_here(words, "C0ASK", still=still)
        raised = Channel("T0", "C0ASK", raised=0.5 if still else 0.0)
        yield f"quieter {still}", silence.quieter(words, raised)
    for state in RequestState:
        changes = {"state": state, "settled_by": ME, "settled_as": Settlement.REPLIED}
        yield f"rehearsed {state}", silence.rehearsed(words, a_card(said, **changes))
