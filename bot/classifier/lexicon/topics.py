"""What a message talks about: a product and its customers, or something that makes it no request."""

from bot.classifier.lexicon.cues import cue

# What the message is about; each counts once, wherever it stands.
SETTING = (
    cue(
        "speaks of a product",
        1.2,
        r"""
        (?:dashboards?|exports?|imports?|reports?|reporting|portal|app|apps|mobile|admins?|filters?|search
            |buttons?|columns?
            |fields?|integrations?|sso|saml|scim|oauth|webhooks?|notifications?|templates?|calendar|dark mode
            |theme
            |invoices?|invoicing|csv|pdf|excel|xlsx|spreadsheets?|permissions?|roles?|audit logs?|audit trail
            |attachments?
            |comments?|tags?|sync|offline|checkout|login|log ?in|signup|sign-?up|onboarding|workflows?
            |approvals?|bulk|undo
            |widgets?|sidebar|fonts?|view|quotes?|interface|environment|automation|reminder|builder|total|till
            |charts?|tables?|screen|page|settings?|dropdown|forms?|inbox|reminders?|alerts?
            |translations?|languages?
            |currency|currencies|billing|subscriptions?|api|sandbox|two-factor|2fa|mfa|passwords?|profiles?
            |timesheets?
            |bookings?|orders?|carts?|catalogue|catalog|maps?|feed|timeline|kanban|boards?|logs?|backups?
            |versions?|history
            |signatures?|scans?|barcodes?|qr|print|printing|labels?|shortcuts?|keyboard|accessibility
            |screen reader|modes?
            |features?|functionality|product|plan limits?|archive|folders?|uploads?|downloads?|photos?
            |data residency
            |time ?zones?|recurring|duplicates?|password|editor|viewer|preview|home ?page|website|tool|platform
            |software)\b
        """,
        "The portal is fine",
    ),
    cue(
        "speaks of customers",
        0.9,
        r"""
        (?:customers?|clients?|users?|accounts?|prospects?|tenants?|members?|patients?|students?|teachers?
            |nurses?|drivers?
            |subscribers?|merchants?|the board|auditors?|procurement|their (?:cfo|ceo|cto|it|legal|security
            |admin|team
            |finance)|field team|sales reps?|the field|demo|pilot|renewal|tender|rfp|enterprise|account|buyers?
            |shoppers?
            |guests?|tenders?|residents?|parents?|accountants?|bookkeepers?|warehouse|night shift|the shop
            |stores?)\b
        """,
        "Two clients rang",
    ),
)

