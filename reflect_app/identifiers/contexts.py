"""Words that tell something about their neighbours, as sets of folded words.

`evidence` and `wordy` weigh them; nothing here is more than a list.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set(
    "mr mrs ms miss mx dr doctor prof professor sir dame lord lady rev revd reverend fr imam "
    "rabbi pc pcso dc ds di dci supt sgt sergeant inspector superintendent constable so po co "
    "cm spo pso officer nurse judge justice councillor cllr captain matron sheikh hhj uncle "
    "auntie aunty aunt nain taid cousin sister brother governor gov canon deacon"
)
# Titles in the narrow sense: what follows one, capital or not, is a name.
STRICT_TITLES = _set(
    "mr mrs ms miss mx messrs dr prof rev revd pcso pc dc dci sgt sergeant supt inspector cllr "
    "hhj constable"
)
ROLES = _set(
    "worker keyworker psychologist psychiatrist nurse doctor gp cpn officer manager supervisor "
    "mentor colleague student trainee resident residents lad lads lass girl boy bloke man "
    "woman fella mate friend partner wife husband girlfriend boyfriend ex son daughter brother "
    "sister mum mam dad nan nanna gran grandad uncle auntie aunt cousin neighbour solicitor "
    "barrister judge chaplain imam priest vicar cleaner cook chef driver caretaker handyman "
    "contractor agency om com pom po spo pso rmn ot sw tutor facilitator assistant deputy "
    "director boss lead senior practitioner therapist counsellor advocate victim newcomer "
    "arrival called named poor our little big old young dear lovely bless saint my own namely "
    "rep guard lodger flatmate roommate stepdad stepson gweithiwr rheolwr swyddog goruchwyliwr "
    "meddyg ffrind cydweithiwr brawd chwaer"
)
# After these a person is the likeliest thing to come.
COMPANY = frozenset("i me him her you us fi finnau finna".split())
SPEAKING = _set(
    "loves loved hates wake woke waking fetch fetched collected cover covering covered dropped "
    "told asked thanked rang phoned texted emailed messaged hugged met meet thank ask tell "
    "warned reminded overheard interviewed congratulated comforted reassured greeted "
    "supervised supervising mentored shadowed shadowing recalled confronted challenged trusted "
    "trust admired believed believe forgave envied envy blamed blame resented interrupted "
    "ignored avoided avoiding escorted encouraged invited upset offended annoyed disappointed "
    "let helped help watched watching caught heard hear hated called apologised joined seen "
    "saw cheers hi hello hiya dear sorry ringing asking telling thanking meeting texting "
    "emailing phone ring text email annoy missing relieved chatted welcomed sacked bollocked "
    "tackled nudged quizzed ffoniais ffonio gwelais holais cwrddais dywedais atgoffa gofynnais "
    "gofyn poor pulled introduced"
)
# "spoke to", "handed over to", "went with": the preposition is a person's after these.
TOWARDS = _set(
    "spoke speak speaking spk spke talked talk talking said say saying listened listen "
    "listening sat sitting sit went gone handed handover passed gave give giving shouted "
    "snapped smiled nodded apologised apologise apologising apologies wrote written writing "
    "explained explain belonged married related waved complained mentioned lied play kudos "
    "respect introduced promised replied reported read swore swearing scared afraid frightened "
    "proud fond jealous ashamed wary waiting waited chat chatted chatting met meeting worked "
    "working row argued arguing argument rowed disagreed agreed agree sharing shared "
    "supervision shift session sess laughed laughing joked joking fell falling cross angry "
    "annoyed asked asks asking pleased frustrated patient gentle kind warm cold sharp snappy "
    "rude honest curt "
    "short livid fuming close soft hard easier harder sorry front instead because cos coz ahead "
    "felt "
    "feel feeling thinking think thought worry worried worrying heard hearing hear message "
    "text call email note letter phone credit thanks thx ta cheers help helped helping deal "
    "dealing dealt cope coping siarad siaradais eistedd gweithio cwrdd sgwrs"
)
# Of those, the ones that "of" may follow with a person behind it: not "kind of", "front of".
OF_SOMEBODY = _set(
    "spoke thought think thinking proud fond jealous ashamed wary scared afraid frightened "
    "instead because front ahead tired sick glad care cos hear heard heads message note photo "
    "picture speaking speak talking word"
)
TOWARDS_PREPOSITIONS = _set("to with w by for on from about of over re gyda efo wrth at gan i")
ACCOMPANYING = frozenset(("with", "w", "gyda", "efo", "gan"))
AT_SOMEBODY = _set(
    "shout shouted shouting smile smiled smiling laugh laughed laughing snap snapped snapping "
    "swear swore swearing looked go "
    "angry cross annoyed nodded pointed screamed stared staring grinned waved"
)
WEAK_BEFORE = _set(
    "by for from with w and about than like without re both neither either between around "
    "behind except exc bar per only even because cos bc since if when that whether but where "
    "so although & n or nor not as while after before until why how what says said think "
    "thinks knew know hope wish gyda efo gan wrth am ac i o mai bod mae roedd oedd dydy"
)
# Who sends somebody ("Rose from housing").
DEPARTMENTS = _set(
    "housing probation healthcare education psychology psychiatry security social reception "
    "admin finance payroll estates catering chaplaincy mental occupational nursing pharmacy "
    "substance drugs victim police courts head upstairs downstairs"
)
# Words first of all, but common family names behind a given one with a capital.
WORD_SURNAMES = _set(
    "young king brown white black gray green long short small best good rich strong sharp cross "
    "bell cook baker fisher field stone pool banks waters love gold silver winter moon sweet "
    "case page read major lane hill wood woods park parks bush price west north east french "
    "english day knight bishop pope abbot swift wise wild savage little noble frost snow rain "
    "flood fox wolf bird bull lamb drake finch wren crane mason carter butler turner walker "
    "parker porter potter cooper carpenter farmer gardener hunter archer singer speaker "
)
# What is written about ("Herman on trauma").
SUBJECTS = _set(
    "trauma attachment envy shame grief power groups narcissism transference countertransference "
    "projection loss mourning desistance stigma splitting violence masculinity anxiety "
    "containment empathy psychopathy boundaries endings reflection"
)
# What somebody with a byname is ("kevin the chef").
CALLINGS = _set(
    "chef cook nurse cleaner chaplain psychologist dog cat driver gardener teacher barber vicar "
    "priest imam handyman agency volunteer"
)
# Things a person did or is: verbs that hardly anything but a person takes come first.
PERSONAL_VERBS = _set(
    "said says told asked asks thinks thought reckons reckoned wouldnt couldnt shouted cried "
    "cries laughed laughs smiled smiles nodded shrugged apologised refused agreed offered "
    "wanted wants admitted explained insisted replied answered rang phoned texted emailed "
    "walked sat sits stood stands knocked sighed swore cooked wept whispered snapped kicked "
    "handed promised noticed wrote needed needs loves loved hates hated likes liked knows knew "
    "feels felt tells does doesnt didnt hasnt isnt wasnt wont cant dont hadnt remembered "
    "reminded slept woke mentioned argued decided tried struggled listened talked spoke speaks "
    "talks seemed seems looked looks denied denies complained reported hugged thanked waved "
    "stormed joined forgot heard believed calls called suggested wondered panicked turned "
    "helped kept begged came comes went gave gives took takes left got gets made makes has ran "
    "found brought started stayed rose kicking crying being handled showed shown reacted "
    "responded arrived returned lied stopped meant means always never still also already just "
    "probably eventually finally apparently obviously ddweud ddwedodd dywedodd ofynnodd meddai "
    "wedi yn oedd sy he's shes hes she who whos himself herself & n also too again tonight "
    "yesterday eventually"
)
# Of those, what is as often said of things.
OF_ANYTHING = _set(
    "never still always also already just probably eventually finally apparently obviously too "
    "again tonight yesterday means yn oedd wedi"
)
# In Welsh the verb comes first, and whoever did it right behind it.
WELSH_VERBS = _set(
    "aeth daeth ddaeth dwedodd dywedodd ddywedodd ddwedodd gofynnodd ofynnodd gwelodd cafodd "
    "gafodd gwnaeth wnaeth ffoniodd eisteddodd cerddodd gwrthododd wrthododd helpodd chwarddodd "
    "gwenodd gwaeddodd waeddodd gadawodd adawodd cysgodd canodd coginiodd meddai anghofiodd "
    "collodd gollodd ymddiheurodd arhosodd cyrhaeddodd gyrhaeddodd dechreuodd ddechreuodd"
)
# Forms of "to be" with the person in them: who is meant comes behind, or not at all.
WELSH_TO_BE = _set(
    "rydych rydym rydyn rydan ryden rydw rwyf rwyt ydych ydym ydyn ydan oeddwn oeddet oeddem "
    "oeddech oedden roeddwn roeddet roeddem roeddech roedden byddaf byddwn byddem byddech bydden "
    "byddwch byddant fyddaf fyddwn fyddwch fyddant bues buest buom buoch buont fues fuom fuont "
    "maent bawn baem baech baent"
)
PERSONAL_PAST = _set(
    "lost fell broke bought built caught chose drank drove ate flew froze fought hid hung hurt "
    "laid led lent lit paid put read rode sang sent set shook shot shut slid spent spat stole "
    "stuck swam taught threw tore wore won held bit blew cut crept dealt dug drew fed forgave "
    "grew let met sold stank swept bounced keeps wants comes goes stays sleeps eats drinks "
    "works runs sees hears writes reads rings plays puts keeps turns hides waits cries shouts "
    "smokes sings talks walks drives helps moves starts stops leaves lives hadn't"
)
# What staff do with somebody, whose initials may follow ("moved RJ to room 9").
HANDLING = _set(
    "moved took brought escorted drove dropped collected walked recalled released breached "
    "searched woke checked assessed inducted supervised settled calmed found saw met let"
)
# Buildings and streets that are family names as well ("Johnny Ward").
FAMILY_NOUNS = _set("ward hall church temple abbey court house manor grange priory lane street")
# Family names of two letters, which no list of words can tell from one.
SHORT_SURNAMES = _set("ng li wu ho xu yu hu vu lo ko")
# What is called after whoever thought of it ("the Kawa model"), and nobody to protect.
THOUGHT_UP = _set(
    "model models theory theories cycle framework frameworks scale scales inventory syndrome "
    "disease method methods approach approaches effect hypothesis principle principles law "
    "technique questionnaire test paradox triangle window hierarchy taxonomy programme award"
)
# What somebody has: behind "pats" it makes a name of it.
OWNED = _set(
    "mum mam mums mother dad dads father nan gran brother sister son daughter wife husband "
    "partner girlfriend boyfriend ex missus mate cousin uncle auntie aunt solicitor keyworker "
    "room phone bed door meds money coat shoes face voice birthday hand head leg arm flat "
    "post mail licence curfew release recall review trial hearing bag bags om pom com cpn gp "
    "doctor dentist locker cell pad plate file notes"
)
POSSESSING = frozenset(("has", "had", "did"))
AUXILIARIES = _set(
    "was is were are will would could should might can must wasn't isn't been has had did"
)
# "gave Rose the keys": after one of these and before a determiner stands a person.
GIVING = _set(
    "gave give giving lent lend bought buy owe owes owed made sent showed shown handed left "
    "got offered promised cost did saved brought"
)
# "Faith on earlies", "May off sick": notes leave the verb out.
ROSTERED = _set(
    "on off in back out up down over again still late later earlier early ill poorly "
    "absent upstairs downstairs away asleep "
    "sick here there to not"
)
PARTICLES = _set(
    "and rather off on in up then not be down about back out over from bless next to x at re"
)
# What may follow "was" of a person and seldom of a thing.
OF_THINGS_TOO = _set("not so really very always fine in there here")
STATES = _set(
    "on off up in out there here late back away crying upset asleep always not so really very "
    "fine kind quiet angry sick gone tired scared being doing trying telling asking stood sat "
    "lovely brilliant frightened raging fuming gutted worried sorry furious livid pleased "
    "awake drunk high shaking laughing shouting sitting standing waiting talking sleeping "
    "singing smoking leaving refusing packing cooking driving struggling joking "
    "pretending rude ill well nowhere poorly"
)
CONTRACTED = _set(
    "didn't doesn't wouldn't couldn't hasn't hadn't wasn't isn't won't can't shouldn't don't "
    "he'd she'd"
)
DETERMINERS = _set(
    "a an the no my his her our their your its some any this that these those each every "
    "another much more less little enough real such what which whose one two three first last "
    "next same own pure bit of great good bad new old few many most all"
)
PRONOUNS = _set("i you he she we they it ive id ill youd hed shed theyd weve youve who there")
OBJECTS = _set(
    "it this that the a an my his her our your their them him me you us these those i we he "
    "she they what how myself himself herself themselves everything something anything nothing"
)
# What begins the next sentence more often than it is anybody's name.
SMALL = PRONOUNS | OBJECTS
NOT_NAMED = PERSONAL_VERBS | PERSONAL_PAST | AUXILIARIES | PARTICLES | PRONOUNS | OBJECTS | TITLES
MODALS = _set(
    "can could would should might must shall will may cant couldnt wouldnt shouldnt didnt dont "
    "doesnt to not never don't didn't can't couldn't wouldn't shouldn't won't wont n't let's "
    "lets please"
)
ADVERBS_AFTER_MODAL = _set(
    "be have not never always also probably only just need go get do see try take make ask "
    "tell talk come give keep let say think help speak want know mention bring have well still "
    "ever either soon really definitely prob defo def deffo hopefully know depend look feel "
    "work take stay remain put use write raise find start stop end change happen happens or as "
    "i we he she they you it all the day this that there my his have"
)
