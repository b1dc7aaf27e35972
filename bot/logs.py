"""The log: one line an event, ids as fields, tokens never."""

import logging
import re
import sys

_TOKEN = re.compile(r"(xox[a-z]|xapp)[-.][A-Za-z0-9.-]+")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def redact(text: str) -> str:
    """The text without anything that looks like a Slack token."""
    return _TOKEN.sub(r"\1-***", text)


class Line(logging.Formatter):
    """`time LEVEL logger event key=value …`; what libraries log passes the same redaction."""

    def format(self, record: logging.LogRecord) -> str:
        fields = "".join(f" {key}={value}" for key, value in vars(record).items() if key not in _STANDARD)
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {record.getMessage()}{fields}"
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return redact(line)


def set_up(level: str) -> None:
    """Send the log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # Bolt logs whole request bodies when a signature or a listener does not match; message text stays out of logs.
    for name in ("slack_bolt", "slack_sdk", "slack_bolt.RequestVerification"):
        logging.getLogger(name).setLevel(logging.ERROR)
    for name in ("apscheduler", "alembic", "aiohttp.access"):
        logging.getLogger(name).setLevel(logging.WARNING)


def where(error: BaseException) -> dict[str, object]:
    """What the log says of an unexpected error: its type and place. Its words may hold what people wrote."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    code = frame.tb_frame.f_code.co_qualname if frame is not None else ""
    return {"error": type(error).__name__, "at": f"{code}:{frame.tb_lineno}" if frame is not None else ""}
