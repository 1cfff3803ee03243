"""Words by which an answer claims that something was done to a calendar or told to somebody, by language.

`acts` say so whatever the message was about; `deeds` only where it was about the calendar, for one adds and changes
other things too; `states` tell how an event stands, which is no claim where events were looked up. `nots` before them
in the clause take the claim away: what did not happen, or happens once somebody confirms.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """The patterns of one language, as sources of regular expressions."""

    acts: str
    deeds: str
    states: str
    nots: str


_EN = "booked|scheduled|rescheduled|cancell?ed|reserved|blocked off"
_EN_ALSO = (
    "added|moved|changed|updated|created|deleted|removed|sent|set up|put|notified|informed|messaged|e-?mailed|"
    "shifted|"
    "pushed|postponed|confirmed|arranged|organi[sz]ed|saved|set|told|reminded|declined|accepted|fixed|handled|noted"
)
_EN_I = r"\b(?:i|we)(?:['’]ve| have)?(?: (?:just|now|already|also|successfully|gone ahead and|went ahead and))*"
_DE = "gebucht|eingetragen|verschoben|abgesagt|storniert|eingeladen|eingeplant|vorgemerkt|reserviert|umgebucht"
_DE_ALSO = (
    "angelegt|erstellt|verschickt|gesendet|geschickt|hinzugefügt|geändert|gelöscht|informiert|benachrichtigt|"
    "vereinbart|gestrichen|bestätigt|verlegt|geplant|erledigt|gespeichert"
)
_FR = "réservée?s?|planifiée?s?|programmée?s?|annulée?s?|reportée?s?|décalée?s?|invitée?s?"
_FR_ALSO = (
    "déplacée?s?|ajoutée?s?|envoyée?s?|créée?s?|modifiée?s?|inscrite?s?|notée?s?|confirmée?s?|prévenue?s?|"
    "supprimée?s?|"
    "bloquée?s?|enregistrée?s?|changée?s?|fixée?s?"
)
_ES = "reservad[oa]s?|programad[oa]s?|agendad[oa]s?|cancelad[oa]s?|anulad[oa]s?|aplazad[oa]s?|invitad[oa]s?"
_ES_ALSO = (
    "movid[oa]s?|añadid[oa]s?|agregad[oa]s?|enviad[oa]s?|cread[oa]s?|cambiad[oa]s?|actualizad[oa]s?|eliminad[oa]s?|"
    "confirmad[oa]s?|avisad[oa]s?|puest[oa]s?|guardad[oa]s?|borrad[oa]s?"
)
_IT = "prenotat[oaie]|programmat[oaie]|fissat[oaie]|annullat[oaie]|rimandat[oaie]|invitat[oaie]|disdett[oaie]"
_IT_ALSO = (
    "spostat[oaie]|cancellat[oaie]|aggiunt[oaie]|inviat[oaie]|mandat[oaie]|creat[oaie]|modificat[oaie]|inserit[oaie]|"
    "confermat[oaie]|avvisat[oaie]|messo|salvat[oaie]"
)
_PT = "reservad[oa]s?|agendad[oa]s?|marcad[oa]s?|cancelad[oa]s?|adiad[oa]s?|remarcad[oa]s?"
_NL = "geboekt|ingepland|verplaatst|verzet|geannuleerd|afgezegd|uitgenodigd|gereserveerd"
_NL_ALSO = "toegevoegd|verstuurd|gestuurd|aangemaakt|gewijzigd|verwijderd|bevestigd|gepland|gezet|verschoven|geregeld"

WORDS: dict[str, ClaimWords] = {
    "en": ClaimWords(
        acts=rf"{_EN_I} (?:{_EN}|invited|put (?:it|that|this|them) (?:in|on|into)\b)|\bi (?:went|have gone|"
        rf"['’]ve gone) "
        rf"ahead and\b|\b(?:has|have) (?:now )?been (?:successfully )?(?:{_EN}|invited)\b|"
        rf"^\W*(?:{_EN}|invited)\b(?!\s+(?:by|with)\b)|\binvit(?:es|ations) (?:are|have gone|went) (?:out|sent)\b|"
        r"\b(?:meeting|event|appointment|call|invite|invitation|reminder)s? (?:has|have) (?:now )?been "
        rf"(?:{_EN_ALSO})\b",
        deeds=rf"{_EN_I} (?:{_EN_ALSO})\b|\b(?:has|have) (?:now )?been (?:successfully )?(?:{_EN_ALSO})\b|"
        rf"\b(?:is|are) (?:now|all|already) (?:{_EN}|{_EN_ALSO}|set|done)\b|^\W*(?:all )?(?:done|sorted|"
        rf"taken care of)\b|"
        rf"^\W*(?:moved|changed|added|sent|updated|created|removed|deleted)\b|\b(?:you['’]?re|you are) all set\b|"
        r"^\W*all set\b|"
        r"\b(?:has|have) (?:now |already )?(?:received|got|gotten) (?:an |the |your |his |her |their )?invit\w+\b|"
        r"\bit['’]?s (?:all )?(?:done|taken care of)\b",
        states=rf"\b(?:is|are|['’]s|was) (?:{_EN})\b|\b(?:is|are|['’]s) (?:on|in) (?:your|the) calendar\b",
        nots=r"\bnot\b|n['’]t\b|\bnothing\b|\bnever\b|\bwithout\b|\bonce\b|\bif\b|\bwhen\b|\bafter\b|\bunless\b|"
        r"\buntil\b|\bbefore\b|\bcan\b|\bcould\b|\bwould\b|\bwill\b|['’]ll\b|\bshall\b|\bto be\b|\bcard\b|\bno\b",
    ),
    "de": ClaimWords(
        acts=rf"\b(?:ich habe?|hab(?:e)? ich)\b.*\b(?:{_DE})\b|\b(?:wurden?|ist|sind) (?:jetzt|nun|hiermit|soeben) .*"
        rf"\b(?:{_DE})\b|\bwurden?\b.*\b(?:{_DE})\b|^\W*(?:gebucht|eingetragen|verschoben|abgesagt|storniert)\b",
        deeds=rf"\b(?:ich habe?|hab(?:e)? ich)\b.*\b(?:{_DE_ALSO})\b|\b(?:wurden?|ist|sind)\b.*\b(?:{_DE_ALSO})\b|"
        r"^\W*(?:erledigt|fertig|ist erledigt)\b|\bhabe?\b.*\bbescheid (?:gegeben|gesagt)\b|"
        r"\bweiß (?:schon )?bescheid\b|"
        r"\bhat (?:eine |die |schon )*einladung (?:bekommen|erhalten)\b",
        states=rf"\b(?:ist|sind)\b.*\b(?:{_DE})\b|\btermin (?:steht|ist drin)\b|"
        r"\bsteht (?:jetzt |nun )?(?:in deinem|in ihrem|im) kalender\b",
        nots=r"\bnicht\b|\bnichts\b|\bkeine?\w*\b|\bnoch\b|\bsobald\b|\bwenn\b|\bfalls\b|\bbevor\b|\berst\b|"
        r"\bkarte\b|"
        r"\bkann\b|\bkönnte\b|\bwird\b|\bwerde\b",
    ),
    "fr": ClaimWords(
        acts=rf"\bj['’]ai (?:bien |déjà |aussi |donc )*(?:{_FR})\b|\b(?:a|ont) (?:bien )?été (?:{_FR})\b|"
        r"^\W*(?:réservé|annulé|planifié)\b|\bc['’]est réservé\b",
        deeds=rf"\bj['’]ai (?:bien |déjà |aussi |donc )*(?:{_FR_ALSO}|mis)\b|\b(?:a|"
        rf"ont) (?:bien )?été (?:{_FR_ALSO})\b|"
        r"\bc['’]est (?:fait|noté|bon|réglé)\b|^\W*(?:fait|voilà qui est fait)\b|"
        r"\ba (?:bien |déjà )?(?:reçu|eu) (?:une |l['’]|son |votre |ton )?invitation\b",
        states=rf"\b(?:est|figure) (?:bien |maintenant |désormais )*(?:dans|à|sur) "
        r"(?:votre|ton|l['’]) ?(?:agenda|calendrier)\b|"
        rf"\b(?:est|sont) (?:bien |maintenant |désormais )*(?:{_FR})\b",
        nots=r"\bpas\b|\brien\b|\bn['’]|\baucune?\b|\bdès que\b|\bsi\b|\bquand\b|\bavant\b|\bencore\b|"
        r"\bcarte\b|\bsera\b",
    ),
    "es": ClaimWords(
        acts=rf"\bhe (?:ya )?(?:{_ES})\b|\b(?:ya )?(?:reservé|programé|agendé|cancelé|anulé|aplacé|invité)\b|"
        rf"\b(?:ha|han) sido (?:{_ES})\b|\b(?:queda|quedó|ha quedado) (?:{_ES})\b|^\W*(?:reservad|agendad|"
        rf"cancelad)[oa]\b",
        deeds=rf"\bhe (?:ya )?(?:{_ES_ALSO})\b|\b(?:moví|añadí|agregué|envié|creé|cambié|actualicé|eliminé|"
        rf"avisé|puse)\b|"
        rf"\b(?:ha|han) sido (?:{_ES_ALSO})\b|^\W*(?:listo|hecho|ya está)\b",
        states=rf"\bestán? (?:ya )?(?:{_ES})\b|\bestá en tu (?:calendario|agenda)\b",
        nots=r"\bno\b|\bnada\b|\bcuando\b|\bsi\b|\bantes\b|\bsin\b|\btarjeta\b|\btodavía\b|\bserá\b|\bnunca\b",
    ),
    "it": ClaimWords(
        acts=rf"\bho (?:già |appena )?(?:{_IT})\b|\b(?:è|sono) stat[oaie] (?:{_IT})\b|^\W*(?:prenotato|"
        rf"annullato|fissato)\b",
        deeds=rf"\bho (?:già |appena )?(?:{_IT_ALSO})\b|\b(?:è|sono) stat[oaie] (?:{_IT_ALSO})\b|^\W*(?:fatto|"
        rf"tutto fatto)\b",
        states=rf"\b(?:è|sono) (?:ora |già )?(?:{_IT})\b",
        nots=r"\bnon\b|\bnulla\b|\bniente\b|\bquando\b|\bse\b|\bprima\b|\bsenza\b|\bscheda\b|\bancora\b|\bsarà\b",
    ),
    "pt": ClaimWords(
        acts=rf"\b(?:reservei|agendei|marquei|cancelei|adiei|remarquei|convidei)\b|\b(?:foi|foram) (?:{_PT})\b|"
        r"^\W*(?:reservad|agendad|marcad|cancelad)[oa]\b",
        deeds=r"\b(?:movi|adicionei|enviei|criei|alterei|mudei|confirmei|avisei|exclu[ií]|coloquei|atualizei|"
        r"passei)\b|"
        r"\b(?:foi|foram) (?:movid|adicionad|enviad|criad|alterad|mudad)[oa]s?\b|^\W*(?:feito|pronto)\b",
        states=rf"\best(?:á|ão) (?:já )?(?:{_PT})\b",
        nots=r"\bnão\b|\bnada\b|\bquando\b|\bse\b|\bantes\b|\bsem\b|\bcartão\b|\bainda\b|\bserá\b|\bnunca\b",
    ),
    "nl": ClaimWords(
        acts=rf"\b(?:ik heb|heb ik)\b.*\b(?:{_NL})\b|\b(?:is|zijn|werd) (?:nu|zojuist) .*\b(?:{_NL})\b|"
        r"^\W*(?:geboekt|ingepland|verplaatst|geannuleerd)\b",
        deeds=rf"\b(?:ik heb|heb ik)\b.*\b(?:{_NL_ALSO})\b|\b(?:is|zijn|werd)\b.*\b(?:{_NL_ALSO})\b|"
        r"^\W*(?:gedaan|geregeld|klaar|voor elkaar)\b",
        states=rf"\b(?:is|zijn)\b.*\b(?:{_NL})\b|\bstaat (?:nu )?in je agenda\b",
        nots=r"\bniets?\b|\bgeen\b|\bzodra\b|\bals\b|\bvoordat\b|\bnog\b|\bkaart\b|\bkan\b|\bwordt\b|\bnooit\b",
    ),
    "pl": ClaimWords(
        acts=r"\b(?:zarezerwował|zaplanował|odwołał|anulował|umówił|zaprosił)[ae]m\b|\bzostał[aoy]? (?:zarezerwowan|"
        r"odwołan|zaplanowan|anulowan)\w*",
        deeds=r"\b(?:przeniosł[ae]m|przesun(?:ął|ęł)[ae]m|(?:doda|wysła|utworzy|zmieni|potwierdzi|usuną?)ł[ae]m)\b|"
        r"\bzostał[aoy]? (?:przeniesion|dodan|wysłan|zmienion)\w*|^\W*(?:gotowe|zrobione)\b",
        states=r"\bjest (?:już )?(?:zarezerwowan|zaplanowan|odwołan)\w*",
        nots=r"\bnie\b|\bnic\b|\bgdy\b|\bkiedy\b|\bjeśli\b|\bzanim\b|\bkart\w+\b|\bjeszcze\b",
    ),
    "ru": ClaimWords(
        acts=r"(?:\bя |^\W*)(?:уже |успешно )?(?:за(?:бронировал|планировал)|отменил|пригласил|назначил|записал)а?\b|"
        r"\b(?:забронирован|запланирован|отмен[её]н|назначен)[аоы]?\b",
        deeds=r"(?:\bя |^\W*)(?:уже )?(?:перен[её]с(?:ла)?|(?:добави|отправи|созда|измени|удали|перемести)ла?)\b|"
        r"\b(?:перенес[её]н|добавлен|отправлен|создан|измен[её]н)[аоы]?\b|^\W*(?:готово|сделано)\b",
        states=r"\b(?:стоит|есть) в (?:вашем|твоем|твоём) календаре\b",
        nots=r"\bне\b|\bничего\b|\bкогда\b|\bесли\b|\bпосле\b|\bпока\b|\bкарточк\w+\b|\bбудет\b|\bещ[её]\b",
    ),
    "uk": ClaimWords(
        acts=r"(?:\bя |^\W*)(?:вже )?(?:забронюва|запланува|скасува|запроси|призначи|записа)(?:в|ла)\b|"
        r"\b(?:заброньован|запланован|скасован|призначен)[оаі]?\b",
        deeds=r"(?:\bя |^\W*)(?:вже )?(?:перен[іе]с(?:ла)?|(?:дода|надісла|створи|зміни|видали|перенес)(?:в|ла))\b|"
        r"\b(?:перенесен|додан|надіслан|створен|змінен)[оаі]\b|^\W*(?:готово|зроблено)\b",
        states=r"\bє у вашому календарі\b",
        nots=r"\bне\b|\bнічого\b|\bколи\b|\bякщо\b|\bпісля\b|\bпоки\b|\bкартк\w+\b|\bбуде\b|\bще\b",
    ),
    "sv": ClaimWords(
        acts=r"\b(?:jag har|har jag) (?:nu |redan )?(?:bokat|schemalagt|avbokat|ställt in|bjudit in|bokat om)\b|"
        r"\bhar (?:bokats|ställts in|avbokats)\b|^\W*(?:bokat|inställt|avbokat)\b",
        deeds=r"\b(?:jag har|har jag) (?:nu |redan )?(?:flyttat|lagt (?:till|in)|skickat|skapat|ändrat|tagit bort)\b|"
        r"^\W*(?:klart|fixat|gjort)\b",
        states=r"\bär (?:nu )?(?:bokad|bokat|inställd|inställt|avbokad)\b",
        nots=r"\binte\b|\binget\b|\bingenting\b|\bnär\b|\bom\b|\bförst\b|\bkort(?:et)?\b|\bän\b",
    ),
    "da": ClaimWords(
        acts=r"\b(?:jeg har|har jeg) (?:nu |allerede )?(?:booket|planlagt|aflyst|avlyst|invitert|inviteret|"
        r"bestilt)\b|"
        r"\ber (?:nu|nå) (?:booket|aflyst|avlyst|planlagt)\b|^\W*(?:booket|aflyst|avlyst)\b",
        deeds=r"\b(?:jeg har|har jeg) (?:nu |nå |allerede )?(?:flyttet|tilføjet|lagt (?:til|inn)|sendt|"
        r"oprettet|opprettet|"
        r"ændret|endret|slettet)\b|^\W*(?:klaret|færdig|ferdig|ordnet|gjort)\b",
        states=r"\ber (?:booket|aflyst|avlyst|planlagt)\b",
        nots=r"\bikke\b|\bintet\b|\bingenting\b|\bnår\b|\bhvis\b|\bførst\b|\bkort(?:et)?\b|\bendnu\b|\bennå\b",
    ),
    "tr": ClaimWords(
        acts=r"\b(?:rezerve ettim|planladım|iptal ettim|davet ettim|ayarladım|erteledim|rezervasyon yaptım)\b|"
        r"\b(?:planlandı|iptal edildi|rezerve edildi)\b",
        deeds=r"\b(?:taşıdım|ekledim|gönderdim|oluşturdum|değiştirdim|sildim|kaydettim|hallettim)\b|"
        r"\b(?:taşındı|eklendi|gönderildi|oluşturuldu|değiştirildi)\b|^\W*(?:tamamdır|halloldu)\b",
        states=r"\btakviminizde\b",
        nots=r"\bdeğil\b|\bhenüz\b|\bhiçbir\b|\beğer\b|\bonay\w+\b|\bkart\w*\b|\bsonra\b",
    ),
    "ja": ClaimWords(
        acts=r"(?:予約|キャンセル|招待|予定を?登録)(?:を|が)?(?:いた)?(?:しました|されました|済み|完了|"
        r"ておきました|しておきました)",
        deeds=r"(?:登録|変更|移動|送信|追加|設定|作成|削除|連絡)(?:を|が)?(?:いた)?(?:しました|されました|済み|"
        r"完了|しておきました)",
        states=r"予約されています",
        nots=r"ません|ない|まだ|たら|れば|後に|カード",
    ),
    "zh": ClaimWords(
        acts=r"(?:已经?|我)(?:为您|为你|帮您|帮你|给您|给你)?(?:成功)?(?:把.{1,12})?(?:预订|预约|安排|取消|"
        r"邀请|改期|推迟)(?:了|好|到|至)?",
        deeds=r"(?:已经?|我)(?:为您|为你|帮您|帮你|给您|给你)?(?:成功)?(?:把.{1,12})?(?:改到|移到|添加|发送|"
        r"创建|更改|修改|通知|删除)|"
        r"^\W*(?:搞定|完成)",
        states=r"在您的日历",
        nots=r"没有|没|未|不|如果|确认后|之后|卡片|等",
    ),
    "ko": ClaimWords(
        acts=r"(?:예약|취소|초대|일정을? ?등록)(?:을|를|이|가)? ?(?:했|하였|해 ?드렸|되었|됐|완료)",
        deeds=r"(?:등록|변경|이동|전송|추가|생성|삭제|전달)(?:을|를|이|가)? ?(?:했|하였|해 ?드렸|되었|됐|완료)",
        states=r"예약되어 있",
        nots=r"않|지 ?못|아직|으면|하면|카드|후에",
    ),
    "ar": ClaimWords(
        acts=r"(?:لقد |قد )?(?:حجزت|جدولت|ألغيت|دعوت)|تم(?:ت)? (?:بنجاح )?(?:حجز|جدولة|إلغاء|دعوة|تأجيل)",
        deeds=r"(?:لقد |قد )?(?:نقلت|أضفت|أرسلت|أنشأت|غيرت|عدلت)|تم(?:ت)? (?:نقل|إضافة|إرسال|إنشاء|تغيير|تعديل)",
        states=r"محجوز",
        nots=r"\bلم\b|\bلا\b|\bلن\b|\bإذا\b|\bعند\b|\bبعد\b|البطاقة|شيء",
    ),
    "hi": ClaimWords(
        acts=r"(?:बुक|शेड्यूल|रद्द|आमंत्रित)\s*(?:कर\s*)?(?:दिया|दी|दिए|लिया|किया|हो गय[ाी])",
        deeds=r"(?:जोड़|भेज|बदल|हटा|बना|स्थानांतरित)\s*(?:कर\s*)?(?:दिया|दी|दिए|लिया)",
        states=r"बुक है",
        nots=r"नहीं|अगर|जब|बाद|कार्ड|अभी तक",
    ),
}


@dataclass(frozen=True, slots=True)
class ClaimPatterns:
    """The compiled patterns of one language."""

    acts: re.Pattern[str]
    deeds: re.Pattern[str]
    states: re.Pattern[str]
    nots: re.Pattern[str]


@cache
def patterns() -> Mapping[str, ClaimPatterns]:
    """All languages: a model may answer in any, whatever it was asked for."""
    flags = re.IGNORECASE
    return {
        language: ClaimPatterns(*(re.compile(part, flags) for part in (each.acts, each.deeds, each.states, each.nots)))
        for language, each in WORDS.items()
    }
