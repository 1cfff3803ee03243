"""Italian."""

from threadline.core.turns.claim_languages.model import ClaimWords

_DONE = "(?:prenotat|programmat|fissat|annullat|rimandat|rinviat|invitat|disdett|pianificat|anticipat|posticipat)[oaie]"
_ALSO = (
    "(?:spostat|cancellat|aggiunt|inviat|mandat|creat|modificat|inserit|confermat|avvisat|mess|salvat|accettat|"
    r"rifiutat|declinat|informat|tolt|segnat|annotat|impostat|eliminat|avvertit|registrat|memorizzat|aggiornat|"
    r"accorciat|abbreviat|allungat|prolungat|ridott|rinominat)[oaie]|"
    r"scritto|risposto|preso nota|detto"
)
_NOW = r"(?:ora|adesso|d'ora in poi)"
_SO = r"(?:già |appena |anche |ora |adesso |quindi )*"

ITALIAN = ClaimWords(
    acts=rf"\b(?:ho|abbiamo|l['’]ho|gliel['’]ho) {_SO}(?:{_DONE})\b|\b(?:è|sono) {_SO}stat[oaie] {_SO}(?:{_DONE})\b|"
    rf"^\W*(?:prenotat|annullat|fissat)[oa]\b|\bho {_SO}(?:creato|impostato|aggiunto|messo|programmato) (?:un|il|il "
    rf"tuo) promemoria\b|"
    rf"\bpromemoria\b.*\b(?:è|è stato) {_SO}(?:{_DONE}|{_ALSO}|attivo|pronto)\b|"
    rf"\bho (?:accettato|rifiutato|declinato) (?:l['’]|il tuo |il suo |quest[oa] )invito\b",
    deeds=rf"\b(?:ho|abbiamo|l['’]ho|gliel['’]ho|me ne sono) {_SO}(?:{_ALSO})\b|\b(?:è|sono) {_SO}stat[oaie] "
    rf"{_SO}(?:{_ALSO})\b|"
    rf"\brisultan?o? {_SO}(?:{_DONE}|{_ALSO})\b|^\W*(?:fatto|tutto fatto|tutto a posto|ecco fatto)\b|"
    rf"\bè {_SO}(?:tutto )?(?:fatto|a posto|sistemato)\b|"
    rf"^\W*(?:{_DONE}|spostat[oa]|aggiunt[oa]|confermat[oa]) (?:a|al|alle|alla|per|dal)\b|"
    rf"\b(?:lo|la) sa (?:già|ora)\b|\b(?:lo|la) sanno (?:già|ora)\b|\b(?:è|sono) (?:ora |già |adesso )*(?:ne )?(?:è "
    rf")?al corrente\b|\bne è al corrente\b|\b(?:invit[oi]|rispost[ae]|messaggi?[oi]|mail)\b.*\b(?:in viaggio|in "
    rf"arrivo|partit[oaie])\b|\bha (?:già )?ricevuto (?:un |l['’]|il suo )?invito\b|"
    rf"\b(?:inizia|comincia|finisce|si tiene|è) {_NOW}\b.*\b(?:alle|alla|all['’]|nel|in)|\b{_NOW} (?:inizia|comincia|"
    rf"si tiene)\b|"
    rf"\bsei {_SO}(?:{_DONE}|{_ALSO}|iscritt[oa])\b|\bappena (?:{_DONE}|{_ALSO})\b",
    states=rf"\b(?:è|sono) {_SO}(?:{_DONE}|{_ALSO})\b|\b(?:è|risulta) {_SO}(?:nel|nella|sul) (?:tuo |tua |suo |sua "
    rf")?(?:calendario|agenda)\b",
    nots=r"\bnon\b|\bnulla\b|\bniente\b|\bquando\b|\bse\b|\bprima\b|\bsenza\b|\bscheda\b|\bancora\b|\bsarà\b|\bmai\b|"
    r"\bappena conferm|\bper annullar",
    promises=r"\b(?:ti |le |vi |lo |la |glielo |gli |me ne )*(?:ricorderò|avviserò|manderò|invierò|prenoterò|annullerò|"
    r"sposterò|annoterò|salverò|inviterò|accetterò|rifiuterò|informerò|programmerò|aggiungerò|terrò (?:a mente|conto|"
    r"presente))\b|\bne tengo conto\b|\bprendo nota\b",
    ifs=r"\bnon\b|\bquando\b|\bse\b|\bprima\b|\bdopo\b|\bappena\b|\buna volta\b|\bconferm|\bscheda\b|\bclic|\bpropon",
    reports=r"\W*(?:secondo (?!(?:il|la|lo)\b)[\w .-]{1,30}?,|(?!(?:io|noi|il tuo|il suo|"
    r"il calendario)\b)(?:[\w.-]+ ){1,3}?"
    r"(?:dice|scrive|ha detto|ha scritto|comunica)\b(?: che)?)\s",
    joins="e|ed|ma",
)
