"""The ways people ask openly for something new, most of them without the word feature."""

from bot.classifier.lexicon.cues import cue

# Found in one sentence; they add up within it.
WISHES = (
    cue(
        "names a request",
        4.0,
        r"""
        feature (?:request|ask|idea|suggestion)|enhancement (?:request|idea)|product (?:request|feedback|idea)
        (?:change|customer|client) request\b|feedback from (?:the )?(?:customer|client|field)|requests? for\b
        """,
        "Feature request: let viewers pin a chart",
    ),
    cue(
        "there must be a better way",
        3.2,
        r"""
        (?:must|has to|ought to|should|got to) be (?:a|an|some) (?:\w{1,10} )?(?:better|easier|faster|simpler
            |smarter)? ?way
        (?:is|isn't) there (?:a|any|some|no) (?:better|easier|faster|simpler|smarter|less painful) way
        """,
        "There must be a better way?",
    ),
    cue(
        "would be good to have",
        2.8,
        r"""
        (?:would|[a-z]{1,8}'d|could|might|will) (?:also |really |just |actually )?be (?:\w{1,12} )?(?:great
            |nice|good|handy|helpful
            |useful|amazing|awesome|cool|lovely|fantastic|super|brilliant|perfect|wonderful|ideal|valuable
            |a dream|huge
            |a (?:huge|big|massive|great|real|nice|total) (?:\w{1,10} )?\w{2,14}|a game[- ]?changer
            |a life ?saver)
        (?:would|[a-z]{1,8}'d) (?:really |also |all )?(?:love|appreciate|welcome)(?: to (?:see|have|get
            |be able)| it if| an?| if| the)\b
        (?:would|[a-z]{1,8}'d) (?:really )?like (?:to (?:see|have|get|be able|use|export|add|filter)|an?|the
            |their|more)\b
        would (?:really |also |massively )?(?:help|save|solve|make (?:life|it|our|their|my|things))\b
            |dying for\b
        (?:i|we|they|users|customers|clients|everyone|people) wish|if only (?:we|there|it|i|you|they)\b
            |pretty please|nice[- ]to[- ]have\b
        (?:i'd|i would|we'd|we would|would|they'd) (?:\w{1,10} )?(?:pay|kill|give anything|be thrilled
            |be happier|be over the moon)\b
        would (?:be|mean|cut|halve|take) (?:half|less|so much|a lot|hours|much|way|far)\b
        """,
        "It would be so useful to sort by owner",
    ),
    cue(
        "asks about the plan",
        2.8,
        r"""
        (?:on|off|in|part of) (?:the|your|our|any|anyone's|somebody's) (?:\w{1,10} )?(?:roadmap|horizon|cards
            |radar|backlog
            |pipeline|plan|wish ?list)\b
        (?:any|are there|do we have|have we got) (?:plans?|thoughts?|intention|appetite) (?:for|to|on|about
            |of)\b
        (?:are|were) (?:we|you|they) (?:planning|going|thinking|ever going|intending) (?:to|on|of
            |about)\b[^.!]{0,60}\?
        (?:is|are|will|would) \w{2,20}(?: \w{1,20}){0,4} (?:planned|coming|in the works|anytime soon
            |any time soon
            |ever going to|going to happen|something we)\b
        (?:any|what's the|what is the|is there an?|got an?) (?:news|update|updates|eta|timeline|movement
            |progress|word
            |timeframe|date|status) (?:on|for|about|regarding|of|when)\b
        when (?:can|will|could|are|is|do|might|should|would) [^.!?]{0,40}\b(?:get|have|expect|support|ship
            |available|live
            |ready|release|add|able|coming|land|arrive|use|see)\b
        how (?:far|long) (?:off|away|until|till)\b|did we ever (?:decide|get|look)|whatever happened to\b
        """,
        "Is offline mode anywhere on the horizon?",
    ),
    cue(
        "asks for a chance",
        1.9,
        r"""
        any (?:chance|possibility|hope) (?:that|of|for|to|we|you|they|it|the|this|i)\b
        any (?:way|option) (?:that |of |for |to )?(?:we|you|they|it|the|this|i|get|have|add|make|to|our|having
            |adding)\b
        (?:would|is|could|might|will) (?:it|this|that) (?:also |ever )?be (?:possible|feasible|doable)
        is (?:it|there) (?:possible|a possibility|an option|a way|any way|a setting|anything)\b
        (?:possible|feasible) to (?:add|have|get|build|let|show|export|make|include|support)
        what would it take to\b|how (?:hard|difficult|much work|big|feasible) (?:would|is) it\b|worth (?:adding
            |building)
        """,
        "Would it be possible to hide the column?",
    ),
    cue(
        "can we have it",
        1.5,
        r"""
        (?:can|could|may|might|can't|couldn't|will|would|shall) (?:we|you|you guys|the team|someone|engineering
            |product
            |somebody|y'all) (?:please |pls |maybe |possibly |also |just |at least |somehow |not |perhaps[ ]
            |ever ){0,2}
            (?:add|have|get|support|build|make|let|allow|enable|include|introduce|provide|offer|expose|show
            |hide|sort
            |filter|export|import|integrate|automate|schedule|implement|bring|give|put|ship|change|extend
            |increase|raise
            |remove|rename|set up|turn|default|split|merge|group|translate|connect|hook|pre-?fill|auto\w{2,12}
            |bulk|display
            |prioriti[sz]e|squeeze|fast-?track|deliver|commit|tweak|switch|customi[sz]e|match|surface|embed
            |attach|use)\b
        (?:can|could|should|will|would|may|might) (?:users?|customers?|clients?|people|they|it
            |(?:the|our|their|my|each|every|a|this) (?:[\w-]{2,20} ){0,2}[\w-]{2,20}|admins?|each \w{2,15}
            |managers?|i) (?:also |please |just |at least |somehow |ever )?(?:be|have|get|see|export
            |filter|sort|share|download|upload|choose|pick|set|edit|import|remember|show|send|support|let
            |default|allow
            |schedule|include|undo|assign|tag|turn|hide|pin|add|remind|notify|warn|keep)\b
        """,
        "Could we add a second approver?",
    ),
    cue(
        "told to add",
        2.2,
        r"""
        (?:please|pls|kindly|let's|lets|we should|we could|should we|shall we|why don't we|why not|what about
            |how about
            |what if we|what if|vote for|\+1 (?:for|on|to)|consider|think about|thinking of|suggestion:|idea:
            |quick one:|thing:|have:|wish:|default:|one:)[ ]
            (?:just |also |please |maybe )?(?:add|adding|support|supporting|implement|build|building|introduce
            |introducing
            |provide|enable|allow|allowing|let|letting|make|making|include|give|giving|have|having|offer|show
            |remember|sort
            |rename|hide|a|an|the|users|it|there|we)\b
        """,
        "What if we let guests comment?",
    ),
    cue(
        "opens with an order",
        1.8,
        r"""
        \A(?:please |pls )?(?:add|support|allow|enable|implement|introduce|provide|include|let|give|show|make
            |expose
            |integrate|build) (?:a|an|the|more|custom|bulk|users|us|support|option|ability|\w{3,20})\b
        """,
        "Add a dark theme for the night shift",
    ),
    cue(
        "asks politely",
        1.6,
        r"""
        (?:can|could|would|will|should|might|shall) (?:we|it|they|users?|customers?|clients?|people|guests
            |(?:the|our|their|my|each|every|this) [\w-]{2,20})\b[^.!]{4,160}\?
        \A(?:can|could|would|will) (?:you|we|it)(?: please)? (?:make|have|let|add|get|support|show|bring|put)\b
        (?:wondering|curious|asking myself) (?:if|whether|how|when)\b|is (?:there|it) any\w{0,6}\b[^.!]{4,120}\?
        please (?:make|let|give|have|add|allow|support|bring|show|put|keep|stop)\b|would it (?:kill|hurt|help
            |make sense)\b
        ever (?:get|have|see|be able|support|going to get)\b
        """,
        "Could the reminder go out the evening before?",
    ),
)
