"""Spanish."""

from threadline.core.turns.claim_languages.model import ClaimWords

_DONE = "(?:reservad|programad|agendad|cancelad|anulad|aplazad|invitad|pospuest|adelantad|reprogramad)[oa]s?"
_ALSO = (
    "(?:movid|añadid|agregad|enviad|cread|cambiad|actualizad|eliminad|confirmad|avisad|puest|guardad|borrad|aceptad|"
    r"rechazad|declinad|informad|quitad|apuntad|anotad|registrad|notificad|acortad|alargad|prolongad|renombrad|"
    r"reducid|marcad|configurad|trasladad)[oa]s?|"
    r"escrito|respondido|contestado|dicho|hecho|dado de baja"
)
_DID = (
    "reservé|programé|agendé|cancelé|anulé|aplacé|invité|pospuse|moví|añadí|agregué|envié|creé|cambié|actualicé|"
    r"eliminé|avisé|puse|acepté|rechacé|quité|escribí|respondí|anoté|apunté|guardé|confirmé|borré|notifiqué|informé"
)
_WAS = (
    "cancel|elimin|acort|alarg|añad|agreg|envi|invit|reserv|program|agend|anul|cambi|aplaz|reprogram|actualiz|guard|"
    "cre|borr|avis|notific|quit|renombr|prolong|adelant|retras|confirm|inform"
)
_TO = (
    r"(?:reservar|programar|agendar|cancelar|anular|aplazar|invitar|mover|añadir|agregar|enviar|crear|cambiar|eliminar|"
    r"avisar|poner|aceptar|rechazar|quitar|escribir|responder|anotar|apuntar|guardar|confirmar)"
)

SPANISH = ClaimWords(
    acts=rf"\b(?:he|hemos) (?:ya )?(?:{_DONE})\b|\b(?:ya )?(?:reservé|programé|agendé|cancelé|anulé|aplacé|invité)\b|"
    rf"\b(?:ha|han) sido (?:{_DONE})\b|\bse (?:ha|han) (?:{_DONE})\b|\b(?:queda|quedó|quedan|quedas|ha quedado) "
    rf"(?:{_DONE})\b|"
    rf"^\W*(?:reservad|agendad|cancelad)[oa]\b|\bacabo de {_TO}|"
    rf"\b(?:he|hemos) (?:creado|puesto|añadido|programado|configurado) (?:un|el|tu) recordatorio\b|"
    rf"\brecordatorio\b.*\b(?:está|queda|ha sido|se ha) (?:ya )?(?:{_DONE}|{_ALSO}|activado|listo)\b|"
    rf"\b(?:he|hemos) (?:aceptado|rechazado|declinado) (?:la|tu|su|esa|esta) invitación\b",
    deeds=rf"\b(?:he|hemos) (?:ya )?(?:{_ALSO})\b|\b(?:{_DID})\b|\b(?:ha|han) sido (?:{_ALSO})\b|"
    rf"\bse (?:le |les )?(?:(?:{_WAS})(?:ó|aron)|(?:movi|añadi)(?:ó|eron)|pospuso|redujo)\b(?!.*\bpor\b)|"
    rf"\bse (?:ha|han|le ha) (?:{_ALSO})\b|\b(?:fue|fueron) (?:{_DONE}|{_ALSO})\b(?!.*\bpor\b)|"
    rf"^\W*(?:listo|lista|hecho|ya está(?: hecho)?|todo listo|todo hecho)\b|\bya (?:está|queda) (?:todo )?(?:hecho|"
    rf"listo|arreglado)\b|"
    rf"\b(?:queda|quedan|quedas|has quedado) (?:{_ALSO})\b|^\W*(?:{_DONE}|movid[oa]|añadid[oa]|confirmad[oa]) (?:a|"
    rf"al|para|de)\b|"
    rf"\b(?:invitaci(?:ón|ones)|respuestas?|mensajes?)\b.*\b(?:van? de camino|han? salido)\b|\b(?:ya lo sabe|ya lo "
    rf"saben|está al tanto|están al tanto|ya está "
    rf"al tanto)\b|"
    rf"\bha recibido (?:una |la |su )?invitación\b|\b(?:empieza|comienza|termina|es) ahora\b.*\ba las?\b|"
    rf"\bahora (?:empieza|comienza|es|está) (?:a|en)\b|\bestás (?:ya )?(?:apuntad|registrad|inscrit)[oa]\b",
    states=rf"\bestán? (?:ya )?(?:{_DONE}|{_ALSO})\b|\b(?:está|figura) (?:ya )?en (?:tu|su|el) (?:calendario|agenda)\b",
    nots=r"\bno\b|\bnada\b|\bcuando\b|\bsi\b|\bantes\b|\bsin\b|\btarjeta\b|\btodavía\b|\bserá\b|\bnunca\b|\baún\b",
    promises=r"\b(?:te |le |les |os |lo |la |los |las |se lo )*(?:recordaré|avisaré|enviaré|reservaré|cancelaré|moveré|"
    r"apuntaré|anotaré|guardaré|invitaré|aceptaré|rechazaré|notificaré|informaré|programaré|añadiré)\b|"
    r"\b(?:lo )?tendré en cuenta\b|\bvoy a (?:recordar|avisar|enviar|reservar|cancelar|mover|apuntar|guardar|invitar|"
    r"aceptar|rechazar|programar|añadir)\w*\b",
    ifs=r"\bno\b|\bcuando\b|\bsi\b|\bantes\b|\bdespués\b|\ben cuanto\b|\buna vez\b|\bconfirm|\btarjeta\b|\bclic|"
    r"\bpropon",
    reports=r"\W*(?:según (?!(?:el|la|tu|su|mi)\b)[\w .-]{1,30}?,|(?!(?:yo|tu|su|el calendario)\b)(?:[\w.-]+ ){1,3}?"
    r"(?:dice|dijo|escribe|escribió|comenta|comentó)\b(?: que)?)\s",
    joins="y|e|pero",
)
