"""People talk: two windows, threads, reactions, marks, markup that stays text, the keyboard, a phone."""

from playwright.sync_api import expect

from bot.simulator import Simulator
from tests.browser.windows import PHONE, Windows

NASTY = "<img src=x onerror=alert(1)><script>alert(2)</script> <b>bold?</b> [x](javascript:alert(3)) &lt;i&gt;"


def test_two_windows_see_each_other_at_once(sim: Simulator, windows: Windows) -> None:
    ana, sam = windows.open("ana", "sales"), windows.open("sam", "sales")
    sam.says("@ana, Lunch is at one")
    expect(ana.row("Lunch is")).to_be_visible(timeout=1500)
    expect(ana.row("Lunch is").locator(".mention.mine")).to_have_text("@Ana Ruiz")
    ana.row("Lunch is").hover()
    ana.row("Lunch is").get_by_role("button", name="Add a reaction").click()
    ana.page.get_by_role("button", name="compass", exact=True).click()
    reaction = sam.row("Lunch is").locator(".reaction").first
    expect(reaction).to_contain_text("1")
    expect(reaction).to_have_attribute("aria-pressed", "false")
    reaction.click()
    expect(ana.row("Lunch is").locator(".reaction").first).to_contain_text("2")
    sam.menu(sam.row("Lunch is"), "Edit message")
    sam.page.get_by_label("Edit message").fill("Lunch is at two")
    sam.page.keyboard.press("Enter")
    expect(ana.row("Lunch is at two")).to_contain_text("(edited)")
    windows.shot(ana, "two-people")
    sam.menu(sam.row("Lunch is at two"), "Delete message")
    sam.press("Delete")
    expect(ana.page.locator("#scroller .row", has_text="Lunch is")).to_have_count(0)


def test_threads_and_unread_marks(sim: Simulator, windows: Windows) -> None:
    ana, sam = windows.open("ana", "eng"), windows.open("sam", "eng")
    root = sim.person("ana").says("eng", "Who owns the export job?")
    sam.row("Who owns").hover()
    sam.row("Who owns").get_by_role("button", name="Reply in thread").click()
    expect(sam.page.locator("#thread")).to_contain_text("No replies yet.")
    answer = sam.page.get_by_label("Reply in thread")
    answer.last.fill("Eli does")
    answer.last.press("Enter")
    expect(sam.reply("Eli does")).to_be_visible()
    expect(ana.row("Who owns").locator(".thread-line")).to_contain_text("1 reply")
    threads = ana.page.get_by_role("button", name="Threads")
    expect(threads).to_contain_text("1")
    threads.click()
    ana.page.locator(".thread-row").first.click()
    expect(ana.reply("Eli does")).to_be_visible()
    expect(threads.locator(".count")).to_have_count(0)
    ana.page.keyboard.press("Escape")
    expect(ana.page.locator("#thread")).to_be_hidden()
    ana.goes("sales")
    sim.person("sam").says("eng", "@ana the job failed")
    sim.person("sam").says("eng", "still in the thread", thread=root)
    eng = ana.page.locator("#places .place", has_text="eng")
    expect(eng.locator(".count")).to_have_text("1")
    eng.click()
    expect(eng.locator(".count")).to_have_count(0)
    expect(ana.page.locator(".new-mark")).to_be_visible()


def test_markup_in_every_field_stays_text(sim: Simulator, windows: Windows) -> None:
    ana = windows.open("ana", "sales")
    ana.says(NASTY)
    expect(ana.row("onerror=alert(1)")).to_contain_text("<script>alert(2)</script>")
    sim.person("ana").says("sales", NASTY, thread=sim.messages("sales")[-1])
    sim.person('<img src=x onerror="alert(4)">', real_name=NASTY)
    sim.channel("<img src=x onerror=alert(5)>", members=[sim.person("ana")])
    sim.bot_says("sales", NASTY, name=NASTY, classic=True)
    expect(ana.page.locator("#places", has_text="onerror=alert(5)")).to_be_visible()
    ana.page.locator("#me").click()
    expect(ana.page.locator(".menu.people")).to_contain_text("onerror")
    ana.page.keyboard.press("Escape")
    ana.row("onerror=alert(1)").locator(".thread-line").first.or_(ana.page.locator(".thread-line").first).click()
    ana.page.locator("#inspector-button").click()
    ana.page.get_by_label("Filter by any word").fill(NASTY)
    ana.page.get_by_label("Filter by any word").press("Escape")
    ana.composer.fill("@")
    ana.composer.fill("/invite <img src=x onerror=alert(6)>")
    ana.composer.press("Enter")
    expect(ana.page.locator(".toast.bad")).to_contain_text("onerror=alert(6)")
    made = ana.page.evaluate("document.querySelectorAll('img, iframe, object, body script').length")
    assert made == 0
    assert ana.page.locator("a[href^='javascript' i]").count() == 0


