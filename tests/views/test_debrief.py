"""The debrief prompt: asks while it waits, and says what became of it afterwards."""

from bot.domain.model import DebriefState
from bot.services.debriefs import Prompt
from bot.views import debrief
from bot.views.ids import Action, Form
from bot.views.message import Message
from tests.views.reading import elements, read
from tests.views.samples import WORDS, a_debrief


def prompt(said: str = "", state: DebriefState = DebriefState.DUE, *, current: bool = True) -> Message:
    return debrief.debrief(WORDS, Prompt(a_debrief(said, state), "the export", current))


def test_a_waiting_prompt_can_be_answered_put_off_or_skipped() -> None:
    found = elements(prompt())
    assert set(found) == {Action.DEBRIEF_START, "debrief_later_1h", "debrief_later_tomorrow", Action.DEBRIEF_SKIP}
    assert "confirm" in found[Action.DEBRIEF_SKIP]
    assert {button["value"] for button in found.values()} == {"d1"}
    assert "the export" in read(prompt())


def test_a_postponed_prompt_says_when_it_comes_back() -> None:
    shown = prompt(current=False)
    assert "<!date^" in shown.text
    assert elements(shown) == {}


def test_a_finished_one_gives_the_lesson_back_and_offers_to_record() -> None:
    shown = prompt("ask <earlier>", DebriefState.DONE)
    assert "ask &lt;earlier&gt;" in shown.text
    assert elements(shown)[Action.AGREEMENT_RECORD]["value"] == "prep|p1"


def test_a_skipped_one_asks_no_more() -> None:
    assert elements(prompt(state=DebriefState.SKIPPED)) == {}


def test_only_the_lesson_must_be_given() -> None:
    form = debrief.debrief_modal(WORDS, "d1")
    assert (form["callback_id"], form["private_metadata"]) == (Form.DEBRIEF, "d1")
    optional = {block["block_id"]: block.get("optional", False) for block in form["blocks"]}
    assert optional == {"worked": True, "did_not": True, "why": True, "next_time": False}
