"""Polish."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

POLISH = Vocabulary(
    code="pl",
    weekdays="poniedziałek poniedziałku poniedziałkiem poniedziałkowi poniedziałka|wtorek wtorku wtorkiem "
    "wtorkowi wtorka|środa środę środy środzie "
    "środą|czwartek czwartku czwartkiem czwartkowi czwartka|piątek piątku piątkiem piątkowi piątka|sobota "
    "sobotę soboty "
    "sobocie sobotą|niedziela niedzielę niedzieli niedzielą",
    weekday_plurals="poniedziałki|wtorki||czwartki|piątki||",
    weekday_shorts="pon|wt|śr|czw|pt|sob|ndz nd",
    months="styczeń stycznia styczniu|luty lutego lutym|marzec marca marcu|kwiecień kwietnia kwietniu|maj maja maju|"
    "czerwiec czerwca "
    "czerwcu|lipiec lipca lipcu|sierpień sierpnia sierpniu|wrzesień września wrześniu|październik października "
    "październiku|"
    "listopad listopada listopadzie|grudzień grudnia grudniu",
    month_shorts="sty|lut|mar|kwi||cze|lip|sie|wrz|paź|lis|gru",
    units="sekunda sekundy sekund sekundę|minuta minuty minut minutę min|godzina godziny godzin godzinę|dzień dni dnia|"
    "tydzień tygodnie tygodni tygodnia tygodniu|miesiąc miesiące miesięcy miesiąca miesiącu|rok lata lat",
    workdays="dzień roboczy|dni robocze|dni roboczych",
    days={
        0: "dziś|dzisiaj|w dniu dzisiejszym",
        1: "jutro|jutra|na jutro",
        2: "pojutrze",
        -1: "wczoraj",
        -2: "przedwczoraj",
    },
    dayparts={
        (0, "evening"): "dziś wieczorem|dzisiaj wieczorem|dziś wieczór|dzisiejszego wieczoru",
        (1, "morning"): "jutro rano|jutro z rana",
        (0, "night"): "dziś w nocy|dziś w nocy|dzisiejszej nocy",
    },
    steps={
        Step.NEXT: "przyszły|przyszłe|następne|przyszłym|przyszłą|przyszłej|przyszłego|następny|następnym|następną|"
        "następnej|"
        "następnego|kolejny|kolejnym|"
        "w przyszły|w przyszłym|w przyszłą|w następny|w następnym|w następną|w kolejny|w kolejnym|w kolejną|na "
        "przyszły|na następny",
        Step.COMING: "najbliższy|najbliższe|najbliższych|nadchodzące|najbliższą|najbliższym|w najbliższy|w "
        "najbliższą|w najbliższym|nadchodzący|w "
        "nadchodzący|nadchodzącą",
        Step.THIS: "ten|tę|tą|tym|tego|tej|w ten|w tę|w tą|w tym|w tej|bieżącym|w bieżącym|obecnym",
        Step.LAST: "ostatnie|ostatnich|zeszłe|zeszły|zeszłym|zeszłą|zeszłego|ubiegły|ubiegłym|ubiegłą|"
        "poprzedni|poprzednim|ostatni|ostatnim|w "
        "zeszły|w zeszłym|"
        "w zeszłą|w ubiegły|w ubiegłym|w ubiegłą|w ostatni|miniony",
    },
    parts={
        "morning": "rano|z rana|przed południem|przedpołudnie|przedpołudniem|nad ranem|z samego rana",
        "afternoon": "po południu|popołudniu|popołudnie|po poł",
        "evening": "wieczorem|wieczór|wieczora",
        "nighttime": "w nocy|nocą",
    },
    amounts={
        0.5: "pół godziny|pół godzinki",
        0.25: "kwadrans",
        0.75: "trzy kwadranse",
        1: "potrwa godzinę|trwa godzinę|zajmie godzinę|przez godzinę|potrwa godzinkę|godzinka|godzinkę",
        1.5: "półtorej godziny|półtora godziny",
        2.5: "dwie i pół godziny",
    },
    nths="pierwszy pierwszą pierwsza|drugi drugą|trzeci trzecią|czwarty czwartą|",
    functions={
        "times": "razy|razów",
        "at": "o|o godzinie|o godz|godz|godzina|około|około godziny|ok|koło|około godz",
        "on": "w|we",
        "for_on": "na",
        "in": "w ciągu",
        "ahead": "za",
        "from": "od|od godziny|od godz",
        "to_until": "do|do godziny|do godz",
        "until": "aż do|do końca dnia",
        "no_later": "nie później niż|najpóźniej do|najpóźniej w|najpóźniej",
        "between": "między|pomiędzy",
        "and": "i|oraz|a",
        "before": "przed",
        "since": "począwszy od|od dnia",
        "starting": "począwszy od|zaczynając od|pierwszy raz|po raz pierwszy|początek|startując",
        "for": "przez|trwające|trwa|potrwa|czas trwania",
        "ago": "temu",
        "later": "później",
        "every": "każdy|każdą|każdego|co|w każdy|w każdą|każde|każdej",
        "every_other": "co drugi|co drugą|co drugie",
        "weekdays_word": "w dni robocze|w dni powszednie|w tygodniu roboczym",
        "except": "oprócz|z wyjątkiem|poza",
        "half_to": "wpół do|pół do|w pół do",
        "quarter_word": "kwadrans",
        "past_after": "po",
        "weekend": "weekend|weekendu",
        "begin": "początek|początku",
        "mid": "połowa|połowie",
        "end": "koniec|końca|końcu|pod koniec|z końcem",
        "year_word": "roku|r",
        "once": "raz",
        "ordinal_suffix": "go|ego",
        "not_time": "dzień dobry|do jutra|dobry wieczór|na razie",
    },
    numbers="pierwszej pierwsza jeden jedna jedną|drugiej druga dwa dwie|trzeciej trzecia trzy|czwartej czwarta "
    "cztery|piątej piąta pięć|"
    "szóstej szósta sześć|siódmej siódma siedem|ósmej ósma osiem|dziewiątej dziewiąta dziewięć|dziesiątej dziesiąta "
    "dziesięć|"
    "jedenastej jedenasta jedenaście|dwunastej dwunasta dwanaście|trzynastej trzynasta trzynaście|czternastej "
    "czternasta czternaście|"
    "piętnastej piętnasta piętnaście|szesnastej szesnasta szesnaście|siedemnastej siedemnasta siedemnaście|"
    "osiemnastej osiemnasta osiemnaście|dziewiętnastej dziewiętnasta dziewiętnaście",
    tens="dwadzieścia dwudziestej dwudziesta|trzydzieści|czterdzieści|pięćdziesiąt|sześćdziesiąt|siedemdziesiąt|"
    "osiemdziesiąt|dziewięćdziesiąt",
    compound="{ten}_{unit}",
    ordinals="pierwszego|drugiego|trzeciego|czwartego|piątego|szóstego|siódmego|ósmego|dziewiątego|dziesiątego|"
    "jedenastego|dwunastego|"
    "trzynastego|czternastego|piętnastego|szesnastego|siedemnastego|osiemnastego|dziewiętnastego|dwudziestego|"
    "dwudziestego_pierwszego|dwudziestego_drugiego|dwudziestego_trzeciego|dwudziestego_czwartego|dwudziestego_piątego|"
    "dwudziestego_szóstego|dwudziestego_siódmego|dwudziestego_ósmego|dwudziestego_dziewiątego|trzydziestego|"
    "trzydziestego_pierwszego",
    noon="w południe|południe",
    midnight="o północy|północ|północy",
    frequencies={
        "codziennie": (Grain.DAY, 1),
        "co dzień": (Grain.DAY, 1),
        "cotygodniowo": (Grain.WEEK, 1),
        "co tydzień": (Grain.WEEK, 1),
        "co dwa tygodnie": (Grain.WEEK, 2),
        "co miesiąc": (Grain.MONTH, 1),
        "co rok": (Grain.YEAR, 1),
        "corocznie": (Grain.YEAR, 1),
    },
    dotted="godz r ok min ndz",
)


def build() -> Language:
    """The room, furnished."""
    polish = furnish(POLISH)
    for number, name in enumerate(("poniedziałki", "wtorki", "środy", "czwartki", "piątki", "soboty", "niedziele")):
        polish.add_phrase("weekdays", f"w {name}|we {name}", number)
    return polish
