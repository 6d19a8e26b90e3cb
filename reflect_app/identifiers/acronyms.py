"""Short runs of letters that are not somebody's initials, or seldom: sets and nothing more."""

from __future__ import annotations

NOT_DOTTED = frozenset(
    "ie eg am pm uk us usa ps nb dob ta aka eta rip fyi asap ni ok diy bbc nhs gp tv etc viz "
    "cf al id hm no".split()
)
# Offices, bodies and things: never a person, whatever they are said to have done.
ACRONYMS = frozenset(
    "ap pm om po so cm tl sw rn rmn cpn gp ot it hr id ok tv uk us eu usa nhs hmp moj cps "
    "dwp ppu pdu pso spo com pom cqc nmc hcpc hca cat cbt dbt mbt ae aa na hq er mdt cpa ps nb "
    "re vs aka fa cup no yes we me my he it is in on at to of or if so do go up us an as be by "
    "oh ah hi ha mr ms dr st rd dc ds di ci dci pc pcc tac cctv dvd cd pdf usb gps sim vip mp "
    "qc rsw ip ipc ooh csc iapt camhs cmht cm vw bmw kfc mcd ev ni "
    "dj esa pip uc cv cpd kpi sop faq diy rip tbc tba tbf tbh fyi idk omg lol ffs wtf atm asap "
    "xx xxx zz ii iii iv vi vii viii ix xi xii mon tue wed thu fri sat sun jan feb mar apr may "
    "jun jul aug sep oct nov dec hdc crd ped imb hmip foi sar gdpr dpa ico dps crn cro pnc "
    "nino dob aps opd acct csra iep ppe nfa nok dnr cpr lft tb hiv mrsa copd adhd asd ptsd ocd "
    "eupd bpd mst dna rmo gpo lte ltp rfa tpc bbc itv sky bt lfc mufc fc afc edt parom dra omu "
    "vpu ppo cfo ppd pbm spr pipe isp epf cvp ctu scl ro ahs".split()
)
# Bodies, forms and typing that now and then are somebody's initials: only where a person would be.
DOUBTFUL = frozenset(
    "am kc kg mm ml mg km ft lb oz fm pd ed ec ep pa pr rt td qa da dv sa sv rm dm sp eos ld esp "
    "opt pta sen cc cp ee ei eq tc "
    "kuf aim ks hb hw mc pg bn em ra rv sc lc ac jc rc wm sm lg hd sd bw xs xl mi mia ba ma bc "
    "mh dv su ce ad bp bpm cri rj vlo vcs csu rar ars sfo soc sir mod mot dd dp cb ll".split()
)
LABELS = frozenset(
    "part section plan option vitamin hepatitis hep group block wing cat category form "
    "schedule annex type room zone level grade band class team unit floor bus appendix "
    "question column row gate door point item size letter capital side ward stage step phase "
    "flat house blood".split()
)
LETTERED = frozenset(
    "wing block shirt shirts level levels band team section side ward roads road class list "
    "plan grade unit landing floor cat category vitamin numbers number day rating license "
    "licence word".split()
)
# Titles and units that stand for somebody beside other initials ("DW & MS").
TITLES_TOO = frozenset("ms dr st di rd".split())
# One letter that hurried typing uses for a word (very, are, you, and).
TYPING = frozenset("VURNQYE")
# Units and typing that two letters without a capital mostly are.
SMALL_WORDS = frozenset(
    "my by hr hrs wk yr mr ms dr st rd th nd pm am tv ok kg cm mm mg ml km ft lb pc pp bf gf "
    "tx xx ty ry ly fb wh sh ch pl px gb mb vs nr wi fr gd nt rm rmn mh sw tl hq hw jk rt ps "
    "wd shd bc cz cs bs ys yh yy ym yn yr dw dy fy wy wl nw td tn tw ng gp gm fc fm hm mmm zz "
    "vv ww pt mp wc dv dj mc hv lt bk ct cd tn kp fu gn cn".split()
)
# Two letters that are words, in English, Welsh or typing.
TWO_LETTERS = frozenset(
    "is it he we so no go me my do us am an as at be by hi if in of on or to up ok oh ah em en er "
    "un yo ye ya ma pa la id im iv ur ru da de di du ei eu fe fi fo ga ie na ni nu ta te ti ui ac "
    "hm re ll ne sa se si ar hy yw ee ex oi es ef".split()
)
DOUBTFUL_SMALL = frozenset(
    "kc cd tt bn bk dm cv np nb sb tb kb cn dk sm ml fs ph cp kp vp pw bp pd kw bw pg js".split()
)
