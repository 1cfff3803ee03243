"""Requests to book what was said, as a question or an order: "can you book it?", "¿lo reservas?", 「それで予約して」.

They say no time and no name: what is wanted stands before them. Data: a language is a few rows.
"""

import re
from functools import cache

from threadline import regex

_CALENDAR = (
    r"(?: (?:to|on|in|into|onto) (?:my|our|the|everyone's|everybody's|both) (?:calendars?|diary|diaries|agenda))"
)
_EN_OBJECT = r"(?:it|this|that|that one|this one|these|those|them|(?:the|that|this) (?:meeting|event|appointment|slot))"
_EN_VERB = (
    r"(?:book|schedule|add|put|save|enter|pencil|lock|log|block|reserve|arrange|confirm|note|pop|stick|set|calendar)"
)
_EN_BEHIND = (
    rf"(?: in| down| up| for (?:us|me|all of us|everyone))?{_CALENDAR}?(?: for (?:us|me))?(?: (?:then|now|please))*"
)
_DE_OBJECT = r"(?:das|es|ihn|sie|dies|den termin|das treffen|das meeting|diesen termin|den)"
_DE_SMALL = r"(?: (?:mal|gleich|so|kurz|auch|noch|dann|bitte|schnell|einfach|für (?:uns|mich|alle)|uns|mir))*"
_DE_CALENDAR = r"(?: (?:in|im) (?:den|meinen|unseren|die|unsere|meinem|unserem)? ?(?:kalender|agenda))?"
_DE_VERB = (
    r"(?:ein(?:tragen|planen|buchen|stellen)|buchen|reservieren|vormerken|anlegen|festhalten|festmachen|notieren|"
    r"fixieren|blocken|aufnehmen|setzen|bestätigen|packen|schreiben|machen|übernehmen)"
)
_FR_VERB = (
    r"(?:réserver|noter|ajouter|mettre|bloquer|inscrire|caler|planifier|programmer|enregistrer|valider|confirmer|poser)"
)
_FR_DOES = (
    r"(?:réserve[sz]|note[sz]|ajoute[sz]|mets|mettez|bloque[sz]|inscris|inscrivez|cale[sz]|planifie[sz]|programme[sz]|"
    r"pose[sz])"
)
_FR_WHERE = r"(?: (?:dans|à|sur) (?:l'|mon |notre |le |nos )(?:agenda|calendrier|agendas))?"
_FR_SMALL = r"(?: (?:alors|du coup|donc|stp|svp|s'il te plaît|s'il vous plaît|pour (?:nous|moi)))*"
_FR_OBJECT = r"(?: (?:ça|cela|ce créneau|le créneau|le rendez-vous|la réunion|ce rendez-vous|cette réunion))"
_ES_DOES = (
    r"(?:reservas?|agendas?|apuntas?|pones?|anotas?|añades?|agregas?|guardas?|programas?|confirmas?|bloqueas?|metes?|"
    r"fijas?)"
)
_ES_VERB = r"(?:reservar|agendar|apuntar|poner|anotar|añadir|agregar|guardar|programar|confirmar|bloquear|meter|fijar)"
_ES_WHERE = r"(?: (?:en|a) (?:la|mi|el|nuestra|nuestro) (?:agenda|calendario)| al calendario)?"
_ES_OBJECT = r"(?: (?:eso|esto|la (?:reunión|cita)|esa (?:reunión|cita|hora)))"
_IT_DOES = r"(?:prenoti|segni|metti|aggiungi|fissi|inserisci|blocchi|confermi|pianifichi|programmi|salvi)"
_IT_VERB = r"(?:prenotar|segnar|metter|aggiunger|fissar|inserir|bloccar|confermar|pianificar|programmar|salvar)"
_IT_WHERE = r"(?: (?:in|nell'|nel|sul|a|nella) ?(?:mi[ao] |nostr[ao] )?(?:agenda|calendario))?"
_IT_OBJECT = r"(?: (?:questo|quello|la riunione|l'appuntamento|questa riunione))"
_PT_DOES = r"(?:marcas?|agendas?|reservas?|pões|põe|colocas?|adicionas?|incluis?|anotas?|bloqueias?|confirmas?|metes?)"
_PT_VERB = r"(?:marcar|agendar|reservar|pôr|colocar|adicionar|incluir|anotar|bloquear|confirmar|meter|botar)"
_PT_WHERE = r"(?: (?:na|no|em|à|ao) (?:minha |meu |nossa |nosso )?(?:agenda|calendário))?"
_PT_OBJECT = r"(?: (?:isso|isto|essa|esse|a reunião|essa reunião|esse horário|o horário|então|lá))"
_PT_FOR = r"(?: (?:para|pra) (?:mim|nós|a gente|gente))?"
_NL_OBJECT = r"(?:het|dat|dit|hem|die|de afspraak|de vergadering|deze)"
_NL_SMALL = r"(?: (?:even|alvast|maar|ook|dan|alsjeblieft|aub|gewoon|zo|voor (?:ons|mij|me)))*"
_NL_WHERE = r"(?: in (?:de|mijn|onze) (?:agenda|kalender))?"
_NL_VERB = r"(?:inplannen|boeken|reserveren|vastleggen|zetten|noteren|toevoegen|inboeken|bevestigen|plannen|blokken)"
_JA_WHAT = (
    r"(?:(?:では|じゃあ|それでは|なら|それなら)、?)?"
    r"(?:(?:それ|これ|その|この|あれ|今の|上の|上記の?)(?:会議|予定|時間|日時|日程|日|打ち合わせ|ミーティング|内容|"
    r"話|件)?"
    r"(?:で|を|は|に)?、?)?"
)
_JA_VERB = (
    r"(?:(?:カレンダー|予定表?|スケジュール)(?:に|へ)?)?(?:予約|登録|追加|確定|設定|確保|"
    r"記入|ブック|入れ|押さえ|書い|載せ|お願い|決定|決め|進め)"
)
_JA_END = (
    r"(?:を?(?:し|お願い))?(?:て|と)?(?:い|お)?(?:て)?(?:い|お)?(?:て)?"
    r"(?:ください|下さい|くださいませんか|くれ(?:る|ます|ない|ません)?か?|もらえ(?:る|ます|ない|ません)?か?|"
    r"いただけ(?:ます|ません)か?|頂け(?:ます|ません)か?|ほしい(?:です)?|もらっていい(?:です)?か?|できます?か?|"
    r"します|いたします|できる|ね|よ|おいて)?(?<=[てでかねよるすいん])"
)
_ZH = (
    r"(?:那|那就|那么|好，|好的，)?(?:请|麻烦|能|能不能|能否|可以|可不可以|可否|要不|就)*(?:你|您)?"
    r"(?:帮我|帮我们|帮忙|给我|替我|幫我|幫我們|幫忙|請|麻煩)*(?:把|将|將)?(?:它|这个?|那个?|這個?|那個?|"
    r"此)?(?:会议|會議|时间|時間|安排|事)?(?:就)?"
    r"(?:预订|预定|预约|預訂|預定|預約|安排|订|訂|约|約|记|記|加|放|排|写|寫|添加)(?:一下|下)?(?:它|这个|那个|這個|"
    r"那個|这个时间|這個時間)?"
    r"(?:到|进|進|上|在|入)?(?:我的?|我们的?|我們的?)?(?:日历|日程|日曆|行程|行事历|行事曆)?(?:里|上|中|裡|下来|"
    r"下來|好|一下|起来)*"
    r"(?:吗|嗎|吧|好吗|好嗎|可以吗|可以嗎|行吗|行嗎|了|，谢谢|，謝謝)?"
)
_KO = (
    r"(?:(?:그럼|그러면|좋아요|네),? )?(?:(?:그걸로|그거로|그거|그것|그것으로|그걸|이걸로|이거|이걸|그대로|그렇게|"
    r"그 시간(?:으로|에)?|그 일정(?:으로|을)?|그때로|저걸로|이대로) ?(?:을|를)? ?)?(?:(?:캘린더|일정|달력|"
    r"스케줄)(?:에|으로|로)? ?)?"
    r"(?:예약|등록|추가|확정|저장|잡아|넣어|올려|기록|일정) ?(?:을|를|으로)? ?"
    r"(?:(?:좀|바로) )?(?:해 ?|놓아 ?|둬 ?|두어 ?)?"
    r"(?:줘|줘요|주세요|줄래|줄래요|주실래요|주시겠어요|주실 수 있(?:나요|어요|을까요)|"
    r"줄 수 있(?:어|어요|나요|을까요)|주시면 돼요|"
    r"할래|할까요|될까요|부탁해|부탁해요|부탁드려요|부탁드립니다|놔|놔줘|둬|요)?"
)
_ROWS = (
    rf"(?:(?:can|could|would|will|can't|couldn't|won't) (?:you|u)|mind if you)(?: (?:please|pls|just|also|then|now|"
    rf"maybe|"
    rf"perhaps|go ahead and))* {_EN_VERB} {_EN_OBJECT}{_EN_BEHIND}",
    rf"(?:(?:can|could|would|will) you|can we|could we|let's|please)(?: (?:please|also|then))* (?:get|have) "
    rf"{_EN_OBJECT}"
    rf"(?: (?:booked|scheduled|added|arranged|in the (?:calendar|diary)|on the (?:calendar|books)))",
    rf"(?:would you |do you )?mind (?:booking|scheduling|adding|putting|reserving|entering|saving) "
    rf"{_EN_OBJECT}{_EN_BEHIND}",
    rf"(?:can|could|may|shall|should) we {_EN_VERB} {_EN_OBJECT}{_EN_BEHIND}",
    rf"(?:kannst du|könntest du|würdest du|magst du|können sie|könnten sie|würden sie|kann man|könnte man|können wir) "
    rf"{_DE_OBJECT}{_DE_SMALL}{_DE_CALENDAR}{_DE_SMALL} {_DE_VERB}",
    rf"(?:trägst|buchst|reservierst|planst|merkst|legst|notierst|setzt|nimmst|schreibst|packst|stellst|fixierst|"
    rf"blockst) "
    rf"du {_DE_OBJECT}{_DE_SMALL}{_DE_CALENDAR}{_DE_SMALL}(?: ein| vor| an| fest| auf| rein)?",
    rf"(?:tragen|buchen|reservieren|planen|merken|legen|notieren|setzen) sie {_DE_OBJECT}{_DE_SMALL}{_DE_CALENDAR}"
    rf"{_DE_SMALL}(?: ein| vor| an| fest| auf)?",
    rf"(?:tu (?:peux|pourrais)|(?:peux|pourrais)-tu|vous (?:pouvez|pourriez)|(?:pouvez|pourriez)-vous|on peut)"
    rf" (?:nous |me )?(?:(?:le |la |les )?(?:nous )?{_FR_VERB}{_FR_OBJECT}?|l'(?:ajouter|inscrire|"
    rf"enregistrer)){_FR_WHERE}"
    rf"{_FR_SMALL}",
    rf"(?:tu|vous) (?:nous |me )?(?:le |la |l'|les )?(?:nous )?{_FR_DOES}{_FR_OBJECT}?{_FR_WHERE}{_FR_SMALL}",
    rf"(?:réserves|notes|ajoutes|mets|bloques)-tu{_FR_OBJECT}{_FR_WHERE}{_FR_SMALL}",
    rf"(?:me |nos |te |se )?(?:lo|la|los) {_ES_DOES}(?: tú| usted| entonces)?{_ES_WHERE}(?: entonces| por favor)?",
    rf"(?:(?:puedes?|podrías?|podés|podéis|te importa|te importaría|quieres) )(?:{_ES_VERB}(?:me|nos)?(?:lo|la)|"
    rf"{_ES_VERB}{_ES_OBJECT}){_ES_WHERE}(?: entonces| por favor)?",
    rf"(?:me |nos )?(?:lo|la) (?:puedes?|podrías?|podés|podéis) {_ES_VERB}{_ES_WHERE}(?: entonces| por favor)?",
    rf"(?:me |nos )?{_ES_DOES}{_ES_OBJECT}{_ES_WHERE}",
    rf"(?:me |ce |te |mi |ci )?(?:lo|la|l') ?{_IT_DOES}(?: tu)?{_IT_WHERE}(?: per favore| allora)?",
    rf"(?:puoi|potresti|può|potrebbe|riesci a|ti va di|vuoi)(?: per favore)? (?:{_IT_VERB}(?:me|ce)?(?:lo|la)|"
    rf"{_IT_VERB}e{_IT_OBJECT}){_IT_WHERE}(?: per favore| allora)?",
    rf"(?:me |ce |mi |ci )?(?:lo|la) (?:puoi|potresti|può) {_IT_VERB}e{_IT_WHERE}(?: per favore| allora)?",
    rf"{_IT_DOES}(?: tu)?{_IT_OBJECT}{_IT_WHERE}",
    rf"(?:(?:você |vocês )?(?:podes?|podem|poderias?|podia|podias|consegues?)|dá para|dá pra|queres) "
    rf"{_PT_VERB}(?:-lo|-la|-o|-a)?{_PT_OBJECT}?{_PT_FOR}{_PT_WHERE}{_PT_FOR}(?: por favor)?",
    rf"(?:tu |você )?(?:me |nos )?{_PT_DOES}(?:-lo|-la|-o|-a|-me|-nos)?{_PT_OBJECT}{_PT_FOR}{_PT_WHERE}{_PT_FOR}",
    rf"(?:kun|kan|wil|zou|zul) (?:je|jij|u)(?: {_NL_OBJECT}){_NL_SMALL}{_NL_WHERE}{_NL_SMALL}(?: kunnen| willen)? "
    rf"{_NL_VERB}"
    rf"{_NL_WHERE}",
    rf"(?:kunnen we|kunt u) {_NL_OBJECT}{_NL_SMALL}{_NL_WHERE}{_NL_SMALL} {_NL_VERB}",
    rf"(?:boek|plan|zet|noteer|reserveer|leg|blok) (?:jij|je) {_NL_OBJECT}{_NL_SMALL}(?: in| vast| erin)?{_NL_WHERE}",
    rf"{_JA_WHAT}{_JA_VERB}{_JA_END}",
    _ZH,
    _KO,
)


@cache
def _pattern() -> re.Pattern[str]:
    return regex.compile(
        rf"(?:{'|'.join(f'(?:{row})' for row in _ROWS)})(?:\s*[?？؟]+|(?=\s*(?:[!！.。,，、…;)]|$)))", re.IGNORECASE
    )


def request_to_book(said: str, position: int) -> int | None:
    """Where a request to book what was said ends that begins there, with its question mark; None where none does."""
    found = _pattern().match(said, position)
    return found.end() if found is not None else None
