"""The words behind each kind of pressure: what presses, and what in the same sentence shows a mere report."""

import re
from dataclasses import dataclass

from bot.classifier.lexicon.shapes import compiled
from bot.domain.model import SignalKind


@dataclass(frozen=True, slots=True)
class SignalRule:
    """`presses` finds the words that show the kind, `reports` takes the finding back for that sentence."""

    kind: SignalKind
    presses: re.Pattern[str]
    reports: re.Pattern[str] | None = None


def _rule(kind: SignalKind, presses: str, reports: str = "") -> SignalRule:
    return SignalRule(kind, compiled(presses), compiled(reports) if reports else None)


RULES = (
    _rule(
        SignalKind.PROMISE,
        r"""
        (?:already |sort of |kind of |more or less )?promised(?: (?:them|him|her|it|this|that
            |the \w{2,20}))?\b
        (?:have |has |had |already |we |we've )?committed to\b|made (?:a|the) (?:commitment|promise)\b
        (?:gave|given) (?:them|him|her) (?:our|my) word\b|our word\b
        (?:told|assured|guaranteed) (?:them|him|her|[a-z]\w{1,20}|(?:the|our) \w{2,20}) (?:that )?(?:we'd
            |we would|we'll|we will|it'd|it would|it will|it'll|they'd|they would|they'll|you'd|you would)\b
        told (?:them|him|her|\w{2,20}) (?:about )?<NUMBER> (?:days?|weeks?|months?)\b
        (?:in|part of|written into) (?:the|their|our) (?:contract|sow|proposal|offer)\b|contractually\b
        sold (?:it|them|this|him|her)(?: (?:this|it|with|on|as))?\b
        (?:signed|closed) (?:it |them )?with the\b|on the hook for\b|(?:already|have) said yes\b
        said yes to\b
        """,
        r"""
        \b(?:it's|it is|is|was|been) (?:already )?fixed\b|\bpromise\.
        """,
    ),
    _rule(
        SignalKind.CHURN,
        r"""
        churn(?:ing|ed|s| risk)\b|(?:will|might|may|could|would|to|they'll|of) churn\b
        (?:threaten(?:s|ing|ed)?|going|ready|about|wants?|prepared|planning) to (?:cancel|leave|churn|walk
            |switch)\b
        (?:they|he|she|people|customers|clients|users)(?:'ll|'d| will| would| may| might| could
            |'re going to)? (?:just )?(?:walk|leave|cancel|churn|switch|go elsewhere)\b
        (?:or|otherwise) (?:they|he|she|we)(?:'ll|'re| will| are)? (?:walk|leave|cancel|go elsewhere|go|gone|out|lose)\b
        cancel(?:l?ing|l?ed)?(?: (?:their|the|our|its|his|her))? (?:contract|subscription|account|plan
            |licen[cs]es?)\b
        (?:los(?:e|ing)|lost) (?:them|him|her|the client|the customer|the account)\b
        los(?:e|ing) (?:a|another|this|the|our|these|more|our biggest|our largest) <CUSTOMER>s?\b
        (?:won't|will not|not going to|refus(?:es?|ing) to|not) (?:sign|renew|stay)(?:ing)?\b
        (?:go|going|goes|went|look|looking) elsewhere\b|looking (?:around|at alternatives|at other)\b
        jump(?:ing)? ship\b|walk(?:ing)? away\b|(?:is|are|account|customer|them) at risk\b
        no deal unless\b|(?:at risk|risk) of (?:losing|leaving)\b|one foot out\b|shopping around\b
        evaluating (?:other|alternatives)
        """,
        r"""
        \bchurn (?:numbers|rates?|reports?|data|dashboards?|analys[ie]s|figures|model|survey)\b
        \bwalk (?:you |me |us |them |through)
        """,
    ),
    _rule(
        SignalKind.REPEAT,
        r"""
        (?:second|third|fourth|fifth|sixth|tenth|nth|umpteenth|hundredth|\d{1,3}(?:nd|rd|th)) time\b
        still (?:no|not|waiting|don't|do not|can't|cannot|missing|doesn't|haven't|hasn't|nothing|asking
            |have no|have to|has to|on the list|isn't)\b
        (?:have|has|'ve|'s)? ?been (?:asking|waiting|requesting|begging|on about)\b
        (?:asked|asking|raised|requested|mentioned|raising|bringing this up|comes up|came up|coming up
            |ask)(?: \w{1,12}){0,4} (?:again|before|already|for (?:months|years|ages|weeks))\b
        every single (?:time|week|month|day|quarter)\b|every time\b|over and over\b|time and again\b
        yet again\b|(?:tired|sick) of\b|fed up\b|fuming\b|frustrat(?:ed|ing|ion)\b|losing patience\b
        drives? (?:me|us|them) |as (?:i|we) (?:said|mentioned|asked)\b|once (?:more|again)\b
        keep having to\b|not the first time\b|(?:keeps|kept) (?:on )?(?:asking|begging|coming back)\b
        (?:two|three|four|five|six|\d{1,2}|several|many) (?:months|years|quarters) (?:ago|running|in a row
            |now)\b
        for (?:months|years|ages|quarters)\b|(?:got|had|heard|with) (?:no|nothing) (?:answer|reply|back)\b|!!
        """,
        r"""
        \bstill (?:loading|down|broken|failing)\b
        """,
    ),
    _rule(
        SignalKind.RENEWAL,
        r"""
        (?:(?:is |are )?(?:blocking|holding up|before|until|by|at|tied to|for|up for|condition (?:of
            |for)) )?(?:the |their |our |its |his |her )?renewals?\b
        (?:before|until|if|when) (?:they|he|she|we) renew\b
        (?:to|they'll|will|won't|not) renew(?:ing)?\b
        (?:the |their |our )?(?:contract|subscription|licen[cs]e) (?:ends|is up|runs out|expires
            |is ending)\b
        end of (?:the|their|our) (?:contract|subscription)\b
        """,
        r"""
        \b(?:signed|closed|completed|won|got|processed|celebrat\w{1,4}) (?:the|their|our|a) renewals?\b
        \brenewals? (?:is |was |are |has been )?(?:signed|done|closed|through|complete)\b
        \b(?:certificate|domain|token|passport|cert|ssl|tls)\b
        """,
    ),
    _rule(
        SignalKind.REVENUE,
        r"""
        [$€£] ?\d[\d.,]{0,12} ?(?:k|m|mm|mil|million|bn|billion)?\b(?: (?:deal|contract|arr|mrr|acv|a year
            |per year))?
        \d[\d.,]{0,9} ?(?:k|m|million|thousand)? ?(?:usd|eur|gbp|euros?|dollars|pounds|arr|mrr|acv|seats?
            |licen[cs]es)\b
        \d{1,4}k(?: (?:deal|contract|account|a year|per year))?\b|(?:arr|mrr|acv|tcv|quota)\b
        (?:my|our|the) (?:pipeline|sales target|revenue)\b|upsell\b|upgrade fee\b
        (?:the|this|a|that|our|big|biggest|huge|seven-figure|six-figure|another) deal\b
        (?:close|closing|win|winning|sign|unlock|expand) (?:the |this |a |that |them|our )?(?:deal|contract
            |account|expansion|tender|customer|client)\b
        (?:would|will|they'd|they'll|willing to|ready to|happy to) (?:also )?pay\b
        pay (?:extra|more) for\b|lost (?:the|a|another) (?:\w{2,20} )?(?:deal|tender|bid|contract)\b
        """,
        r"""
        \b(?:no|not a|what's the|what is the|the real|same) (?:big )?deal\b
        \bbig deal (?:to|about|if|that)\b|\bdeal with\b
        \b(?:file|rows?|ram|memory|context|requests|records|entries|lines|items) (?:limit|size)\b
        """,
    ),
    _rule(
        SignalKind.AUTHORITY,
        r"""
        (?:(?:the|our|their|my|a|his|her|your) )?(?:\w{2,15} )?<TITLE>\b(?: (?:of|for|at
            |from) (?:the )?\w{1,20})?(?: (?:also|has|have|is|are|again|really|just|now|personally))? <WANTS>\b
        (?:asked|wanted|requested|expected|demanded|mandated|pressure|came|comes|coming|order|request|ask
            |word) (?:down )?(?:by|from) (?:the |our |their |my )?<TITLE>\b
        from (?:above|the top|upstairs|higher up)\b|in front of (?:the |our |their )?<TITLE>\b
        (?:show|tell|present|report|answer) (?:it |this |that )?(?:to )?(?:the |our |my )<TITLE>\b
        """,
        r"""
        \b(?:new|our new) (?:ceo|cto|cfo|vp|director)\b[^.]{0,30}\b(?:starts|joins|joined|started)\b
        """,
    ),
    _rule(
        SignalKind.ESCALATION,
        r"""
        escalat(?:e|ed|es|ing)(?: (?:it|this))?\b|(?:an|the) escalation\b
        loop(?:ing|ed)?(?: \w{2,15})? in\b|cc(?:'?ing|'d|ed)[ ]
        (?:raise|raising|raised) (?:this|it) (?:with|to|at)\b
        (?:go|going) over (?:your|his|her|their|someone's)\b
        tak(?:e|ing) (?:this|it) (?:up|higher|to (?:the|your|my))\b
        (?:go|going) (?:straight )?to (?:the|your|our) <TITLE>\b
        (?:bring|bringing|involve|involving) (?:in )?(?:the |your |my |our )<TITLE>\b
        """,
        r"""
        \bescalation (?:policy|policies|path|matrix|rules?|rota|contact|process)\b
        """,
    ),
    _rule(
        SignalKind.DEADLINE,
        r"""
        (?:by|before|until|til|till|no later than|in time for|ahead of|due|due by
            |due on) (?:the )?(?:early |mid[- ]?|late |end of |this |next |coming |our |their ){0,2}(?:<DAY>
            |<EVENT>)\b(?! (?:and|or) )
        for (?:the|our|their) <EVENT>\b|asap\b|urgent(?:ly)?\b|time[- ]critical\b|right away\b
        as soon as possible\b|yesterday, |(?:the|a|our|their|hard|tight) deadline\b
        (?:within|in) the next <NUMBER> (?:days|weeks)\b|within <NUMBER> (?:days|weeks|months)\b
        before (?:we|they|it) (?:go|goes) live\b
        (?:need|needs|needed|want|wants|have|has|get|ship|shipped|done|live|ready|release|finish
            |required)(?: \w{1,14}){0,5} (?:today|tomorrow|tonight|this (?:sprint|week|month|quarter)
            |next (?:week|month|sprint)|on <WEEKDAY>|end of (?:the |this )?(?:day|week|month|quarter|year))\b
        """,
        r"""
        \b(?:asap is|may be|might be|for (?:may|march) to)\b|\bfor today\b|\bfor tomorrow's\b
        """,
    ),
    _rule(
        SignalKind.COMPETITOR,
        r"""
        (?:our |the |their |a |every |other )?competit(?:ors?|ion)\b(?: (?:has|have|offers?|does|do
            |already))?
        competing (?:products?|tools?)\b|rivals?\b|(?:the )?other vendors?\b
        every(?:one|body|thing) else (?:already )?(?:has|does|offers|can|supports)\b
        all the others (?:have|do)\b|(?:they|others|some) already (?:have|offer|do) (?:it|this|that)\b
        parity\b|table stakes\b|rfps? gaps?\b
        <RIVAL> (?:already |can |has had )?(?:has|have|does|offers?|supports?|lets|do|ships|got|had)\b
        (?:switch(?:ed|ing)?|mov(?:e|ed|ing)|go(?:ing)?|lost (?:it |them )?) (?:over )?to <RIVAL>\b
        industry standard\b|behind the (?:market|competition)\b
        """,
        r"""
        \b(?:parity (?:bit|check)|race condition|hackathon|competition law)\b
        """,
    ),
    _rule(
        SignalKind.VOLUME,
        r"""
        (?:<NUMBER>|several|many|multiple|numerous|most|more and more|countless|plenty of|dozens of|lots of
            |loads of|tons of|hundreds of|thousands of|scores of|a (?:bunch|lot|handful|number|couple|dozen) of
            |half(?: of)?|all(?: of)?)(?: (?:our|the|my|different|other|of|more|new|big|large|enterprise|paying
            |support)){0,3} <CROWD>\b
        (?:(?:<CROWD>|they|people|everyone|everybody|sales|support|reps|we)) (?:keeps?|kept|constantly|always)[ ]
            (?:on )?(?:asking|requesting|getting asked|telling|coming back|begging|hear\w{0,3})\b
        every(?:one|body) (?:is asking|wants|asks|keeps asking|needs|on the team|has asked)\b
        (?:in |on |at )?(?:nearly |almost )?every (?:demo|sales call|call|customer|client|prospect
            |onboarding|account)\b
        \d{1,3} ?(?:%|percent) of\b|(?:the )?most[- ]requested\b|(?:top|number one) request\b
        """,
    ),
    _rule(
        SignalKind.MINIMISING,
        r"""
        just (?:a|an|one|add|adding|needs?|wants?|chang(?:e|ing)|make|making|put|let|some|swap|move|show
            |hide|rename|include|another|the one|tweak|copy|expose)\b(?: (?:small |tiny |quick |little |simple[ ]
            |minor ){0,2}(?:tweak|change|button|field|column|line|toggle|checkbox|label|filter|option|thing
            |flag|link|setting))?
        only (?:needs?|takes?|requires?|have to|has to|want|a (?:small|tiny|little|minor))\b
        (?:a |one |super |really |very |pretty )?(?:quick|small|tiny|little|minor|simple|easy
            |trivial) (?:fix|change|tweak|add|addition|update|thing|improvement|win|ask|favou?r|request|feature
            |one|adjustment)\b
        simply (?:add|put|make|change|show|let|include|copy|reuse)\b|tweak\b|trivial\b|no[- ]?brainer\b
        (?:shouldn't|can't|won't|couldn't|wouldn't) (?:really )?(?:take|be)(?: \w{1,12}){0,3} (?:hard|difficult
            |long|work|big deal|day)\b
        (?:should|must) (?:only |just |really )?(?:take|be)(?: \w{1,12}){0,3} (?:minutes?|an hour|day|easy|simple)\b
        how hard can (?:it|that) be\b|low[- ]hanging fruit\b|five[- ]minute (?:job|fix|task)\b
        \d{1,2} ?min(?:ute)?[ ]
        """,
        r"""
        \b(?:quick|small|little) question\b
        \bjust a (?:heads[- ]up|reminder|note|thought|question|second|sec|minute)\b
        \bjust (?:told|got|saw|heard|had|finished)\b|\bonly gap\b|\bdoesn't take\b
        """,
    ),
    _rule(
        SignalKind.ABSOLUTE,
        r"""
        non-?negotiable\b|no (?:other )?(?:choice|way around|exceptions|alternative)\b|no option but\b
        deal-?breaker\b|show-?stopper\b|hard (?:requirement|blocker)\b|mandatory\b|must-have\b
        at all costs\b|whatever it takes\b|or nothing\b|no [\w -]{2,30}, no (?:deal|contract|signature)\b
        (?:cannot|can't|can not|won't) (?:live|work|go live|proceed|sign|move forward|start|function
            |operate|continue|launch) (?:without|until|unless)\b
        (?:it|this|that|they|we|which|and|export|report|system|app|data|everything|solution) (?:absolutely[ ]
            |really |simply )?(?:must(?!'ve)|(?:has|have) to) (?:be|have|happen|ship|include|support|work|go
            |contain|come|cover|meet)\b
        must (?:have|include|support|ship|happen|contain|be (?:in|there|able|possible|ready|done
            |available))\b
        under no circumstances\b|absolutely (?:need|must|have|required|essential|critical)\b
        never ever\b|impossible (?:to|for|without)\b|not an option\b|no two ways\b|regardless of\b
        """,
        r"""
        \bmust be a (?:better|easier|simpler|faster|nicer) way\b|\bmust[- ]?have (?:been|gone|missed)\b
        """,
    ),
)
