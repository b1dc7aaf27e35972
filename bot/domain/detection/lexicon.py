"""Kinds of English words that detection and coaching tell apart."""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = words(
    "a an the this that these those some any our their your my its his her another more other every each all no"
)
PRONOUNS = words(
    "i me we us you he him she her it they them this that these those who what which one ones mine ours yours "
    "theirs everyone everybody someone somebody anyone anybody nobody something anything nothing everything "
    "myself ourselves themselves itself here there i'm it's that's we're they're you're i'd we'd they'd"
)
PREPOSITIONS = words(
    "about above across after against along among around as at before behind below between by despite during "
    "except for from in inside into like near of off on onto out outside over per since than through to toward "
    "towards under until till unless up upon via with within without"
)
CONJUNCTIONS = words(
    "and or but nor so because if when while where whereas although though that which who whose how why"
)
AUXILIARIES = words(
    "is are was were be been being am do does did done has have had having will would shall should can could may "
    "might must won't wouldn't can't cannot couldn't don't doesn't didn't isn't aren't wasn't haven't hasn't "
    "shouldn't ain't 'd 'll"
)
ADVERBS = words(
    "again already also always anyway anywhere asap badly basically currently definitely desperately directly "
    "earlier easily else even ever everywhere finally first hopefully immediately instead just kindly later maybe "
    "never next not now often once only perhaps please pls possibly quickly quite rather really right simply "
    "somehow somewhere soon sooner still sometimes specifically then there today together tomorrow tonight too "
    "twice urgently usually very yesterday yet back down away ago eventually actually honestly literally live "
    "ready working done"
)
ADJECTIVES = words(
    "able available bad best better big bigger broken certain cheap clear different difficult early easy easier "
    "extra fast faster fine full good great happy hard helpful huge important keen large last late little long "
    "main major many minor much necessary new nice obvious old own possible proper quick ready real same short "
    "similar simple simpler slow small smart specific stuck sure tiny useful usual various whole worth wrong "
    "amazing awesome handy lovely cool"
)
VERBS = words(
    "built lost scared stuck add allow ask asks asked asking became become began begin break bring build buy call "
    "came change check choose come comes consider copy create cut deliver do drop enable enter explain find fix "
    "follow gave get getting give go goes going got have having hear help hide improve include increase introduce "
    "keep knew know lead learn leave let lets look looking lose love made make makes making mean meet migrate "
    "move need needed needs offer open pay pick prevent promised provide push put putting read reduce remove "
    "rename replace retype run said save saw say see seen sell send set ship show shown shows sign solve speak "
    "spend start stay stop take talk tell think took try turn understand used using wait want wanted wants went "
    "win work works worked write implement implementing support supporting adding building shipping able expects "
    "expected expect requires require told keeps kept happens happen"
)
# Verbs that are nouns as well: an action before things in the plural (drag tasks), a name elsewhere (drag handle).
ACTIONS = words(
    "scan drag split pin undo lock sign export import filter sort merge archive assign attach print download upload "
    "share reorder edit delete duplicate invite schedule preview search track tag group link hide reuse"
)
NUMBERS = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty "
    "fifty sixty hundred hundreds thousand thousands million millions dozen dozens half third first second couple "
    "few several"
)
CALENDAR = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december today tomorrow tonight yesterday week weeks month months quarter "
    "quarters year years day days sprint q1 q2 q3 q4 eod eow eom eoq morning afternoon evening noon hour hours "
    "minute minutes spring summer autumn fall winter weekend deadline"
)
POLITE = words("please thanks thank pls hi hello hey sorry cheers thoughts asap kindly regards thx morning welcome")
# Nouns that say nothing of what is wanted when they stand alone.
HOLLOW = words(
    "ability access anything app back call case chance change changes customer customers client clients day deal "
    "feature features fix functionality help idea information issue item kind lot lots need one option options "
    "people place plan plans possibility problem product question request requests solution something sort stuff "
    "support system team thing things time times tool update updates user users version way ways work news eta "
    "answer progress improvement improvements everything others meeting invite someone visibility flexibility "
    "date status timeline page site platform software project part piece bit couple end start result demo"
)
# Products whose names say what to connect to, not who asks.
PRODUCTS = words(
    "salesforce slack jira hubspot okta google microsoft teams outlook excel zapier github gitlab notion asana "
    "trello zendesk intercom stripe shopify figma zoom dropbox sharepoint onedrive quickbooks xero sap netsuite "
    "workday tableau powerbi looker snowflake bigquery airtable confluence linear monday.com servicenow mailchimp "
    "segment android ios iphone ipad windows mac linux chrome safari firefox whatsapp linkedin calendly docusign "
    "azure aws gmail english german french spanish italian portuguese japanese dutch polish python markdown "
    "kanban gantt bluetooth apple twilio oracle datev"
)
# Words a sentence may open with that are part of a thing's name and nobody's own.
PLAIN_OPENERS = words(
    "dark light offline bulk batch export exports import imports search saved custom single multi two-factor "
    "audit role role-based calendar keyboard mobile push email weekly daily monthly scheduled automatic recurring "
    "undo version public private read-only guest team time date currency tax invoice invoices report reports "
    "reporting approval advanced full-text drag inline nested global shared better native embedded real-time "
    "smart self-service password session data address status priority tags tagging filters filtering sorting "
    "pagination translation translations localisation localization notifications notification reminders webhooks "
    "analytics dashboards dashboard usage activity document file image video voice chat barcode signature "
    "electronic digital template templates user admin permission permissions access group customer client order "
    "stock inventory payment subscription billing budget"
)
