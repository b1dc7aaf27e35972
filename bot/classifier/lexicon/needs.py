"""The ways people ask by telling: what is needed, what is missing, and what goes wrong without it."""

from bot.classifier.lexicon.cues import cue

# Found in one sentence; they add up within it, and with the wishes.
NEEDS = (
    cue(
        "wants or needs it",
        1.6,
        r"""
        (?:we|they|i|users?|customers?|clients?|team|board|he|she|who|people|everyone|legal|finance|sales
            |support|marketing
            |[a-z]\w{2,15})(?:'re|'s| are| is| will| would|'ll|'d| do| does)? (?:really |desperately |also[ ]
            |still |badly |just
            |absolutely |urgently |definitely |all |only |now |now also |just really )?(?:need|needs|want|wants
            |require
            |requires|needing|wanting)\b
        (?:need|want|needs|wants|like|love|have|get|add|give|giving|given|offer|missing|lacks?|no|an|the
            |having) (?:the |an
            |a )?(?:ability|option|possibility|way|toggle|button|setting|checkbox) (?:to|for|of|that)\b
        (?:is|are|was|were|'s|'re) (?:now |also |again |still )?(?:asking|expecting|insisting|demanding|pushing
            |requesting
            |begging|waiting|hoping|looking) (?:for|if|about|to|that|on|us)\b
        (?:expects?|insists?|demands?|requested|requests|asked (?:for|if|whether|us|me|about)|asks (?:for|if
            |whether))\b
        (?:keeps?|kept|been|constantly|i'm|third time i'm|time) (?:on |i'm )?(?:asking|requesting|hearing
            |begging|waiting)\b
        (?:they|prospects?|customers?|clients?|people|users?|everyone|hotels|accounts?|reps?|teachers|admins?
            |she|he)
            (?:all |now |often |always )?(?:asks?|say|says|said|mention|mentions|complain|complains)
            (?:about|for|that|the|it|they|why|when|if|whether)\b|hoping (?:for|we|to)\b
        """,
        "Their auditors require a signed log",
    ),
    cue(
        "it should",
        1.95,
        r"""
        (?:it|app|portal|users?|customers?|we|there|page|system|report|dashboard|you|they|one|admins?|editor
            |list|form
            |button|tool|product|platform|screen|export|import|calendar|search|timer|map|menu|link|view
            |i) (?:really |probably |also |at least )?
            (?:should|ought to|needs to|has to|must|shouldn't)(?: really| also| just| at least)? (?:be|have|let
            |support|allow
            |show|remember|include|send|work|offer|default|give|warn|keep|display|sort|need|handle)\b
        (?:let|lets|letting|allow|allowing|allows) (?:us|users|customers|them|people|me|clients|admins|managers
            |everyone
            |each|the|our)\b[^.!?]{0,20}
        """,
        "The list should remember my filters",
    ),
    cue(
        "something is missing",
        1.6,
        r"""
        (?:there's|there is|have|has|with|got|see|is|still|currently|we've) (?:still |currently )?no (?:way
            |option|ability
            |support|button|setting|possibility|undo|filter|search|export|means|place)\b
        (?:can't|cannot|can not|unable to|not able to|no longer|couldn't|aren't able to
            |isn't possible to) (?:even |just |yet
            |currently |easily )?(?:export|filter|sort|see|search|share|bulk|edit|set|change|add|assign|choose
            |upload
            |download|import|use|tell|find out|do|schedule|copy|undo|print|compare|track|give|invite|hide|group
            |connect)\b
        (?:doesn't|don't|does not|do not|won't|didn't) (?:yet |currently |even |really )?(?:let|support|allow
            |have|offer
            |handle|remember|sync|integrate|include)\b
        (?:is|are|we're|still|it's|what's|thing|only thing) (?:missing|lacking)\b|lacks?\b|no answer\b|(?:we|it
            |they) (?:still |just |really )?(?:have|had|has) (?:nothing|none)\b
        (?:get|gets|getting|got) lost\b|why (?:can't|can i not|is it not|isn't|doesn't|don't|is there no
            |do we not|do i)\b
        could not (?:show|offer|prove|provide|export|give)\b
        (?:a|the|our|big|huge|painful|biggest) gap\b|without (?:a|an|any|the) \w{2,20}\b
        """,
        "There is no way to reopen a closed order",
    ),
    cue(
        "work done by hand",
        1.7,
        r"""
        (?:every|each) (?:single )?(?:time|day|week|month|morning|quarter|evening|friday|monday|year
            |one of)\b[^.!?]{0,40}
            \b(?:have to|has to|must|re-?\w{3,12}|copy|copies|copying|paste|manually|by hand|export|type|types
            |screenshot)
        re-?(?:type|typing|types|enter|enters|entering|key|keying|keys)\b|copy(?:ing)?[- /](?:and[- ])?past(?:e
            |ing)\b
        (?:by hand|manually|one by one|one at a time|row by row|screenshots?)\b|(?:sticky|post-it) notes?\b
        (?:hours|half a day|a day|days|minutes|ages|forever|half of|afternoon|morning)[ ]
            (?:\w{1,4} )?(?:every|each|per|a) (?:day|week|month|monday|friday|time)\b
        (?:still )?(?:have|having|has) to (?:go|log|click|open|export|download|copy|ask|scroll|switch|keep
            |maintain|email
            |remember|open|do|call|print)\b|workaround\b|tired of\b|sick of\b|fed up\b
        """,
        "Every month I retype the same forty totals into their template.",
    ),
    cue(
        "tied to an outcome",
        1.6,
        r"""
        (?:is|are|it's|that's|this is|was|become|becoming|be|an?|real|hard) (?:a |the |an |now |really |still[ ]
            |only )?
            (?:blocker|blocking|deal-?breaker|show-?stopper|must-have|table stakes|non-?negotiable
            |requirement)\b
        (?:won't|will not|can't|cannot|not going to) (?:sign|renew|buy|commit|go live|roll|move forward|switch
            |upgrade|launch)
        (?:unless|if|until) (?:we|you|it|they|there|the)(?: \w{1,14}){0,4} (?:don't|can't|doesn't|get|have|has
            |add|adds
            |support|supports|ship|build|had|could|isn't|is|see|sees|let|lets|offer|exports?|handles?)\b
        (?:promised|told|sold|committed|assured|guaranteed) (?:them|him|her|it|the|our|[a-z]\w{2,15})\b
            |depends on\b|hinges on\b|hanging on\b
            |comes? down to\b|stand or fall|lost (?:the|a|another) \w{2,12}
        (?:lose|losing) (?:them|the|another|our|a|this) |(?:will|they'll|to|may|might|could|they) (?:walk
            |cancel|churn|leave)\b
        """,
        "This is a blocker for two of our largest",
    ),
    cue(
        "others have it",
        1.3,
        r"""
        (?:everyone else|everybody else|competitors?|competition|(?:they|others) already|rivals?|all the others
            |other tools)[ ]
            [^.!?]{0,40}\b(?:have|has|had|does|do|offers?|can|lets?|supports?)\b
        <RIVAL> (?:already |can )?(?:has|have|does|offers?|supports?|lets|do)\b|(?:like|the way
            |same as) <RIVAL>\b|parity\b
        """,
        "Everyone else has calendar sync",
    ),
    cue(
        "held back by a lack",
        2.0,
        r"""
        (?:can't|cannot|won't|couldn't|not able to|unable to|refuse to) [^.!?]{3,90}
            \b(?:because|until|unless|before (?:they|we|it|the)|since|as long as|without|due to|only)\b
        (?:hold(?:ing|s)?|keep(?:ing|s)?|held|stop(?:ping|s)?|put(?:ting|s)?) (?:\w{2,20} ){1,3}?(?:back|away
            |from|off)\b
        (?:the|a|that|this|is|our) missing \w{2,20}|(?:the )?lack of\b|no [\w -]{2,30}, no (?:deal|contract
            |signature|go|order)
        on hold\b|(?:would|could) (?:open|unlock|win|close|save|bring|land|get us|convince|calm)\b|we'd (?:close
            |win|land|keep)
        (?:named|cited|gave|mentioned|listed) (?:the |a |our )?[^.!?]{2,40}\b(?:as (?:the|their|a) reason)\b
        """,
        "The one thing holding them back is the missing interface.",
    ),
    cue(
        "suffers from how it is",
        2.6,
        r"""
        (?:it's|its|it is|kind of|so|really|pretty) (?:\w{1,10} )?(?:silly|annoying|painful|a pain|tedious|clumsy
            |absurd|odd
            |frustrating|ridiculous|a nightmare|exhausting|confusing|cumbersome) (?:that|to|how|when|for|having)\b
        (?:i|we|they|people|users|customers|clients|everyone) (?:all |always |still |constantly |often )?
            (?:keep|keeps|kept|end up|ends up|ended up|struggles?|waste|wastes|lose|loses|have to|has to)\b
        (?:right now|today|currently|at the moment|these days|so far|for now),? (?:they|we|i|people|users|you
            |everyone|it)\b
        (?:scream|cry|shout|desperate|itch|ach)(?:ing)?(?: out)? for\b|give (?:a lot|anything|an arm
            |a kidney) (?:for|to)\b
        """,
        "It's silly that I have to delete and recreate a task",
    ),
    cue(
        "needs to see or do",
        1.5,
        r"""
        (?:needs?|wants?|have|has|like|love|expects?) to (?:see|know|be able|choose|pick|set|control|export
            |filter|share|track
            |compare|approve|sign|lock|print|download|assign|hide|change|edit|undo)\b
        \A(?:also |really |badly |we )?(?:need|want|needs|wanted|needed|missing|support for)(?:ing|ed)? \w{2,20}\b
        (?:asks?|asked|asking|wonders?|wondering) (?:\w{2,12} )?why (?:we|it|there|our|you|they)\b
        (?:could|can|may|might|should|must) be (?:signed|sorted|filtered|shared|exported|shown|hidden|changed
            |sent|locked
            |approved|translated|printed|edited|saved|grouped)\b
        """,
        "An auditor needs to see who changed what",
    ),
)
