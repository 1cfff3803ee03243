"""Words by which a series ends, an event is copied or left out once, and a statement tells what it is from now on.

In English, German, French, Spanish, Italian, Portuguese and Dutch together.
"""

from __future__ import annotations

END = (
    r"end|stop|finish|terminate|beende[nt]?|stoppe?|termine[rz]?|arrête[rz]?|termina(?:lo|la)?|acaba|finaliza|"
    r"finisci|interrompi|encerr[ae]|terminar|beëindig|stop"
)
ENDS = (
    r"ends|stops|finishes|will end|will stop|is over|endet|hört|se termine|s'arrête|prend fin|termina|acaba|finisce|"
    r"eindigt|stopt"
)
END_LEADS = (
    r"after|on|by|with|at|in|until|nach(?: dem)?|am|mit(?: dem)?|zum|ende|auf|après(?: le)?|le|au|en|"
    r"después del?|el|tras el|dopo il|il|dopo|após|depois d[eoa]|em|no|na|op|per|met|before|vor(?: dem)?|avant(?: "
    r"le)?|antes del?|prima del|voor"
)
EXCLUSIVE = r"before|vor(?: dem)?|avant(?: le)?|antes del?|antes d[eoa]|prima del|voor"
COPY = (
    r"copy|duplicate|clone|kopiere?n?|dupliziere?n?|copie[rz]?|duplique[rz]?|c[oó]pia(?:lo|la)?|dupl[ií]ca(?:lo|la)?|"
    r"clona|kopieer|dupliceer"
)
SKIP = (
    r"skip|leave out|omit|drop(?= (?:the )?\d)|"
    r"überspring(?:e|en)?|lass(?:en|t|en wir)?(?=.*\b(?:ausfallen|aus|weg)\b)|"
    r"streiche?(?=.*\d)|saute[rz]?|passe[rz]?(?= (?:la|"
    r"le|une) fois)|laisse[rz]? (?:de côté|tomber)(?=.*\d)|omets|enlève(?= (?:le|la) \d)|"
    r"sálta(?:te|lo|la)|deja(?:r)? fuera|omitir|quita(?= el \d)|"
    r"salta(?:lo|la)?|omite|pul[ae]|lascia fuori|ometti|togli(?= il \d)|deixa(?:r)? de fora|pular|tira(?= o dia \d)|"
    r"sla(?=.*\bover\b)|laat(?=.*\b(?:weg|vallen|uitvallen)\b)"
)
SKIP_TAILS = (
    r"once|this time|just once|ausfallen|aus|weg|uitvallen|vallen|einmal|une fois|una vez|una volta|uma vez|eenmaal|"
    r"een keer|over"
)
START = (
    r"start|begin|have it start|(?:make|let) (?:it|this|that) (?:start|begin)|"
    r"starte?|beginne?|lass .{0,12} (?:beginnen|starten)|commence[rz]?|démarre[rz]?|"
    r"empieza|comienza|"
    r"inizia|comincia|começ[ae]|inici[ae]"
)
IS = (
    r"is|are|starts|begins|will be|will start|moves|should be|takes place|ist|sind|beginnt|startet|findet|"
    r"est|commence|aura lieu|es|será|empieza|è|sarà|inizia|é|será|começa|is|begint|start"
)
DETERMINERS = (
    r"the|our|my|der|die|das|unser\w*|le|la|l'|les|notre|el|los|las|nuestr[oa]|il|lo|gli|la nostra|o|a|os|as|de|"
    r"het|onze"
)
NEW = (
    r"an?|another|new|eine?n?|noch ein\w*|neue\w*|un|une|nouve\w+|otr[oa]|nuev[oa]|un'|nuov[oa]|um|uma|outr[oa]|"
    r"nov[oa]|een|nieuwe?"
)
CLEAR = (
    r"clear|free up|empty|wipe|leere?n?|räume?|räum|libère[rz]?|vide[rz]?|despeja|libera|vacía|svuota|libere|"
    r"esvazi[ae]|maak(?=.*\bvrij\b)"
)
PARTS = r"ausfallen|frei|leer|vrij|over"
