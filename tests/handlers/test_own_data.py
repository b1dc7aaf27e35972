"""`/interests mydata`, `forget` and `audit` as people type them."""

import json

from bot.domain.model import Mode, Saying
from bot.views.ids import Form
from bot.views.text import mention
from tests.fakes import ANNA, BEN, CARA, CHANNEL, TEAM
from tests.handlers.counter import Counter, error_text
from tests.workplace import WORDS


def answer(counter: Counter, text: str, user: str = ANNA, channel: str = CHANNEL) -> str:
    response = counter.type(text, user, channel)
    assert response.status == 200
    body = json.loads(response.body)
    assert body["response_type"] == "ephemeral"
    return str(body["text"]) + json.dumps(body.get("blocks", ""))


def test_my_data_is_on_its_way_to_me_alone(counter: Counter) -> None:
    assert WORDS.text("mydata.coming") in answer(counter, "mydata")
    assert WORDS.text("mydata.already") in answer(counter, "mydata")
    (said,) = counter.place.due(Saying.MY_DATA)
    assert (said.person, said.channel) == (ANNA, None)


def test_forgetting_asks_first(counter: Counter) -> None:
    counter.place.turn_on()
    counter.place.prepare(ANNA)
    assert not counter.type("forget").body
    assert counter.window["callback_id"] == Form.FORGET
    with counter.place.store.reading() as work:
        assert work.records.of(TEAM, ANNA)["preps"]


def test_a_ticked_box_forgets_and_says_what_went_and_what_stays(counter: Counter) -> None:
    counter.place.turn_on()
    counter.place.prepare(ANNA)
    counter.type("forget")
    body = counter.submit(counter.window).body
    assert error_text("not_sure") in json.loads(body)["errors"]["sure"]
    response = counter.submit(counter.window, sure=[{"value": "sure"}])
    shown = json.loads(response.body)["view"]
    assert "preps: 1" in json.dumps(shown)
    assert WORDS.text("forget.not_opted_out") in json.dumps(shown, ensure_ascii=False)
    with counter.place.store.reading() as work:
        assert not any(work.records.of(TEAM, ANNA).values())
    assert counter.place.stored().owners == (BEN,)


def test_owners_see_who_changed_what(counter: Counter) -> None:
    counter.place.turn_on()
    assert WORDS.text("audit.empty") in answer(counter, "audit")
    counter.place.channels.change(TEAM, CHANNEL, BEN, Mode.PUBLIC, (BEN, ANNA))
    told = answer(counter, "audit")
    assert mention(BEN) in told
    assert WORDS.text("mode.public") in told
    assert answer(counter, "audit", CARA).startswith(error_text("not_auditor", owners=f"{BEN} {ANNA}"))
    assert answer(counter, "audit", channel="D1").startswith(error_text("channel_only"))
