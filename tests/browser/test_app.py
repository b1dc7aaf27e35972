"""The app in the page: cards, forms with errors, confirmations, commands, the clock, what cannot be drawn."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from bot.simulator import Simulator
from bot.simulator.process import BotProcess
from tests.acceptance.office import TIMEOUT, Office
from tests.browser.windows import PHONE, Window, Windows
from tests.simulator.app import ListeningApp, Silence

SLOW = 15_000
ASK = "We told Acme they'd have the dashboard by Friday, can we make that happen?"
NASTY = "<img src=x onerror=alert(1)> & <script>alert(2)</script> *b* <!channel>"


@pytest.fixture
def office(sim: Simulator, bot: BotProcess, request: pytest.FixtureRequest) -> Office:
    """People and a channel of this test's own."""
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.removeprefix("test_"))[:30].strip("-")
    return Office.open(sim, bot, name)


@pytest.fixture
def ana(office: Office, windows: Windows) -> Window:
    return windows.open(office.ana.name, office.room.name)


def test_from_the_invitation_to_the_posted_question(sim: Simulator, bot: BotProcess, windows: Windows) -> None:
    ana = windows.open("ana", "product-requests")
    ana.says("/invite @Interests")
    expect(ana.page.locator(".toast.good")).to_contain_text("Interests is in the channel")
    dm = ana.page.locator("#places .place", has_text="Interests")
    expect(dm.locator(".count")).to_have_text("1", timeout=SLOW)
    ana.goes("Interests")
    ana.row("stay silent until you choose").get_by_role("button", name="Private cards").click()
    expect(ana.row("is set to Private cards")).to_be_visible(timeout=SLOW)
    sim.person("sam").says("product-requests", ASK)
    card = ana.row("A request in")
    expect(card).to_be_visible(timeout=SLOW)
    windows.shot(ana, "card")
    card.locator("input[type=radio]").last.check()
    card.get_by_role("button", name="More actions").click()
    expect(ana.page.get_by_role("menuitem")).to_have_count(5)
    ana.page.keyboard.press("Escape")
    card.get_by_role("button", name="Edit first").click()
    expect(ana.dialog).to_contain_text("Edit, then post")
    windows.shot(ana, "edit-first")
    ana.page.keyboard.press("Escape")
    expect(ana.page.locator(".dialog")).to_have_count(0)
    card.get_by_role("button", name="Post", exact=True).click()
    expect(ana.row("A request in")).to_contain_text("You", timeout=SLOW)
    ana.row("A request in").locator("a[href*='/archives/']").first.click()
    expect(ana.page.locator("#place-name")).to_have_text("product-requests")
    expect(ana.row("We told Acme").locator(".thread-line")).to_contain_text("1 reply")
    ana.row("We told Acme").locator(".thread-line").click()
    expect(ana.page.locator("#thread")).to_contain_text("Interests")
    windows.shot(ana, "thread")
    ana.page.get_by_role("button", name="Close the thread").click()
    ana.menu(ana.row("We told Acme"), "Prepare for this")
    ana.goes("Interests")
    prep = ana.row("My walk-away")
    expect(prep).to_be_visible(timeout=SLOW)
    prep.get_by_role("button", name="My interest").click()
    ana.dialog.locator("textarea").fill(NASTY)
    ana.dialog.locator("footer .primary").click()
    expect(ana.row("onerror=alert(1)")).to_be_visible(timeout=SLOW)
    windows.shot(ana, "prep")


def test_a_form_with_an_error_then_a_good_answer(office: Office, ana: Window, windows: Windows) -> None:
    ana.composer.press_sequentially("/inter")
    ana.composer.press("Tab")
    ana.composer.press_sequentially("new Audit log")
    ana.composer.press("Enter")
    expect(ana.dialog).to_contain_text("New interest map")
    title = ana.dialog.locator("[data-block='title'] input")
    expect(title).to_have_value("Audit log")
    expect(title).to_be_focused()
    ana.dialog.locator("[data-block='name_1'] input").fill(NASTY)
    ana.dialog.get_by_role("button", name="Add").click()
    expect(ana.dialog.locator("[data-block='name_2']")).to_be_visible(timeout=SLOW)
    expect(ana.dialog.locator("[data-block='name_1'] input")).to_have_value(NASTY)
    ana.dialog.locator("footer .primary").click()
    wrong = ana.dialog.locator("[data-block='name_0']")
    expect(wrong.locator(".field-error")).to_be_visible()
    expect(wrong.locator("input")).to_be_focused()
    expect(wrong.locator("input")).to_have_attribute("aria-invalid", "true")
    windows.shot(ana, "form-error")
    wrong.locator("input").fill("Product")
    ana.dialog.locator("[data-block='user_0'] select").select_option(label=office.ana.account.real_name)
    ana.page.keyboard.press("Tab")
    ana.dialog.locator("footer .primary").click()
    shown = ana.page.locator(".dialog")
    ana.page.wait_for_timeout(300)
    if shown.count():
        ana.page.keyboard.press("Escape")
    ana.goes("Interests")
    board = ana.row("Interest map")
    expect(board).to_contain_text("onerror=alert(1)", timeout=SLOW)
    expect(board.locator(".fields .text")).to_have_count(2)
    windows.shot(ana, "map")


