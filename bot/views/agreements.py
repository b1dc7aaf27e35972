"""What was agreed, and the day both sides look at it again."""

from datetime import date, timedelta

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.domain.interest_map.options import Option
from bot.domain.model import Agreement, Outcome
from bot.services.agreements import Review
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.message import Message, Modal
from bot.views.people import named
from bot.views.text import day, line, paragraph
from prompts.catalog import Catalogue

STEP = 300
A_WEEK, A_MONTH = timedelta(days=7), timedelta(days=30)


def terms(words: Catalogue, agreement: Agreement) -> dict[str, str]:
    """Who, what and when, as the slots of a sentence."""
    return {
        "owner": named(words, agreement.owner),
        "step": line(agreement.next_step, STEP * 2),
        "due": day(agreement.due),
        "review": day(agreement.review),
        "change": paragraph(agreement.change),
        "who": named(words, agreement.owner if agreement.outcome_by is None else agreement.outcome_by),
    }


def agreement(words: Catalogue, review: Review) -> Message:
    """The news that something was agreed."""
    text = words.text("agreement.posted", **terms(words, review.agreement))
    return blocks.message(words.text("agreement.text", **terms(words, review.agreement)), *_told(words, review, text))


def _told(words: Catalogue, review: Review, *lines: str) -> list[Block]:
    """Some lines, and the map they are about where there is one."""
    title = review.title.strip()
    about = [blocks.context(words.text("agreement.topic", title=line(title)))] if title else []
    return [blocks.section(*lines), *about]


def agreement_modal(
    words: Catalogue, subject: tuple[str, str], owner: str, today: date, chosen: Option | None = None
) -> Modal:
    """The four things an agreement needs; `subject` is what it stands on: ("map" or "prep", its id).

    Where the map's sides go with an option, it is what the form begins with.
    """
    review = chosen.review if chosen and chosen.review and chosen.review > today else today + A_MONTH
    step = chosen.title if chosen else ""
    due = min(today + A_WEEK, review)
    return blocks.modal(
        words.text("agreement.title"),
        blocks.input_("owner", words.text("agreement.owner"), blocks.users_select(owner)),
        blocks.input_(
            "next_step",
            words.text("agreement.step"),
            blocks.plain_text_input(step, most=STEP),
            hint=words.text("agreement.step_hint"),
        ),
        blocks.input_("due", words.text("agreement.due"), blocks.datepicker(due)),
        blocks.input_(
            "review",
            words.text("agreement.review"),
            blocks.datepicker(review),
            hint=words.text("agreement.review_hint"),
        ),
        close=words.text("common.cancel"),
        submit=words.text("agreement.submit"),
        form=Form.AGREEMENT,
        metadata=encode(*subject),
    )


def reminder(words: Catalogue, review: Review, ahead: bool) -> Message:
    """The review is near or here; once it is answered or put off, the message says so and has no buttons."""
    found = review.agreement
    if over := _over(words, review):
        return blocks.message(over, *_told(words, review, over, words.text("review.was", **terms(words, found))))
    when = "ahead" if ahead else "due"
    changed = words.text("review.changed", **terms(words, found)) if found.change else ""
    was = words.text("review.was", **terms(words, found))
    lines = (words.text(f"review.{when}", **terms(words, found)), was, changed, words.text(f"review.{when}_hint"))
    text = words.text(f"review.text_{when}", **terms(words, found))
    return blocks.message(text, *_told(words, review, *lines), _buttons(words, found.id))


def _over(words: Catalogue, review: Review) -> str:
    """Why this reminder waits for no answer any more; empty where it does."""
    outcome = review.agreement.outcome
    if outcome in {Outcome.KEEP, Outcome.REVERT} or (outcome and not review.current):
        said = words.text(f"review.outcome_{outcome}")
        return words.text("review.answered", outcome=said)
    return "" if review.current else words.text("review.put_off")


def _buttons(words: Catalogue, id_: str) -> ActionsBlock:
    sure = blocks.confirm(
        words.text("review.revert_title"),
        words.text("review.revert_text"),
        words.text("review.revert_confirm"),
        words.text("review.revert_deny"),
    )
    return blocks.actions(
        blocks.button(words.text("review.keep"), Action.REVIEW_KEEP, id_, style="primary"),
        blocks.button(words.text("review.change"), Action.REVIEW_CHANGE, id_),
        blocks.button(words.text("review.revert"), Action.REVIEW_REVERT, id_, confirm=sure),
        blocks.button(words.text("review.later_tomorrow"), f"{Action.REVIEW_LATER}_tomorrow", id_),
        blocks.button(words.text("review.later_week"), f"{Action.REVIEW_LATER}_next_week", id_),
    )


def change_modal(words: Catalogue, agreement: Agreement, today: date) -> Modal:
    """What is different from now on, and when to look at it again."""
    return blocks.modal(
        words.text("review.change_title"),
        blocks.section(words.text("review.was", **terms(words, agreement))),
        blocks.input_(
            "change",
            words.text("review.change_field"),
            blocks.plain_text_input(agreement.change, most=STEP),
            hint=words.text("review.change_hint"),
        ),
        blocks.input_("review", words.text("agreement.review"), blocks.datepicker(today + A_MONTH)),
        close=words.text("common.cancel"),
        submit=words.text("review.change_submit"),
        form=Form.CHANGE,
        metadata=agreement.id,
    )


def result(words: Catalogue, review: Review) -> Message:
    """What the review decided, for those who agreed."""
    found = review.agreement
    if found.outcome is None:
        return agreement(words, review)
    text = words.text(f"review.result_{found.outcome}", **terms(words, found))
    return blocks.message(text, *_told(words, review, text))
