"""Hindi."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.languages.postpositions import HINDI_HOURS, POST_TAILS, POSTPOSITIONS
from threadline.calendar.when.meaning.clock import Clock
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

HINDI = Vocabulary(
    code="hi",
    accents=True,
    weekdays="सोमवार|मंगलवार मंगल|बुधवार बुध|गुरुवार गुरु बृहस्पतिवार वीरवार गुरूवार|शुक्रवार शुक्र|शनिवार|रविवार इतवार",
    months="जनवरी जन|फरवरी फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर सित|अक्टूबर अक्तूबर|नवंबर नवम्बर नव|दिसंबर दिसम्बर दिस",
    units="सेकंड सेकेंड|मिनट मिनटों|घंटा घंटे घंटों घण्टे घण्टा|दिन दिनों|हफ्ता हफ्ते हफ्तों हफ़्ते सप्ताह|महीना महीने महीनों माह|साल सालों वर्ष",
    workdays="कार्यदिवस|कार्य दिवस|वर्किंग डे|कामकाजी दिन",
    days={0: "आज", 1: "कल|आने वाले कल", 2: "परसों", -1: "बीते कल|गुज़रे कल", 3: "नरसों"},
    dayparts={(0, "evening"): "आज शाम", (0, "night"): "आज रात", (0, "morning"): "आज सुबह"},
    steps={
        Step.NEXT: "अगले|अगला|अगली|आने वाले|आगामी",
        Step.THIS: "इस|इसी",
        Step.LAST: "पिछले|पिछला|पिछली|बीते|गत",
    },
    parts={
        "morning": "सुबह|सवेरे|प्रातः|सुबह सुबह|सुबह में|भोर",
        "afternoon": "दोपहर|दोपहर बाद|दोपहर में|दोपहर के बाद|अपराह्न",
        "evening": "शाम|शाम को|शाम में|सायं",
        "night": "रात|रात को|रात में",
    },
    amounts={
        0.5: "आधा घंटा|आधे घंटे|आधे घंटे का|आधा घण्टा",
        0.25: "पाव घंटा",
        0.75: "पौन घंटा|पौन घंटे|पौना घंटा",
        1.25: "सवा घंटे|सवा घंटा",
        1.5: "डेढ़ घंटा|डेढ़ घंटे",
        2.5: "ढाई घंटे|ढाई घंटा",
    },
    nths="पहले पहला|दूसरे दूसरा|तीसरे|चौथे|आखिरी अंतिम",
    functions={
        "times": "बार",
        "date_word": "तारीख|तारीख़",
        "silent": "को|की|का|के|पर|ठीक|करीब|लगभग|वाले दिन",
        "in_behind": "में|के अंदर|के भीतर",
        "later": "बाद|के बाद",
        "ago": "पहले|पूर्व|के पहले",
        "from": "से|से लेकर",
        "end_sign": "तक",
        "for_behind": "के लिए|तक के लिए|भर|की अवधि",
        "between_behind": "के बीच|के दरमियान",
        "and": "और|एवं",
        "every": "हर|प्रत्येक|प्रति",
        "every_other": "हर दूसरे|हर दूसरा|एक छोड़कर एक",
        "weekdays_word": "हर कार्यदिवस|कार्यदिवसों|कार्य दिवसों",
        "except": "छोड़कर|के अलावा|के सिवा",
        "hour_mark": "बजे",
        "past_mark": "बजकर",
        "to_mark": "बजने में",
        "plus_quarter": "सवा",
        "plus_half": "साढ़े",
        "minus_quarter": "पौने",
        "weekend": "सप्ताहांत|वीकेंड|हफ्ते के अंत|सप्ताह के अंत",
        "begin": "शुरुआत|आरंभ|शुरू",
        "mid": "मध्य|बीच",
        "end": "अंत|आखिर",
        "once": "एक बार",
        "not_time": "शुभ संध्या|शुभ रात्रि|आज कल|आजकल",
    },
    numbers="एक|दो|तीन|चार|पाँच पांच|छह छः छे|सात|आठ|नौ|दस|ग्यारह|बारह|तेरह|चौदह|पंद्रह पन्द्रह|सोलह|सत्रह|अठारह|उन्नीस|बीस|"
    "इक्कीस|बाईस|तेईस|चौबीस|पच्चीस|"
    "छब्बीस|सत्ताईस|अट्ठाईस|उनतीस|तीस|इकतीस|बत्तीस|तैंतीस|चौंतीस|पैंतीस|छत्तीस|सैंतीस|अड़तीस|उनतालीस|चालीस|इकतालीस|बयालीस|तैंतालीस|"
    "चवालीस|पैंतालीस|"
    "छियालीस|सैंतालीस|अड़तालीस|उनचास|पचास|इक्यावन|बावन|तिरेपन|चौवन|पचपन|छप्पन|सत्तावन|अट्ठावन|उनसठ",
    noon="मध्याह्न",
    midnight="आधी रात|मध्यरात्रि",
    dotted="दिस जन नव सित गुरु शुक्र",
    frequencies={
        "रोज़": (Grain.DAY, 1),
        "रोज": (Grain.DAY, 1),
        "हर रोज़": (Grain.DAY, 1),
        "रोज़ाना": (Grain.DAY, 1),
        "प्रतिदिन": (Grain.DAY, 1),
        "हर दिन": (Grain.DAY, 1),
        "साप्ताहिक": (Grain.WEEK, 1),
        "मासिक": (Grain.MONTH, 1),
    },
)


def build() -> Language:
    """The room, furnished."""
    hindi = furnish(HINDI, HINDI_HOURS, after=(POSTPOSITIONS,), tails=(POST_TAILS,))
    hindi.add("clock_word", {"ढाई": Clock(2, 30), "डेढ़": Clock(1, 30)})
    return hindi
