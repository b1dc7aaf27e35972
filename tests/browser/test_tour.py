"""The guided tour: each story clicked through in the page, and left half-way."""

import time

import pytest
from playwright.sync_api import Route, expect

from bot.simulator import Simulator
from bot.simulator.process import BotProcess
from bot.simulator.scenarios import STORIES
from tests.browser.windows import PHONE, Window, Windows

SLOW = 45.0
STEP = 80
PLACES = {"conflict": {"channel", "dm"}}  # it has a map and no prep
PLACE = """(() => {
  const [, where = '', thread = ''] = location.hash.slice(1).split('/').map(decodeURIComponent);
  const rooms = ['product-requests', 'eng', 'sales'];
  const known = where === 'dm' ? 'dm' : rooms.includes(where) ? 'channel' : `unknown ${where}`;
  return thread ? `${known} thread` : known;
})()"""


def begin(windows: Windows, story: str) -> Window:
    window = windows.open("ana", "product-requests")
    leave = window.page.get_by_role("button", name="Leave the tour")
    card = window.page.locator("#tour .story", has_text=STORIES[story].title)
    expect(card.or_(leave)).to_be_visible()
    if leave.is_visible():
        leave.click()
    card.click()
    expect(window.page.locator("#tour .tour-story")).to_contain_text("step ")
    return window


@pytest.mark.parametrize("story", list(STORIES))
def test_a_story_from_start_to_end(story: str, sim: Simulator, bot: BotProcess, windows: Windows) -> None:
    window = begin(windows, story)
    told = window.page.locator("#tour .tour-story")
    led: set[str] = set()
    deadline = time.monotonic() + SLOW
    while "the end" not in told.inner_text() and time.monotonic() < deadline:
        window.page.evaluate("document.querySelector('#tour .primary:enabled')?.click()")
        led.add(window.page.evaluate(PLACE))
        window.page.wait_for_timeout(STEP)
        if "step 6 " in told.inner_text():
            windows.shot(window, f"tour-{story}")
    expect(told).to_contain_text("the end")
    # The page was led to where the story happens: the channel, the direct messages, and the thread of a prep.
    assert PLACES.get(story, {"channel", "dm", "dm thread"}) <= led <= {"channel", "channel thread", "dm", "dm thread"}
    windows.shot(window, f"tour-{story}-end")
    window.page.get_by_role("button", name="Leave the tour").click()
    expect(window.page.locator("#tour .story")).to_have_count(len(STORIES))


def test_an_answer_that_comes_late_does_not_turn_the_story_back(
    sim: Simulator, bot: BotProcess, windows: Windows
) -> None:
    window = begin(windows, next(iter(STORIES)))
    story, do = window.page.locator("#tour .tour-story"), window.page.locator("#tour .primary")
    while (before := sim.tour.state())["step"] < 2:
        sim.tour.do()
    expect(story).to_contain_text("step 3 of")
    late: list[Route] = []
    window.page.route("**/sim/tour", lambda route: late.append(route))  # noqa: PLW0108 - Playwright marks its handlers
    window.page.locator("#me").click()
    window.page.locator(".person:not([aria-current])").first.click()  # asks where the tour stands, as a new line does
    do.click()
    expect(story).to_contain_text("step 4 of")
    assert late, "nothing was asked that could come late"
    for route in late:
        with window.page.expect_response("**/sim/tour"):
            route.fulfill(json=before)
    window.page.wait_for_timeout(STEP)
    expect(story).to_contain_text("step 4 of", timeout=1)
    expect(do).to_be_enabled()


def test_leaving_half_way_and_somebody_elses_step(sim: Simulator, bot: BotProcess, windows: Windows) -> None:
    window = begin(windows, next(iter(STORIES)))
    who = sim.person(str(sim.tour.state()["who"]))
    other = next(person for person in sim.people if person.user != who.user)
    window.page.locator("#me").click()
    window.page.locator(f".person[data-person='{other.name}']").click()
    expect(window.page.locator("#me")).to_contain_text(other.account.real_name)
    window.page.get_by_role("button", name=f"Switch to {who.account.real_name}").click()
    expect(window.page.locator("#me")).to_contain_text(who.account.real_name)
    window.page.get_by_role("button", name="Leave the tour").click()
    expect(window.page.locator("#tour .story").first).to_be_visible()
    assert sim.tour.state()["story"] is None


def test_the_tour_never_covers_the_composer_of_a_phone(sim: Simulator, windows: Windows) -> None:
    window = windows.open("ana", "sales", size=PHONE)
    expect(window.composer).to_be_visible()
    window.page.get_by_role("button", name="Guided tour").click()
    window.page.locator("#tour .story").first.click()
    told = window.page.locator("#tour .tour-story")
    expect(told).to_be_in_viewport()
    expect(window.composer).to_be_in_viewport()
    windows.shot(window, "phone-tour")
    tour, composer = window.page.locator("#tour").bounding_box(), window.page.locator("#composer").bounding_box()
    assert tour is not None
    assert composer is not None
    assert tour["y"] + tour["height"] <= composer["y"]
    window.page.get_by_role("button", name="Leave the tour").click()
