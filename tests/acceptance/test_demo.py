"""The demo as somebody meets it: the stories on the real bot, the flags, keeping the state, and ending."""

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import cli
from bot.simulator import Person, Simulator
from bot.simulator.process import BotProcess
from bot.simulator.scenarios import STORIES
from bot.simulator.scenarios.transcript import WIDTH
from bot.simulator.upcoming import Upcoming
from tests.acceptance.conftest import recording
from tests.acceptance.demo_process import Demo
from tests.acceptance.office import TIMEOUT
from tests.acceptance.shell import interests

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks the bot's process up in /proc")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """The demo's workspace with the real bot in it."""
    folder = tmp_path_factory.mktemp("demo")
    url = f"sqlite:///{folder / 'demo.db'}"
    with (
        Simulator(messages_per_second=50.0, record=recording("test_demo")) as sim,
        BotProcess(sim, url, folder / "bot.log") as bot,
        Upcoming(url) as upcoming,
    ):
        sim.due = upcoming
        yield sim
        assert bot.alive, bot.log_text()[-3000:]


def seen(sim: Simulator, place: object, words: str) -> bool:
    return any(words in sim.text_of(m) for m in sim.messages(place))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "room", "ending"),
    [
        ("renewal", "product-requests", "keeps what was agreed"),
        ("idea", "", "taken back"),
        ("tweak", "eng", "the report follows after the audit"),
        ("conflict", "sales", "no other special wish of Initech before July"),
    ],
)
def test_a_story_is_played_from_request_to_debrief_and_review(
    workspace: Simulator, name: str, room: str, ending: str
) -> None:
    sim, told, problems = workspace, list[int](), list[str]()
    end = sim.tour.subscribe(lambda frame: told.append(frame["step"]))
    state = sim.tour.start(name)
    while not state["done"]:
        before = state["step"]
        state = sim.tour.do(before)
        problems += [state["line"]] if state["problem"] else []
        assert state["step"] > before, state["line"]
    end()
    assert problems == []
    assert state["line"] == STORIES[name].end
    assert told == sorted(told)
    assert told[-1] == state["steps"]
    assert seen(sim, room or sim.person("mara").dm, ending)
    if name != "conflict":  # it ends with what was agreed on the map
        assert seen(sim, sim.person("ana").dm, "Kept, for you alone")
    assert sim.tour.back_out()["story"] is None


def test_a_story_can_be_played_again_and_left_in_the_middle(workspace: Simulator) -> None:
    """What is set up already is skipped; after leaving, everything stays and the people act on."""
    sim = workspace
    sim.tour.start("tweak")
    for _ in range(6):
        state = sim.tour.do()
    assert state["step"] >= 4
    before = sim.messages("eng")
    sim.tour.back_out()
    time.sleep(0.5)
    assert sim.messages("eng") == before
    assert sim.tour.state()["story"] is None
    sam = sim.person("sam")
    asked = sam.says("eng", "Another customer won't renew unless we have SSO by Friday.")
    sam.wait_message("eng", "To scope this well", thread=asked, timeout=TIMEOUT)


def notes(ana: Person, prep: dict[str, object], **texts: str) -> None:
    for button, text in texts.items():
        label = button.replace("_", " ").replace("walk away", "walk-away")
        ana.clicks(prep, label)
        assert ana.submits(ana.wait_modal(label), {"text": text}) == {}


def test_a_story_done_by_hand_while_the_tour_only_watches(tmp_path: Path) -> None:
    """In other words than the script's, and the tour follows from step to step."""
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    with (
        Simulator(messages_per_second=50.0) as sim,
        BotProcess(sim, url, tmp_path / "bot.log"),
        Upcoming(url) as upcoming,
    ):
        sim.due = upcoming
        steps = iter(range(1, 17))

        def follows() -> None:
            sim.tour.wait_step(next(steps), TIMEOUT)

        ana, sam, room = sim.person("ana"), sim.person("sam"), "product-requests"
        sim.tour.start("renewal")
        ana.invites_bot(room)
        follows()
        ana.clicks(ana.wait_dm("stay silent until you choose", TIMEOUT), "Private cards")
        follows()
        request = sam.says(room, "Umbrella walks unless they get SSO by Monday. Can we just add it?")
        follows()
        ana.clicks(ana.wait_dm("A request in", TIMEOUT), "Post")
        follows()
        ana.wait_message(room, "ana", thread=request, timeout=TIMEOUT)
        sam.says(room, "their new security officer wants to see a plan", thread=request)
        follows()
        ana.reacts(request, "compass")
        follows()
        prep = ana.wait_dm("My walk-away", TIMEOUT, after=request.ts)
        notes(ana, prep, My_interest="no rush", Their_interest="a plan on paper")
        follows()
        notes(ana, prep, My_walk_away="a call with their officer")
        follows()
        _talk_and_debrief(sim, ana, prep, follows)
        _map_and_agreement(sim, ana, follows)
        _a_month_later(sim, ana, follows)
        assert sim.tour.state()["done"]


def _talk_and_debrief(sim: Simulator, ana: Person, prep: dict[str, object], follows: Callable[[], None]) -> None:
    ana.clicks(prep, "When do you talk?")
    start = int((sim.now() + timedelta(hours=1)).timestamp())
    assert ana.submits(ana.wait_modal("When do you talk?"), {"start": start}) == {}
    follows()
    sim.advance(hours=2)
    follows()
    ana.clicks(ana.wait_dm("how did the talk go", TIMEOUT), "Start")
    assert ana.submits(ana.wait_modal("How did it go?"), {"next_time": "ask who else decides"}) == {}
    follows()


