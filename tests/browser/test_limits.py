"""What must hold: a long channel, a lost line, readable colours, nothing loaded from elsewhere, no HTML from text."""

import re

from playwright.sync_api import expect

from bot.simulator import Simulator
from bot.simulator.page_files import FOLDER
from tests.browser.windows import DESK, Windows

MANY = 2000
LONGEST_TASK = 100
MOST_ROWS = 300
SCROLL_UP = """async () => {
  const box = document.querySelector('#scroller');
  const seen = [];
  for (let turn = 0; turn < 400; turn += 1) {
    box.scrollTop = Math.max(0, box.scrollTop - 700);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 8)));
    seen.push(document.querySelectorAll('.row').length);
    if (document.querySelector('.beginning')) break;
  }
  return Math.max(...seen);
}"""


def test_two_thousand_messages_stay_usable(sim: Simulator, windows: Windows) -> None:
    ana, sam = sim.person("ana"), sim.person("sam")
    room = sim.channel("long", members=[ana, sam])
    for number in range(MANY):
        (ana if number % 3 else sam).says(room, f"Line {number}: `code`, @ana, https://example.com/{number} and words.")
    window = windows.open("ana", "sales")
    with windows.traced(window) as tasks:
        window.goes("long")
        window.page.wait_for_timeout(500)
        rows = window.page.evaluate(SCROLL_UP)
    assert rows <= MOST_ROWS
    expect(window.page.locator(".beginning")).to_be_attached()
    expect(window.row("Line 0:")).to_be_visible()
    assert len(tasks) > 100, "the trace is empty"
    assert max(tasks) < LONGEST_TASK
    sam.says(room, "One more while you read")
    jump = window.page.get_by_role("button", name="New messages below")
    expect(jump).to_be_visible()
    jump.click()
    expect(window.row("One more while you read")).to_be_in_viewport()


def test_a_lost_line_comes_back_and_everything_is_read_again(sim: Simulator, windows: Windows) -> None:
    ana = windows.open("ana", "sales")
    ana.page.evaluate(
        """() => {
        window.Real = WebSocket; window.tries = 0;
        window.WebSocket = class {
          constructor() { window.tries += 1; setTimeout(() => this.onclose({ code: 1006 })); }
          close() {}
        };
        }"""
    )
    sim.drop_pages()
    expect(ana.page.locator("#banner")).to_contain_text("Connection lost")
    windows.shot(ana, "connection-lost")
    sim.person("sam").says("sales", "Said while you were away")
    while ana.page.evaluate("window.tries") < 2:
        ana.page.wait_for_timeout(50)
    ana.page.evaluate("() => { window.WebSocket = window.Real; }")
    expect(ana.row("Said while you were away")).to_be_visible()
    expect(ana.page.locator("#banner")).to_be_hidden()
    ana.says("Back again")
    expect(ana.row("Back again")).to_be_visible()


def test_colours_can_be_read_in_light_and_dark(windows: Windows) -> None:
    for dark in (False, True):
        window = windows.open("ana", "sales", dark=dark)
        windows.shot(window, f"channel-{'dark' if dark else 'light'}")
        for ink, paper, least in PAIRS:
            found = contrast(*(window.page.evaluate(RESOLVE, name) for name in (ink, paper)))
            assert found >= least, f"{ink} on {paper}, dark={dark}: {found:.2f}"


TEXT, SIGN = 4.5, 3.0
PAIRS = [
    *((ink, paper, TEXT) for ink in ("--ink", "--ink-soft", "--link") for paper in ("--page", "--raised", "--sunken")),
    *((ink, paper, TEXT) for ink in ("--ink", "--ink-soft") for paper in ("--hover", "--whisper")),
    *((ink, paper, TEXT) for ink in ("--side-ink", "--side-soft") for paper in ("--side", "--side-deep")),
    ("--side-soft", "--side-hover", TEXT),
    ("--side-ink", "--side-hover", TEXT),
    ("--side-here-ink", "--side-here", TEXT),
    ("--accent-ink", "--accent", TEXT),
    ("--accent", "--accent-soft", TEXT),
    ("--accent", "--raised", TEXT),
    ("--ink", "--accent-soft", TEXT),
    ("--ink-soft", "--accent-soft", TEXT),
    ("--danger-ink", "--danger", TEXT),
    ("--danger", "--danger-soft", TEXT),
    ("--danger", "--page", TEXT),
    ("--danger", "--raised", TEXT),
    ("--badge-ink", "--badge-back", TEXT),
    ("--link", "--mention", TEXT),
    ("--mention-mine-ink", "--mention-mine", TEXT),
    ("--warm-ink", "--warm", TEXT),
    ("--code", "--sunken", TEXT),
    ("--line-strong", "--page", SIGN),
    ("--line-strong", "--raised", SIGN),
    ("--focus", "--page", SIGN),
    ("--side-here", "--side", SIGN),
]
RESOLVE = """(name) => {
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color.match(/\\d+/g).slice(0, 3).map(Number);
  probe.remove();
  return found;
}"""


def luminance(colour: list[int]) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: list[int], other: list[int]) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_nothing_comes_from_elsewhere(sim: Simulator, windows: Windows) -> None:
    asked: list[str] = []
    window = windows.open("ana", "sales", size=DESK)
    window.page.on("request", lambda request: asked.append(request.url))
    window.page.reload()
    expect(window.page.locator("#place-name")).to_have_text("sales")
    assert asked
    assert all(url.startswith((sim.url, "data:")) for url in asked)


def test_the_source_puts_no_text_in_as_html() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|eval\("
    )
    external = re.compile(r"(?:src|href|import|from|url\()\s*[=(]?\s*[\"']?https?://")
    for file in FOLDER.iterdir():
        text = file.read_text(encoding="utf-8")
        assert not forbidden.search(text), file.name
        assert not external.search(text), file.name
        assert "style=" not in text or file.suffix == ".js", file.name
        assert len(text.splitlines()) <= 250, file.name


def test_the_page_draws_what_the_app_sends(windows: Windows) -> None:
    """Every block and element that bot/views can make is one the page knows."""
    from bot.views import blocks

    made = {kind.type for kind in vars(blocks).values() if isinstance(getattr(kind, "type", None), str)}
    window = windows.open("ana", "sales")
    drawn = set(
        window.page.evaluate(
            "async () => [...(await import('/page/blocks.js')).DRAWN_BLOCKS,"
            " ...(await import('/page/elements.js')).DRAWN_ELEMENTS]"
        )
    )
    assert made
    assert made - {"mrkdwn", "plain_text"} <= drawn
