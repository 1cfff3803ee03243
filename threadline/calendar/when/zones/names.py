"""What zones, cities and countries are called: tables, looked up in small letters without accents."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.resources import files

from threadline.calendar.when.zones.zone import SaidZone, called

_WEST, _MOUNTAIN, _CENTRAL, _EAST = (
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
)

# Names beside those of the zone database: zone, then its cities, countries and states in several languages.
_PLACES = """
America/Los_Angeles pacific|california|san francisco|sf|la|seattle|san diego|san jose|oakland|portland|las vegas|vegas
America/Los_Angeles silicon valley|bay area|west coast|us west|us pacific|hora del pacifico|palo alto|sacramento
America/Denver mountain|colorado|utah|salt lake city|albuquerque|us mountain
America/Phoenix arizona
America/Chicago central|texas|houston|san antonio|minneapolis|st louis|saint louis|kansas city|nashville|new orleans
America/Chicago milwaukee|us central|memphis|oklahoma city|dallas
America/New_York eastern|nyc|ny|new york city|boston|washington|washington dc|dc|miami|atlanta|philadelphia|pittsburgh
America/New_York florida|cleveland|orlando|tampa|baltimore|east coast|us east|us eastern|nueva york|nova york
America/New_York nova iorque|new-york|raleigh|cincinnati|columbus
America/Detroit michigan
Pacific/Honolulu hawaii|hawaiian
America/Anchorage alaska|alaskan
America/Halifax atlantic|nova scotia
America/St_Johns newfoundland
America/Toronto ottawa|ontario|quebec|montreal
America/Vancouver british columbia
America/Edmonton calgary|alberta
America/Winnipeg manitoba
America/Mexico_City mexico|cdmx|guadalajara|ciudad de mexico
America/Sao_Paulo brazil|brasil|brasilia|rio|rio de janeiro|curitiba|porto alegre|belo horizonte
America/Argentina/Buenos_Aires argentina|buenos aires|rosario
America/Bogota colombia|medellin
America/Lima peru
America/Santiago chile
America/Caracas venezuela
America/Guayaquil quito|ecuador
America/Montevideo uruguay
America/Panama panama
America/Costa_Rica costa rica
Europe/London uk|u.k.|britain|great britain|british|england|english|scotland|wales|edinburgh|manchester|glasgow|leeds
Europe/London birmingham|bristol|cardiff|liverpool|oxford|cambridge|belfast|londres|londra|londen|londyn|londinu|londynu
Europe/London london
Europe/Dublin ireland|irish|cork|galway
Europe/Lisbon western european|portugal|porto|lisboa|lissabon|lisbonne|lisbona
Europe/Madrid spain|spanish|barcelona|valencia|seville|bilbao|malaga|espana|spanien
Europe/Paris france|french|lyon|marseille|toulouse|bordeaux|lille|strasbourg|frankreich|parigi|parijs|paryz
Europe/Brussels belgium|belgian|antwerp|ghent|brussel|bruxelles|bruselas|brusseler
Europe/Amsterdam netherlands|the netherlands|holland|dutch|rotterdam|the hague|den haag|eindhoven|utrecht|nederland
Europe/Amsterdam nederlandse
Europe/Luxembourg luxemburg
Europe/Berlin germany|german|munich|hamburg|frankfurt|cologne|stuttgart|dusseldorf|dresden|leipzig|munchen|koln|nurnberg
Europe/Berlin deutschland|deutsche|deutscher|allemagne|alemania|germania|berlino|munchner|berlim|mitteleuropaische
Europe/Berlin central european|mitteleuropaischer|hannover|bremen|essen|dortmund
Europe/Zurich switzerland|swiss|geneva|basel|bern|lausanne|schweiz|schweizer|zurcher|zuricher|genf|geneve|ginebra|zurigo
Europe/Vienna austria|austrian|graz|linz|salzburg|innsbruck|wien|osterreich|vienne|viena|wenen|wieden
Europe/Rome italy|italian|milan|milano|turin|torino|naples|napoli|florenz|bologna|venice|rom|roma|mailand|italia|italien
Europe/Rome italiana
Europe/Prague czechia|czech republic|brno|prag|praha|praga
Europe/Warsaw poland|polish|krakow|cracow|wroclaw|gdansk|poznan|warszawa|warschau|varsovie|varsovia|polska
Europe/Warsaw warszawskiego|polskiego|polen
Europe/Budapest hungary|ungarn
Europe/Bucharest romania|cluj|bukarest
Europe/Sofia bulgaria
Europe/Athens greece|greek|thessaloniki|athen|athenes|atenas|atene
Europe/Istanbul turkey|turkish|turkiye|ankara|izmir|istanbul
Europe/Moscow russia|russian|st petersburg|saint petersburg|moskau|moscou|moscu|mosca|moskou|moscovo|москве
Europe/Moscow московскому|москва|россии
Europe/Kyiv ukraine|ukrainian|kiev|lviv|odesa|києвом|київським|киеву|киевскому
Europe/Minsk belarus
Europe/Stockholm sweden|swedish|gothenburg|malmo|svensk|goteborg
Europe/Oslo norway|norwegian|bergen|norsk
Europe/Copenhagen denmark|danish|aarhus|dansk|kobenhavn|kopenhagen
Europe/Helsinki finland|finnish|eastern european|osteuropaische|osteuropaischer
Europe/Tallinn estonia
Europe/Riga latvia
Europe/Vilnius lithuania
Europe/Zagreb croatia
Europe/Belgrade serbia
Europe/Ljubljana slovenia
Europe/Bratislava slovakia
Atlantic/Reykjavik iceland
Asia/Jerusalem israel|tel aviv|haifa
Asia/Dubai uae|u.a.e.|abu dhabi|emirates|gulf
Asia/Riyadh saudi arabia|saudi|jeddah
Asia/Qatar doha
Asia/Amman jordan
Asia/Beirut lebanon
Asia/Tehran iran
Asia/Karachi pakistan|lahore|islamabad
Asia/Kolkata india|indian|mumbai|bombay|delhi|new delhi|bangalore|bengaluru|hyderabad|chennai|pune|calcutta|kolkata
Asia/Kolkata ahmedabad|gurgaon|noida|भारतीय
Asia/Colombo sri lanka
Asia/Dhaka bangladesh
Asia/Kathmandu nepal
Asia/Bangkok thailand|thai
Asia/Ho_Chi_Minh vietnam|hanoi|saigon|ho chi minh city
Asia/Jakarta indonesia
Asia/Manila philippines|cebu|manila
Asia/Kuala_Lumpur malaysia|kl
Asia/Singapore singapore|singapur|singapour
Asia/Hong_Kong hk|香港
Asia/Shanghai china|chinese|beijing|peking|pekin|pechino|pequim|shenzhen|guangzhou|北京|上海|中国
Asia/Taipei taiwan|台北|台湾|臺灣
Asia/Tokyo japan|japanese|osaka|kyoto|tokio|tokioter|toquio|日本|東京|东京
Asia/Seoul korea|korean|south korea|한국|서울|busan
Australia/Sydney australian eastern|canberra|new south wales|nsw|シドニー|悉尼
Australia/Melbourne melbourne
Australia/Brisbane queensland
Australia/Perth western australia
Pacific/Auckland new zealand|nz|wellington|christchurch
Africa/Cairo egypt|le caire|el cairo|kairo
Africa/Nairobi kenya
Africa/Johannesburg south africa|cape town|durban|pretoria
Africa/Lagos nigeria|abuja
Africa/Accra ghana
Africa/Casablanca morocco|rabat
Africa/Algiers algeria
Africa/Tunis tunisia
Africa/Addis_Ababa ethiopia
Europe/London ロンドン|伦敦|런던
America/New_York ニューヨーク|纽约|紐約|뉴욕
Europe/Paris パリ|巴黎|파리
Europe/Berlin ベルリン|柏林|베를린
America/Los_Angeles ロサンゼルス|洛杉矶|太平洋|旧金山
"""

# Given names, words and small places: they are zones only with "time" behind them.
_WORDS = (
    "austin bahia belem boise casey catamarca center charlotte chatham chita christmas columbus cork"
    " cordoba creston darwin davis dawson easter efate english essen eucla french german indian irish gulf"
    " florence fort_nelson gaza guadalcanal indiana italian jamaica jersey juba kanton kirov knox la louisville"
    " malta marengo mawson merida midway monaco nassau nauru niue nome norfolk palmer petersburg "
    " portland reading regina resolute rio rosario rothera salta samara san_jose saratov sitka sofia stanley"
    " syowa tell_city thule troll truk tucuman victoria vincennes vostok wake wallis winamac yap"
    " north south west east act lome male mahe oral omsk swiss dutch danish rom bern linz bergen british chinese"
    " japanese korean greek polish russian spanish turkish swedish norwegian finnish thai saudi deutsche deutscher"
    " jordan svensk norsk dansk nederlandse italiana schweizer austrian belgian ukrainian kl la porto bristol"
)
_ONLY_WITH_TIME = frozenset(_WORDS.split())
_NOT_PLACES = frozenset({"Etc", "SystemV", "US", "Canada", "Brazil", "Chile", "Mexico", "posix", "right"})


@lru_cache(maxsize=1)
def place_names() -> dict[str, SaidZone]:
    """Zones by the name of a city, country or region."""
    found: dict[str, SaidZone] = {}
    for name in files("tzdata").joinpath("zones").read_text().split():
        area, _, city = name.rpartition("/")
        if area and area.split("/")[0] not in _NOT_PLACES:
            found[folded(city.replace("_", " "))] = SaidZone(name, name=city.replace("_", " "))
    for line in _PLACES.strip().splitlines():
        region, _, names = line.partition(" ")
        for name in names.split("|"):
            found[folded(name)] = SaidZone(region, name=called(region))
    return found


def is_plain_word(name: str) -> bool:
    """True for names that are also given names or words: "Austin", "Reading"."""
    return name.replace(" ", "_") in _ONLY_WITH_TIME


def folded(text: str) -> str:
    """Small letters without accents, as the tables have them."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize("NFC", "".join(char for char in letters if unicodedata.category(char) != "Mn"))