def test_the_keyboard_alone(sim: Simulator, windows: Windows) -> None:
    sim.person("sam").says("eng", "Keyboard one")
    sim.person("sam").says("eng", "Keyboard two")
    ana = windows.open("ana", "eng")
    keys = ana.page.keyboard
    expect(ana.row("Keyboard two")).to_be_visible()
    keys.press("Tab")
    expect(ana.page.locator("#skip")).to_be_focused()
    keys.press("Enter")
    expect(ana.row("Keyboard two")).to_be_focused()
    keys.press("ArrowUp")
    expect(ana.row("Keyboard one")).to_be_focused()
    keys.press("r")
    keys.press("ArrowRight")
    keys.press("Enter")
    expect(ana.row("Keyboard one").locator(".reaction").first).to_contain_text("1")
    expect(ana.row("Keyboard one")).to_be_focused()
    windows.shot(ana, "keyboard")
    keys.press("Enter")
    expect(ana.page.locator("#thread-composer textarea")).to_be_focused()
    keys.type("Answered by hand")
    keys.press("Enter")
    expect(ana.reply("Answered by hand")).to_be_visible()
    keys.press("Escape")
    expect(ana.composer).to_be_focused()
    keys.type("/inter")
    expect(ana.page.locator("#composer .completion")).to_be_visible()
    keys.press("Escape")
    expect(ana.page.locator("#composer .completion")).to_be_hidden()
    keys.press("Control+a")
    keys.type("All with keys")
    keys.press("Enter")
    expect(ana.row("All with keys")).to_be_visible()
    keys.press("Shift+Tab")
    expect(ana.page.locator("#scroller .row:focus-within")).to_have_count(1)


def test_a_phone(sim: Simulator, windows: Windows) -> None:
    ana = windows.open("ana", "eng", size=PHONE)
    wide = "document.documentElement.scrollWidth"
    expect(ana.page.locator("#sidebar")).not_to_be_visible()
    windows.shot(ana, "phone-channel")
    ana.page.get_by_role("button", name="Places").click()
    expect(ana.page.locator("#sidebar")).to_be_visible()
    windows.shot(ana, "phone-places")
    ana.goes("sales")
    expect(ana.page.locator("#place-name")).to_have_text("sales")
    expect(ana.page.locator("#sidebar")).not_to_be_visible()
    ana.says("From a phone, with a rather long line that has to be broken somewhere before the edge")
    ana.row("From a phone").click()
    ana.row("From a phone").get_by_role("button", name="Reply in thread").click()
    box = ana.page.locator("#thread").bounding_box()
    assert box is not None
    assert box["width"] == 390
    assert ana.page.evaluate(wide) == 390
    ana.page.get_by_role("button", name="Close the thread").click()
    ana.page.locator("#clock-toggle").click()
    expect(ana.page.get_by_role("button", name="+1 hour")).to_be_visible()
    assert ana.page.evaluate(wide) == 390


def test_who_is_nobody_and_who_is_new(sim: Simulator, windows: Windows) -> None:
    lost = windows.open("nobody-at-all", settled=False)
    expect(lost.page.locator("#nobody")).to_contain_text("Nobody here has that name")
    lost.page.get_by_role("button", name="Add a person").click()
    lost.field("Name").fill("Noor Haddad")
    lost.field("Time zone").select_option("Asia/Tokyo")
    lost.press("Add")
    expect(lost.page.locator("#me")).to_contain_text("Noor Haddad")
    expect(lost.page.locator("#me")).to_contain_text("Tokyo")
    lost.goes("sales")
    lost.page.get_by_role("button", name="Join the channel").click()
    expect(lost.composer).to_be_visible()
    lost.page.get_by_role("button", name="Threads").click()
    expect(lost.page.locator("#tab")).to_contain_text("No threads yet")
    windows.shot(lost, "no-threads")