def _map_and_agreement(sim: Simulator, ana: Person, follows: Callable[[], None]) -> None:
    ana.commands("product-requests", "/interests new SSO for Umbrella")
    sides = {"name_0": "Product", "position_0": "not now", "interest_0": "a calm quarter"}
    sides |= {"name_1": "Sales", "position_1": "by Monday", "interest_1": "a plan to show"}
    assert ana.submits(ana.wait_modal("New interest map"), sides) == {}
    if ana.modal:
        ana.closes(ana.modal)
    follows()
    board = ana.wait_dm("Interest map:", TIMEOUT)
    ana.clicks(board, "Share")
    room = sim.channel("product-requests").id
    assert ana.submits(ana.wait_modal("Share"), {"channel": room}) == {}
    follows()
    ana.clicks(board, "Record agreement")
    today = sim.now().date()
    terms = {"owner": ana.user, "next_step": "write the plan", "due": today, "review": today + timedelta(days=20)}
    assert ana.submits(ana.wait_modal("Record agreement"), terms) == {}
    follows()


def _a_month_later(sim: Simulator, ana: Person, follows: Callable[[], None]) -> None:
    ana.wait_dm("Agreed:", TIMEOUT)
    for _ in range(2):  # as the page's button does: to the next due reminder
        ahead = [due for due in sim.due() if due.at > sim.now()]
        sim.set_clock(ahead[0].at + timedelta(seconds=1))
        ana.wait_dm("second look", TIMEOUT)
        sim.wait_for(lambda: not [due for due in sim.due() if due.at <= sim.now()], TIMEOUT)
    follows()
    ana.clicks(ana.wait_dm("time for the second look", TIMEOUT), "Keep")
    follows()


def test_the_transcript_reads_well(tmp_path: Path) -> None:
    played = interests(tmp_path, "demo", "--script", "idea", "--fast")
    assert played.returncode == 0, played.stderr
    lines = played.stdout.splitlines()
    assert max(len(line) for line in lines) <= WIDTH
    assert "      │ [Post]  [Edit first]  [Prep]" in lines
    assert " Mara presses [Revert]" in lines
    assert "*" not in played.stdout
    for number, step in enumerate(STORIES["idea"].steps, 1):
        assert f"{number:2}. {step.line[:40]}" in played.stdout


def test_a_taken_port_gives_the_next_free_one_and_ctrl_c_ends_everything(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with Demo(tmp_path, "--port", str(port), "--no-browser") as demo:
            assert f"Port {port} is taken" in demo.until("Ctrl-C")
            assert not demo.url.endswith(f":{port}/")
            assert demo.get("tour")["story"] is None
            assert demo.get("due") == {"due": []}
            demo.post("tour/start", story="idea")
            bot = demo.bot if sys.platform == "linux" else 0
            status, seconds = demo.ends()
            assert status == 0
            assert seconds < 2
            if bot:
                with pytest.raises(ProcessLookupError):
                    os.kill(bot, 0)
    assert list(tmp_path.iterdir()) == []


def test_the_state_is_kept_over_a_restart_and_forgotten_on_request(tmp_path: Path) -> None:
    """A button of a message from before the restart is answered after it."""
    flags = ("--no-browser", "--port", "0", "--db", "kept.db")
    room = "product-requests"
    with Demo(tmp_path, *flags) as demo:
        ana = next(p for p in demo.get("state")["people"] if p["name"] == "ana")
        demo.does("ana", "invites_bot", channel=room)
        setup = demo.message(ana["dm"], "stay silent until you choose")
        demo.does("ana", "clicks", channel=ana["dm"], ts=setup["ts"], wanted="Private cards")
        demo.message(room, "/interests optout")
        demo.does("sam", "says", channel=room, text="Acme won't renew unless they have SSO by Friday.")
        card = demo.message(ana["dm"], "Edit first")
        demo.post("clock", advance_seconds=3600)
        ahead = demo.get("clock")["offset"]
        assert demo.ends(signal.SIGTERM)[0] == 0
    assert {"kept.db", "kept.keys", "kept.workspace.json"} <= {file.name for file in tmp_path.iterdir()}
    with Demo(tmp_path, *flags) as demo:
        assert demo.get("clock")["offset"] == pytest.approx(ahead, abs=5)
        assert demo.message(ana["dm"], "Edit first")["ts"] == card["ts"]
        demo.does("ana", "clicks", channel=ana["dm"], ts=card["ts"], wanted="Post")
        demo.message(room, f"<@{ana['id']}>")
        assert demo.ends()[0] == 0
    with Demo(tmp_path, *flags, "--reset") as demo:
        fresh = next(p for p in demo.get("state")["people"] if p["name"] == "ana")
        assert fresh["id"] != ana["id"]
        assert demo.get(f"messages?channel={fresh['dm']}&viewer=ana")["messages"] == []


@linux_only
def test_a_bot_that_dies_is_told_and_the_browser_was_opened(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser.sh"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o755)
    with Demo(tmp_path, "--port", "0", BROWSER=f"{browser} %s") as demo:
        url = demo.url
        deadline = time.monotonic() + TIMEOUT
        while not (opened.exists() and opened.read_text()):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert opened.read_text().strip() == url
        os.kill(demo.bot, signal.SIGKILL)
        assert demo.ends(None)[0] == 1
        assert "the bot ended with status -9" in demo.until("last words")


def test_a_workspace_kept_in_another_form_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "kept.workspace.json").write_text(json.dumps({"version": 99}))
    refused = interests(tmp_path, "demo", "--no-browser", "--port", "0", "--db", "kept.db")
    assert refused.returncode == 1
    assert "kept in form 99" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_flags_that_make_no_sense_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo", "--reset"]) == 2
    assert "--reset" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["demo", "--port", "70000"])
    assert "no port" in capsys.readouterr().err
