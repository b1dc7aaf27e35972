"""The guided tour: each story clicked through in the page, and left half-way."""

import pytest
from playwright.sync_api import expect

from bot.simulator import Simulator
from bot.simulator.process import BotProcess
from bot.simulator.scenarios import STORIES
from tests.browser.windows import PHONE, Window, Windows

SLOW = 30_000
MOST_STEPS = 40


def begin(windows: Windows, story: str) -> Window:
    window = windows.open("ana", "product-requests")
    window.page.locator("#tour .story", has_text=STORIES[story].title).click()
    expect(window.page.locator("#tour .tour-story")).to_contain_text("step 1 of")
    return window


@pytest.mark.parametrize("story", list(STORIES))
def test_a_story_from_start_to_end(story: str, sim: Simulator, bot: BotProcess, windows: Windows) -> None:
    window = begin(windows, story)
    told = window.page.locator("#tour .tour-story")
    for step in range(1, MOST_STEPS):
        expect(told).to_contain_text(f"step {step} of", timeout=SLOW)
        if step == 3:
            windows.shot(window, f"tour-{story}")
        window.page.get_by_role("button", name="Do it for me").click()
        last = step == len(STORIES[story].steps)
        expect(told).to_contain_text("the end" if last else f"step {step + 1} of", timeout=SLOW)
        if last:
            break
    windows.shot(window, f"tour-{story}-end")
    window.page.get_by_role("button", name="Leave the tour").click()
    expect(window.page.locator("#tour .story")).to_have_count(len(STORIES))


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
    window.composer.click()
    window.page.get_by_role("button", name="Places").click()
    expect(window.page.locator("#tour")).to_be_in_viewport()
