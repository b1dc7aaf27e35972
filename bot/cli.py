"""The command line: what an operator or a newcomer types."""

import argparse
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from sqlalchemy.exc import DBAPIError, ProgrammingError

from bot import bootstrap, evaluation, keys, logs, manifest, migrations
from bot.classifier.classifier import ShippedClassifier
from bot.domain.model import Sensitivity
from bot.services.queues import Census, DeadLetter, InboxQueue, OutboxQueue
from bot.settings import SettingError, Settings
from bot.simulator import demo, visit
from bot.simulator.scenarios import STORIES
from bot.store.engine import BadDatabaseUrl
from prompts import pack

MOST_AT_ONCE = 1024
UNHEALTHY_AFTER = 120.0
WATCH_EVERY = 1.0
USUAL_STORY = "renewal"

logger = logging.getLogger("interests")
Verb = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; a setting that is wrong ends it with one line and status 2."""
    options = _parser().parse_args(arguments)
    verb: Verb = options.verb
    try:
        return verb(options)
    except SettingError as error:
        print(f"interests: {error}", file=sys.stderr)
        return 2
    except BadDatabaseUrl as error:
        print(f"interests: DATABASE_URL: {error}. See docs/settings.md", file=sys.stderr)
        return 2
    except DBAPIError as error:
        print(f"interests: DATABASE_URL: {_database_fault(error)}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 1


def _database_fault(error: DBAPIError) -> str:
    """The database's own words are left out: they may repeat the address, with its password."""
    if isinstance(error, ProgrammingError) or "no such table" in str(error.orig):
        return "the database has no tables yet. Run `interests migrate` first"
    return "the database cannot be opened or reached. See docs/settings.md"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="interests", description="Coaches negotiation in the channel where it happens."
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, run: Verb, text: str) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=text, description=text)
        sub.set_defaults(verb=run)
        return sub

    _demo_options(verb("demo", _demo, "a local Slack workspace in the browser, with the bot at work"))
    verb("run", lambda _options: _serve(listening=True), "connect to Slack over Socket Mode and do everything")
    verb("work", lambda _options: _serve(listening=False), "handle and send what is stored, without a connection")
    verb("migrate", _migrate, "bring the database to this version's shape")
    check = verb("manifest", _manifest, "print the Slack app's manifest")
    check.add_argument("--check", action="store_true", help="hold it against what the code calls and listens to")
    status = verb("status", _status, "counts and ages of what waits, is done or was given up")
    status.add_argument("--dead", action="store_true", help="list what was given up, and why")
    again = verb("redrive", _redrive, "try again what was given up")
    again.add_argument("queue", choices=("inbox", "outbox"))
    again.add_argument("id", type=int)
    _detect_options(verb("detect", _detect, "judge messages: JSON lines with id and text in, verdicts out"))
    prompts = verb("prompts", _prompts, "prove the house rules over every sentence, ours or a team's")
    prompts.add_argument("what", choices=("check",))
    prompts.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help="a team's pack (default: our own words)"
    )
    coach = verb("coach", _coach, "coach on messages: JSON lines with id and text in, labels and questions out")
    _batch_option(coach)
    key = verb("keys", _keys, "encryption keys")
    key.add_argument("what", choices=("new", "rotate"), help="print a new one, or seal everything with the first one")
    return parser


def _demo_options(play: argparse.ArgumentParser) -> None:
    usual = visit.Visit()
    play.add_argument("--port", type=_port, default=usual.port, help="where the page is served (default: %(default)s)")
    play.add_argument("--no-browser", dest="browser", action="store_false", help="only print the address")
    play.add_argument("--db", type=Path, metavar="FILE", help="keep the state in this file and beside it")
    play.add_argument("--reset", action="store_true", help="with --db: start afresh")
    play.add_argument("--script", choices=list(STORIES), help="play this story in the terminal instead")
    play.add_argument("--fast", action="store_true", help=f"in the terminal, without pauses; {USUAL_STORY} if not told")


def _detect_options(detect: argparse.ArgumentParser) -> None:
    modes = [str(one) for one in Sensitivity]
    detect.add_argument("--mode", choices=modes, default="standard", help="how sure it has to be (default: standard)")
    _batch_option(detect)
    what = detect.add_mutually_exclusive_group()
    what.add_argument("--report", action="store_true", help="instead: how the cards did, by channel")
    what.add_argument("--export", action="store_true", help="instead: the messages that channels agreed to keep")


def _batch_option(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--batch",
        type=_count,
        default=32,
        help="lines read and judged at a time; 1 answers each at once (default: %(default)s)",
    )


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_AT_ONCE:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {MOST_AT_ONCE}")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > visit.LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: choose a number up to {visit.LAST_PORT}")
    return int(text)


def settings() -> Settings:
    """From the environment, and from a file .env in this folder for what the environment leaves out."""
    from_file = {key: value for key, value in dotenv_values(".env").items() if value is not None}
    return Settings.read({**from_file, **os.environ})


# -- running ---------------------------------------------------------------------------------------------------


