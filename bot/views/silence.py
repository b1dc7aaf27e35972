"""What the bot says about its own silence: mutes, a higher threshold, the settings, a rehearsed card."""

from dataclasses import replace
from datetime import datetime, time

from slack_sdk.models.blocks import Block, ConversationFilter, ConversationSelectElement

from bot.domain.model import Channel, Counterpart
from bot.domain.silence import FOR_GOOD, MuteFor
from bot.services.coaching import Card
from bot.services.preferences import ChannelRules, Personal, Preferences
from bot.views import blocks, card
from bot.views.ids import VALUE, Action, Form
from bot.views.message import Message, Modal
from bot.views.text import place, when
from prompts.catalog import Catalogue

KEEP, OFF = "keep", "off"


def muted(words: Catalogue, until: datetime) -> Message:
    """The answer to `/interests mute`."""
    told = words.text("mute.for_good") if until >= FOR_GOOD else words.text("mute.until", when=when(until))
    return blocks.message(told, blocks.section(told))


def muted_here(words: Catalogue, channel: str, *, still: bool) -> Message:
    """No cards from one channel any more, with a way back."""
    told = words.text("mute.here" if still else "mute.here_undone", channel=place(channel))
    undo = [blocks.actions(blocks.button(words.text("mute.undo"), Action.MUTE_UNDO, channel))] if still else []
    return blocks.message(told, blocks.section(told), *undo)


def quieter(words: Catalogue, channel: Channel) -> Message:
    """The channel's threshold rose; how to undo it."""
    where = place(channel.channel)
    if not channel.raised:
        told = words.text("quieter.undone", channel=where)
        return blocks.message(told, blocks.section(told))
    told = words.text("quieter.text", channel=where)
    undo = blocks.button(words.text("quieter.undo"), Action.LISTEN_AGAIN, channel.channel)
    return blocks.message(told, blocks.section(told), blocks.actions(undo))


def rehearsed(words: Catalogue, found: Card) -> Message:
    """The owners' card as it would be, for a test channel: nobody there is "you"."""
    return in_rehearsal(words, found.request.channel, card.card(words, replace(found, owner="")))


def in_rehearsal(words: Catalogue, channel: str, shown: Message) -> Message:
    """The same message with a head that says what it is and whose it would have been."""
    head = words.text("rehearsal.head")
    note = blocks.context(words.text("rehearsal.note", channel=place(channel)))
    first = (blocks.section(f"*{head}*").to_dict(), note.to_dict())
    return Message(f"{head}: {shown.text}", (*first, *shown.blocks))


def settings_modal(words: Catalogue, found: Preferences) -> Modal:
    """A person's own settings, and those of the channel they are in and look after."""
    there, usual = found.channel, found.house_channel
    return blocks.modal(
        words.text("settings.title"),
        *_mine(words, found.mine, found.house),
        *(_channel(words, there, usual) if there and usual else [blocks.context(words.text("settings.elsewhere"))]),
        close=words.text("common.cancel"),
        submit=words.text("settings.submit"),
        form=Form.SETTINGS,
        metadata=there.channel if there else "",
    )


def _mine(words: Catalogue, mine: Personal, house: Personal) -> list[Block]:
    return [
        _typed(words, "day_start", _clock(mine.start), _clock(house.start)),
        _typed(words, "day_end", _clock(mine.end), _clock(house.end)),
        _typed(words, "cards_a_day", str(mine.cap), str(house.cap)),
        blocks.input_("mute", words.text("settings.mute"), blocks.static_select(_mutes(words, mine), chosen=0)),
        _asking(words, "role", mine.role),
    ]


def _asking(words: Catalogue, field: str, chosen: Counterpart | None) -> Block:
    """What somebody's asks are about; the first choice says nothing of it."""
    kinds = list(Counterpart)
    choices = [(words.text("counterpart.none"), OFF), *((words.text(f"counterpart.{one}"), str(one)) for one in kinds)]
    select = blocks.static_select(choices, chosen=kinds.index(chosen) + 1 if chosen else 0)
    return blocks.input_(field, words.text(f"settings.{field}"), select, hint=words.text(f"settings.{field}_hint"))


def _mutes(words: Catalogue, mine: Personal) -> list[tuple[str, str]]:
    """The first is how it stands."""
    choices = [(words.text(f"settings.mute_{choice.name.lower()}"), str(choice)) for choice in MuteFor]
    if mine.muted is None:
        return [(words.text("settings.mute_off"), OFF), *choices]
    as_now = words.text("settings.muted_for_good" if mine.muted_for_good else "settings.muted")
    return [(as_now, KEEP), (words.text("settings.unmute"), OFF), *choices]


def _channel(words: Catalogue, there: ChannelRules, usual: ChannelRules) -> list[Block]:
    counts = [f"{words.text(f'hushed.{why}')}: {count}" for why, count in there.hushed]
    silent = [blocks.context(words.text("settings.hushed", reasons=", ".join(counts)))] if counts else []
    return [
        blocks.divider(),
        blocks.section(words.text("settings.channel", channel=place(there.channel))),
        _typed(words, "channel_cards", str(there.cap), str(usual.cap)),
        _typed(words, "card_delay", str(there.delay), str(usual.delay)),
        blocks.input_(
            "rehearsal",
            words.text("settings.rehearsal"),
            _channel_select(there.rehearsal),
            optional=True,
            hint=words.text("settings.rehearsal_hint"),
        ),
        _asking(words, "askers", there.askers),
        *silent,
    ]


def _typed(words: Catalogue, field: str, now: str, usual: str) -> Block:
    return blocks.input_(
        field,
        words.text(f"settings.{field}"),
        blocks.plain_text_input(now, most=10),
        hint=words.text(f"settings.{field}_hint", usual=usual),
    )


def _channel_select(chosen: str | None) -> ConversationSelectElement:
    only = ConversationFilter(include=["public", "private"], exclude_external_shared_channels=True)
    return ConversationSelectElement(action_id=VALUE, initial_conversation=chosen, filter=only)


def _clock(moment: time) -> str:
    return moment.strftime("%H:%M")