def test_a_confirmation_is_asked_for(office: Office, ana: Window, windows: Windows) -> None:
    office.ana.invites_bot(office.room)
    office.agreed(days=1)
    office.sim.advance(days=2)
    office.ana.wait_dm("second look", TIMEOUT)
    ana.goes("Interests")
    review = ana.row("second look")
    revert = review.get_by_role("button", name="Revert", exact=False)
    revert.click()
    expect(ana.page.get_by_role("alertdialog")).to_be_visible()
    windows.shot(ana, "confirm")
    ana.page.keyboard.press("Escape")
    expect(ana.page.get_by_role("alertdialog")).to_have_count(0)
    expect(revert).to_be_focused()
    revert.click()
    ana.dialog.locator("footer button").last.click()
    expect(ana.row("taken back")).to_be_visible(timeout=SLOW)


def test_home_shows_my_maps_and_opens_them(office: Office, ana: Window, windows: Windows) -> None:
    office.new_map("Night mode for the till")
    ana.goes("App Home")
    home = ana.page.locator("#tab .home")
    expect(home).to_contain_text("Night mode for the till", timeout=SLOW)
    windows.shot(ana, "home")
    home.get_by_role("button", name="Open", exact=True).first.click()
    expect(ana.dialog).to_contain_text("Interest map", timeout=SLOW)
    ana.page.keyboard.press("Escape")


def test_an_answer_only_for_me_and_the_tools_beside_it(ana: Window, windows: Windows) -> None:
    ana.page.locator("#inspector-button").click()
    ana.says("/interests help")
    expect(ana.row("Only visible to you")).to_contain_text("/interests", timeout=SLOW)
    line = ana.page.locator("#inspector-rows .line", has_text="slash_commands").last
    line.click()
    expect(ana.page.locator("#inspector-json")).to_contain_text("/interests")
    windows.shot(ana, "inspector")
    ana.page.get_by_label("Filter by any word").fill("no such thing anywhere")
    expect(ana.page.locator("#inspector-rows")).to_contain_text("Nothing matches")
    ana.page.keyboard.press("Escape")
    ana.says("/nothing")
    expect(ana.page.locator(".toast.bad")).to_contain_text("not a valid command")


def test_the_clock(sim: Simulator, ana: Window) -> None:
    before = sim.now()
    ana.page.get_by_role("button", name="+1 hour").click()
    sim.wait_for(lambda: (sim.now() - before).total_seconds() > 3599, 5, "an hour")
    ana.page.get_by_role("button", name="Next working day, 9:00").click()
    expect(ana.page.locator("#clock-now")).to_contain_text("9:00 AM")
    ana.page.get_by_role("button", name="+30 days").click()
    sim.wait_for(lambda: (sim.now() - before).days >= 30, 5, "a month")


def test_the_next_reminder_is_one_click_away(office: Office, ana: Window, windows: Windows) -> None:
    office.turn_on()
    office.prep()
    ana.goes("Interests")
    ana.row("My walk-away").get_by_role("button", name="When do you talk?").click()
    expect(ana.dialog.locator("input[type=datetime-local]")).to_have_value(re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d$"))
    expect(ana.dialog).to_contain_text("Europe/Madrid")
    ana.dialog.locator("footer .primary").click()
    expect(ana.page.locator(".dialog")).to_have_count(0)
    due = ana.page.get_by_role("button", name="Next reminder")
    expect(due).to_be_enabled()
    due.click()
    expect(ana.page.locator("#places .place", has_text="Threads").locator(".count")).to_be_visible(timeout=SLOW)
    windows.shot(ana, "reminder")


def test_a_form_on_a_phone(office: Office, windows: Windows) -> None:
    ana = windows.open(office.ana.name, office.room.name, size=PHONE)
    ana.says("/interests new Phone")
    expect(ana.dialog).to_contain_text("New interest map")
    windows.shot(ana, "phone-form")
    assert ana.page.evaluate("document.documentElement.scrollWidth") == 390
    send = ana.dialog.locator("footer .primary")
    expect(send).to_be_in_viewport()
    ana.page.keyboard.press("Escape")


@pytest.fixture
def app() -> Iterator[tuple[Simulator, ListeningApp]]:
    """A workspace of its own, with an app that answers as a test tells it."""
    with Simulator(messages_per_second=100) as sim:
        listening = ListeningApp(sim)
        listening.connect()
        yield sim, listening
        listening.stop()


def test_what_cannot_be_drawn_and_who_does_not_answer(app: tuple[Simulator, ListeningApp], windows: Windows) -> None:
    sim, listening = app
    sim.person("ana").invites_bot("sales")
    windows.of(sim)
    ana = windows.open("ana", "sales")
    picture = {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "x"}
    press = {"type": "button", "text": {"type": "plain_text", "text": "Press"}, "action_id": "press", "value": "v"}
    room = sim.workspace.channel_of("sales").id
    listening.web.chat_postMessage(
        channel=room, text="a picture", blocks=[picture, {"type": "actions", "elements": [press]}]
    )
    expect(ana.page.locator(".not-rendered")).to_have_text("not rendered here: image")
    windows.shot(ana, "not-rendered")
    windows.may_not_draw = True
    sim.sockets.ack_within = 0.3

    def silent(_request: object) -> None:
        raise Silence

    listening.on_request = silent
    ana.page.get_by_role("button", name="Press").click()
    expect(ana.page.locator(".press-error")).to_contain_text("did not respond (operation_timeout)")
    ana.says("/interests help")
    expect(ana.page.locator("#composer .answer")).to_contain_text("did not respond")
    windows.shot(ana, "no-answer")
    listening.disconnect()
    sim.wait_for(lambda: sim.sockets.connected == 0, 5, "the app to go")
    ana.says("/interests help")
    expect(ana.page.locator("#composer .answer")).to_contain_text("dispatch_failed")
