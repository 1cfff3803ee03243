"""Turkish: endings are cut from the words, what is left stands in the dictionary."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.languages.postpositions import POST_TAILS, POSTPOSITIONS, TURKISH_HOURS
from threadline.calendar.when.meaning.periods import UnitPeriod
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

TURKISH = Vocabulary(
    code="tr",
    weekdays="pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar",
    weekday_plurals="pazartesileri|salıları|çarşambaları|perşembeleri|cumaları|cumartesileri|pazarları",
    weekday_shorts="pzt||çar|per||cmt|",
    months="ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",
    month_shorts="oca|şub|mar|nis||haz|tem|ağu|eyl|eki|kas|ara",
    units="saniye|dakika dk dakikalık|saatlik|gün günlük|hafta haftalık|ay aylık|yıl sene",
    workdays="iş günü|iş gününde",
    days={
        0: "bugün|bugünkü",
        1: "yarın|yarınki",
        2: "öbür gün|ertesi gün|yarından sonraki gün|yarın değil öbür gün|öbürsü gün",
        7: "haftaya bugün",
        -1: "dün",
        -2: "evvelsi gün|önceki gün",
    },
    dayparts={
        (0, "evening"): "bu akşam|bu akşamki|bugün akşam",
        (0, "morning"): "bu sabah",
        (0, "afternoon"): "bu öğleden sonra",
        (0, "night"): "bu gece",
    },
    steps={
        Step.NEXT: "gelecek|önümüzdeki|sonraki|bir sonraki",
        Step.THIS: "bu|şu",
        Step.LAST: "geçen|geçtiğimiz|önceki",
    },
    parts={
        "morning": "sabah|sabahleyin|sabahı|öğleden önce|sabahtan|sabah erken",
        "afternoon": "öğleden sonra|öğleden sonrası|ikindi|öğlenden sonra",
        "evening": "akşam|akşamı|akşamüstü|akşamleyin|akşamüzeri",
        "nighttime": "gece|gece yarısı sonrası|geceleyin",
        "midday": "öğle|öğlen|öğleyin|öğle vakti",
    },
    amounts={
        0.5: "yarım saat|yarım saatlik",
        0.25: "çeyrek saat",
        0.75: "üç çeyrek saat",
        1.5: "bir buçuk saat|bir buçuk saatlik",
        2.5: "iki buçuk saat",
    },
    nths="ilk birinci|ikinci|üçüncü|dördüncü|son",
    functions={
        "times": "kez|kere|defa|sefer",
        "saat": "saat",
        "in": "içinde",
        "later": "sonra|sonrasında",
        "ago": "önce|evvel",
        "between_behind": "arasında|arası",
        "and": "ve|ile",
        "to": "ila",
        "end_sign": "kadar|dek|değin",
        "by_sign": "en geç",
        "starting": "ilk kez|ilk olarak|ilki",
        "every": "her",
        "weekdays_word": "hafta içi|hafta içi her|hafta içleri|hafta içi her gün|iş günleri|her iş günü|hafta içinde "
        "her gün",
        "except": "hariç",
        "half_more": "buçuk",
        "quarter_word": "çeyrek",
        "past_behind": "geçe|geçiyor|geçerek",
        "to_behind": "kala|var",
        "weekend": "hafta sonu|haftasonu|hafta sonunda",
        "begin": "başı|başında|başlangıcı",
        "mid": "ortası|ortasında",
        "end": "sonu|sonunda|sonuna|sonuna dek",
        "for": "boyunca|süreyle|süresince",
        "silent": "günü|gününde|tarihinde|tarihi|sına|sine|suna|süne|ına|ine|una|üne|na|ne|a|e|ya|ye|i|ü|u|y|yi|yu|yü|"
        "gününe",
        "from": "den|dan|ten|tan",
        "onwards_behind": "itibaren|itibarıyla",
        "last_day": "son günü|son gününde|son gün|son gününe",
        "of_month": "ayın|ayının|bu ayın",
        "loc_date": "inde|unda|ünde|sinde|ında|sında",
        "loc": "de|da|te|ta|nde|nda",
        "not_time": "iyi günler|iyi akşamlar|iyi geceler|günaydın|bir gün|her zaman|bir an önce|daha sonra|daha önce",
    },
    numbers="bir|iki|üç|dört dörd|beş|altı|yedi|sekiz|dokuz|on|on_bir|on_iki|on_üç|on_dört|on_beş|on_altı|on_yedi|"
    "on_sekiz|on_dokuz",
    tens="yirmi|otuz|kırk|elli|altmış|yetmiş|seksen|doksan",
    compound="{ten}_{unit}",
    noon="tam öğlen|gün ortası",
    midnight="gece yarısı",
    frequencies={
        "her gün": (Grain.DAY, 1),
        "her hafta": (Grain.WEEK, 1),
        "her ay": (Grain.MONTH, 1),
        "her yıl": (Grain.YEAR, 1),
    },
    suffixes={
        "from": "den dan ten tan nden ndan",
        "loc": "de da te ta nde nda",
        "silent": "e a ye ya si sı su sü i ü u yi yu yü nin nın nun nün in un ün liğine lığına luğuna lüğüne "
        "lik lık luk lük na "
        "ne ki "
        "sinde sında ına ine unda ünde ında",
    },
    dotted="dk sa",
)


def build() -> Language:
    """The room, furnished."""
    turkish = furnish(TURKISH, TURKISH_HOURS, after=(POSTPOSITIONS,), tails=(POST_TAILS,))
    # An apostrophe parts a name or number from its ending: "15:00'te", "Kasım'a".
    turkish.folds = {**turkish.folds, ord("'"): " ", ord("’"): " "}
    # "Haftaya salı" is Tuesday of next week.
    turkish.add("period", "haftaya", UnitPeriod(Grain.WEEK, 1))
    return turkish
