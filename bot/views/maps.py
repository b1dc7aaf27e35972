"""Interest maps: the message with its buttons, my list, the form to write one and the form to share one."""

from collections.abc import Sequence
from zlib import crc32

from slack_sdk.models.blocks import Block, ButtonElement, SectionBlock

from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.model import FEWEST_PARTIES, MOST_PARTIES, Negotiation, NegotiationState, Scoring
from bot.domain.model import MessageRef
from bot.services.negotiations import Map
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.interests import unlocking
from bot.views.map_body import body
from bot.views.message import Message, Modal
from bot.views.people import named
from bot.views.text import line
from prompts.catalog import Catalogue

DEMAND = "demand"
MOST_LISTED = 12
TITLE, NAME, SAID, LINK = 120, 75, 300, 300
"""Characters a person may type into a map's fields."""


def map_message(words: Catalogue, map_: Map, shared: bool, reader: str | None = None) -> Message:
    """The map with what can be done with it: by its author (`reader` None or theirs), a party, or all in a channel.

    A `shared` copy says from whom.
    """
    authors = not shared and reader in {None, map_.negotiation.author}
    slots = {"title": line(map_.negotiation.title), "who": named(words, map_.negotiation.author)}
    by = [blocks.context(words.text("map.shared_by", **slots))] if shared else []
    return blocks.message(
        words.text("map.shared_text" if shared else "map.text", **slots),
        *body(words, map_),
        *by,
        *_buttons(words, map_.negotiation, authors=authors),
    )


def left_message(words: Catalogue, negotiation: Negotiation) -> Message:
    """What takes the map's place for somebody who stands for no side any more: its title was theirs to read."""
    text = words.text("map.left", title=line(negotiation.title), who=named(words, negotiation.author))
    return blocks.message(text, blocks.section(text))


def _buttons(words: Catalogue, negotiation: Negotiation, *, authors: bool) -> list[Block]:
    """The author's copy has a second row for what only they may do."""
    id_ = negotiation.id
    if negotiation.state is NegotiationState.CLOSED:
        reopen = blocks.button(words.text("map.reopen"), Action.MAP_REOPEN, id_)
        return [blocks.actions(reopen)] if authors else []
    score = blocks.button(words.text("options.score"), Action.SCORE_WRITE, encode(id_, "0"), "primary")
    first = [
        *([score] if negotiation.scoring is Scoring.OPEN else []),
        side_button(words, id_),
        options_button(words, id_),
        blocks.button(words.text("map.record"), Action.AGREEMENT_RECORD, encode("map", id_)),
    ]
    if not authors:
        return [blocks.actions(*first, blocks.button(words.text("more_menu.history"), Action.HISTORY_OPEN, id_))]
    more = [(words.text(f"more_menu.{name}"), encode(id_, name)) for name in ("history", "export", "close")]
    return [
        blocks.actions(*first),
        blocks.actions(
            blocks.button(words.text("map.ask"), Action.ASK_OPEN, id_),
            blocks.button(words.text("map.share"), Action.MAP_SHARE, id_),
            blocks.button(words.text("map.edit"), Action.MAP_EDIT, id_),
            blocks.overflow(more, Action.MAP_MORE),
        ),
    ]


def side_button(words: Catalogue, map_id: str) -> ButtonElement:
    """Into the window of interests, at the reader's own side."""
    return blocks.button(words.text("map.interests_button"), f"{Action.SIDE_OPEN}_mine", encode(map_id, ""))


def options_button(words: Catalogue, map_id: str) -> ButtonElement:
    return blocks.button(words.text("options.button"), f"{Action.OPTIONS_OPEN}_map", encode(map_id, "0"))


def map_list(words: Catalogue, negotiations: Sequence[Negotiation], me: str) -> Message:
    """My open maps, newest first, and the way to a new one."""
    new = blocks.actions(blocks.button(words.text("list.new"), Action.MAP_NEW, "new", style="primary"))
    if not negotiations:
        empty = words.text("list.empty")
        return blocks.message(empty, blocks.section(empty), new)
    hidden = len(negotiations) - MOST_LISTED
    more = [blocks.context(words.text("list.more", count=str(hidden)))] if hidden > 0 else []
    return blocks.message(
        words.text("list.text", count=str(len(negotiations))),
        blocks.section(f"*{words.text('list.title')}*"),
        *(_item(words, negotiation, me) for negotiation in negotiations[:MOST_LISTED]),
        *more,
        new,
    )


def _item(words: Catalogue, negotiation: Negotiation, me: str) -> SectionBlock:
    parties = " · ".join(line(party.name, 40) for party in negotiation.parties)
    notes = []
    if negotiation.author != me:
        notes.append(words.text("list.by", who=named(words, negotiation.author)))
    if negotiation.state is NegotiationState.AGREED:
        notes.append(words.text("list.agreed"))
    item = words.text("list.item", title=line(negotiation.title, 120), parties=parties)
    opener = blocks.button(words.text("list.open"), Action.MAP_OPEN, negotiation.id)
    return blocks.section(item, " · ".join(notes), accessory=opener)


