"""Somebody need not come: "Cy doesn't need to be there", "ohne Cy", "enlève Cy", "tira o Cy, ele está de férias"."""

import re
from collections.abc import Sequence

from threadline import regex
from threadline.calendar.event import Attendee
from threadline.core.dialogue.card_wishes import words_around

_LONGEST = 160
_CUES = (
    r"without|minus|except(?: for)?|leave|drop|remove|take|exclude|skip|uninvite|disinvite|no need for|not",
    r"(?:does(?:n't| not)|do(?:n't| not)) (?:need|have) to (?:be (?:there|on it|in it|included|invited)|come|join|"
    r"attend)",
    r"(?:is|are)(?:n't| not) (?:needed|required|necessary|invited|part of (?:it|this))|(?:won't|will not) be (?:needed|"
    r"joining|there|coming|attending)",
    r"ohne|außer|streich(?:e|en)?|entfern(?:e|en)?|lass(?:e|en)?|nimm|nehmen sie|lade|ausladen|weglassen|rausnehmen|"
    r"(?:muss|müssen|braucht|brauchen|soll|kommt|kommen|ist|sind|wird) (?:(?:doch|ja|da|dabei|auch|mehr) )*nicht"
    r"(?: (?:mehr|dabei|mit|mitkommen|kommen|teilnehmen|zu|sein|dabeisein|eingeladen|nötig|da))*",
    r"sans|sauf|enlève[rz]?|enlever|retire[rz]?|supprime[rz]?|ôte[rz]?|désinvite[rz]?|pas besoin (?:de|d')|"
    r"(?:n'a|n'ont) (?:pas|plus) besoin (?:d'être (?:là|présente?s?)|de (?:venir|participer|le faire))|"
    r"ne (?:vient|viendra|participe|participera|sera|viennent|viendront) (?:pas|plus)(?: là)?|"
    r"n'est pas (?:concernée?|nécessaire|utile)",
    r"sin|menos|salvo|quita(?:r|d)?|saca(?:r|d)?|elimina(?:r)?|borra(?:r)?|no (?:hace|hará) falta (?:que venga|"
    r"que esté)?|"
    r"no (?:viene|vendrá|participa|participará|asiste|asistirá|tiene que (?:venir|estar)|necesita (?:venir|estar)|"
    r"debe (?:venir|estar)|invites)",
    r"senza|tranne|togli(?:ere|amo)?|leva(?:re)?|rimuovi|rimuovere|elimina(?:re)?|escludi|non (?:serve|viene|verrà|"
    r"partecipa|parteciperà|deve (?:esserci|venire|partecipare)|c'è bisogno di|occorre|invitare)(?: che venga)?",
    r"sem|exceto|tir[ae](?:r)?|remov[ae](?:r)?|retir[ae](?:r)?|elimin[ae](?:r)?|não (?:precisa|tem|vem|virá|"
    r"participa|vai)"
    r"(?: de| que)?(?: (?:vir|estar|participar|ir))?(?: presente| lá)?|não convid(?:es|e)",
    r"zonder|behalve|haal|verwijder|schrap|laat|(?:hoeft|hoeven|moet) (?:er )?niet(?: (?:bij te zijn|te komen|mee|bij|"
    r"aanwezig te zijn|uitgenodigd te worden))?|(?:komt|doet|gaat|is) (?:er )?niet (?:mee|bij|nodig|aanwezig)?",
    r"bez|oprócz|usuń|usunąć|skreśl|wykreśl|wyrzuć|pomiń|nie (?:musi|będzie|przyjdzie|bierze|zapraszaj)(?: (?:być|"
    r"przychodzić|uczestniczyć|udziału|obecn[ya]))?|nie jest potrzebn[ya]",
    r"без|кроме|убери(?:те)?|исключи(?:те)?|не (?:нужен|нужна|придёт|придет|будет)|utan|ta bort|uden|fjern|uten",
)
_CUE = regex.compile(rf"(?<!\w)(?:{'|'.join(_CUES)})(?!\w)", re.IGNORECASE)
_OUT = regex.compile(
    r"(?:so |also |quindi |donc |así que |dus |więc )?(?:(?:please|bitte|per favore|por favor|stp|proszę) )?"
    r"(?:(?:take|leave|drop|remove) (?:him|her|them)(?: off| out)?|(?:nimm|lass) (?:ihn|sie) (?:bitte )?(?:raus|weg)|"
    r"(?:enlève|retire)[- ](?:le|la)|qu[ií]ta(?:lo|la)|s[aá]ca(?:lo|la)|togli(?:lo|la)|leva(?:lo|la)|"
    r"(?:tira|remove)-?[oa]|haal (?:hem|haar) eraf|laat (?:hem|haar) weg|(?:usuń|skreśl) (?:go|ją))",
    re.IGNORECASE,
)
"""Somebody who was named just before is taken out."""
_AROUND = (
    "off out away from the list invitation invite invitees guests guest attendees there here be is it us them aus "
    "raus weg von der liste einladung gästeliste dabei la liste l'invitation invités participants de la lista "
    "invitación invitados dalla lista invitati dall'invito da lista convite convidados van de lijst uitnodiging "
    "eraf weg z listy zaproszenia tego spotkania на список списка fra listen från listan she he they isn't lui elle"
)
_WORD = regex.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[^\W\d_]+(?:['’][^\W\d_]+)?\.?|\d+")
_REASON = regex.compile(
    r"[,;.:!–—(]\s|\s(?:because|since|as|weil|denn|da|parce que|car|porque|perché|omdat|want|bo|ponieważ)\s"
)


def guests_left(text: str, guests: Sequence[Attendee]) -> tuple[Attendee, ...] | None:
    """The guests without whom the words take away; None where they take nobody away, or say something else.

    Why somebody need not come may stand behind it.
    """
    said = " ".join(text.replace("’", "'").split())
    if len(said) > _LONGEST or "?" in said:
        return None
    clauses = _REASON.split(said)
    for number, clause in enumerate(clauses):
        cue = _CUE.search(clause)
        gone = [guest for guest in guests if cue is not None and _names(guest, clause)]
        if gone:
            before, after = clauses[:number], clauses[number + 1 :]
            plain = all(_says_nothing(each, ()) for each in before) and _says_nothing(_CUE.sub(" ", clause), gone)
            reason = not any(char.isdigit() for each in after for char in each)
            return tuple(each for each in guests if each not in gone) if plain and reason else None
    return _taken_out(clauses, guests)


def _taken_out(clauses: Sequence[str], guests: Sequence[Attendee]) -> tuple[Attendee, ...] | None:
    """The guests without the one whom the last clause means by a pronoun alone: "Cy è in ferie, toglilo"."""
    gone = [guest for guest in guests if any(_names(guest, clause) for clause in clauses[:-1])]
    told = any(char.isdigit() for clause in clauses for char in clause)
    if len(gone) != 1 or told or _OUT.fullmatch(clauses[-1].strip(" .!")) is None:
        return None
    return tuple(each for each in guests if each not in gone)


def _says_nothing(clause: str, gone: Sequence[Attendee]) -> bool:
    """Whether a clause says nothing besides the names of those who are gone."""
    return all(
        word.casefold().strip(".") in words_around()
        or word.casefold().strip(".") in _AROUND.split()
        or any(_is_name(guest, word) for guest in gone)
        for word in _WORD.findall(clause)
    )


def _names(guest: Attendee, clause: str) -> bool:
    return any(_is_name(guest, word) for word in _WORD.findall(clause))


def _is_name(guest: Attendee, word: str) -> bool:
    email = (guest.email or "").casefold()
    known = {email, email.partition("@")[0], *guest.name.casefold().split()} - {""}
    bare = word.casefold().strip(".").removesuffix("'s")
    return bare in known or bare.partition("'")[2] in known
