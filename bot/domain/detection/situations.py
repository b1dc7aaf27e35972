"""The words by which a request tells its situation: who is hurt, which rule, how it is done today."""

import re

from bot.domain.model import Situation


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern for all of these, each at the edges of words."""
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(patterns)})(?![\w-])", re.IGNORECASE)


_SOMEBODY = r"(?:him|her|his|their|my|our|them|me|us|people|kids|someone|somebody)"
_MANY = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|a dozen|dozens of|hundreds of|several|both|many)"
_DAYS = r"(?:day|night|morning|evening|week|month|monday|tuesday|wednesday|thursday|friday|time)"

SCOPE = any_of(
    r"leav\w+ (?:\w+ ){0,5}out",
    r"(?:ship|release|launch|go live|start|do (?:it|this)|live) (?:\w+ ){0,3}without",
    r"(?:v|version |phase |stage |release )\d(?:\.\d)?|mvp|(?:first|next|this) "
    r"(?:release|launch|cut|iteration|increment)",
    r"(?:drop|cut|trim|skip|descope|de-scope|postpone|park|defer|scrap|remove|move|push|keep|hold|pull|take) "
    r"(?:\w+ ){0,6}?(?:out|in|back|until|to (?:later|next|\w+uary|march|april|may|june|july|august|\w+ber)|for now"
    r"|first)",
    r"(?:i'd|i would|let's|can we|could we|should we|rather|we could|we can) (?:\w+ ){0,3}(?:drop|cut|trim|skip|scrap"
    r"|postpone|descope|park|defer|flip|stage|split)",
    r"(?:in|out of|outside|into) (?:the )?scope|out of (?:this|the next|v\d)|scope|in or out|for now|not now|later,"
    r"|(?:comes?|go(?:es)?|is|be|it) later"
    r"|rather than|(?:do|does) (?:we|it|anyone|anybody) (?:really |actually )?need|nice[- ]to[- ]have",
    r"push(?:ing)? back|not a fan of|(?:come|comes|go|goes) (?:first|before|later|after)|only for",
    r"(?:half|part) of (?:it|the)|one or the other|what if we didn't|priorit\w+|swap|can (?:\w+ ){0,4}wait",
)
"""Without one of these nobody weighs what comes first, whatever the message as a whole looks like."""

SURELY_SCOPE = any_of(
    r"(?:can|could|should|shall) we (?:just )?(?:drop|skip|descope|(?:take|leave|pull|cut) (?:\w+ ){1,4}out)",
    r"(?:mov|push|shift|bump)(?:e|es|ing)? (?:\w+ ){1,6}(?:to|into) (?:v\d|phase|later|(?:the )?next)|i'd rather we"
    r"|i don't think we should|do we (?:really |actually |still )?need",
    r"(?:ship|release|launch|start with|do) (?:\w+ ){1,4}first|or wait and|not add another"
    r"|but then (?:\w+ ){1,5}(?:won't"
    r"|can't|slips?|waits?|will slip|will wait)",
    r"(?:like to|i'd|let's|we|want to|time to) (?:\w+ )?(?:drop|kill|retire|sunset|deprecate) (?!off|out|by|in)",
    r"we (?:don't|do not) (?:build|ship)|let's (?:not (?!forget)|cut)|(?:would|will) (?:anybody|anyone) (?:miss"
    r"|mind|object)"
    r"|(?:anybody|anyone) against|tell me which|which (?:one|of the two)|want (?:it|this|that) at all|next feature",
    r"in or out|i'd (?:rather )?(?:drop|cut|leave|trim|skip|fake|ship|keep|postpone|push back)|(?:ship|release"
    r"|launch) without",
    r"leave (?:\w+ ){1,6}out of|(?:is|was|it's) (?:in|out of) scope|take (?:the )?\w+ out|trim it|flip it"
    r"|do we do (?:\w+ ){1,4}or not|not a fan of",
    r"what if we (?:didn't|don't|dropped|skipped|left)|(?:hold|keep) (?:it|them) back|for now and (?:revisit|look)",
    r"(?:does|do) (?:anyone|anybody|we|they) (?:actually|really|truly|honestly) need|which is it|slip to"
    r"|waits? (?:until|till)|leave (?:\w+ ){1,4}for later|go(?:es)? out without"
    r"|or pull it|can (?:\w+ ){1,4}wait for|out of (?:the )?(?:\w+ )?(?:release|launch|mvp|v\d)",
)
"""Enough to say that somebody weighs it, even where the message as a whole looks like something else."""

HARM = any_of(
    r"(?<!nobody's )(?:died|dying|passed away|deceased|bereave\w+|grie(?:f|ving)|funeral(?! home)|widow(?:er|s)?"
    r"|suicid\w+|hate my life|self-harm)|(?:her|his|my) ex(?= |,|\.)",
    r"(?:want(?:s|ed)?|wanted) to die|could die|(?:mother|father|mum|mom|dad|wife|husband|son|daughter|sister"
    r"|brother)'s death",
    r"(?:late|deceased) (?:wife|husband|mother|father|son|daughter|mum|mom|dad|partner)|epilep\w+|seizures?|insulin"
    r"|women's shelter",
    r"death certificate|life or death|in tears|(?:she|he|they|kids?|people|guests?|customers?|who are last)(?:'s|'re"
    r"| is| are| was| were)? (?:crying|cried|cry|cries)|humiliat\w+|ashamed|still shaking|shaken up|(?:my|her"
    r"|his) (?:medicine|cardiologist|surgery)"
    r"|literally waiting|very (?:sad|angry)|los(?:es?|t) (?:his|her|their) (?:\w+ ){0,3}years|old name|deadname\w*"
    r"|outed",
    r"abus(?:e|ed|er|ive)|assault\w*|harass\w*|stalk(?:er|ed|ing)|violen\w+|threatened",
    rf"hospitali[sz]ed|injur(?:y|ies|ed)|(?:hurt|burn(?:ed|t)|scared) {_SOMEBODY}|got hurt|been sick|made (?:me|him"
    rf"|her) sick",
    r"(?:will|could|might|going to) get hurt|dangerous|unsafe(?! code)|overdos\w+|wrong (?:dose|patient|medication"
    r"|medicine|blister|drug|pill|resident"
    r"|child|baby)|(?:nobody"
    r"|no one|no-one) was (?:harmed|hurt)"
    r"|fell asleep|near[- ]miss(?:es)?|(?<!by )accident(?:s)?(?= in| at| on|[.,!?]|\Z)|safety (?:risk|issue|incident)"
    r"|miscarriage",
    r"(?:the design|that|this|it) is (?:just )?cruel|(?:foster|adoption) (?:family|child|file)|heartbreaking",
)
LOST = any_of(
    r"(?:rejected|declined|turned down) (?:the|our|my) (?:contract|offer|proposal|bid)|turned us down|there goes my"
    r"|(?:we|i)(?:'ve| have)? (?:just )?lost (?:the |a |another |our )?(?:\w+ ){0,2}(?:deal|tender|account|client"
    r"|customer|bid)|lost (?:it|them|this one|another one) to|signed with (?:the )?(?:other|somebody else"
    r"|someone else)",
)
LEAVING = any_of(
    r"(?<!when )(?<!while )(?<!once )(?:i'm|i am|we're|we are|i'll be|we'll be) (?:gone|out of here|done with (?:it|you"
    r"|this))(?! (?:on|to|for))",
    r"(?:i'm|we're|i am|we are|i'll be|we'll be) (?:moving|switching) (?:everything|all of it|over|away) ?(?:to|from)?",
    r"cancel(?:l?ed|l?ing)? (?:my|our) (?:\w+ )?(?:subscription|account|plan|contract|membership|licen[cs]es?)",
    r"(?:i|we)(?:'ll| will|'re going to| are going to| might| may| would)? (?:switch(?= in )|(?:switch|leave|walk|look"
    r" elsewhere|go elsewhere|change providers?)(?=[.,!?]|\Z| if| unless))",
    r"(?:take|taking) (?:my|our) (?:[\w,.]+ ){1,5}(?:elsewhere|somewhere|away)",
    r"(?:go|going|goes|switch|switching) back to (?:paper|fax|excel|pen|spreadsheets?|the old (?:one|system|tool|way))",
    r"(?:last straw|final straw|look(?:ing)? for (?:another|an alternative|something else)|looking around already)",
    r"what (?:i|we) (?:won't|will not) do is|won't (?:do|take|go through) (?:it|this|that|another)",
)
UNANSWERED = any_of(
    r"(?:i|we)(?:'ve| have)? asked \w+(?: \w+){0,2},? (?:(?:and )?\w+ asked|who (?:sent|told|asked))",
    r"(?:can|could|would|will) (?:somebody|someone|anybody|anyone) (?:now |please |finally |just )*(?:tell|decide|say"
    r"|answer|confirm|own)",
    r"already (?:requested|asked|reported|raised)|(?:my|this is (?:the|my)|it's (?:the|my)) (?:second|third|2nd|3rd|4th"
    r"|5th) (?:reminder|mail|email|request|time)",
    r"(?:sent|passed|pushed|bounced) (?:around|from \w+ to|on to|back and forth)|not getting (?:anywhere|an answer)",
    r"(?:nobody|no one|no-one) (?:ever )?(?:decides|owns|answered|replies|replied|reacts|reacted)",
    r"who (?:owns|decides|is responsible|do i (?:talk|speak|ask))(?! what)",
)
RULE = any_of(
    r"(?:by|the|is) law|law says|legally|legal (?:tells|says|requirement|wants|needs)|regulat(?:ion|ions|or|ors|ory)",
    r"complian(?:ce|t)|gdpr|hipaa|sox|pci(?:[- ]dss)?|iso ?\d{4,5}|wcag|soc ?2|statutory|ministry (?:requires?|wants"
    r"|says|asks)|for the ministry|directive",
    r"(?:the|our|their|her|his|external|before)(?: \w+)? (?:audit|auditors?)(?! (?:trail|log))|auditors (?:come"
    r"|want|ask|say|need|will|are|check)|(?:audit"
    r"|certification) (?:in|on|is)",
    r"insurer|works council|(?:\w+ )?act(?=\?| applies| says| requires|,)|rfp|data protection|lawyers? (?:say|says"
    r"|had|want|wants|needs)|tax (?:office|authority)"
    r"|accountant (?:\w+ )?(?:needs|refus\w+|rejects|wants|says)",
    r"shall provide|requires? (?:us|them|you) to|inspects us|inspectors? (?:say|says|want|wants|ask|asks)"
    r"|with (?:\w+ )?lawyers|required by|requirement of|mandatory|court(?! dates?)",
)
LEFT_OUT = any_of(
    r"blind|deaf|colou?r[- ]?blind|wheelchair|disab(?:led|ility|ilities)|parkinson\w*|dyslex\w+|left-handed|braille"
    r"|magnifying glass|works? for (?:everybody|everyone)",
    r"screen[- ]readers?|(?:larger|bigger|large) (?:letters|text|fonts?|type|print)|font to large",
    r"right-to-left|rtl|elderly|(?:doesn't|don't|can't|cannot) read (?:the )?(?:english|\w+ ones)|assistance dogs?",
    r"(?:older|old) (?:people|members|patients|users|customers|parents)|hands tremble",
)
PRICE = any_of(
    r"pricing (?:question|model|plan)|per seat|by the seat|cheaper|too expensive|discounts?|free (?:tier|plan)"
    r"|(?:small|smaller|team"
    r"|basic) plan",
    r"(?:i|we|they) pay (?:you )?[€$£]?\d|(?:am i|are we) paying for|pay for \d+ \w+ and",
    r"you (?:ask|charge|want) [€$£]?\d|price (?:model|per)|pay (?:for|per) (?:each|every)",
)
WHERE_IT_STANDS = any_of(
    r"any (?:news|update|updates|word|progress|plans?|timeline|eta|idea when|movement)|(?:is|are) (?:\w+ ){0,5}planned",
    r"planned\?|(?:are|is) (?:you|we|it|this|something like that|somebody) (?:\w+ ){0,2}planning|on (?:the|our"
    r"|your) (?:roadmap|horizon|list|plan)",
    r"when (?:will|can|do|is|are|would|could|does)(?! i| he| she| they)|(?<!\w )\w+(?: \w+){0,2} when\?",
    r"(?:what's|whats|what is) the (?:status|plan|latest|state)|is it true that",
    r"where are we (?:with|on)|or (?:can't|don't|won't|isn't|aren't|not) (?:they|we|it|he|she|you)",
    r"where (?:do we|does (?:this|it|that|\w+)) stand|where is it in|what's the (?:story|status|latest|plan)|status of",
    r"are we ever|if we'll ever|will we ever|do we (?:support|have|offer|do)|does anyone know if|do you (?:support"
    r"|have|offer)",
    r"(?:is|are) (?:anybody|anyone|somebody|someone) (?:looking|working)|(?:still|ever|it's|is it|is this) coming"
    r"|(?:on|in) the (?:list|backlog)",
    r"roadmap\?|how far (?:are|is)|what happened (?:to|with)",
)
MISTAKES = any_of(
    r"by (?:accident|mistake)|accidentally|mistakes?|mix(?:ed|es)?(?: \w+){0,2} up|typos?|error-prone|fat-finger\w*",
    r"(?:get|gets|got|goes|went|going|comes?|came)(?: \w+){0,2} (?:wrong|lost|missing)|(?:is|are) (?:always "
    r"|often )?wrong",
    r"wrong (?:one|number|person|invoice|address|file|version|room|day|date|customer|column|amount)",
    r"missed (?:the|a|an|her|his|their|my) \w+|(?:forget|forgets|forgot) (?:to|it|them|the)|overlooked|overwr(?:ote"
    r"|ites?|itten)",
    r"(?:paid|charged|booked|sent|billed|entered) (?:\w+ )?twice|double[- ](?:book\w*|bill\w*)"
    r"|duplicate (?:entr|record|booking|invoice|order|customer)\w*|fined",
    r"thought (?:that )?\W?\w+\W? (?:would|was|meant|is|saves|saved)|thinking it(?:'s| is| was| would)",
    r"confus(?:e|es|ed|ing)|no way to get it back|(?:pasting|sharing|leak\w*) (?:secrets|passwords|tokens)"
    r"|pick the first",
)
FAULT = any_of(
    r"bugs?|broken|flaky|buggy|glitch\w*|(?:is|are|was|were|comes? out|shows?|turns? out) (?:always |often "
    r"|simply )?wrong"
    r"|times? out|timing out",
    r"(?:expires?|arrives?|comes?) (?:\w+ )?(?:too late|before (?:the|they|it|he|she|we))|stopped working"
    r"|no longer works"
    r"|used to work|loses (?:everything|all|what)|forgets (?:my|the|what|everything)|crash(?:es|ed|ing)?|freezes?",
)
HANDWORK = any_of(
    r"by hand|manual(?:ly)?|copy(?:ing)?(?:[- ]and)?[- ]?past\w+|pastes? (?:\w+ ){1,5}(?:into|in the|by hand)",
    r"(?:(?:i|we|they|he|she|people|to|and|then) cop(?:y|ies)|copying) (?:\w+ ){1,6}(?:into|to|from|over)",
    r"re-?typ\w+|re-?enter\w*|re-?key\w*|typ(?:e|es|ing) (?:\w+ ){1,8}(?:again|into|in the|one by one)|one by one"
    r"|one at a time",
    r"spreadsheets?|excel|google sheet|pen and paper|(?:keeps?|writes?|do|does|counts?|still"
    r"|lists?) (?:\w+ ){0,4}on paper"
    r"|paper notebooks?|(?:with|and) an? (?:\w+ )?calculator|whiteboard|workarounds?|chalk",
    rf"{_MANY} (?:windows|tabs?|browser tabs|screens|clicks|calls to|places|systems|tools)|{_MANY} tabs open",
    rf"(?:twice|{_MANY} times) (?:\w+ ){{0,5}}(?:per|a|each|every|for each"
    rf"|the same)(?: {_DAYS})?",
    rf"(?:{_MANY}|ninety|forty|\d+) (?:\w+ ){{0,2}}(?:a|per|each|every) {_DAYS}",
    r"(?:takes?|spends?|costs?)(?: \w+){0,4} (?:hours?|(?<!a )minutes|days?|all day|ages|forever|half a day|mornings?)",
    rf"(?:every|each) {_DAYS} (?:i|we|they|she|he|somebody|someone|our)|ping me|currently:|right now (?:we|i|they"
    rf"|it's|it is)",
    r"(?:we|i|they) (?:have|need) to (?:\w+ ){0,3}(?:each|every|again|separately|first)|separately"
    r"|press the same button|macro",
    r"(?:so|then|today|at the moment|now|currently|meanwhile) (?:i|we|they|she|he) (?:\w+ ){0,2}(?:export|copy|paste"
    r"|print|send|mail|call|phone|keep|write)",
)
STUCK = any_of(
    r"(?:there's|there is|there isn't|have|has|got|with) (?:no|any) (?:way|button|option|possibility|field|place"
    r"|means)(?! around)",
    r"nowhere to|not possible|impossible|unable to|stuck|isn't possible|no way to",
    r"(?:can't|cannot|can not|couldn't) (?!wait|go on|be (?:hard|that|too|so)|believe|promise|tell (?:them|him|her)"
    r"|put them|stress|thank|help)\w+",
    r"(?:doesn't|don't|does not|do not|won't) (?:let|allow|support|show|know|speak|offer|accept|fit|work|go|reach)",
    r"(?:only|just) (?:shows|sees|knows|lets|allows|works|has room)|why (?:can't|must|do i have to"
    r"|does (?:somebody|a \w+) (?:need|have))",
    r"have to (?:ask|call|wait|beg|write to|go through|come to)|blocked",
)
IDEA = any_of(
    r"(?:an?|random|feature|quick|new|crazy|silly) (?:idea|thought)|idea(?= ?[:!-])|wouldn't it be|imagine|proposal"
    r"|suggestion",
    r"feature(?: request)?(?= ?[:!])|wish ?list|i wish|what if|dream of",
)

ASKS = any_of(
    r"(?:can|could|may|would|will|shall) (?:we|you|it|they|somebody|someone|this|there|an?|the|my|our|these)",
    r"please|pls|ever (?:have|get)|features?|requests?|(?:is|isn't) there (?:a|any|no) (?:way|plan|chance|date)",
    r"(?:want|wish|hope)(?:s|ed)?|(?:i|we|they|he|she|it|you)'d|would (?:love|like|be|do)|how about|what about"
    r"|should|must",
    r"ask(?:s|ed|ing)?,? (?:[\w,]+ ){0,3}?(?:for|if|whether)",
    r"(?:(?<=\A)|(?<=[.!?] ))(?:add|allow|show|give|make|let|support|offer|include|build|remember|import|do)",
)
"""Words by which something is asked for; where none stands, a trouble may be told and no more."""

CUES = {
    Situation.HARM: HARM,
    Situation.LOST: LOST,
    Situation.LEAVING: LEAVING,
    Situation.RULE: RULE,
    Situation.LEFT_OUT: LEFT_OUT,
    Situation.PRICE: PRICE,
    Situation.UNANSWERED: UNANSWERED,
    Situation.WHERE_IT_STANDS: WHERE_IT_STANDS,
    Situation.FAULT: FAULT,
    Situation.MISTAKES: MISTAKES,
    Situation.HANDWORK: HANDWORK,
    Situation.STUCK: STUCK,
    Situation.IDEA: IDEA,
}
"""In the order to ask: what weighs on people first, a wish last."""
