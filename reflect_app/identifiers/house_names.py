"""What houses are called after: trees, gardens and views, as sets of folded words."""

from __future__ import annotations

from reflect_app.identifiers.contexts import PERSONAL_VERBS

# "beech house", "maple ward": in front of such a noun a tree is a name.
TREES = frozenset(
    "oak ash elm beech birch maple willow rowan hazel holly cedar pine fir larch yew sycamore "
    "chestnut hawthorn laurel lime alder aspen poplar elder juniper cypress walnut cherry apple "
    "pear plum heather ivy rose lavender primrose bluebell fern lilac magnolia jasmine clover "
    "thistle bramble orchard meadow brook river kestrel falcon kingfisher heron robin swallow "
    "lark skylark curlew lapwing osprey eagle badger otter fox stag beacon harbour haven anchor "
    "lighthouse phoenix sunrise sunset horizon riverside lakeside hillside woodland parkview "
    "amber jade ruby opal coral emerald sapphire".split()
)
# With "the" in front these name a house, a home or a hostel more often than what grows there.
HOUSES = frozenset(
    "willows limes beeches elms oaks laurels hollies firs pines cedars poplars sycamores birches "
    "maples rowans ashes yews chestnuts hawthorns larches hazels gables haven heath elders "
    "orchards meadows lindens acacias magnolias rowan willow grange priory croft mount hollies "
    "brambles lilacs lavenders heathers ferns ivies spinney coppice paddocks paddock beacon "
    "retreat sanctuary lodge manor rectory vicarage gatehouse coach-house hermitage".split()
) - frozenset("ashes ferns elders".split())
# Prisons and high-secure hospitals that staff call by name alone, where nothing else in this
# country is called so.
SECURE = frozenset(
    "altcourse belmarsh berwyn broadmoor bronzefield bullingdon coldingley deerbolt downview "
    "elmley fivewells frankland gartree grendon haverigg highpoint hollesley huntercombe leyhill "
    "lindholme littlehey onley oakwood pentonville prescoed rampton ranby strangeways styal "
    "swaleside thameside wealstun whatton whitemoor woodhill wymott".split()
)
# What a saint may own that is no building: days, charities, plants.
BELONGINGS = frozenset("day wort ambulance trust eve cross lane road street close feast".split())
# What a house or a person does, and a hedge does not ("the willows rang").
BUSY = PERSONAL_VERBS | frozenset("wont cant is has had was full said rang took will would".split())
# What begins the name of a house in one word ("Bankfield", "Southlea"), besides trees.
GROUNDS = tuple(
    "bank brook hill green west north south east high long moor stone spring mill park fair church "
    "brick bridge lane town sand red white black sun wind wood field hey holm king queen abbot "
    "cross castle corner garden glen ground hay hollow lea marsh new old over priest ridge".split()
)
# How houses end that were called after where they stand ("Southview", "Elm Bank").
VIEWS = ("view", "bank", "croft", "mount", "side", "dene", "lands", "hurst", "acre", "acres")
# A building may be called after its street.
STREETS = frozenset("road rd street st avenue ave lane drive".split())