def _serve(*, listening: bool) -> int:
    found = settings()
    logs.set_up(found.log_level)
    found.need("bot_token", *(["app_token"] if listening else []))
    bootstrap.ready_database(found)
    bot = bootstrap.build(found)
    stopped = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    bot.start(listening=listening)
    logger.info("started", extra={"listening": listening, "pid": os.getpid()})
    status = 0
    while not stopped.wait(WATCH_EVERY):
        if listening and bot.socket.refused:
            print(
                f"interests: SLACK_APP_TOKEN: Slack refused it ({bot.socket.refused}); it needs the scope "
                "connections:write. Get it at api.slack.com/apps > your app > Basic Information",
                file=sys.stderr,
            )
            status = 2
            break
        if listening and bot.socket.age() > UNHEALTHY_AFTER:
            logger.error("no sign of life from Slack", extra={"seconds": round(bot.socket.age())})
            status = 1  # whoever supervises this process starts a fresh one
            break
    bot.stop()
    logger.info("stopped")
    return status


def _demo(options: argparse.Namespace) -> int:
    if options.reset and not options.db:
        raise SettingError("--reset: there is nothing to start afresh without --db FILE. See docs/demo.md")
    if options.script or options.fast:
        return demo.play(options.script or USUAL_STORY, fast=options.fast)
    return visit.serve(visit.Visit(options.port, options.browser, options.db, options.reset))


# -- operating -------------------------------------------------------------------------------------------------


def _migrate(_options: argparse.Namespace) -> int:
    url = settings().database_url.reveal()
    before = migrations.current(url)
    migrations.upgrade(url)
    after = migrations.current(url)
    print(f"database at {after}" + ("" if before != after else " already"))
    return 0


def _manifest(options: argparse.Namespace) -> int:
    path: Path = manifest.find()
    if not options.check:
        print(path.read_text(encoding="utf-8"), end="")
        return 0
    found = list(manifest.findings(manifest.load(path)))
    print("\n".join(found) or "manifest OK")
    return 1 if found else 0


def _status(options: argparse.Namespace) -> int:
    found = bootstrap.queues(settings())
    queues: dict[str, InboxQueue | OutboxQueue] = {"inbox": found.inbox, "outbox": found.outbox}
    for name, queue in queues.items():
        print(_census(name, queue.census()))
        if options.dead:
            for letter in queue.dead():
                print(_letter(letter))
    found.engine.dispose()
    return 0


def _census(name: str, census: Census) -> str:
    counts = ", ".join(f"{count} {state}" for state, count in sorted(census.counts.items())) or "empty"
    if census.oldest_waiting is None:
        return f"{name}: {counts}"
    waits = datetime.now(UTC) - census.oldest_waiting
    return f"{name}: {counts}; the oldest waits for {max(0, round(waits.total_seconds()))} s"


def _letter(letter: DeadLetter) -> str:
    return f"  {letter.id}  {letter.kind}  {letter.died_at:%Y-%m-%d %H:%M}  {letter.reason}"


def _redrive(options: argparse.Namespace) -> int:
    found = bootstrap.queues(settings())
    if options.queue == "inbox":
        done = found.inbox.redrive(options.id, datetime.now(UTC))
    else:
        done = found.outbox.redrive(options.id)
    found.engine.dispose()
    print("it will be tried again" if done else "there is no such dead letter, or its body was deleted")
    return 0 if done else 1


def _detect(options: argparse.Namespace) -> int:
    if options.report or options.export:
        with bootstrap.learning(settings()) as found:
            lines = (
                evaluation.report(found.report()) if options.report else _as_json(evaluation.exported(found.texts()))
            )
            for line in lines:
                print(line)
        return 0
    mode = Sensitivity(options.mode)
    return _line_by_line(lambda lines: evaluation.detect(lines, ShippedClassifier(), mode, options.batch))


def _coach(options: argparse.Namespace) -> int:
    words = bootstrap.words_of(settings()).coaching
    return _line_by_line(lambda lines: evaluation.coached(lines, ShippedClassifier(), words, options.batch))


def _line_by_line(answers: Callable[[Iterable[str]], Iterable[dict[str, Any]]]) -> int:
    """Standard input through that, a JSON line for each; status 1 when a line could not be answered."""
    failed = False
    # What is no UTF-8 is judged as it can be read; half a character goes out as JSON writes it.
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    for answer in answers(sys.stdin):
        failed |= "error" in answer
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return 1 if failed else 0


def _as_json(rows: Iterable[object]) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) for row in rows)


def _prompts(options: argparse.Namespace) -> int:
    holds, lines = pack.report(options.folder)
    print("\n".join(lines))
    return 0 if holds else 1


def _keys(options: argparse.Namespace) -> int:
    if options.what == "new":
        print(keys.new_key())
        return 0
    done = bootstrap.rotate(settings())
    print(f"{done.anew} texts sealed anew, {done.already} had the newest key already")
    if done.unreadable:
        print(f"interests: INTERESTS_KEYS: {done.unreadable} texts open with none of the keys", file=sys.stderr)
    return 1 if done.unreadable else 0
