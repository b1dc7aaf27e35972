"""A renewal hangs on a function that product would rather not rush: from the request to the review date."""

from datetime import timedelta

from bot.simulator.people import Person
from bot.simulator.scenarios.stage import Stage
from bot.simulator.values import Json, PostedMessage
from bot.simulator.workspace import Channel

ASK = (
    "Acme won't renew unless they can export the audit log to CSV by Friday. "
    "I already promised them we'd have it. Should be a quick one?"
)
ANSWER = (
    "Their auditor comes on the 14th. Honestly, they need the rows, not the button. "
    "If they knew when it comes, I think they would wait."
)
PATIENCE = 15.0


def play(stage: Stage) -> None:
    """The whole story: turn on, coach, prepare, talk, debrief, map, agree, review."""
    sim = stage.sim
    ana = sim.person("ana", zone="Europe/Madrid")
    sam = sim.person("sam", zone="Europe/London")
    room = sim.channel("product-requests", [ana, sam])
    _morning(stage)
    _turn_on(stage, ana, room)
    request = _coach(stage, ana, sam, room)
    prep = _prepare(stage, ana, request)
    _debrief(stage, ana, prep)
    _agree(stage, ana, sam, room)
    _review(stage, ana)
    stage.scene("That is all")
    stage.tell("From one hurried message to a dated decision, and nothing was posted without a click.")


def _morning(stage: Stage) -> None:
    """Move to the next Tuesday at 09:10 UTC, so that everybody is at work."""
    now = stage.sim.now()
    days = (1 - now.weekday()) % 7 or 7
    morning = (now + timedelta(days=days)).replace(hour=9, minute=10, second=0, microsecond=0)
    stage.sim.set_clock(morning)
    stage.scene("A renewal, and a promise")
    stage.tell("Ana is a product owner (Madrid), Sam sells (London). Nobody here has a Slack account.")
    stage.tell(stage.now())


def _turn_on(stage: Stage, ana: Person, room: Channel) -> None:
    stage.scene("Turning a channel on")
    stage.does("ana", "types /invite @Interests in #product-requests")
    ana.invites_bot(room)
    setup = _dm(stage, ana, "stay silent until you choose")
    stage.clicks(ana, setup, "Private cards")
    notice = ana.wait_message(room, "/interests optout", timeout=PATIENCE)
    stage.shows("in #product-requests", stage.sim.text_of(notice))


def _coach(stage: Stage, ana: Person, sam: Person, room: Channel) -> PostedMessage:
    stage.scene("A request comes in")
    request = sam.says(room, ASK)
    stage.says("sam", "#product-requests", ASK)
    card = _dm(stage, ana, "a request in")
    stage.clicks(ana, card, "Post")
    posted = ana.wait_message(room, "ana", thread=request, timeout=PATIENCE)
    stage.shows("in the thread, for everybody", stage.sim.text_of(posted))
    sam.says(room, ANSWER, thread=request)
    stage.says("sam", "the thread", ANSWER)
    return request


def _prepare(stage: Stage, ana: Person, request: PostedMessage) -> Json:
    stage.scene("Preparing in private")
    ana.reacts(request, "compass")
    stage.does("ana", "reacts with :compass:; only she sees what follows")
    prep = _dm(stage, ana, "walk-away")
    for button, note in (
        ("My interest", "A release that holds through the audit season."),
        ("Their interest", "Something dated to show Acme before Friday."),
        ("My walk-away", "Keep the June plan and send the rows by hand."),
    ):
        stage.clicks(ana, prep, button)
        form = ana.wait_modal(button)
        ana.submits(form, {form.labels()[0]: note})
        stage.says("ana", f"the form “{button}”", note)
    stage.clicks(ana, prep, "When do you talk?")
    form = ana.wait_modal("When do you talk?")
    start = int((stage.sim.now() + timedelta(minutes=30)).timestamp())
    ana.submits(form, {"start": start})
    stage.does("ana", "says: in half an hour, for 30 minutes")
    return prep


def _debrief(stage: Stage, ana: Person, prep: Json) -> None:
    stage.scene("After the talk")
    stage.later("they talk, and a quarter of an hour passes", minutes=76)
    prompt = _dm(stage, ana, "how did the talk go")
    stage.clicks(ana, prompt, "Start")
    form = ana.wait_modal("How did it go?")
    answers = {
        "worked": "Naming the renewal first. Sam relaxed.",
        "did_not": "I defended the roadmap for five minutes.",
        "why": "I had the answer ready before the question.",
        "next_time": "Ask what a date would buy them before I explain anything.",
    }
    ana.submits(form, answers)
    stage.says("ana", "the debrief", "\n".join(answers.values()))
    _dm(stage, ana, "before I explain anything", quiet=True)


def _agree(stage: Stage, ana: Person, sam: Person, room: Channel) -> None:
    stage.scene("Both sides on one page")
    ana.commands(room, "/interests new Audit log for Acme")
    stage.does("ana", "types /interests new Audit log for Acme")
    form = ana.wait_modal("New interest map")
    ana.submits(
        form,
        {
            "name_0": "Product",
            "user_0": ana.user,
            "position_0": "Not this week",
            "interest_0": "A release that holds through the audit season",
            "name_1": "Sales",
            "user_1": sam.user,
            "position_1": "CSV export by Friday",
            "interest_1": "Keep Acme: something dated to show their auditor",
        },
    )
    board = _dm(stage, ana, "Interest map")
    if ana.modal:
        ana.closes(ana.modal)
    stage.clicks(ana, board, "Share")
    form = ana.wait_modal("Share the map")
    ana.submits(form, {"channel": room.id})
    ana.wait_message(room, "Interest map", timeout=PATIENCE)
    stage.does("ana", "shares it in #product-requests")
    stage.clicks(ana, board, "Record agreement")
    form = ana.wait_modal("Record agreement")
    today = stage.sim.now().date()
    ana.submits(
        form,
        {
            "owner": ana.user,
            "next_step": "send Acme the rows by hand, and ship the export behind a flag",
            "due": str(today + timedelta(days=7)),
            "review": str(today + timedelta(days=30)),
        },
    )
    agreed = ana.wait_message(room, "Agreed", timeout=PATIENCE)
    stage.shows("under the map, for everybody", stage.sim.text_of(agreed))


def _review(stage: Stage, ana: Person) -> None:
    stage.scene("A month later")
    stage.later("27 days pass", days=27)
    _dm(stage, ana, "gets its second look")
    stage.later("and three more", days=3)
    due = _dm(stage, ana, "It is time for the second look")
    stage.clicks(ana, due, "Keep")
    room = stage.sim.channel("product-requests")
    result = ana.wait_message(room, "Reviewed", timeout=PATIENCE)
    stage.shows("under the map, for everybody", stage.sim.text_of(result))


def _dm(stage: Stage, person: Person, words: str, *, quiet: bool = False) -> Json:
    message = person.wait_dm(words, timeout=PATIENCE)
    if not quiet:
        stage.shows(f"to {person.name} alone", stage.sim.text_of(message))
    return message
