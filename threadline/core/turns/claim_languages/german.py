"""German."""

from threadline.core.turns.claim_languages.model import ClaimWords

_DONE = (
    "gebucht|eingetragen|verschoben|abgesagt|storniert|eingeladen|eingeplant|vorgemerkt|reserviert|umgebucht|"
    r"zugesagt|angemeldet"
)
_ALSO = (
    "angelegt|erstellt|verschickt|gesendet|geschickt|hinzugefügt|geändert|gelöscht|informiert|benachrichtigt|"
    r"vereinbart|gestrichen|bestätigt|verlegt|geplant|erledigt|gespeichert|angenommen|abgelehnt|gemerkt|notiert|"
    r"geschrieben|raus(?:genommen|geschickt)|herausgenommen|entfernt|gelegt|eingerichtet|gesetzt|weitergeleitet|"
    r"gekürzt|verkürzt|verlängert|umbenannt|umgelegt|ausgedehnt|mitgeteilt|beantwortet|geantwortet|aufgenommen|"
    r"vorverlegt|ausgetragen|abgemeldet|verständigt"
)
_KEPT = "geplant|bestätigt|vereinbart|abgelehnt|angenommen|beantwortet|gesetzt|gestellt"
_NOW = r"(?:jetzt|nun|hiermit|soeben|ab sofort|ab jetzt|damit|somit)"
_HAVE_I = r"(?:\bich hab(?:e)?\b|\bhabe? ich\b|\bwir haben\b|\bhaben wir\b)"

GERMAN = ClaimWords(
    acts=rf"{_HAVE_I}.*\b(?:{_DONE})\b|\b(?:wurden?|ist|sind) {_NOW} .*\b(?:{_DONE})\b|\bwurden?\b.*\b(?:{_DONE})\b|"
    rf"^\W*(?:gebucht|eingetragen|verschoben|abgesagt|storniert)\b(?! wird| werden)|\b(?:{_DONE})\b.*{_HAVE_I}|"
    rf"{_HAVE_I}.*\berinnerung\b.*\b(?:{_DONE}|{_ALSO})\b|"
    rf"\berinnerung(?:en)?\b.*\b(?:ist|sind|wurden?)\b.*\b(?:{_DONE}|{_ALSO}|aktiv)\b|"
    rf"\b(?:du bist|sie sind|bist du|sind sie)\b.*\b(?:{_DONE})\b",
    deeds=rf"{_HAVE_I}.*\b(?:{_ALSO})\b|\b(?:{_ALSO})\b.*{_HAVE_I}|\bwurden?\b.*\b(?:{_ALSO})\b|"
    rf"\b(?:ist|sind)\b(?=.*\b(?:{_ALSO})\b)(?!.*\b(?:{_KEPT})\b)|\b(?:ist|sind) (?:{_NOW}|schon|bereits)\b.*"
    rf"\b(?:{_ALSO})\b|^\W*(?:(?:alles|schon|ist|das ist|wird) )*(?:erledigt|fertig|gemacht)\b|"
    rf"^\W*(?:auf|für|zum|am|vom|von) .{{1,40}}\b(?:{_DONE}|gelegt|verlegt)\b\W*$|"
    rf"\bhabe?\b.*\bbescheid (?:gegeben|gesagt)\b|\bweiß (?:(?:jetzt|nun|schon|bereits|auch) )*(?:bescheid|davon)\b|"
    rf"\b(?:ist|sind) (?:jetzt |nun |schon |bereits )?(?:informiert|im bilde)\b|"
    rf"\bhat (?:eine |die |schon |bereits )*einladung(?:en)? (?:bekommen|erhalten)\b|"
    rf"\b(?:einladung|antwort|absage|zusage|nachricht|mail)(?:en)?\b.*\b(?:ist|sind)\b.*\b(?:unterwegs|raus|"
    rf"verschickt)\b|"
    rf"\b(?:beginnt|startet|endet|findet) {_NOW}\b.*\b(?:uhr|am|statt|um)\b|(?<!es )\bist {_NOW} (?:um|am)\b|"
    rf"\bsteht (?:{_NOW}|ab sofort)\b.*\bkalender\b|\b(?:{_DONE}|{_ALSO}) worden\b",
    states=rf"\b(?:ist|sind)\b.*\b(?:{_DONE}|{_ALSO})\b|\btermin (?:steht|ist drin)\b|"
    rf"\bsteht\b.*\b(?:in deinem|in ihrem|in eurem|im) kalender\b|\bist (?:jetzt |nun |schon |bereits )*im kalender\b",
    nots=r"\bnicht\b|\bnichts\b|\bkeine?\w*\b|\bnoch\b|\bsobald\b|\bwenn\b|\bfalls\b|\bbevor\b|\berst\b|"
    r"\bkarte\b|\bkann\b|\bkönnte\b|\bwird\b(?! gemacht)|\bwerde\b|\bzum\b.*\bbitte\b",
    promises=r"\bich (?:(?:erinnere(?! mich\b)|benachrichtige|informiere|merke mir|merk mir|behalte|notiere|trage|"
    r"buche|"
    r"verschiebe|"
    r"storniere|sage?\b.*\b(?:ab|zu|bescheid)\b|(?:schicke|sende) (?!dir\b|ihnen\b|euch\b)|lade\b.*\bein\b|nehme "
    r".{1,30} an|lehne)\b|werde\b.*\b(?:erinnern|"
    r"benachrichtigen|informieren|merken|eintragen|buchen|verschieben|absagen|zusagen|schicken|senden|einladen|"
    r"annehmen|ablehnen|speichern|mitteilen)\b)|\b(?:erinnere|buche|verschiebe|trage) ich\b(?! mich\b)",
    ifs=r"\bnicht\b|\bsobald\b|\bwenn\b|\bfalls\b|\bbevor\b|\berst\b|\bkarte\b|\bbestätig|\bklick|\bnachdem\b|"
    r"\bvorschlag|\bschlage\b|\bkeine?\w*\b",
    reports=r"\W*(?:laut (?!(?:dem|deinem|ihrem|kalender)\b)\w+|(?!(?:ich|wir|es|das|dein|ihr|"
    r"der kalender)\b)(?:[\w.-]+ ){1,3}?"
    r"(?:schreibt|schrieb|sagt|sagte|meint|meinte|berichtet)\b,?(?: dass)?)\s",
    joins="und|aber",
)
