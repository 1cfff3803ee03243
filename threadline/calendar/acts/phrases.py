"""Phrases of eighteen languages that say by themselves what a clause does: it declines, thanks, moves or calls off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from threadline import regex
from threadline.calendar.acts.absences import tells_of_absence
from threadline.calendar.acts.model import Act, Mark

_DECLINES = {
    "en": r"^\W*(?:(?:sorry|ah|oh|no|nope|argh|damn|hm+)[\s,]+)*(?:(?:I |we )?(?:can['’]?t|"
    r"cannot)(?: (?:make it|do (?:it|"
    r"that|then)|come|join))?|no can do|(?:that )?won['’]?t work|not possible|nope|"
    r"no)\s?[,;:–-]+\s?(?:I(?:['’]m| am|['’]ve| "
    r"have|['’]ll be)|we(?:['’]re| are|['’]ve| have)|there['’]s|my \w+ (?:is|has))\b(?!.*\b(?:instead|about|"
    r"could|rather|"
    r"let['’]s|can do|free|works|fine)\b)"
    r"|\b(?:I|we|he|she|they|you|people|everyone|(?:my |our |the )?[a-z]+) used to (?!it|that|this|the|him|her|"
    r"them)[a-z]+"
    r"|\b(?:I['’]d|I would|we['’]d) (?:really )?(?:love|like) to,? but\b"
    r"|\bI(?:['’]m| am) (?:\w+ )?(?:un|not )available\b(?! (?:until|before))"
    r"|\bI(?:['’]m| am) (?:already |all |fully |double-)(?:booked|busy|taken|tied up)\b"
    r"|^\W*(?:sorry,? )?not (?:this|next) \w+day\b",
    "de": r"(?:kann|könnte|schaffe?n?|können) (?:ich|wir)(?: da)?(?: leider| auch| doch)* nicht|"
    r"(?:ich|wir) (?:kann|können|schaffe?n?) (?:da |leider |es )*nicht|(?:passt|geht|klappt) (?:mir |bei mir |leider |"
    r"gar |überhaupt )*nicht|bin ich (?:leider )?(?:verhindert|nicht da)|"
    r"bin ich (?:schon |bereits |leider |da )+(?:verplant|vergeben|ausgebucht|belegt)",
    "fr": r"c['’]est (?:non|mort|impossible)|"
    r"(?:je|nous|on) (?:ne )?(?:peux|peut|pouvons|pourrai|pourrons)(?: malheureusement| vraiment)? pas|"
    r"(?:ça|cela) (?:ne )?(?:va|marche|convient)(?: malheureusement)? pas|je (?:ne )?suis pas (?:dispo\w*|libre|là)|"
    r"je suis (?:déjà )?(?:prise?|occupée?|indisponible)(?!\w)",
    "es": r"no (?:puedo|podemos|podré|me (?:va|viene) bien|me es posible|estoy (?:libre|disponible)|me encaja)|"
    r"(?:ya )?estoy (?:ocupad[oa]|liad[oa])|ya (?:quedé|he quedado|tengo (?:planes|otra|un compromiso))",
    "it": r"non (?:posso|possiamo|riesco|potrò|mi va bene|sono (?:libero|libera|disponibile)|ce la faccio)|"
    r"sono (?:già )?(?:occupat[oa]|impegnat[oa])(?!\w)",
    "pt": r"não (?:posso|podemos|consigo|poderei|me dá jeito|estou (?:livre|disponível)|vai dar)",
    "nl": r"kan(?: ik| dan)*(?: helaas| echt)? niet|(?:lukt|past|schikt)(?: me| mij| helaas)* niet|"
    r"ben ik (?:helaas )?(?:verhinderd|er niet)|ben ik (?:al |helaas )+(?:bezet|bezig|volgeboekt)",
    "pl": r"nie (?:mogę|możemy|dam rady|pasuje mi|będę mógł|będę mogła|zdążę)",
    "sv": r"kan (?:jag|vi)(?: tyvärr)? inte|(?:passar|går|funkar)(?: tyvärr| mig)* inte|hinner (?:jag )?inte",
    "da": r"kan (?:jeg|vi)(?: desværre| dessverre)? ikke|(?:passer|går|fungerer)(?: mig| desværre| dessverre)* ikke|"
    r"(?:når|rekker) jeg (?:det )?ikke",
    "tr": r"(?:gelemem|gelemiyorum|gelemeyeceğim|katılamam|katılamıyorum|katılamayacağım|müsait değilim|uygun değil|"
    r"bana uymaz|olmaz)",
    "ru": r"не (?:могу|можем|смогу|сможем|получится|получается|подходит|успеваю)",
    "uk": r"не (?:можу|можемо|зможу|зможемо|вийде|виходить|підходить|встигаю)",
    "ja": r"(?:無理|だめ|ダメ|駄目|都合が(?:悪|つか|合わ)|(?:出席|参加|対応)できません|行けません|行けない|難しいです)",
    "zh": r"(?:我|我们)?(?:不行|没空|沒空|没时间|沒時間|不方便|来不了|去不了|參加不了|参加不了|不能(?:来|去|参加))",
    "ko": r"(?:안 ?돼|안 ?됩니다|안 ?되겠|어려워|어렵|못 ?[가갑해합]|불가능|참석할 수 없|시간이 없)",
    "ar": r"(?:لا|لن) (?:أستطيع|استطيع|أتمكن|اتمكن|يمكنني|يناسبني|نستطيع)|(?:لست|غير) (?:متاح|متفرغ|متوفر)\w*",
    "hi": r"नहीं (?:आ|कर|मिल|हो) ?(?:सकता|सकती|सकते|पाऊँगा|पाऊंगा|पाऊँगी|पाऊंगी|पाएगा)|"
    r"(?:उपलब्ध|खाली|फ्री) नहीं|मेरे लिए (?:मुश्किल|कठिन|संभव नहीं)",
}
_THANKS = {
    "en": r"(?:thanks|thank you|thx|many thanks)(?: (?:so|very) much| a lot| again)* (?:for|to everyone (?:who|for))\b",
    "de": r"(?:danke|(?:vielen|herzlichen|besten|tausend) dank|dankeschön)(?: \w+)?(?: für|,? dass)(?!\w)",
    "fr": r"(?:merci|mille mercis?)(?: beaucoup| encore| infiniment| à tous)* (?:pour|d['’]|de)(?!\w)|merci d['’]",
    "es": r"(?:muchas |mil )?gracias(?: a todos| de nuevo)? por\b",
    "it": r"(?:mille |tante )?grazie(?: mille| ancora| a tutti)* (?:per|di|della|dell['’]|del)(?!\w)",
    "pt": r"(?:muito )?obrigad[oa]s?(?: a todos)? (?:por|pela|pelo|pelas|pelos)\b",
    "nl": r"(?:bedankt|dank je ?wel|dank je|dank u ?wel|dank u|dank)(?: nog)? (?:voor|dat)\b",
    "pl": r"(?:dziękuj\w+|dzięki)(?: \w+)? za\b|(?:dziękuj\w+|dzięki), że\b",
    "sv": r"(?:stort )?tack(?: så mycket)?(?: igen)? (?:för|att)(?!\w)",
    "da": r"(?:mange |tusind )?tak(?: igen)? (?:for|fordi)\b",
    "no": r"(?:mange |tusen )?takk(?: igjen)? (?:for|fordi|at)\b",
    "tr": r"[^.?!]{1,60} için (?:çok )?teşekkür",
    "ru": r"(?:большое )?спасибо(?: большое)?(?: за(?!\w)|, что(?!\w))|благодарю за(?!\w)",
    "uk": r"(?:щиро )?дякую(?: дуже)?(?: за(?!\w)|, що(?!\w))",
    "ja": r"[^。]{1,60}ありがとうござい(?:ました|ます)",
    "zh": r"(?:谢谢|感谢|多谢)(?:你|您|大家)",
    "ko": r"[^.?!]{1,60}(?:감사했습니다|감사합니다|고마웠어|고마워)",
    "ar": r"شكرا?(?: جزيلا?)?(?: لك| لكم)? على",
    "hi": r"[^।?!]{1,60}के लिए (?:बहुत )?(?:धन्यवाद|शुक्रिया)",
}
_MOVES = {
    "de": r"(?:verschieb\w*|verleg\w*)\b",
    "fr": r"(?:déplace[rz]?|décale[rz]?|reporte[rz]?|repousse[rz]?)\b",
    "es": r"(?:mueve|mover|retrasa|aplaza|pospón|reprograma|adelanta)\b",
    "it": r"(?:sposta|spostare|rimanda|posticipa|anticipa)\b",
    "pt": r"(?:muda|mude|adia|adie|remarca|remarque|antecipa)\b",
    "nl": r"(?:verplaats|verzet|verschuif)\b",
    "pl": r"(?:przenieś|przesuń|przełóż)(?!\w)",
    "sv": r"(?:flytta|skjut upp|senarelägg|tidigarelägg)\b",
    "da": r"(?:flyt|udskyd|flytt|utsett)\b",
    "tr": r"[^.?!]{1,80}(?:ertele|kaydır|taşı|(?:toplantı|görüşme|randevu)\w*[ıiuü] [^.?!]{1,30} al)(?:r mısın)?[.!]?$",
    "ru": r"(?:перенеси\w*|сдвинь\w*|передвинь\w*|перенести)(?!\w)",
    "uk": r"(?:перенеси\w*|пересунь\w*|зсунь\w*|перенести)(?!\w)",
    "ja": r"[^。]{1,60}(?:に変更|に移動|にずらし|に延期)(?:して|してください|お願い)",
    "zh": r"把[^。]{1,40}(?:改到|移到|推迟|提前|挪到|延后)",
    "ko": r"[^.?!]{1,60}(?:로|으로) (?:옮겨|변경해|미뤄|바꿔)",
    "ar": r"(?:انقل|أجل|أجّل|غير موعد|غيّر موعد)(?!\w)",
    "hi": r"[^।?!]{1,80}(?:मीटिंग|बैठक|अपॉइंटमेंट|मुलाकात)(?: को)? [^।?!]{1,50}(?:पर |में |बजे )?(?:कर दो|कर दीजिए|"
    r"बदल दो|खिसका दो|टाल दो)",
}
_CONFIRMS = {
    "en": r"(?:i |we )?(?:hereby )?confirm(?:ing|ed)?\b|[^.?!]{1,60} (?:is|are) (?:now )?confirmed\b",
    "de": r"(?:ich |wir )?bestätig(?:e|en|t)\b|[^.?!]{1,60} ist bestätigt\b",
    "fr": r"(?:je |nous )(?:te |vous )?confirm(?:e|ons)\b|[^.?!]{1,60} (?:est|sont) (?:bien )?confirmée?s?\b|"
    r"confirmé\b",
    "es": r"(?:te |os |le |les )?confirm(?:o|amos|ad[oa])\b|[^.?!]{1,60} (?:está|queda) confirmad[oa]\b",
    "it": r"(?:ti |vi )?conferm(?:o|iamo|at[oa])\b|[^.?!]{1,60} (?:è|resta) confermat[oa]\b",
    "pt": r"confirm(?:o|amos|ad[oa])\b|[^.?!]{1,60} (?:está|fica) confirmad[oa]\b",
    "nl": r"(?:ik |hierbij |bij deze )?(?:bevestig|bevestigd)\b|[^.?!]{1,60} is bevestigd\b",
    "pl": r"potwierdz(?:am|amy|one)(?!\w)",
    "sv": r"(?:jag |vi |jeg )?(?:bekräftar|bekräftat|bekræfter|bekræftet|bekrefter|bekreftet)(?!\w)",
    "ru": r"(?:подтверждаю|подтверждаем|підтверджую|підтверджуємо)(?!\w)",
    "tr": r"[^.?!]{1,80}(?:onaylıyorum|teyit ediyorum)",
}
_NO_TIME_CONFIRMED = regex.compile(
    r"\b(?:receipt|receiving|received|order|payment|empfang|erhalt|eingang|bestellung|zahlung|réception|reçu|commande|"
    r"paiement|recepción|recibo|recibido|pedido|pago|ricezione|ricevuto|ordine|receção|recebimento|recebi|encomenda|"
    r"ontvangst|ontvangen|bestelling|odbiór|otrzyman\w+|zamówieni\w+|mottag\w*|modtag\w*|получени\w+|заказ\w*)\b",
    re.IGNORECASE,
)
_CALLS_OFF = {
    "en": r"(?:cancel|call off|scrap)\b(?! (?:my|the|our) (?:subscription|order|membership|flight|booking|plan)\b)",
    "de": r"(?:streich|lösch|storniere?|sag) [^.?!]{1,60}",
    "fr": r"(?:annule[rz]?|supprime[rz]?|efface[rz]?|enlève[rz]?)\b",
    "es": r"(?:cancela|anula|borra|elimina|quita)\b",
    "it": r"(?:annulla|cancella|elimina|togli|disdici)\b",
    "pt": r"(?:cancela|cancele|desmarca|desmarque|apaga|apague|elimina)\b",
    "nl": r"(?:annuleer|verwijder|schrap)\b",
    "pl": r"(?:odwołaj|usuń|anuluj|skasuj)(?!\w)",
    "sv": r"(?:avboka|ta bort|ställ in|stryk)\b",
    "da": r"(?:slet|aflys|fjern|avlys|slett)\b",
    "tr": r"[^.?!]{1,80}(?:iptal et|sil|kaldır)[.!]?$",
    "ru": r"(?:отмени\w*|удали\w*|убери)(?!\w)",
    "uk": r"(?:скасуй\w*|видали\w*|прибери)(?!\w)",
    "ar": r"(?:ألغ|ألغي|الغ|الغي|احذف|إحذف|امسح)(?!\w)",
    "hi": r"[^।?!]{1,80}(?:रद्द कर\w*|हटा दो|हटाओ|कैंसिल कर\w*)",
}
_WRITES_DOWN = (
    r"(?:schedule|book|add|create|put|plan|set up|arrange|trag\w*|plane|buche?|füge?|notiere?|ajoute[rz]?|note[rz]?|"
    r"planifie[rz]?|réserve[rz]?|añade|agrega|apunta|anota|programa|agenda|reserva|pon|aggiungi|segna|metti|fissa|"
    r"prenota|adiciona|adicione|marca|marque|põe|anota|zet|plan|noteer|boek|dodaj|wpisz|zapisz|zaplanuj|"
    r"lägg (?:in|till)|boka|skriv in|læg|tilføj|legg (?:inn|til)|добавь|запиши|запланируй|додай|заплануй)(?!\w)"
)
_INTO = (
    r"\b(?:to|zum|zur|à|au|a|al|alla|ao|aan|do|till|til|к|до)\s+(?:(?:the|my|our|la|le|el|il|o|a|de|het)\s+)?"
    r"(?:[^\W\d_]+\s){0,2}?(?:meeting|call|event|appointment|invite|treffen|termin|besprechung|réunion|rendez-vous|"
    r"reunión|cita|riunione|appuntamento|reunião|afspraak|vergadering|spotkania|mötet|mødet|møtet|встрече|"
    r"зустрічі)(?!\w)"
)
_ASKS_BACK = {
    "en": r"(?:did|have|has) (?:you|he|she|they|anyone|anybody) (?:see|seen|get|got|read|receive|received|hear|heard|"
    r"send|sent|find|found|finish|finished|have a chance)\b",
    "de": r"(?:hast|habt|haben|hat) (?:du|ihr|sie|er|jemand) [^.?!]{1,60}(?:gesehen|gelesen|bekommen|erhalten|gehört|"
    r"geschickt|gefunden|geschrieben|gemacht|geschafft|mitbekommen)\s*\?",
    "fr": r"(?:as-tu|avez-vous|tu as|vous avez|est-ce que tu as) (?:bien )?(?:vu|lu|reçu|entendu|envoyé|trouvé|fini)\b",
    "es": r"¿?(?:has|habéis|ha|han) (?:visto|leído|recibido|oído|enviado|encontrado|terminado)\b",
    "it": r"(?:hai|avete|ha) (?:visto|letto|ricevuto|sentito|mandato|trovato|finito)\b",
    "pt": r"(?:viste|leste|recebeste|ouviste|enviaste|você (?:viu|leu|recebeu))\b",
    "nl": r"(?:heb je|hebben jullie|heeft u|heeft iemand) [^.?!]{1,60}(?:gezien|gelezen|ontvangen|gehoord|gestuurd|"
    r"gevonden)\s*\?",
    "pl": r"(?:czy )?(?:widziałeś|widziałaś|czytałeś|czytałaś|dostałeś|dostałaś|słyszałeś|słyszałaś)(?!\w)",
    "sv": r"(?:har|såg|fick) du (?:sett|läst|fått|hört|mötet|mejlet)\b",
    "da": r"har du (?:set|sett|læst|lest|fået|fått|hørt)\b",
    "ru": r"(?:ты|вы|ти|ви) (?:видел|видела|видели|читал|читала|читали|получил|получила|получили|бачив|бачила|бачили)",
}
_POLITE = (
    r"^\W*(?:(?:please|bitte|s'il te plaît|s'il vous plaît|por favor|per favore|alsjeblieft|proszę|snälla|venligst|"
    r"vennligst|lütfen|пожалуйста|будь ласка|请|請|من فضلك|कृपया)[\s,]+)?"
)
_CLOCKS = frozenset({"clock", "hours", "series"})


def _leading(table: dict[str, str]) -> re.Pattern[str]:
    return regex.compile(_POLITE + "(?:" + "|".join(table.values()) + ")", re.IGNORECASE)


_UNSPACED = frozenset({"ja", "zh", "ko"})
_DECLINED = regex.compile(
    "|".join(f"(?:{words})" if code in _UNSPACED else rf"(?<!\w)(?:{words})" for code, words in _DECLINES.items()),
    re.IGNORECASE,
)
_THANKED = _leading(_THANKS)
_WRITTEN_DOWN = _leading({"": _WRITES_DOWN})
_JOINING = regex.compile(_INTO, re.IGNORECASE)
_ASKED_BACK = _leading(_ASKS_BACK)
_CONFIRMED = regex.compile(
    r"^\W*(?:(?:ok|okay|yes|great|perfect|parfait|super|génial|d'accord|entendu|vale|perfecto|genial|va bene|perfetto|"
    r"combinado|perfeito|gut|prima|passt|goed|prima|dobrze|ok|bra|хорошо|добре|tamam)[\s,!.:–-]+){0,2}(?:"
    + "|".join(_CONFIRMS.values())
    + ")",
    re.IGNORECASE,
)
_VERBS = ((Act.CHANGE, _leading(_MOVES)), (Act.CANCEL, _leading(_CALLS_OFF)))


def brings_nothing(clause: str, marks: Sequence[Mark]) -> bool:
    """Whether a clause declines its only time, thanks for what was, or asks whether something was seen or read."""
    placed = [mark for mark in marks if mark.sort != "length"]
    if "?" in clause or "？" in clause:
        return _ASKED_BACK.match(clause) is not None
    if len(placed) <= 1 and _DECLINED.search(clause) and not tells_of_absence(clause):
        return True
    return not any(mark.sort in _CLOCKS for mark in placed) and _THANKED.match(clause) is not None


def on_standing(clause: str) -> Act | None:
    """Whether a clause opens with the verb for moving an event or calling it off, or ends with it; which of the two."""
    return next((act for act, pattern in _VERBS if pattern.match(clause)), None)


def confirms(clause: str, marks: Sequence[Mark]) -> bool:
    """Whether a clause says that an hour stands: "je te confirme mardi 14h", not that a letter came."""
    timed = any(mark.sort in _CLOCKS and mark.brings for mark in marks)
    said = timed and "?" not in clause and _CONFIRMED.match(clause) is not None
    return said and _NO_TIME_CONFIRMED.search(clause) is None


def writes_down(clause: str, marks: Sequence[Mark]) -> bool:
    """Whether a clause opens with a command to write something down and says at what hour; nobody joins by it."""
    timed = any(mark.sort in _CLOCKS and mark.brings for mark in marks)
    return timed and "?" not in clause and _WRITTEN_DOWN.match(clause) is not None and not _JOINING.search(clause)
