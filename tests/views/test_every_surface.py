"""The samples leave nothing out: every view is in them, with a person's words in every place that can hold some.

What is in the samples is held against Slack's rules by `test_every_view`; here it is seen to that all of it is.
"""

import importlib
import inspect
import pkgutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from types import CodeType, FrameType

import pytest

import bot.views
from bot.services.coaching import OwnerPost
from bot.views import blocks, card
from bot.views.ids import Form
from bot.views.text import clip, line, mention
from prompts.catalog import Catalogue
from tests.views.samples import ME, WORDS, Shown, everything
from tests.views.test_every_view import NASTY, check

MARK = "zebra"
PARTS = frozenset({"blocks", "text", "ids", "message"})
"""What views are made of: they are tested by themselves, and in every view."""

ELSEWHERE = {
    "answers.field_error": "plain text for Slack's own place under a field: test_answers",
    "map_export.document": "a file, in which nothing is rendered: test_map_export",
    "privacy.my_data": "a file, in which nothing is rendered: test_own_data",
    "request.strongest_kind": "part of a card whose questions leave no room: test_card",
}
"""Functions that no sample calls, each with the reason."""

OURS = {
    "an id of Slack's or ours": (
        "aside_id author by channel channel_id getter given giver id id_ key map_id me negotiation option "
        "outcome_by own owner "
        "owners party prep prep_id reader request request_id requester retired settled_by subject team thread "
        "thread_ts ts user users value viewer who"
    ),
    "a word of the product's": (
        "action candidates command emoji fits hushed kind learned_with nearest never part reason setting source when"
    ),
    "Slack's own address or zone": "link zone",
}
"""Fields that hold no person's words, by their names."""
EXCEPT = {
    "Aside.moments": "where messages stand",
    "Message.text": "what the samples of a message hand on",
    "Phrase.text": "the catalogue's",
    "Phrase.when_not": "the catalogue's",
    "ChannelRules.rehearsal": "a channel",
}
"""The same by class, where the name alone does not tell."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Which functions ran, and which texts they were given: by field, whether a person's words were ever in it."""

    called: AbstractSet[str]
    held: Mapping[str, bool]


def functions() -> dict[CodeType, str]:
    """Every public function of the modules that show something."""
    names = [module.name for module in pkgutil.iter_modules(bot.views.__path__) if module.name not in PARTS]
    return {
        found.__code__: f"{name}.{found.__name__}"
        for name in names
        for found in vars(importlib.import_module(f"bot.views.{name}")).values()
        if inspect.isfunction(found) and found.__module__ == f"bot.views.{name}" and not found.__name__.startswith("_")
    }


@pytest.fixture(scope="module")
def seen() -> Seen:
    """What happens while all samples are made."""
    views, called = functions(), set[str]()
    held: defaultdict[str, bool] = defaultdict(bool)

    def profile(frame: FrameType, event: str, _arg: object) -> None:
        if event == "call" and frame.f_code in views:
            called.add(views[frame.f_code])
            for name, given in frame.f_locals.items():
                for field, text in texts(given, f"{views[frame.f_code]}({name})"):
                    held[field] |= MARK in text

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        list(everything(MARK))
    finally:
        sys.setprofile(before)
    return Seen(called, held)


def texts(given: object, field: str) -> Iterator[tuple[str, str]]:
    """Every text in a value, with the name of the field it stands in."""
    match given:
        case Catalogue() | Enum():
            return
        case str():
            yield field, given
        case Mapping():
            yield from (found for value in given.values() for found in texts(value, field))
        case Sequence() | AbstractSet():
            yield from (found for value in given for found in texts(value, field))
        case _ if is_dataclass(given) and not isinstance(given, type):
            for one in fields(given):
                yield from texts(getattr(given, one.name), f"{type(given).__name__}.{one.name}")


def name_of(field: str) -> str:
    """`Class.field` and `module.function(argument)` by their last part."""
    return field.rpartition("(")[2].removesuffix(")") if field.endswith(")") else field.rpartition(".")[2]


def empty(held: Mapping[str, bool]) -> list[str]:
    """The fields that may hold a person's words and never did."""
    ours = {name for names in OURS.values() for name in names.split()}
    return sorted(
        field for field, filled in held.items() if not filled and field not in EXCEPT and name_of(field) not in ours
    )


def test_every_view_is_among_the_samples(seen: Seen) -> None:
    unseen = set(functions().values()) - seen.called - set(ELSEWHERE)
    assert unseen == set(), "add them to tests/views/samples.py"
    assert seen.called & set(ELSEWHERE) == set(), "they need no exception"


def test_every_field_of_a_persons_words_is_filled_in_the_samples(seen: Seen) -> None:
    assert empty(seen.held) == [], "fill them in tests/views/samples.py; or say in OURS here what else they hold"


def test_an_empty_field_would_be_noticed() -> None:
    assert empty({"Note.text": True, "Note.ts": False, "canvas.ask_modal(text)": True}) == []
    assert empty({"Note.text": False, "canvas.ask_modal(text)": False}) == ["Note.text", "canvas.ask_modal(text)"]


# -- views made wrong on purpose -------------------------------------------------------------------------------------


def unescaped(said: str) -> Shown:
    return blocks.message("hello", blocks.section(f"*{clip(said, 2000)}* said"))


def unescaped_in_the_notification(said: str) -> Shown:
    return blocks.message(clip(f"{said} said", 2000), blocks.section("hello"))


def unescaped_in_a_link(said: str) -> Shown:
    return blocks.message("hello", blocks.section(f"<https://example.slack.com|{clip(said, 200)}>"))


def unescaped_in_a_context(said: str) -> Shown:
    return blocks.message("hello", blocks.context(clip(said, 2000) or "-"))


def in_a_title(said: str) -> Shown:
    return blocks.modal(said, blocks.section("hello"), close="Close")


def cut_after_it_was_escaped(said: str) -> Shown:
    return blocks.message("hello", blocks.section(line(said, 10_000)[:2000] or "-"))


def never_cut(said: str) -> Shown:
    return blocks.message("hello", *(blocks.section(line(said, 2900) or "-") for _ in range(60)))


def too_much_in_a_form(said: str) -> Shown:
    field = blocks.input_("text", "Words", blocks.plain_text_input("", multiline=True))
    return blocks.modal("Words", field, close="Close", submit="Save", form=Form.CARD_TEXT, metadata=said)


def a_person_who_was_named(said: str) -> Shown:
    return blocks.message("hello", blocks.section(mention(said.strip("<@>")[:9] or "U0")))


WRONG: tuple[Callable[[str], Shown], ...] = (
    unescaped,
    unescaped_in_the_notification,
    unescaped_in_a_link,
    unescaped_in_a_context,
    in_a_title,
    cut_after_it_was_escaped,
    never_cut,
    too_much_in_a_form,
    a_person_who_was_named,
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda view: view.__name__)
def test_a_view_made_wrong_on_purpose_is_caught(wrong: Callable[[str], Shown]) -> None:
    assert any(caught(wrong, said) for said in NASTY)


def test_a_view_made_right_is_not() -> None:
    def right(said: str) -> Shown:
        return card.owner_post(WORDS, OwnerPost(said, ME))

    assert not any(caught(right, said) for said in NASTY)


def caught(view: Callable[[str], Shown], said: str) -> bool:
    try:
        check("made on purpose", view(said))
    except AssertionError:
        return True
    return False
