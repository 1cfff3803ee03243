"""Dutch."""

from threadline.core.turns.claim_languages.model import ClaimWords

_DONE = (
    "geboekt|ingepland|verplaatst|verzet|geannuleerd|afgezegd|uitgenodigd|gereserveerd|toegezegd|aangemeld|ingeschreven"
)
_ALSO = (
    "toegevoegd|verstuurd|gestuurd|aangemaakt|gewijzigd|verwijderd|bevestigd|gepland|gezet|verschoven|geregeld|"
    r"geaccepteerd|aanvaard|afgewezen|afgeslagen|geweigerd|opgeslagen|genoteerd|onthouden|ingelicht|geïnformeerd|"
    r"verwittigd|gemeld|gehaald|ingesteld|beantwoord|geantwoord|geschreven|bijgewerkt|doorgegeven|verzonden|gemaild|"
    r"geschrapt|ingekort|verkort|verlengd|hernoemd|aangepast|vervroegd|uitgesteld|ingevoerd|aangenomen"
)
_KEPT = "gepland|bevestigd|geaccepteerd|beantwoord|afgewezen|ingesteld"
_NOW = r"(?:nu|zojuist|voortaan|vanaf nu|inmiddels|hierbij)"
_HAVE_I = r"(?:\bik heb\b|\bheb ik\b|\bwij hebben\b|\bwe hebben\b)"

DUTCH = ClaimWords(
    acts=rf"{_HAVE_I}.*\b(?:{_DONE})\b|\b(?:is|zijn|werd|werden) {_NOW} .*\b(?:{_DONE})\b|\b(?:werd|"
    rf"werden)\b.*\b(?:{_DONE})\b|"
    rf"^\W*(?:geboekt|ingepland|verplaatst|geannuleerd|afgezegd)\b|\b(?:{_DONE})\b.*\bheb ik\b|"
    rf"{_HAVE_I}.*\bherinnering\b.*\b(?:{_DONE}|{_ALSO})\b|\bherinnering(?:en)?\b.*\b(?:is|zijn)\b.*\b(?:{_DONE}|"
    rf"{_ALSO}|actief)\b|"
    rf"{_HAVE_I}.*\buitnodiging\b.*\b(?:{_ALSO})\b|\bje (?:bent|staat)\b.*\b(?:{_DONE})\b",
    deeds=rf"{_HAVE_I}.*\b(?:{_ALSO})\b|\b(?:{_ALSO})\b.*\bheb ik\b|\b(?:werd|werden)\b.*\b(?:{_ALSO})\b|"
    rf"\b(?:is|zijn)\b(?=.*\b(?:{_DONE}|{_ALSO})\b)(?!.*\b(?:{_KEPT})\b)|\b(?:is|zijn) {_NOW}\b.*\b(?:{_ALSO})\b|"
    rf"^\W*(?:(?:alles|al|dat is|is) )*(?:gedaan|geregeld|klaar|voor elkaar)\b|\bis (?:al )?(?:geregeld|voor elkaar)\b|"
    rf"{_HAVE_I}.*\bop de hoogte gebracht\b|\b(?:is|zijn) (?:nu |al |inmiddels )*(?:op de hoogte|ingelicht)\b|"
    rf"\bweet (?:er(?: nu| al)? van|het (?:al|nu)|ervan|al)\b|\b(?:uitnodiging|antwoord|"
    rf"bericht)(?:en)?\b.*\bonderweg\b|\bde deur uit\b|"
    rf"\bheeft (?:een |de |al )*uitnodiging (?:gekregen|ontvangen)\b|"
    rf"\b(?:begint|start|eindigt) {_NOW}\b.*\bom\b|\bstaat {_NOW}\b.*\b(?:agenda|kalender)\b|"
    rf"\bje staat\b.*\b(?:genoteerd|ingepland|gepland|ingeschreven)\b",
    states=rf"\b(?:is|zijn)\b.*\b(?:{_DONE}|{_ALSO})\b|\bstaat\b.*\bin (?:je|uw|jouw|de) (?:agenda|kalender)\b",
    nots=r"\bniets?\b|\bgeen\b|\bzodra\b|\bals\b|\bvoordat\b|\bnog\b|\bkaart\b|\bkan\b|\bwordt\b|\bnooit\b|\bpas\b",
    promises=r"\bik (?:(?:herinner(?! me\b| mij\b)|waarschuw|verwittig|informeer|onthoud|noteer|boek|verplaats|"
    r"annuleer|verzet|stuur|"
    r"meld|nodig)\b|zal\b.*\b(?:herinneren|onthouden|laten weten|informeren|boeken|verplaatsen|annuleren|afzeggen|"
    r"sturen|"
    r"uitnodigen|inplannen|noteren|opslaan|accepteren|afwijzen)\b)|\b(?:onthoud|boek|verplaats) ik\b|"
    r"\bik ga .{0,40}\b(?:boeken|verplaatsen|annuleren|afzeggen|sturen|uitnodigen|inplannen|herinneren)\b",
    ifs=r"\bniet\b|\bzodra\b|\bals\b|\bvoordat\b|\bnadat\b|\bpas\b|\bkaart\b|\bbevestig|\bklik|\bvoorstel|\bstel\b|"
    r"\bwanneer\b",
    reports=r"\W*(?:volgens (?!(?:je|de|uw|mijn)\b)\w+|(?!(?:ik|we|wij|je|uw|de agenda)\b)(?:[\w.-]+ ){1,3}?"
    r"(?:zegt|zei|schrijft|schreef|meldt)\b,?(?: dat)?)\s",
    joins="en|maar",
)
