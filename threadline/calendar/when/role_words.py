"""How languages other than English refuse a time, or tell of one that is over; the words before it and after it."""

from __future__ import annotations

import re

from threadline import regex

# Before the time, in its clause.
REFUSED_BEFORE = {
    "de": r"kein\w*|nicht|nie|niemand|niemals|unmöglich|anstatt|anstelle|außer",
    "fr": r"jamais|n['e] ?[\w']+(?: \w+)? (?:pas|plus|jamais|personne|aucune?)|pas (?:de|d'|libre|dispo\w*|possible)|"
    r"aucune?|personne ne|impossible|annul(?:e|ons|ez|é|ée)|au lieu de",
    "es": r"nunca|jamás|nadie|ninguna?|imposible|en lugar de|en vez de|salvo|tampoco",
    "it": r"non|mai|nessun\w*|niente|impossibile|invece (?:di|del)|tranne",
    "pt": r"não|nunca|jamais|nenhuma?|ninguém|sem (?:reunião|chamada)|impossível|em vez de|exceto",
    "nl": r"niet|nooit|geen|niemand|onmogelijk|in plaats van|behalve",
    "sv": r"inte|aldrig|ingen|inga|inget|omöjligt|istället för",
    "da": r"ikke|aldrig|intet|umuligt|umulig|i stedet for",
    "pl": r"nie|nigdy|nikt",
    "ru": r"не|никогда|нет|никто|нельзя",
    "uk": r"не|ніколи|немає|нема|ніхто|не можу",
}
# What asks for a time, or reminds of it, with words of refusal.
NO_REFUSAL = (
    r"\bwarum nicht\b|\bnicht (?:nur|vergessen|vor|später|früher)\b|\bvergiss\b|\bvergesst\b|"
    r"\b(?:wollen|sollen|können|könnten) (?:wir|sie|du) nicht\b|\bkein(?:e|en)? (?:problem|sorge|stress)\b|"
    r"\bpourquoi (?:pas|ne)\b|\boubli\w*\b|\bpas (?:avant|seulement|de (?:souci|problème))\b|\bmanque[rz]? pas\b|"
    r"\bpor ?que não\b|\bpor qué no\b|\bolvid\w+\b|\bno (?:antes|solo|sólo|hay problema|te pierdas|faltes)\b|"
    r"\bperché non\b|\bdimenti\w+\b|\bnon (?:prima|solo|c'è problema|mancare)\b|"
    r"\besqueç\w+\b|\bnão (?:antes|só|faltes?|há problema)\b|\bsem problema\b|"
    r"\bwaarom niet\b|\bvergeet\b|\bvergeten\b|\bgeen (?:probleem|zorgen)\b|\bniet (?:alleen|voor|eerder|later)\b|"
    r"\b(?:glöm|missa) inte\b|\bglem ikke\b|\b(?:varför|hvorfor) (?:inte|ikke)\b|\b(?:ska|skal) vi (?:inte|ikke)\b|"
    r"\bnie (?:zapomnij|przed|tylko)\b|\b(?:dlaczego|może) nie\b|"
    r"\bне (?:забудь\w*|раньше|только|раніше)\b|\bпочему бы\b|\bчому б\b"
)
# After the time, to the end of its clause.
REFUSED_AFTER = {
    "de": r"[^.!?\n]{0,40}?\b(?:nicht|kein\w*|niemand|unmöglich|abgesagt|absagen|gestrichen|streichen|ausgefallen|"
    r"ausfallen)\b|"
    r"[^.!?\n]{0,25}?(?:\bfäll(?:t|en)\b[^.!?\n]{0,20}\b(?:aus|flach)|\bentfällt\b|\bzu (?:früh|spät|kurzfristig|"
    r"knapp)\b|"
    r"\b(?:bin|sind|ist) (?:\w+ ){0,3}(?:verplant|verhindert|belegt|vergeben|ausgebucht|beschäftigt|unterwegs|schlecht|"
    r"ungünstig|weg)\b|\bhab(?:e|en)? (?:ich|wir) (?:\w+ ){0,2}(?:schon|bereits|was|etwas|andere\w*)\b|"
    r"\b(?:kollidiert|überschneidet)\b|\bpasst (?:\w+ ){0,3}schlecht\b)",
    "fr": r"[^.!?\n]{0,40}?\b(?:n['e] ?[\w']+(?: \w+)? (?:pas|plus|jamais|personne)|n'aura pas|impossible|annulée?s?|"
    r"pas (?:possible|libre|dispo\w*))(?!\w)|[^.!?\n]{0,25}?\b(?:je|on|nous|il|elle) (?:suis|est|sommes) (?:\w+ )?"
    r"(?:pris|prise|occupée?s?|absente?s?|indisponibles?|en congés?)\b|[^.!?\n]{0,20}?\b(?:tombe mal|trop (?:tôt|tard)|"
    r"m'arrange pas|personne)\b",
    "es": r"(?:[\w']+ ){0,4}?(?:no (?!\?)(?:hay|habrá|puedo|podemos|puede|tengo|tenemos|estoy|estaré|estamos|me|nos|"
    r"te|se|va|viene|vamos|funciona|quedamos|es|será)|(?:está|queda|ha sido|fue) (?:cancelad|anulad|suspendid)\w+|"
    r"se (?:cancela|suspende)|(?:demasiado|muy) (?:temprano|pronto|tarde)|imposible|viene mal|(?:estoy|estamos) "
    r"(?:ocupad|liad|fuera)\w*|nadie|ya tengo)\b",
    "it": r"(?:[\w']+ ){0,4}?(?:non (?:ho|posso|possiamo|c'è|ci|va|mi|si|è|riesco|funziona|sono|ce)|"
    r"(?:è|sono) (?:stat\w )?(?:annullat|cancellat)\w|salta|troppo (?:presto|tardi)|impossibile|(?:sono|siamo) "
    r"(?:occupat|impegnat|via)\w*|mi va male|nessuno|ho già)(?!\w)",
    "pt": r"(?:[\w']+ ){0,4}?(?:não (?:há|haverá|posso|podemos|dá|vai|me|se|tenho|estou|é|funciona|consigo|vou|serve)|"
    r"(?:está|foi|fica) (?:cancelad|adiad)\w|(?:demasiado|muito) (?:cedo|tarde)|impossível|(?:estou|estamos) "
    r"(?:ocupad|fora)\w*|fica mal|ninguém|já tenho)(?!\w)",
    "nl": r"[^.!?\n]{0,40}?\b(?:niet|geen|niemand|onmogelijk|afgezegd|geannuleerd|afgelast|vervalt|slecht uit)\b|"
    r"[^.!?\n]{0,25}?\b(?:te (?:vroeg|laat)|(?:ben|zijn) (?:ik|we|wij) (?:\w+ )?(?:bezet|weg|verhinderd)|"
    r"heb (?:ik|je) (?:al|iets))\b",
    "sv": r"[^.!?\n]{0,30}?\b(?:inte|ingen|inget|omöjligt|inställ[dt]|för (?:tidigt|sent)|upptagen)\b",
    "da": r"[^.!?\n]{0,30}?\b(?:ikke|umuligt?|afl(?:yst|yses)|avlyst|for (?:tidligt?|sent)|optaget|opptatt)\b",
    "pl": r"[^.!?\n]{0,30}?\b(?:nie|odwołan\w+|za (?:wcześnie|późno)|zajęt[ya])\b",
    "ru": r"[^.!?\n]{0,30}?\b(?:не|нет|отмен\w+|слишком (?:рано|поздно)|занята?|немає|нема|скасован\w+|зайнят\w+)\b",
    "tr": r"[^.!?\n]{0,30}?\b(?:değil|yok|olmaz|iptal|gelemem|müsait değilim)\b",
}
# A deed of the past before the time; and after it, where a language ends with its verb.
PAST_BEFORE = {
    "de": r"(?:ich|wir|es|sie|er|ihr) (?:hatten?|hattet|war|waren|trafen|sprachen|sprach|telefonierten)|"
    r"hatten? (?:ich|wir)|"
    r"(?:die|der|das|unsere?|mein|meine) \w+ (?:war|waren|fand|lief)|als (?:wir|ich)",
    "fr": r"(?:nous avons|on a|j'ai|vous avez|tu as|il a|elle a|ils ont) (?:\w+ )?(?:eu|parlé|discuté|vu|rencontré|"
    r"fait|"
    r"reçu|mangé|présenté|déjeuné)|(?:on|nous nous|je me|s')\s?(?:est|sommes|suis) (?:vus?|rencontrés?|parlé)|"
    r"(?:était|étaient|étions|avait|avions|avaient)|avais dit|a eu lieu|comme (?:convenu|discuté|prévu) (?:lors|"
    r"pendant)",
    "es": r"tuvimos|tuve|tuvieron|tuvo|estuvimos|estuve|fue|fueron|hubo|nos vimos|vimos|hemos (?:tenido|hablado)|"
    r"llamaste|"
    r"hablé|dijiste|pediste|comimos con|había|teníamos",
    "it": r"abbiamo (?:avuto|parlato|fatto|visto|discusso)|ho (?:avuto|parlato|visto|incontrato)|c'era|c'è stat[oa]|"
    r"è stat[oa]|ci siamo (?:visti|incontrati|sentiti|parlati)|avevamo|eravamo",
    "pt": r"tivemos|tive|teve|estivemos|estive|houve|foi|foram|falámos|conversámos|vimo-nos|encontrámos|tínhamos|"
    r"almoçámos",
    "nl": r"(?:ik|we|wij|ze|hij) (?:had|hadden|was|waren|sprak|spraken|belde|belden)|hadden we|had ik|"
    r"(?:de|het|onze|mijn) \w+ was",
    "sv": r"(?:vi|jag|han|hon) (?:hade|var|träffades|pratade|åt)|hade vi|mötet var",
    "da": r"(?:vi|jeg|han|hun) (?:havde|hadde|var|mødtes|møttes|talte|snakket|snakkede|spiste)|mø[dt]et var",
    "pl": r"mieliśmy|był[aoy]?|byliśmy|spotkaliśmy|rozmawialiśmy|rozmawiałem|rozmawiałam|spotkałem|spotkałam",
    "ru": r"был[аои]?|встретились|встречались|говорили|обсудили|бул[аои]|зустрілися|говорили|обговорили|мали",
}
PAST_AFTER = {
    "de": r"(?:\s*(?:leider|schon|noch|doch))?\s*(?:war|waren|hatten?|hattet|fand|fanden|lief|gab es)\b|"
    r"[^.!?\n]{0,45}?\b(?:getroffen|gesprochen|besprochen|telefoniert|gehabt|gewesen|gesehen|abgehoben|stattgefunden|"
    r"gegessen)\b",
    "fr": r"\s*(?:on|nous|j'|je|il|elle)?\s?(?:avons|a|ai|était|avait|avions|étions) (?:eu|parlé|discuté|vu|été|une?|"
    r"le|la)\b|"
    r"\s*,?\s*c'était\b",
    "es": r"\s*(?:tuvimos|tuve|tuvo|estuve|estuvimos|fue|hubo|nos vimos|hablé)\b",
    "it": r"\s*(?:abbiamo|ho|c'era|c'è stat[oa]|è stat[oa]|ci siamo) ?(?:avuto|parlato|visti|incontrati|sentiti|"
    r"una?)?\b",
    "pt": r"\s*(?:tivemos|tive|estive|estivemos|foi|houve|falámos)\b",
    "nl": r"\s*(?:was|waren|had|hadden)\b|[^.!?\n]{0,45}?\b(?:gesproken|gehad|ontmoet|gebeld|geweest|besproken)\b",
    "sv": r"\s*(?:hade|var) (?:vi|jag|det|mötet)\b",
    "da": r"\s*(?:havde|hadde|var) (?:vi|jeg|det|mødet|møtet)\b",
    "ru": r"[^.!?\n]{0,20}?\b(?:был[аои]?|встретились|обсудили|бул[аои])\b",
    "hi": r"[^।?!\n]{0,60}(?:था|थी|थे|हुआ|हुई|हुए)(?= *[।.]|$)",
}
# What was thought or agreed in the past is still to come.
AGREED = (
    r"gern|gerne|geplant|ausgemacht|abgemacht|vereinbart|verabredet|gesagt|gedacht|vorgeschlagen|pensé|prévu|convenu|"
    r"dit|"
    r"proposé|pensado|previsto|acordado|quedado|dicho|pensato|deciso|detto|fissato|combinado|marcado|dito|graag|"
    r"van plan|"
    r"afgesproken|gepland|bestämt|tänkt|aftalt|avtalt|tænkt|tenkt|umówi\w+|plan\w*|договор\w+|домов\w+"
)
# What takes a time back that was just said, between it and the right one.
CORRECTED = {
    "en": r"sorry|no,? wait|wait|no|i mean|i meant|i should say|we mean|actually|correction|scratch that|oops|hang on|"
    r"hold on|make that|that should be|should (?:be|read)|my (?:bad|mistake)|pardon|rather|i misspoke|typo",
    "de": r"nein|nee|quatsch|sorry|entschuldigung|pardon|ich meine|ich meinte|äh|ähm|besser gesagt|korrektur|doch eher|"
    r"halt|stimmt nicht|beziehungsweise besser",
    "fr": r"non|pardon|désolée?|je veux dire|je voulais dire|enfin|plutôt|euh|correction|oups",
    "es": r"perdón|perdona|digo|quiero decir|quise decir|mejor dicho|no|corrección|uy",
    "it": r"scusa|scusate|no|anzi|volevo dire|voglio dire|cioè|correzione|ehm|pardon",
    "pt": r"desculpa|desculpe|não|quer dizer|quero dizer|digo|aliás|ou melhor|correção",
    "nl": r"nee|sorry|ik bedoel|ik bedoelde|eh|correctie|pardon|beter gezegd",
    "sv": r"nej|förlåt|jag menar|jag menade|eh|rättelse|snarare",
    "da": r"nej|nei|undskyld|beklager|jeg mener|jeg mente|eh|rettelse|rettere sagt",
    "pl": r"nie|przepraszam|to znaczy|miałem na myśli|miałam na myśli|poprawka|a właściwie",
    "ru": r"нет|точнее|то есть|извини|извините|вернее|поправка|ой|ні|вибач|вибачте|тобто",
    "tr": r"hayır|pardon|yani|daha doğrusu|özür dilerim|düzeltiyorum",
}
# A clause behind the time, without one of its own, that says no to it.
NO_BEHIND = {
    "en": r"(?:that'?s |it'?s |sorry,? )?(?:impossible|not possible|no can do|no chance|no way|unfortunately not|"
    r"out of the question)(?: for (?:me|us))?|i (?:can'?t|cannot)(?: (?:make it|do (?:it|that)|come|join|attend))?|"
    r"(?:that |it )?(?:doesn'?t|won'?t) work(?: for (?:me|us))?",
    "de": r"(?:das )?(?:geht|passt|klappt)(?: (?:bei )?mir| bei uns| leider)* nicht|unmöglich|ausgeschlossen|"
    r"leider nicht|"
    r"(?:da )?kann ich(?: leider)? nicht|schaffe ich(?: leider)? nicht",
    "fr": r"(?:c'est )?(?:impossible|pas possible|mort|exclu)(?: pour (?:moi|nous))?|je (?:ne )?(?:peux|pourrai) pas|"
    r"ça (?:ne )?(?:va|marche) pas",
    "es": r"(?:es )?imposible(?: para (?:mí|nosotros))?|(?:yo )?no (?:puedo|podemos|me va bien)",
    "it": r"(?:è )?impossibile(?: per (?:me|noi))?|(?:io )?non (?:posso|possiamo|riesco|ce la faccio)",
    "pt": r"(?:é )?impossível(?: para (?:mim|nós))?|(?:eu )?não (?:posso|podemos|consigo|dá)",
    "nl": r"onmogelijk|(?:dat )?(?:lukt|gaat|past)(?: mij| me| helaas)* niet|(?:dan )?kan ik(?: helaas)? niet|"
    r"helaas niet",
    "sv": r"(?:det )?(?:går|funkar)(?: tyvärr)? inte|omöjligt|(?:då )?kan jag(?: tyvärr)? inte|tyvärr inte",
    "da": r"(?:det )?(?:går|passer)(?: desværre| dessverre)? ikke|umuligt?|"
    r"(?:da )?kan jeg(?: desværre| dessverre)? ikke",
    "pl": r"nie (?:mogę|dam rady|pasuje mi)|niemożliwe",
    "ru": r"(?:я )?не (?:могу|смогу|получится|вийде|зможу)|невозможно|неможливо",
    "tr": r"(?:maalesef )?(?:olmaz|gelemem|müsait değilim|imkansız)",
}
# Where another clause begins that may want what this one refuses.
TURNS = (
    "sondern|aber|lieber|besser|dafür|mais|plutôt|pero|mejor|sino|ma|piuttosto|meglio|mas|melhor|maar|liever|"
    "men|hellre|hellere|heller|ale|raczej|но|лучше|але|краще"
)


def any_of(table: dict[str, str]) -> str:
    """One pattern for all languages of a table."""
    return "|".join(f"(?:{pattern})" for pattern in table.values())


def before(table: dict[str, str], reach: int = 45) -> re.Pattern[str]:
    """The words of a table before a time that follows within `reach` letters of the same clause."""
    return regex.compile(rf"\b(?:{any_of(table)})(?!\w)[^?]{{0,{reach}}}$", re.IGNORECASE)


def after(table: dict[str, str]) -> re.Pattern[str]:
    """The words of a table right behind a time."""
    return regex.compile(rf"^\s*(?:{any_of(table)})", re.IGNORECASE)
