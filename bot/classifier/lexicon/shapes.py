"""Pieces of patterns: how people write days, crowds, titles and rivals; and how a rule's lines become one pattern."""

import re
from textwrap import dedent

WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
DAY = (
    rf"(?:{WEEKDAY}|tomorrow|tonight|today|noon|midnight|christmas|easter|summer|autumn|spring|winter|year[- ]end"
    rf"|eo[dwmqy]|q[1-4]|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}|{MONTH}"
    r"|\d{1,2}(?:st|nd|rd|th)|\d{1,2}/\d{1,2}|\d{4}-\d\d-\d\d"
    r"|(?:end|start|middle|close) of (?:the |this |next )?\w{3,9}"
    r"|(?:week|month|quarter|year|sprint|release|term|season)\b)"
)
EVENT = (
    r"(?:audit|event|launch|demo|offsite|conference|go-live|pilot|fair|trade show|holidays?|holiday season|renewal"
    r"|board meeting|meeting|review|kick-?off|migration|rollout|inspection|summit|webinar|training|season|new year"
    r"|school year|election|ipo|deadline|visit|workshop|presentation|exams?|closing|signing)"
)
NUMBER = (
    r"(?:\d{1,6}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|a hundred)"
)
CROWD = (
    r"(?:customers?|clients?|users?|accounts?|tickets?|people|teams?|prospects?|requests?|tenants?|schools?|stores?"
    r"|partners?|merchants?|members?|companies|admins?|teachers?|nurses?|drivers?|agents?|reps?|managers?|colleagues"
    r"|hospitals?|clinics?|offices?|branches|departments|sites|leads|subscribers|guests|votes)"
)
CUSTOMER = r"(?:customer|client|account|contract|deal|business|tenant|partner|prospect|logo|patient|subscriber)"
TITLE = (
    r"(?:ceo|cto|cfo|coo|cpo|cmo|cio|ciso|[se]?vp|vice president|president|(?:co-?)?founders?|board|directors?"
    r"|exec(?:s|utives?)?|leadership|upper management|management|head of \w{2,20}|chief \w{2,20} officer|c-suite"
    r"|investors?|chair(?:man|woman)?|managing director|minister|dean|boss|headteacher|owner of the company)"
)
WANTS = (
    r"(?:wants?|wanted|asks?|asked|asking|needs?|needed|expects?|expecting|insists?|demands?|demanding|said|says|tells?"
    r"|told|would like|would love|promised|requested|requests|requires?|keeps?|is pushing|are pushing|is asking"
    r"|are asking|is waiting|are waiting|is on my back|are on my back|on my back|on our back|won't|will not|decided"
    r"|mentioned|brought|raised|is keen|are keen|is breathing|hates|loved|loves)"
)
RIVAL = (
    r"(?:salesforce|hubspot|jira|asana|trello|notion|zendesk|intercom|monday\.com|linear|airtable|clickup|shopify|stripe"
    r"|workday|sap|oracle|freshdesk|pipedrive|teams|google|microsoft)"
)

_SHAPES = {
    "DAY": DAY,
    "WEEKDAY": WEEKDAY,
    "EVENT": EVENT,
    "NUMBER": NUMBER,
    "CROWD": CROWD,
    "CUSTOMER": CUSTOMER,
    "TITLE": TITLE,
    "WANTS": WANTS,
    "RIVAL": RIVAL,
}
_SHAPE = re.compile(r"<([A-Z]+)>")


def compiled(lines: str) -> re.Pattern[str]:
    """One pattern from many lines: each line is an alternative, a line that is indented deeper goes on with the last.

    `<DAY>` and the like stand for the shapes above. No repetition may stand inside another and every gap is bounded,
    so that the time is linear in the text; a test feeds hostile texts.
    """
    joined = ""
    for line in dedent(lines).strip("\n").rstrip().splitlines():
        joined += line.strip() if line.startswith(" ") or not joined else f"|{line.strip()}"
    return re.compile(rf"(?<!\w)(?:{_SHAPE.sub(lambda match: _SHAPES[match[1]], joined)})", re.IGNORECASE)