_IST = (
    SaidZone("Asia/Kolkata", 5.5, "India", countries=("IN", "LK")),
    SaidZone("Asia/Jerusalem", 2, "Israel", countries=("IL", "PS")),
    SaidZone("Europe/Dublin", 1, "Ireland", countries=("IE",)),
)
_CST = (
    SaidZone(_CENTRAL, -6, "Chicago", countries=("US", "CA", "MX", "GT", "CR", "SV", "HN", "NI", "BZ")),
    SaidZone("Asia/Shanghai", 8, "China", countries=("CN", "TW", "HK", "MO")),
    SaidZone("America/Havana", -5, "Cuba", countries=("CU",)),
)
_BST = (
    SaidZone("Europe/London", 1, "Britain", countries=("GB", "IE", "JE", "GG", "IM")),
    SaidZone("Asia/Dhaka", 6, "Bangladesh", countries=("BD",)),
)
_AST = (
    SaidZone("America/Halifax", -4, "Halifax", countries=("CA", "US", "PR", "BM", "BB", "DO", "TT")),
    SaidZone("Asia/Riyadh", 3, "Arabia", countries=("SA", "KW", "QA", "BH", "YE", "IQ", "AE", "OM")),
)
_PST = (
    SaidZone(_WEST, -8, "Los Angeles", countries=("US", "CA", "MX")),
    SaidZone("Asia/Manila", 8, "the Philippines", countries=("PH",)),
)
_GST = (
    SaidZone("Asia/Dubai", 4, "the Gulf", countries=("AE", "OM", "SA", "QA", "KW", "BH")),
    SaidZone("Atlantic/South_Georgia", -2, "South Georgia", countries=("GS",)),
)
_MST = (
    SaidZone(_MOUNTAIN, -7, "Denver", countries=("US", "CA", "MX")),
    SaidZone("Asia/Kuala_Lumpur", 8, "Malaysia", countries=("MY",)),
)
_SST = (
    SaidZone("Asia/Singapore", 8, "Singapore", countries=("SG",)),
    SaidZone("Pacific/Pago_Pago", -11, "Samoa", countries=("AS", "WS")),
)


