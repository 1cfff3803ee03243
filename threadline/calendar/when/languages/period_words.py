"""Seasons, quarters and "within", by the code of the language.

Seasons and their names are separated by `|` (spring, summer, autumn, winter), the forms of one by blanks.
"""

from __future__ import annotations

SEASONS = {
    "de": "frühling frühjahr|sommer sommers|herbst|winter winters",
    "fr": "printemps|été|automne|hiver",
    "es": "primavera|verano|otoño|invierno",
    "it": "primavera|estate|autunno|inverno",
    "pt": "primavera|verão|outono|inverno",
    "nl": "lente voorjaar|zomer|herfst najaar|winter",
    "pl": "wiosna wiosną wiosnę wiosny|lato latem|jesień jesienią jesieni|zima zimą zimę zimy",
    "sv": "våren vår|sommaren sommar|hösten höst|vintern vinter",
    "da": "foråret forår|sommeren sommer|efteråret efterår|vinteren vinter",
    "no": "våren|sommeren sommer|høsten høst|vinteren vinter",
    "tr": "ilkbahar bahar|yaz yazın|sonbahar güz|kış kışın",
    "ru": "весна весной весну весны|лето летом лета|осень осенью осени|зима зимой зиму зимы",
    "uk": "весна весною навесні весни|літо влітку літа|осінь восени осені|зима взимку зиму зими",
    "ar": "الربيع|الصيف|الخريف|الشتاء",
    "hi": "वसंत|गर्मी गर्मियों|पतझड़|सर्दी सर्दियों",
}
QUARTERS = {
    "de": "quartal quartals quartale",
    "fr": "trimestre trimestres",
    "es": "trimestre trimestres",
    "it": "trimestre trimestri",
    "pt": "trimestre trimestres",
    "nl": "kwartaal kwartalen",
    "pl": "kwartał kwartale kwartału",
    "sv": "kvartal kvartalet",
    "da": "kvartal kvartalet",
    "no": "kvartal kvartalet",
    "tr": "çeyreği çeyrekte",
    "ru": "квартал квартале квартала",
    "uk": "квартал кварталі кварталу",
}
WITHIN = {
    "de": "innerhalb von|innerhalb der nächsten|innerhalb|im laufe der nächsten|im laufe von",
    "fr": "dans un délai de|en moins de",
    "es": "en menos de|en un plazo de",
    "it": "nel giro di",
    "pt": "em menos de|no prazo de",
    "da": "i løbet af",
    "no": "i løpet av",
    "sv": "inom loppet av",
    "ru": "в течение",
    "uk": "протягом",
}
"""Words that bound a length ahead: they count only right before one."""
