"""The private prep thread: a one-page brief, the person's own notes and the time of the talk."""

from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.domain.model import DebriefState, Note, Prep
from bot.services.preps import Brief
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.message import Message, Modal
from bot.views.people import named
from bot.views.request import numbered, pressure, sentence
from bot.views.text import address, line, paragraph, place, quote, when
from prompts.catalog import Catalogue

PARTS = {"my_interest": "mine", "their_interest": "theirs", "walk_away": "walk_away"}
"""The parts a person writes, as the prep names them, and the group of sentences for each."""

LENGTHS = (15, 30, 45, 60, 90, 120)
MOST_NOTES = 6
EXCERPT = 1500
OWN_WORDS = 900


def prep(words: Catalogue, brief: Brief) -> Message:
    """Everything worth knowing before the talk, on one page."""
    coaching = brief.coaching
    parts = [
        blocks.header(words.text("prep.title")),
        blocks.section(*_request(words, brief)),
        *_named(words, brief),
        *([blocks.section(words.text("prep.questions"), numbered(coaching.questions))] if coaching.questions else []),
        blocks.section(words.text("prep.find_out"), *(f"• {words.text(f'prep.find_{n}')}" for n in range(1, 5))),
        blocks.section(_lesson(words, brief.last_lesson)),
        blocks.divider(),
        *_own_words(words, brief.prep),
        blocks.section(_talk(words, brief), _outcome(words, brief)),
        *_notes(words, brief.prep.notes),
        _buttons(words, brief.prep.id),
    ]
    return blocks.message(words.text("prep.text", requester=named(words, brief.prep.requester)), *parts)


def _named(words: Catalogue, brief: Brief) -> list[Block]:
    """What presses, and how to name it first; neither where there is nothing."""
    label = brief.coaching.label
    told = [
        "" if brief.hidden else pressure(words, brief.prep.signals),
        words.text("prep.label", label=sentence(label)) if label else "",
    ]
    return [blocks.section(*told)] if any(told) else []


def _request(words: Catalogue, brief: Brief) -> tuple[str, ...]:
    """The request quoted and linked, as far as it may be shown."""
    prep = brief.prep
    link = words.text("prep.link", url=address(brief.link)) if brief.link else ""
    if brief.hidden:
        return words.text("prep.opted_out"), link
    if not prep.excerpt.strip():
        return words.text("prep.no_excerpt" if brief.link else "prep.gone"), link
    slots = {"requester": named(words, prep.requester), "channel": place(prep.source.channel)}
    return words.text("prep.quote_from", **slots), quote(prep.excerpt, EXCERPT), link


def _lesson(words: Catalogue, lesson: str) -> str:
    return words.text("prep.last_lesson", lesson=line(lesson, 400)) if lesson else words.text("prep.no_lesson")


def _own_words(words: Catalogue, prep: Prep) -> list[Block]:
    texts = {"mine": prep.my_interest, "theirs": prep.their_interest, "walk_away": prep.walk_away}
    return [
        blocks.section(
            words.text(f"prep.{group}", text=paragraph(text, OWN_WORDS))
            if text.strip()
            else words.text(f"prep.{group}_empty")
        )
        for group, text in texts.items()
    ]


def _talk(words: Catalogue, brief: Brief) -> str:
    """When and how long they talk, by the reader's own clock; in the past once they were asked how it went."""
    talk = brief.prep.talk
    if talk is None:
        return words.text("talk.unset")
    minutes = int((talk.end - talk.start).total_seconds()) // 60
    over = brief.debrief is not None and brief.debrief.state is not DebriefState.DUE
    return words.text("talk.past" if over else "talk.set", when=when(talk.start), length=length(words, minutes))


