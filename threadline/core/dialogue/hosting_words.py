"""How people agree to be one of the hosts of somebody's booking link, and take that back. Data in rows."""

import re

from threadline import regex

_LONGEST = 160
_HOST = (
    r"(?:(?:co-?)?hosts?|gastgeber(?:in)?|hôtes?|anfitri[oó]n(?:a)?|anfitrião|anfitriã|ospite|host|gastheer|gastvrouw)"
)
_AGREE = (
    r"(?:i(?:['’]m| am)? (?:agree|happy|willing|ok|okay|in)|"
    r"i(?:['’]ll| will| want to|['’]d like to)(?: gladly)? (?:be|host)|count me in|"
    r"ich (?:bin (?:einverstanden|bereit|gern(?:e)?|dabei)|mache|stimme zu|möchte|will)|"
    r"je (?:suis d['’]accord|veux bien|accepte)|d['’]accord pour être|"
    r"(?:estoy de acuerdo|acepto|quiero ser)|(?:sono d['’]accordo|accetto|voglio essere)|"
    r"(?:concordo|aceito|quero ser)|ik (?:ga akkoord|wil|ben akkoord|doe mee))"
)
_NOT = (
    r"(?:i(?:['’]m| am)? (?:no longer|not)|i (?:do not|don['’]t|won['’]t|will not) (?:want to |agree to )?(?:be|host)|"
    r"remove me|take me off|ich (?:bin nicht mehr|möchte (?:nicht|kein)|will (?:nicht|kein))|"
    r"je ne (?:suis plus|veux (?:plus|pas)|souhaite plus)|no (?:quiero|soy) (?:más |ya )?|ya no (?:quiero|soy)|"
    r"non (?:voglio|sono) (?:più )?|(?:já )?não (?:quero|sou) (?:mais )?|ik (?:wil|ben) (?:geen|niet))"
)
_REFUSED = regex.compile(rf"(?<!\w){_NOT}\W?.{{0,40}}(?<!\w){_HOST}(?!\w)", re.IGNORECASE)
_AGREED = regex.compile(
    rf"^\W*(?:(?:yes|ja|oui|sí|sì|sim)[\s,]+)?{_AGREE}(?!\w).{{0,40}}(?<!\w){_HOST}(?!\w)", re.IGNORECASE
)
_HOSTS = regex.compile(
    r"^\W*(?:(?:yes|ok)[\s,]+)?i(?:['’]ll| will)(?: gladly)? host (?!a\b|an\b|the meeting)", re.IGNORECASE
)


def hosting_wish(text: str) -> bool | None:
    """Whether somebody agrees to be a host (True) or does not want to be one (False); None for all else."""
    said = " ".join(text.split())
    if not said or len(said) > _LONGEST or said.endswith("?"):
        return None
    if _REFUSED.search(said):
        return False
    return True if _AGREED.search(said) or (_HOSTS.search(said) and "link" in said.lower()) else None
