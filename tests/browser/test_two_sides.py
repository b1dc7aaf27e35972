"""The conflict of Product and Sales by two people in two windows: from a shared map to what both go with."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, expect

from bot.simulator import Simulator
from bot.simulator.process import BotProcess
from tests.acceptance.office import Office
from tests.browser.windows import Window, Windows

SLOW = 15_000


@pytest.fixture
def office(sim: Simulator, bot: BotProcess, request: pytest.FixtureRequest) -> Office:
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.removeprefix("test_"))[:30].strip("-")
    return Office.open(sim, bot, name)


def press(board: Locator, words: str) -> None:
    board.get_by_role("button", name=words, exact=True).click()


def titled(window: Window, title: str) -> None:
    expect(window.dialog.locator("h2")).to_have_text(title, timeout=SLOW)


def send(window: Window) -> None:
    window.dialog.locator("footer .primary").click()


def choose(window: Window, item: str) -> None:
    """An entry behind the three dots beside the one option."""
    window.dialog.get_by_role("button", name="More actions").first.click()
    window.page.get_by_role("menuitem", name=item).click()


def fill(window: Window, **fields: str) -> None:
    for name, text in fields.items():
        window.dialog.locator(f"[data-block='{name}'] input, [data-block='{name}'] textarea").first.fill(text)


def leave(window: Window) -> None:
    """Closes whatever is open."""
    while window.page.locator(".dialog").count():
        window.page.keyboard.press("Escape")
        window.page.wait_for_timeout(50)


def rate(window: Window, *points: int) -> None:
    titled(window, "Score the options")
    fields = window.dialog.locator("[data-block^='impact_'], [data-block^='feasibility_'], [data-block^='fairness_']")
    expect(fields).to_have_count(len(points))
    for place, point in enumerate(points):
        fields.nth(place).locator("select").select_option(str(point))
    send(window)


def asked_and_answered(ana: Window, sam: Window, mine: Locator) -> None:
    press(mine, "Ask them")
    titled(ana, "Ask the other sides")
    send(ana)
    leave(ana)
    sam.goes("Interests")
    press(sam.row("and asks for yours"), "Answer")
    titled(sam, "Your side")
    fill(sam, text="Acme trusts that what I say comes true")
    send(sam)
    leave(sam)
    expect(mine).to_contain_text("Acme trusts that what I say comes true", timeout=SLOW)


def proposed(ana: Window, mine: Locator, review: date) -> None:
    press(mine, "Options")
    titled(ana, "Options")
    ana.press("Ideas that help")
    titled(ana, "Ideas that help")
    ana.dialog.locator(".block", has_text="one client").get_by_role("button").first.click()
    titled(ana, "A new option")
    fill(ana, title="Export for Acme only", gain_a="a small scope", gain_b="the renewal", limit="one client")
    ana.dialog.locator("[data-block='review'] input").fill(str(review))
    send(ana)
    titled(ana, "Options")
    choose(ana, "Propose it")
    expect(ana.dialog).to_contain_text("proposed", timeout=SLOW)


def scored_first(ana: Window, mine: Locator) -> None:
    ana.press("Scores")
    titled(ana, "Scores")
    ana.press("Start scoring")
    expect(ana.dialog).to_contain_text("0 of 2", timeout=SLOW)
    ana.press("My scores")
    rate(ana, 4, 4, 5)
    expect(mine).to_contain_text("Scored by 1 of 2", timeout=SLOW)
    leave(ana)


def traded(sam: Window, theirs: Locator) -> None:
    press(theirs, "Options")
    titled(sam, "Options")
    sam.press("Give and get")
    titled(sam, "Give and get")
    sam.press("Add a trade")
    fill(sam, gives="the export by Friday", gets="no other wish before July")
    send(sam)
    titled(sam, "Give and get")
    leave(sam)


def scored_last(sam: Window, windows: Windows, room: str) -> None:
    """From the message that called the side to score."""
    sam.goes("Interests")
    called = sam.row("to score the options")
    windows.shot(sam, "two-sides-called")
    press(called, "Score them")
    rate(sam, 5, 2, 5)
    titled(sam, "Scores")
    expect(sam.dialog).to_contain_text("Product 4 · Sales 2", timeout=SLOW)
    windows.shot(sam, "two-sides-scores")
    leave(sam)
    expect(called).to_contain_text("This round of scoring is over", timeout=SLOW)
    expect(called.get_by_role("button", name="See the map")).to_be_visible()
    sam.goes(room)


def test_from_a_shared_map_to_what_both_go_with(office: Office, windows: Windows) -> None:
    office.turn_on()
    office.share(office.new_map("Audit log for Acme"))
    ana, sam = windows.open(office.ana.name, ""), windows.open(office.sam.name, office.room.name)
    ana.goes("Interests")
    mine, theirs = ana.row("Interest map:"), sam.row("Interest map:")
    asked_and_answered(ana, sam, mine)
    proposed(ana, mine, office.sim.now().date() + timedelta(days=30))
    windows.shot(ana, "two-sides-options")
    scored_first(ana, mine)
    sam.goes(office.room.name)
    expect(theirs).to_contain_text("Scored by 1 of 2", timeout=SLOW)
    expect(theirs).not_to_contain_text("side by side")
    traded(sam, theirs)
    expect(mine).to_contain_text("no other wish before July", timeout=SLOW)
    scored_last(sam, windows, office.room.name)
    expect(mine).to_contain_text("side by side", timeout=SLOW)
    press(mine, "Options")
    titled(ana, "Options")
    choose(ana, "Go with it")
    leave(ana)  # before the bot has shown the choice in this window: nothing comes back over what is read next
    for window, message in ((ana, mine), (sam, theirs)):
        expect(message).to_contain_text("Going with: Export for Acme only", timeout=SLOW)
        expect(message).to_contain_text("no other wish before July")
        expect(window.page.locator(".dialog")).to_have_count(0)
        message.scroll_into_view_if_needed()
        windows.shot(window, f"two-sides-end-{window.page.locator('#place-name').inner_text()}")