def length(words: Catalogue, minutes: int) -> str:
    """How long, in the unit people say it in."""
    if minutes == 60:
        return words.text("talk.hour")
    if minutes % 60 == 0:
        return words.text("talk.hours", count=str(minutes // 60))
    return words.text("talk.minutes", count=str(minutes))


def _outcome(words: Catalogue, brief: Brief) -> str:
    """What the person took from the talk, once it is over and they said so."""
    debrief = brief.debrief
    if debrief is None or debrief.state is not DebriefState.DONE or not debrief.next_time:
        return ""
    return words.text("prep.taken", lesson=line(debrief.next_time, 400))


def _notes(words: Catalogue, notes: tuple[Note, ...]) -> list[Block]:
    """The latest notes; earlier ones stand further up in the thread, where they were written."""
    if not notes:
        return []
    latest = notes[-MOST_NOTES:]
    lines = [words.text("note.line", note=line(note.text, 400)) for note in latest]
    earlier = words.text("note.earlier", count=str(len(notes) - len(latest))) if len(notes) > len(latest) else ""
    return [blocks.section(words.text("note.heading"), *lines, earlier)]


def _buttons(words: Catalogue, id_: str) -> ActionsBlock:
    write = [
        blocks.button(words.text(f"prep.{group}_button"), f"{Action.PREP_WRITE}_{part}", id_)
        for part, group in PARTS.items()
    ]
    talk = blocks.button(words.text("prep.talk_button"), Action.PREP_TALK, id_)
    return blocks.actions(*write, talk, blocks.button(words.text("prep.map_button"), Action.MAP_NEW, id_))


def prep_thread(words: Catalogue) -> Message:
    """The first line in the thread: whose it is and what can be written there."""
    return _line(words.text("prep.opener"))


def prep_again(words: Catalogue) -> Message:
    """Said in a prep thread when the person asks to prepare for the same message again."""
    return _line(words.text("prep.again"))


def prep_off(words: Catalogue, channel_id: str, shared: bool = False) -> Message:
    """Why a reaction opened nothing: the bot reads nothing in that channel, or in any that is shared."""
    return _line(words.text("off_hint.shared" if shared else "off_hint.text", channel=place(channel_id)))


def prep_gone(words: Catalogue) -> Message:
    """Why a reaction opened nothing: the message could not be read."""
    return _line(words.text("prep.unreadable"))


def _line(text: str) -> Message:
    return blocks.message(text, blocks.section(text))


def note_offer(words: Catalogue, prep_id: str, channel: str, ts: str, kept: bool, thread: str = "") -> Message:
    """One click keeps what was just written at `ts` in the prep thread."""
    if kept:
        return _line(words.text("note.saved"))
    offer = words.text("note.offer")
    keep = blocks.button(words.text("note.save"), Action.NOTE_KEEP, encode(prep_id, channel, ts, thread))
    return blocks.message(offer, blocks.section(offer), blocks.actions(keep))


def part_modal(words: Catalogue, prep: Prep, part: str) -> Modal:
    """One part to write or rewrite; `part` is one of PARTS."""
    group = PARTS[part]
    texts = {"my_interest": prep.my_interest, "their_interest": prep.their_interest, "walk_away": prep.walk_away}
    return blocks.modal(
        words.text(f"prep.{group}_title"),
        blocks.input_(
            "text",
            words.text(f"prep.{group}_label"),
            blocks.plain_text_input(texts[part], multiline=True),
            optional=True,
            hint=words.text("prep.field_hint"),
        ),
        close=words.text("common.cancel"),
        submit=words.text("prep.submit"),
        form=Form.PREP_PART,
        metadata=encode(prep.id, part),
    )


def talk_modal(words: Catalogue, prep_id: str, start: datetime, minutes: int, zone: str) -> Modal:
    """When the talk starts and how long it lasts; Slack shows the start by the person's own clock, in `zone`."""
    offered = LENGTHS if minutes in LENGTHS else tuple(sorted({*LENGTHS, minutes}))
    choices = [(length(words, count), str(count)) for count in offered]
    return blocks.modal(
        words.text("talk.title"),
        blocks.input_(
            "start", words.text("talk.start"), blocks.datetimepicker(start), hint=words.text("talk.hint", zone=zone)
        ),
        blocks.input_(
            "minutes",
            words.text("talk.length"),
            blocks.static_select(choices, chosen=offered.index(minutes)),
        ),
        close=words.text("common.cancel"),
        submit=words.text("talk.submit"),
        form=Form.TALK,
        metadata=prep_id,
    )
