"""Named days in the languages beside English, and how a room learns the names of its language.

A line is a rule (see `rule_of`) with its names; names with "'s" are known without it as well.
"""

from __future__ import annotations

from functools import lru_cache

from threadline.calendar.when.languages.english_holidays import HOLIDAYS
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.languages.world_days import WORLD_DAYS
from threadline.calendar.when.meaning.holidays import HolidayRule, rule_of

_NAMES = {
    "en": HOLIDAYS + WORLD_DAYS,
    "de": """
1-1 neujahr|neujahrstag
1-6 dreikönigstag|heilige drei könige
2-14 valentinstag
E-48 rosenmontag
E-47 faschingsdienstag|fastnacht
E-46 aschermittwoch
E-7 palmsonntag
E-3 gründonnerstag
E-2 karfreitag
E-1 karsamstag
E ostern|ostersonntag
E+1 ostermontag
5-1 tag der arbeit|staatsfeiertag|maifeiertag
5/sun/2 muttertag
E+39,AT=6/sun/2,CH=6/sun/1 vatertag
E+39 christi himmelfahrt|himmelfahrt
E+49 pfingsten|pfingstsonntag
E+50 pfingstmontag
E+60 fronleichnam
8-15 mariä himmelfahrt
10-3 tag der deutschen einheit
10-26,DE=10-3,CH=8-1 nationalfeiertag
10-31 reformationstag|halloween
11-1 allerheiligen
11-2 allerseelen
11-11 martinstag
12-6 nikolaus|nikolaustag|nikolo
12-8 mariä empfängnis
12-24 heiligabend|heiliger abend|weihnachtsabend
12-25 weihnachten|weihnachtstag|erster weihnachtstag|christtag
12-26 stefanitag|stephanstag|zweiter weihnachtstag
12-31 silvester|sylvester|neujahrsabend
""",
    "fr": """
1-1 jour de l'an|nouvel an|le nouvel an
1-6 épiphanie
2-14 saint-valentin|la saint-valentin
E-47 mardi gras
E-46 mercredi des cendres
E-2 vendredi saint
E pâques|dimanche de pâques
E+1 lundi de pâques
5-1 fête du travail
5-8 fête de la victoire
5/sun/-1 fête des mères
6/sun/3 fête des pères
E+39 ascension|jeudi de l'ascension
E+49 pentecôte
E+50 lundi de pentecôte
7-14 fête nationale
8-15 assomption
11-1 toussaint|la toussaint
11-11 armistice
12-24 réveillon de noël|veille de noël
12-25 noël
12-31 saint-sylvestre|réveillon du nouvel an
""",
    "es": """
1-1 año nuevo
1-6 día de reyes|reyes magos
2-14 san valentín|día de san valentín
E-46 miércoles de ceniza
E-7 domingo de ramos
E-3 jueves santo
E-2 viernes santo
E pascua|domingo de resurrección
E-7x8 semana santa
5-1 día del trabajo|día del trabajador
5/sun/1,MX=5-10,AR=10/sun/3,US=5/sun/2 día de la madre
3-19,MX=6/sun/3,AR=6/sun/3,US=6/sun/3 día del padre
10-12 día de la hispanidad
11-1 todos los santos|día de todos los santos
11-2 día de muertos|día de los muertos
12-24 nochebuena
12-25 navidad|día de navidad
12-31 nochevieja
""",
    "it": """
1-1 capodanno
1-6 epifania|befana
2-14 san valentino
E-47 martedì grasso
E-2 venerdì santo
E pasqua|domenica di pasqua
E+1 pasquetta|lunedì dell'angelo|lunedì di pasqua
4-25 festa della liberazione
5-1 festa dei lavoratori|festa del lavoro
5/sun/2 festa della mamma
3-19 festa del papà
6-2 festa della repubblica
8-15 ferragosto
11-1 ognissanti
12-8 immacolata|immacolata concezione
12-24 vigilia di natale
12-25 natale
12-26 santo stefano
12-31 san silvestro|vigilia di capodanno
""",
    "pt": """
1-1 ano novo
E-47 carnaval|terça-feira de carnaval
E-2 sexta-feira santa
E páscoa|domingo de páscoa
E+60 corpo de deus
5-1 dia do trabalhador|dia do trabalho
5/sun/1,BR=5/sun/2 dia da mãe|dia das mães
3-19,BR=8/sun/2 dia do pai|dia dos pais
6-12 dia dos namorados
12-24 véspera de natal|noite de natal
12-25 natal|dia de natal
12-31 véspera de ano novo|passagem de ano
""",
    "nl": """
1-1 nieuwjaar|nieuwjaarsdag
2-14 valentijnsdag
E-2 goede vrijdag
E pasen|eerste paasdag
E+1 tweede paasdag|paasmaandag
4-27 koningsdag
5-4 dodenherdenking
5-5 bevrijdingsdag
5/sun/2 moederdag
6/sun/3 vaderdag
E+39 hemelvaart|hemelvaartsdag
E+49 pinksteren|eerste pinksterdag
E+50 tweede pinksterdag|pinkstermaandag
12-5 sinterklaas|sinterklaasavond
12-24 kerstavond
12-25 kerst|kerstmis|eerste kerstdag
12-26 tweede kerstdag
12-31 oudjaar|oudejaarsavond
""",
    "pl": """
1-1 nowy rok
1-6 trzech króli
E-52 tłusty czwartek
E-2 wielki piątek
E wielkanoc
E+1 poniedziałek wielkanocny
5-1 święto pracy
5-26 dzień matki
6-23 dzień ojca
E+60 boże ciało
11-1 wszystkich świętych
11-11 święto niepodległości
12-24 wigilia
12-25 boże narodzenie
12-31 sylwester
""",
    "sv": """
1-1 nyårsdagen
E-2 långfredagen
E påskdagen|påsk
E+1 annandag påsk
4-30 valborg|valborgsmässoafton
E+39 kristi himmelsfärdsdag
E+49 pingst|pingstdagen
6-6 nationaldagen
6-19>fri midsommarafton
6-20>sat midsommardagen|midsommar
12-13 lucia
12-24 julafton
12-25 juldagen|jul
12-26 annandag jul
12-31 nyårsafton
""",
    "da": """
1-1 nytårsdag
E-3 skærtorsdag
E-2 langfredag
E påske|påskedag
E+1 anden påskedag|2. påskedag
E+39 kristi himmelfartsdag
E+49 pinse|pinsedag
6-5 grundlovsdag
12-24 juleaften
12-25 juledag|jul
12-31 nytårsaften
""",
    "no": """
1-1 nyttårsdag
E-3 skjærtorsdag
E-2 langfredag
E påske|påskedag
E+1 andre påskedag
E+39 kristi himmelfartsdag
E+49 pinse|pinsedag
5-17 grunnlovsdagen|syttende mai
12-24 julaften
12-25 juledag|jul
12-31 nyttårsaften
""",
    "tr": """
1-1 yılbaşı
4-23 çocuk bayramı
10-29 cumhuriyet bayramı
islamic:eid_al_fitrx3 ramazan bayramı|şeker bayramı
islamic:eid_al_adhax4 kurban bayramı
""",
    "ru": """
1-1 новый год
1-7 рождество
2-23 день защитника отечества
3-8 восьмое марта|женский день|8 марта женский день
5-9 день победы
O пасха
""",
    "uk": """
1-1 новий рік
12-25 різдво
8-24 день незалежності
O великдень
""",
    "ja": """
1-1 元日|元旦
12-24 クリスマスイブ
12-25 クリスマス
12-31 大晦日
5-5 こどもの日
""",
    "zh": """
1-1 元旦
chinese:lunar_new_year 春节|春節
chinese:dragon_boat 端午节|端午節
chinese:mid_autumn 中秋节|中秋節
10-1 国庆节|國慶節
12-25 圣诞节|聖誕節
12-24 平安夜
""",
    "ko": """
chinese:lunar_new_year 설날
chinese:mid_autumn 추석
12-25 크리스마스|성탄절
""",
    "hi": """
hindu:diwali दिवाली|दीपावली
hindu:holi होली
islamic:eid_al_fitr ईद
""",
    "ar": """
islamic:eid_al_fitr عيد الفطر
islamic:eid_al_adha عيد الأضحى
islamic:ramadan_beginningx29 رمضان
""",
}


