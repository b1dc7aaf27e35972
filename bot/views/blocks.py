"""The pieces of a message or form, over slack_sdk's models, which refuse what Slack would refuse."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    BlockElement,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    DateTimePickerElement,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    InputInteractiveElement,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)

from bot.views.ids import VALUE, Form
from bot.views.message import Message, Modal
from bot.views.text import FALLBACK, clip

Choices = Sequence[tuple[str, str]]
"""What the person reads and the value that comes back."""


def message(text: str, *blocks: Block) -> Message:
    """`text` is what notifications and screen readers get."""
    return Message(clip(text, FALLBACK), tuple(block.to_dict() for block in blocks))


def modal(
    title: str,
    *blocks: Block,
    close: str,
    submit: str | None = None,
    form: Form | None = None,
    metadata: str = "",
) -> Modal:
    """A form, or a window that only shows something where there is no `submit`."""
    view: Modal = {
        "type": "modal",
        "title": {"type": "plain_text", "text": title},
        "close": {"type": "plain_text", "text": close},
        "blocks": [block.to_dict() for block in blocks],
    }
    if submit:
        view["submit"] = {"type": "plain_text", "text": submit}
    if form:
        view["callback_id"] = str(form)
    if metadata:
        view["private_metadata"] = metadata
    return view


# -- blocks ----------------------------------------------------------------------------------------------------


def mrkdwn(text: str) -> MarkdownTextObject:
    """Verbatim: Slack makes no link, channel or mention out of plain words that a person typed."""
    return MarkdownTextObject(text=text, verbatim=True)


def section(*lines: str, accessory: BlockElement | None = None) -> SectionBlock:
    """Lines of text; the empty ones are left out."""
    return SectionBlock(text=mrkdwn("\n".join(line for line in lines if line)), accessory=accessory)


def fields(*texts: str) -> SectionBlock:
    """Texts side by side, two in a row; on a phone one under the other."""
    return SectionBlock(fields=[mrkdwn(text) for text in texts])


def context(*texts: str) -> ContextBlock:
    return ContextBlock(elements=[mrkdwn(text) for text in texts])


def header(text: str) -> HeaderBlock:
    return HeaderBlock(text=PlainTextObject(text=text))


def divider() -> DividerBlock:
    return DividerBlock()


def actions(*elements: InteractiveElement, block: str | None = None) -> ActionsBlock:
    return ActionsBlock(elements=list(elements), block_id=block)


def input_(
    field: str, label: str, element: InputInteractiveElement, *, optional: bool = False, hint: str | None = None
) -> InputBlock:
    """A form's field: its block bears the field's name, so that an error finds it."""
    return InputBlock(block_id=field, label=label, element=element, optional=optional, hint=hint)


# -- elements --------------------------------------------------------------------------------------------------


def button(
    text: str, action: str, value: str, style: str | None = None, confirm: ConfirmObject | None = None
) -> ButtonElement:
    return ButtonElement(text=text, action_id=action, value=value, style=style, confirm=confirm)


def confirm(title: str, text: str, yes: str, no: str) -> ConfirmObject:
    return ConfirmObject(title=title, text=PlainTextObject(text=text), confirm=yes, deny=no)


def options(choices: Choices) -> list[Option]:
    return [Option(text=PlainTextObject(text=text), value=value) for text, value in choices]


def radio(choices: Choices, action: str = VALUE, chosen: int | None = 0) -> RadioButtonsElement:
    """`chosen` is the place of the option that is on from the start."""
    offered = options(choices)
    initial = None if chosen is None else offered[chosen]
    return RadioButtonsElement(action_id=action, options=offered, initial_option=initial)


def checkboxes(choices: Choices, chosen: Collection[str] = ()) -> CheckboxesElement:
    """`chosen` are the values that are ticked from the start."""
    offered = options(choices)
    ticked = [option for option in offered if option.value in chosen]
    return CheckboxesElement(action_id=VALUE, options=offered, initial_options=ticked or None)


def static_select(choices: Choices, action: str = VALUE, chosen: int | None = None) -> StaticSelectElement:
    offered = options(choices)
    initial = None if chosen is None else offered[chosen]
    return StaticSelectElement(action_id=action, options=offered, initial_option=initial)


def overflow(choices: Choices, action: str) -> OverflowMenuElement:
    return OverflowMenuElement(action_id=action, options=options(choices))


def plain_text_input(initial: str = "", *, most: int = 3000, multiline: bool = False) -> PlainTextInputElement:
    """A field to type in; `initial` is shown as it was typed, never escaped."""
    return PlainTextInputElement(
        action_id=VALUE, initial_value=clip(initial, most) or None, multiline=multiline, max_length=most
    )


def users_select(initial: str | None = None) -> UserSelectElement:
    return UserSelectElement(action_id=VALUE, initial_user=initial)


def multi_users_select(initial: Sequence[str] = ()) -> UserMultiSelectElement:
    return UserMultiSelectElement(action_id=VALUE, initial_users=list(initial) or None)


def conversations_select(*, current: bool) -> ConversationSelectElement:
    """Channels of this company only; with `current` the one the person is looking at is chosen already."""
    return ConversationSelectElement(
        action_id=VALUE,
        default_to_current_conversation=True if current else None,
        filter=ConversationFilter(include=["public", "private"], exclude_external_shared_channels=True),
    )


def datepicker(initial: date | None = None) -> DatePickerElement:
    return DatePickerElement(action_id=VALUE, initial_date=initial.isoformat() if initial else None)


def datetimepicker(initial: datetime) -> DateTimePickerElement:
    return DateTimePickerElement(action_id=VALUE, initial_date_time=int(initial.timestamp()))
