"""French."""

from threadline.core.turns.claim_languages.model import ClaimWords

_DONE = "réservée?s?|planifiée?s?|programmée?s?|annulée?s?|reportée?s?|décalée?s?|invitée?s?|repoussée?s?|avancée?s?"
_ALSO = (
    "déplacée?s?|ajoutée?s?|envoyée?s?|créée?s?|modifiée?s?|inscrite?s?|notée?s?|confirmée?s?|prévenue?s?|"
    r"supprimée?s?|bloquée?s?|enregistrée?s?|changée?s?|fixée?s?|acceptée?s?|déclinée?s?|refusée?s?|informée?s?|"
    r"avertie?s?|retirée?s?|enlevée?s?|effacée?s?|réglée?s?|écrit|répondu|placée?s?|mise?s?|retenue?s?|mémorisée?s?|"
    r"raccourcie?s?|écourtée?s?|prolongée?s?|allongée?s?|renommée?s?|transmise?s?|définie?s?|sauvegardée?s?"
)
_TO = (
    r"(?:réserver|planifier|programmer|annuler|reporter|décaler|inviter|déplacer|ajouter|envoyer|créer|modifier|"
    r"inscrire|noter|confirmer|prévenir|supprimer|accepter|décliner|refuser|écrire|répondre|mettre|enregistrer)"
)
_SO = r"(?:bien |déjà |aussi |donc |maintenant |désormais |également |tout juste )*"
_NOW = r"(?:désormais|maintenant|dorénavant|à présent)"
_I_HAVE = r"(?:\bj['’]ai|\bje (?:l['’]|t['’]|vous |te |lui |leur |les |me |m['’])+ai|\bnous avons)"

FRENCH = ClaimWords(
    acts=rf"{_I_HAVE} {_SO}(?:{_DONE})\b|\b(?:a|ont) {_SO}été (?:{_DONE})\b|^\W*(?:réservé|annulé|planifié)\b|"
    rf"\bc['’]est (?:bien )?(?:réservé|annulé|planifié|reporté)\b|\bvien(?:t|nent) d['’]être (?:{_DONE})\b|"
    rf"\bje viens (?:de |d['’]){_TO}\b|{_I_HAVE} {_SO}(?:créé|ajouté|réglé|programmé|mis|défini) (?:un|le|votre|ton) "
    rf"rappel\b|"
    rf"\brappel\b.*\b(?:est|a été) {_SO}(?:{_DONE}|{_ALSO}|activé|en place)\b|"
    rf"{_I_HAVE} {_SO}(?:accepté|décliné|refusé) (?:l['’]|votre |ton |son |cette )invitation\b",
    deeds=rf"{_I_HAVE} {_SO}(?:{_ALSO})\b|\b(?:a|ont) {_SO}été (?:{_ALSO})\b|\bvien(?:t|nent) d['’]être (?:{_ALSO})\b|"
    rf"\bc['’]est (?:bien )?(?:fait|noté|bon|réglé|chose faite|confirmé|envoyé|{_DONE})\b|"
    rf"^\W*(?:fait|voilà qui est fait|tout est (?:fait|réglé|en ordre|prêt))\b|^\W*(?:{_DONE}|déplacée?s?|"
    rf"ajoutée?s?|confirmée?s?) (?:à|au|pour|de|dans)\b|"
    rf"\ba (?:bien |déjà )?(?:reçu|eu) (?:une |l['’]|son |votre |ton )?invitation\b|"
    rf"\b(?:est|sont|êtes|es) {_SO}au courant\b|\b(?:vous êtes|tu es) {_SO}(?:{_DONE}|{_ALSO})\b|"
    rf"\b(?:invitation|réponse|message|mail|annulation)s?\b.*\b(?:est|sont) {_SO}(?:partie?s?|envoyée?s?|en route)\b|"
    rf"\b(?:commence|débute|a lieu|se tient|se termine) {_NOW}\b.*\b(?:à|au|dans)\b|\best {_NOW} (?:à|au|dans)\b|"
    rf"\b(?:passe|passent) {_NOW}\b.*\b(?:à|au)\b|\b{_NOW}\b.*\b(?:commence|débute|a lieu|se tient)\b|"
    rf"\best (?:maintenant|désormais) (?:dans|à) ",
    states=rf"\b(?:est|figure) {_SO}(?:dans|à|sur) (?:votre|ton|l['’]) ?(?:agenda|calendrier)\b|"
    rf"\b(?:est|sont) {_SO}(?:{_DONE}|{_ALSO})\b",
    nots=r"\bpas\b|\brien\b|\bn['’]|\baucune?\b|\bdès que\b|\bsi\b|\bquand\b|\bavant\b|\bencore\b|\bcarte\b|\bsera\b|"
    r"\bjamais\b|\bpour l['’]",
    promises=r"\bje (?:vous |te |t['’]|le |la |l['’]|les |lui |leur |m['’]en |nous )*(?:rappellerai|préviendrai|"
    r"souviendrai|enverrai|réserverai|annulerai|déplacerai|noterai|ajouterai|inviterai|accepterai|déclinerai|"
    r"retiendrai|avertirai|informerai|enregistrerai)\b|\bje (?:retiens|note) (?:votre|ta|ton|cela|ça|tout)\b|"
    r"\bje vais (?:vous |te |le |la |les |lui )*(?:rappeler|prévenir|réserver|annuler|déplacer|envoyer|ajouter|noter|"
    r"inviter|accepter|décliner|enregistrer)\b",
    ifs=r"\bpas\b|\bdès que\b|\bsi\b|\bs['’]|\bquand\b|\blorsque\b|\baprès\b|\bune fois\b|\bconfirm|\bcarte\b|\bcliqu|"
    r"\bpropos",
    reports=r"\W*(?:(?:d['’]après|selon) (?!(?:le|la|ton|votre|mon)\b)[\w .-]{1,30}?,|(?!(?:je|nous|ton|votre|"
    r"le calendrier)\b)"
    r"(?:[\w.-]+ ){1,3}?(?:dit|écrit|a dit|a écrit|indique|annonce)\b(?: que?)?)[\s'’]",
    joins="et|mais",
)
