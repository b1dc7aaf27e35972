"""More ways to answer a card: what does not fit into its menu, why it came, and the forms of the moves."""

from bot.domain.coaching.pressure import distinct
from bot.domain.coaching.words import Phrase
from bot.services.moves import Frame, Why
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.message import Modal
from bot.views.text import clip, line, when
from prompts.catalog import Catalogue

WAYS = ("map", "frame", "bad_news", "canvas", "why", "mute_here")
VERY_SURE, FAIRLY_SURE = 0.95, 0.75
PART = 700
QUOTED = 200


def ways_modal(words: Catalogue, request_id: str) -> Modal:
    """A line and a button for each."""
    offered = [
        blocks.section(
            words.text(f"ways.{way}_for"),
            accessory=blocks.button(words.text(f"ways.{way}"), f"{Action.CARD_WAY}_{way}", encode(request_id, way)),
        )
        for way in WAYS
    ]
    return blocks.modal(
        words.text("ways.title"),
        *offered,
        blocks.context(words.text("ways.intro")),
        close=words.text("common.close"),
    )


def muted_modal(words: Catalogue) -> Modal:
    """The channel is muted for its reader; the way back is in their direct messages."""
    return blocks.modal(
        words.text("ways.title"), blocks.section(words.text("mute.here_done")), close=words.text("common.done")
    )


def why_modal(words: Catalogue, why: Why) -> Modal:
    """What was seen, how sure that was, what chose the words, and why it comes now."""
    request = why.request
    asked = [words.text("why.asked", object=line(request.object, QUOTED))] if request.object.strip() else []
    seen = [
        words.text("why.signal", kind=words.text(f"signal.{signal.kind}"), words=line(signal.text, QUOTED))
        for signal in distinct(request.signals)
    ]
    now = words.text("why.now", when=when(request.noticed_at))
    if request.waits_until is not None:
        now = words.text("why.rested", when=when(request.waits_until))
    return blocks.modal(
        words.text("why.title"),
        blocks.section(*asked, words.text("why.seen"), *(seen or [words.text("why.no_signals")])),
        blocks.section(words.text("why.sure", sure=_sure(words, request.probability))),
        blocks.section(clip("\n".join(_rules(words, why)), 2900)),
        blocks.section(now),
        blocks.context(words.text("why.learn")),
        close=words.text("common.close"),
    )


def _sure(words: Catalogue, probability: float) -> str:
    if probability >= VERY_SURE:
        return words.text("why.sure_very")
    return words.text("why.sure_fairly" if probability >= FAIRLY_SURE else "why.sure_barely")


def _rules(words: Catalogue, why: Why) -> list[str]:
    told = [_rule(words, "why.label_rule", why.label)] if why.label else []
    told += [_rule(words, "why.question_rule", question) for question in why.questions]
    return [words.text("why.rules"), *dict.fromkeys(told)]


def _rule(words: Catalogue, key: str, phrase: Phrase | None) -> str:
    """The entry's name without the number of its variant, and when it is meant to be said."""
    if phrase is None:
        return words.text("why.unknown_rule")
    label = {"rule": line(phrase.entry), "when": line(phrase.when, QUOTED)}
    return (
        words.text("why.label_rule", **label) if key == "why.label_rule" else words.text("why.question_rule", **label)
    )


def frame_modal(words: Catalogue, request_id: str, frame: Frame) -> Modal:
    """The parts of the frame, with blanks for what only the owner knows."""
    parts = {
        "outcome": (words.text("frame.outcome_field"), frame.outcome),
        "data": (words.text("frame.data_field"), frame.data),
        "cost": (words.text("frame.cost_field"), frame.cost),
        "closing": (words.text("frame.closing_field"), frame.closing),
    }
    hint = words.text("frame.hint")
    return blocks.modal(
        words.text("frame.form_title"),
        blocks.context(words.text("frame.note")),
        *(
            blocks.input_(
                name,
                label,
                blocks.plain_text_input(text, most=PART, multiline=True),
                optional=True,
                hint=hint if "[" in text else None,
            )
            for name, (label, text) in parts.items()
        ),
        close=words.text("common.cancel"),
        submit=words.text("frame.submit"),
        form=Form.FRAME,
        metadata=request_id,
    )


def bad_news_modal(words: Catalogue, request_id: str, text: str) -> Modal:
    """The harsh thoughts, the news and the ask, open to the owner's own words."""
    return blocks.modal(
        words.text("bad_news.form_title"),
        blocks.context(words.text("bad_news.note")),
        blocks.input_(
            "text",
            words.text("bad_news.text_field"),
            blocks.plain_text_input(text, multiline=True),
            hint=words.text("bad_news.hint"),
        ),
        close=words.text("common.cancel"),
        submit=words.text("bad_news.submit"),
        form=Form.BAD_NEWS,
        metadata=request_id,
    )