# What makes it something else: people, meetings, faults, reports, code.
OTHERWISE = (
    cue(
        "arranges people",
        -3.2,
        r"""
        (?:to|on|off) (?:the|this|that|your|our|my) (?:\w{1,12} )?(?:invite|call|meeting|thread|channel
            |sheet|doc|document
            |standup|stand-up|retro|agenda|guest list|mailing list|distribution list|rota|schedule|group|zoom
            |huddle|chat)\b
        add (?:me|him|her|them|us|yourself|myself|legal|your names?) to\b|(?:calendar )?invites?\b(?! (?:users
            |guests|external))
        hir(?:e|ing)\b|headcount\b|interview(?:s|ing|er)?\b|candidates?\b|recruit\w{0,6}\b|backfill\b
            |onboard(?:ing)? (?:buddy|him
            |her|them)\b
        lunch\b|coffee\b|drinks\b|birthday\b|pizza\b|party\b|cake\b|pto\b|vacation\b|sick (?:day|today|leave)\b
        out of (?:the )?office\b|(?:i'm|i am|i'll be|be|is|will be) (?:out|back) (?:at|in|around|on|until
            |from)\b|ooo\b|wfh\b|parking\b|desk\b|meeting room\b|room \w{1,8}\b
        (?:can|could|shall|should|let's|lets|want to) (?:we |you |i )?(?:please |quickly |all |maybe )?(?:meet
            |talk|chat|sync
            up|discuss|jump|hop|catch up|move (?:the|our|this)|push (?:the|our|this)|reschedule|postpone|join
            |sit down|call
            |grab|huddle|sync (?:tomorrow|today|later|on)|take this)\b
        """,
        "can we add legal to the invite",
    ),
    cue(
        "asks for access or a look",
        -2.4,
        r"""
        (?:have|get|need|give me|grant|request|gain|lost) (?:\w{1,10} )?(?:access|permissions?|credentials
            |rights) (?:to|for|on)
            (?:the|our|my|your|this|staging|prod\w{0,8}|github|aws|jira|figma|\w{3,15})\b
        (?:review|look at|check|approve|proofread|merge|sign off|read|have a look at|take a look at
            |glance at) (?:my|this|the
            |these|it|over|on) ?(?:pr|doc|draft|document|branch|proposal|deck|slides|contract|mr|pull|design)?\b
        password reset\b|reset my\b|licen[cs]e key\b|(?:send|share|forward|resend|post|paste|ping|dm
            |email) (?:me|us|it|the|this
            |over|that|him|her|your)\b|who (?:can|owns|is|has|knows|wants)\b|remind me\b|let me know\b
            |need (?:your|a|some) (?:help
            |hand|feedback|input|opinion|answer|reply|approval|sign-?off|volunteers?|someone)\b
        """,
        "Could you review my draft?",
    ),
    cue(
        "asks a favour",
        -2.6,
        r"""
        (?:can|could|would|will|may|might) (?:you|someone|somebody|anyone|anybody|we|i|one of you)
            (?: (?:please|pls|quickly|maybe|also|kindly|just)){0,2} (?:check|look|send|share (?!a)|help|ask|tell
            |join|make it|be
            |book|forward|update|confirm|restart|run|call|remind|explain|approve|review|fill|post|ping|take|come
            |attend|cover
            |give me|get (?:your|some|a (?:quick )?(?:look|review|room))|talk|speak|have (?:your
            |a (?:quick )?(?:chat|call|word
            |look))|get back|do me|bring|find|try|test|verify|point|walk|borrow|order|print|grab)\b
        (?:please|pls|kindly) (?:add (?:your|yourself)|fill|update your|note|remember|be|join|send|use|check|read
            |submit|vote
            |reply|respond|confirm|book|register|see|find|keep (?:in mind|the|your)|sign up|bring)\b
        (?:need|needs|want|wants|have|has) to (?:leave|go|talk|speak|discuss|finish|meet|prepare|catch|decide|run
            |thank|say|ask
            |apologi[sz]e|be (?:on time|there|careful)|call|figure|focus|sleep|eat|rest|clean|write|send|review
            |fix|debug|plan)\b
        (?:need|want|asked for|get|have|send|finish) (?:\w{1,10} )?(?:numbers|figures|slides|deck|minutes|notes
            |headcount|budget
            |feedback|opinion|help|advice|volunteers?|ride|quote|invoice|receipts?|names|address|phone number
            |update from)\b
        on time\b|doesn't? (?:it )?work for you\b|works? for (?:you|me|everyone)\b|(?:slides|offsite|standup
            |retro) (?:by|before)
        i asked for\b|(?:is|are) (?:the|your|that) \w{2,15}(?: \w{2,15}){0,3} (?:finished|done|ready|free|available)\b
        """,
        "Can you check the logs for that customer?",
    ),
    cue(
        "reports what is done",
        -2.2,
        r"""
        (?:have|has|is|are|was|were|just|we|i|got|been|[a-z]{1,8}'s|now|[a-z]{1,5}'ve) (?:now |just |already[ ]
            |all |finally |been |also |all been )?
            (?:shipped|released|deployed|merged|rolled out|live|fixed|resolved|finished|completed|launched
            |updated|uploaded
            |published|pushed|signed|closed|done|moved|sent|added|enabled)\b(?! (?:to|if|unless))
        (?:went|going) (?:live|well|fine|great)\b|(?:fyi|heads[- ]up|reminder|psa|status|update|recap|notes
            |minutes|eod
            |summary|tl;?dr|weekly)\b ?[:,-]|(?:is|are) (?:ready for review|in review|in staging|in qa)\b
        (?:working|worked|looking|looked) (?:on|into)\b|in progress\b|will be (?:out|down|back|late|away
            |there)\b
        """,
        "We shipped the new export yesterday",
    ),
    cue(
        "reports a fault",
        -2.2,
        r"""
        (?:is|are|was|were|keeps?|seems?|looks?|been|went|goes|got|gets) (?:\w{1,10} )?(?:broken|down|crashing
            |failing|throwing
            |stuck|timing out|frozen|freezing|unresponsive|returning|slow|erroring|hanging|offline again
            |flaky)\b
        (?:error|exception|stack ?trace|traceback|500s?|404s?|502|503|crash(?:es|ed)?|bugs?|regression|outage
            |incident|timeouts?
            |segfault|undefined|null pointer|failed|fails|hotfix|root cause|repro)\b
        (?:not|isn't|aren't|doesn't|don't|stopped|won't) (?:\w{1,10} )?(?:work|working|load|loading|open
            |opening|respond
            |responding|start|starting|render|rendering|compile|build|save|saving)\b
        """,
        "The login page is broken again",
    ),
    cue(
        "asks how or who",
        -1.5,
        r"""
        how (?:do|can|would|should|did|does) (?:i|you|we|one|he|she|they|people|y'all|u)\b|where (?:do|can|is
            |are|did|would|does) (?!we (?:stand|with)|we\b)
        what(?:'s| is| are|s| does| do) (?:the |your |a )?(?:best|right|difference|proper|meaning|name|password
            |link|status of)
        (?:does|do|did|has|have) (?:any(?:one|body)|some(?:one|body)) (?:know|have|else|here|tried|see|seen|use
            |used|ever)\b
        anyone (?:know|else|here|tried|around|seen|using|up)\b|what (?:does|do|did) \w{1,12} mean\b
            |am i (?:missing|doing)\b
        """,
        "How do I filter by owner?",
    ),
    cue(
        "talks about code",
        -1.6,
        r"""
        (?:functions?|compil(?:e|er|es|ed|ation)|macros?|syntax|namespaces?|repo|repository|pull request|prs?
            |branch|commits?|lib
            |library|libraries|packages?|modules?|pip|npm|docker|kubernetes|k8s|regex|callback|repl|ide|runtime
            |struct|racket|python|rust|javascript|typescript|java|scheme|lisp|emacs|vim|linux
            |ubuntu|bytecode
            |parser|lexer|lambda|closure|identifiers?|hygiene|arity|mutex|threads?|pointer|string|int|boolean
            |array|vector|hash
            |loop|recursion|refactor\w{0,4}|unit tests?|ci|git|github|rebase|lint\w{0,3}|type ?checker
            |bindings?|dsl
            |expression|stdlib|dependency|dependencies|makefile|binary|kernel|sudo|apt|shell|bash|script)\b
        """,
        "The macro expands before the module is compiled",
    ),
    cue(
        "small talk",
        -1.2,
        r"""
        (?:thanks|thank you|thx|good morning|morning all|congrats|congratulations|welcome|lol|haha\w{0,6}
            |happy (?:friday|monday
            |birthday|new)|well done|great job|nice work|cheers|have a (?:great|good|nice|lovely)|see you
            |good night|enjoy)\b
        """,
        "Thanks all, see you tomorrow",
    ),
    cue(
        "speaks of what you might want",
        -1.4,
        r"""
        if (?:you|u|one|somebody|someone) (?:do |really |just |also |ever )?(?:want|need|wanted|needed|like
            |prefer|wish)\b
        (?:you|one|you'd|u) (?:just |also |only |would |will |still |probably |might |may |don't |do not[ ]
            |do )?(?:need|want|have) to\b
        (?:i|we) (?:think|guess|suppose|believe|mean|wonder|remember|thought) (?:you|that|it|they|i|the|we)\b
        (?:do|would|did) you (?:want|need|like|mean|prefer|have)\b|i (?:don't|do not|didn't|won't) (?:need|want
            |have)\b
        (?:we|i|they) (?:don't|do not|didn't) (?:need|want)\b
        """,
        "If you want a loop you need to write it",
    ),
)