def map_modal(
    words: Catalogue,
    draft: Draft,
    id_: str = "",
    version: int = 0,
    source: MessageRef | None = None,
    count: int = 2,
    demand: str = "",
) -> Modal:
    """The form with what is in the draft; `count` parties have room, from two to six.

    `demand`: an interest in it that reads like one; the form asks about it, once, under the block id DEMAND.
    """
    room = min(max(count, FEWEST_PARTIES, len(draft.sides)), MOST_PARTIES)
    sides = [*draft.sides, *[Side("")] * room][:room]
    topic = blocks.input_(
        "title",
        words.text("new_map.topic"),
        blocks.plain_text_input(" ".join(draft.title.split()), most=TITLE),
        hint=words.text("new_map.topic_hint"),
    )
    more = blocks.button(words.text("new_map.add_party"), Action.MAP_ADD_PARTY, str(room))
    return blocks.modal(
        words.text("new_map.edit_title" if id_ else "new_map.title"),
        *([_unlocking(words, demand)] if demand else []),
        topic,
        *(block for place, side in enumerate(sides) for block in _side(words, place, side)),
        *([blocks.actions(more, block=Action.MAP_ADD_PARTY)] if room < MOST_PARTIES else []),
        close=words.text("common.cancel"),
        submit=words.text("new_map.submit_edit" if id_ else "new_map.submit"),
        form=Form.MAP,
        metadata=encode(id_, str(version), *_place(source), "".join(side.key for side in draft.sides)),
    )


def _unlocking(words: Catalogue, demand: str) -> Block:
    asked = unlocking(words, crc32(demand.encode("utf-8", "replace")))
    return SectionBlock(block_id=DEMAND, text=blocks.mrkdwn(f"> {line(demand, SAID)}\n{asked}"))


def _place(source: MessageRef | None) -> tuple[str, str, str]:
    return (source.channel, source.ts, source.thread_ts or "") if source else ("", "", "")


def _side(words: Catalogue, place: int, side: Side) -> list[Block]:
    """One side. From the third on its name may stay empty, which leaves the side out.

    A new side is asked for its interest; one that stands on the map already has a window for its interests, and is
    asked for the risk instead.
    """
    last = ("risk", side.risk) if side.key else ("interest", side.interest)
    texts = (("position", side.position), last)
    return [
        blocks.divider(),
        blocks.section(f"*{words.text('new_map.party', number=str(place + 1))}*"),
        blocks.input_(
            f"name_{place}",
            words.text("new_map.name"),
            blocks.plain_text_input(side.name, most=NAME),
            optional=place >= FEWEST_PARTIES,
            hint=words.text("new_map.name_hint"),
        ),
        blocks.input_(f"user_{place}", words.text("new_map.person"), blocks.users_select(side.user), optional=True),
        *(
            blocks.input_(
                f"{field}_{place}",
                words.text(f"new_map.{field}"),
                blocks.plain_text_input(text, most=SAID),
                optional=True,
                hint=words.text(f"new_map.{field}_hint"),
            )
            for field, text in texts
        ),
    ]


def map_saved(words: Catalogue, map_: Map) -> Modal:
    """After saving: the map itself, and where it lies."""
    note = blocks.section(words.text("new_map.created"))
    title, close = words.text("map.window"), words.text("common.done")
    return blocks.modal(title, note, blocks.divider(), *body(words, map_), close=close)


def map_view(words: Catalogue, map_: Map) -> Modal:
    """The map in a window, opened from the list; what can be done with it stands with it in the direct messages."""
    closed = map_.negotiation.state is NegotiationState.CLOSED
    ways = (
        []
        if closed
        else [blocks.actions(side_button(words, map_.negotiation.id), options_button(words, map_.negotiation.id))]
    )
    where = blocks.context(words.text("map.where"))
    return blocks.modal(words.text("map.window"), *body(words, map_), *ways, where, close=words.text("common.close"))


def share_modal(words: Catalogue, negotiation: Negotiation, has_thread: bool) -> Modal:
    """Where to show the map; the thread it began in is offered where there is one, and a chosen channel wins."""
    choices = [(words.text("share.in_thread"), "thread"), (words.text("share.in_channel"), "channel")]
    thread = [blocks.input_("thread", words.text("share.thread"), blocks.radio(choices))] if has_thread else []
    link = blocks.input_(
        "link",
        words.text("share.link"),
        blocks.plain_text_input("", most=LINK),
        optional=True,
        hint=words.text("share.link_hint"),
    )
    return blocks.modal(
        words.text("share.title"),
        *thread,
        blocks.input_(
            "channel",
            words.text("share.place"),
            # Empty where a thread is offered, because a channel that is chosen wins over it.
            blocks.conversations_select(current=not has_thread),
            optional=True,
            hint=words.text("share.place_or_thread" if has_thread else "share.place_hint"),
        ),
        *([] if has_thread else [link]),
        close=words.text("common.cancel"),
        submit=words.text("share.submit"),
        form=Form.SHARE,
        metadata=negotiation.id,
    )