_TELLING = 7


def add_holidays(room: Language) -> None:
    """Teach a room the named days of its language."""
    room.dotted.add("st")
    for names, rule in _rules(room.code.split("-")[0]):
        phrases = "|".join(_spellings(name) for name in names)
        room.add_phrase("holiday", phrases, rule)


def holiday_words(code: str) -> tuple[str, ...]:
    """The named days of a language that are one long word: they tell which language a text is in."""
    if code == "en":
        return ()
    names = (name for line in _NAMES.get(code, "").splitlines() for name in line.partition(" ")[2].split("|"))
    return tuple(name for name in names if len(name) >= _TELLING and name.isalpha() and name not in _NAMES["en"])


@lru_cache(maxsize=32)
def _rules(code: str) -> tuple[tuple[tuple[str, ...], HolidayRule], ...]:
    lines = [line.partition(" ") for line in _NAMES.get(code, "").splitlines() if line]
    return tuple((tuple(names.split("|")), rule_of(rule)) for rule, _, names in lines)


def _spellings(name: str) -> str:
    """A name with its apostrophe, without it, and without the ending behind it."""
    if "'" not in name:
        return name
    return "|".join(dict.fromkeys((name, name.replace("'s", ""), name.replace("'", ""), name.replace("'s", "s"))))