def _either(name: str, zones: tuple[SaidZone, ...], *, sure: bool = False) -> SaidZone:
    """The first of several, with the others as rivals; `sure`: elsewhere too nearly everybody means the first."""
    first, *others = zones
    return SaidZone(first.region, first.hours, name, tuple(others), first.countries, place=first.name, sure=sure)


# Written in capitals only: in small letters they are words of some language.
CAPITAL_ABBREVIATIONS: dict[str, SaidZone] = {
    "PT": SaidZone(_WEST, name="PT"),
    "MT": SaidZone(_MOUNTAIN, name="MT"),
    "CT": SaidZone(_CENTRAL, name="CT"),
    "ET": SaidZone(_EAST, name="ET"),
    "IST": _either("IST", _IST),
    "EST": SaidZone(_EAST, -5, "EST"),
    "MST": _either("MST", _MST, sure=True),
    "AST": _either("AST", _AST),
    "GST": _either("GST", _GST, sure=True),
    "SST": _either("SST", _SST),
    "HST": SaidZone("Pacific/Honolulu"),
    "AKST": SaidZone("America/Anchorage", -9, "AKST"),
    "AKDT": SaidZone("America/Anchorage", -8, "AKDT"),
    "ADT": SaidZone("America/Halifax", -3, "ADT"),
    "NST": SaidZone("America/St_Johns", -3.5, "NST"),
    "NDT": SaidZone("America/St_Johns", -2.5, "NDT"),
    "WET": SaidZone("Europe/Lisbon", 0, "WET"),
    "WEST": SaidZone("Europe/Lisbon", 1, "WEST"),
    "MEZ": SaidZone("Europe/Berlin", 1, "MEZ"),
    "MESZ": SaidZone("Europe/Berlin", 2, "MESZ"),
    "OEZ": SaidZone("Europe/Helsinki", 2, "OEZ"),
    "HNE": SaidZone("America/Toronto", -5, "HNE"),
    "HAE": SaidZone("America/Toronto", -4, "HAE"),
    "IDT": SaidZone("Asia/Jerusalem", 3, "IDT"),
    "TRT": SaidZone("Europe/Istanbul"),
    "MSK": SaidZone("Europe/Moscow"),
    "EAT": SaidZone("Africa/Nairobi"),
    "CAT": SaidZone("Africa/Harare"),
    "WAT": SaidZone("Africa/Lagos"),
    "SAST": SaidZone("Africa/Johannesburg"),
    "PKT": SaidZone("Asia/Karachi"),
    "NPT": SaidZone("Asia/Kathmandu"),
    "ICT": SaidZone("Asia/Bangkok"),
    "WIB": SaidZone("Asia/Jakarta"),
    "SGT": SaidZone("Asia/Singapore"),
    "MYT": SaidZone("Asia/Kuala_Lumpur"),
    "PHT": SaidZone("Asia/Manila"),
    "HKT": SaidZone("Asia/Hong_Kong"),
    "BRT": SaidZone("America/Sao_Paulo"),
    "ART": SaidZone("America/Argentina/Buenos_Aires"),
    "COT": SaidZone("America/Bogota"),
    "PET": SaidZone("America/Lima"),
    "CLT": SaidZone("America/Santiago"),
    "NZST": SaidZone("Pacific/Auckland", 12, "NZST"),
    "NZDT": SaidZone("Pacific/Auckland", 13, "NZDT"),
    "NZT": SaidZone("Pacific/Auckland"),
    "ACST": SaidZone("Australia/Adelaide", 9.5, "ACST"),
    "ACDT": SaidZone("Australia/Adelaide", 10.5, "ACDT"),
    "AWST": SaidZone("Australia/Perth"),
    "AET": SaidZone("Australia/Sydney"),
    "МСК": SaidZone("Europe/Moscow"),
    "Z": SaidZone("Etc/UTC"),
}

ABBREVIATIONS: dict[str, SaidZone] = {
    "pst": _either("PST", _PST, sure=True),
    "pdt": SaidZone(_WEST, -7, "PDT"),
    "mdt": SaidZone(_MOUNTAIN, -6, "MDT"),
    "cst": _either("CST", _CST),
    "cdt": SaidZone(_CENTRAL, -5, "CDT"),
    "est": SaidZone(_EAST, -5, "EST"),
    "edt": SaidZone(_EAST, -4, "EDT"),
    "gmt": SaidZone("Etc/GMT"),
    "utc": SaidZone("Etc/UTC"),
    "bst": _either("BST", _BST),
    "cet": SaidZone("Europe/Berlin", 1, "CET"),
    "cest": SaidZone("Europe/Berlin", 2, "CEST"),
    "eet": SaidZone("Europe/Helsinki", 2, "EET"),
    "eest": SaidZone("Europe/Helsinki", 3, "EEST"),
    "jst": SaidZone("Asia/Tokyo"),
    "kst": SaidZone("Asia/Seoul"),
    "aest": SaidZone("Australia/Sydney", 10, "AEST"),
    "aedt": SaidZone("Australia/Sydney", 11, "AEDT"),
}
