"""Turning the bot on in a channel: the question to the inviter, the notice to all, the settings form."""

from slack_sdk.models.blocks import ButtonElement, InputBlock

from bot.domain.model import Channel, Mode, Sensitivity
from bot.services.channels import ChannelSetup, Listening
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.message import Message, Modal
from bot.views.people import people
from bot.views.text import place
from prompts.catalog import Catalogue

KEEP = "keep"
MODES = (Mode.PRIVATE, Mode.PUBLIC, Mode.REACTIONS, Mode.OFF)


def setup(words: Catalogue, channel: Channel, emoji: str) -> Message:
    """What the bot would read and keep there, with a button for every mode; the chosen one is named."""
    where = place(channel.channel)
    if channel.shared:
        told = words.text("setup.shared", channel=where)
        return blocks.message(told, blocks.section(told))
    said = _state(words, channel)
    return blocks.message(
        said or words.text("setup.text", channel=where),
        blocks.section(said or f"*{words.text('setup.title', channel=where)}*"),
        blocks.section(words.text("setup.reads"), _keeps(words, channel), words.text("setup.stops")),
        blocks.section(_lines(words, emoji)),
        *([] if said else [blocks.section(words.text("setup.ask"))]),
        blocks.actions(*(_mode_button(words, channel, mode) for mode in MODES)),
    )


def _keeps(words: Catalogue, channel: Channel) -> str:
    return words.text("setup.keeps_texts" if channel.keeps_examples else "setup.keeps")


def _state(words: Catalogue, channel: Channel) -> str:
    """What was chosen and who looks after it; nothing where nobody has chosen yet."""
    where = place(channel.channel)
    if channel.mode is not Mode.OFF:
        slots = {"mode": words.text(f"mode.{channel.mode}"), "owners": people(words, channel.owners)}
        return words.text("setup.chosen", channel=where, **slots)
    return words.text("setup.chosen_off", channel=where) if channel.owners else ""


def _mode_button(words: Catalogue, channel: Channel, mode: Mode) -> ButtonElement:
    chosen = mode is channel.mode and mode is not Mode.OFF
    return blocks.button(
        words.text(f"mode.{mode}"),
        f"{Action.SETUP_MODE}_{mode}",
        encode(channel.channel, mode),
        style="primary" if chosen else None,
    )


def _lines(words: Catalogue, emoji: str) -> str:
    return "\n".join(f"• {words.text(f'mode.{mode}_line', emoji=emoji)}" for mode in MODES)


def notice(words: Catalogue, channel: Channel, emoji: str) -> Message:
    """What everybody in the channel is told when it is turned on."""
    text = words.text(f"notice.{channel.mode}", owners=people(words, channel.owners), emoji=emoji)
    return blocks.message(text, blocks.section(text))


def consent_notice(words: Catalogue) -> Message:
    """What everybody in the channel is told when texts of judged messages are kept from now on."""
    text = words.text("notice.examples")
    return blocks.message(text, blocks.section(text))


def channel_modal(words: Catalogue, setup: ChannelSetup, emoji: str) -> Modal:
    """The settings, to change or, for who may not change them, to read."""
    title, close = words.text("channel.title"), words.text("common.close")
    intro = words.text("channel.intro", channel=place(setup.channel))
    if not setup.may_change:
        current = words.text(f"mode.{setup.mode}_line", emoji=emoji)
        owners = people(words, setup.owners)
        asked = words.text("channel.read_only" if setup.owners else "channel.members_only", owners=owners)
        listens = words.text("channel.listens", how=words.text(f"sensitivity.{setup.listening.sensitivity}"))
        kept = [words.text("channel.texts_kept")] if setup.listening.keeps_examples else []
        stands = [] if setup.mode in {Mode.OFF, Mode.REACTIONS} else [listens, *kept]
        return blocks.modal(title, blocks.section(intro, current, *stands), blocks.section(asked), close=close)
    return blocks.modal(
        title,
        blocks.section(intro, _situation(words, setup)),
        blocks.section(_lines(words, emoji)),
        blocks.input_(
            "mode",
            words.text("channel.mode"),
            blocks.radio([(words.text(f"mode.{mode}"), str(mode)) for mode in MODES], chosen=MODES.index(setup.mode)),
        ),
        blocks.input_(
            "owners",
            words.text("channel.owners"),
            blocks.multi_users_select(setup.owners),
            optional=True,
            hint=words.text("channel.owners_hint"),
        ),
        *_listening(words, setup.listening),
        close=words.text("common.cancel"),
        submit=words.text("channel.submit"),
        form=Form.CHANNEL,
        metadata=setup.channel,
    )


def _listening(words: Catalogue, listening: Listening) -> tuple[InputBlock, InputBlock]:
    """How closely the bot listens, and whether it may keep the text of what was judged."""
    return (
        blocks.input_(
            "sensitivity",
            words.text("channel.sensitivity"),
            blocks.radio(
                [(words.text(f"sensitivity.{one}"), str(one)) for one in Sensitivity],
                chosen=list(Sensitivity).index(listening.sensitivity),
            ),
            hint=words.text("channel.sensitivity_hint"),
        ),
        blocks.input_(
            "examples",
            words.text("channel.examples"),
            blocks.checkboxes(
                [(words.text("channel.keep_examples"), KEEP)], [KEEP] if listening.keeps_examples else []
            ),
            optional=True,
            hint=words.text("channel.examples_hint"),
        ),
    )


def _situation(words: Catalogue, setup: ChannelSetup) -> str:
    if setup.owners:
        return ""
    return words.text("channel.not_set_up" if setup.mode is Mode.OFF else "channel.none_left")
