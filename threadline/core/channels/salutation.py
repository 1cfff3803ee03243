"""Words with which people turn to somebody: whom is named behind them is spoken to, not spoken of."""

from __future__ import annotations

from threadline import regex

_WORD = regex.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_MOST_WORDS = 4
_GREETING_AND_THANKING = (
    "hey hi hello hiya yo dear morning good afternoon evening thanks thank you thx ty many cheers ok okay yes yep yeah "
    "sure sorry right great perfect nice cool so well oh ah cc fyi fao attn ping "
    "hallo hei moin servus guten morgen tag abend danke vielen dank ja gut prima super liebe lieber "
    "bonjour salut coucou merci oui bonsoir cher chère d'accord beaucoup désolé désolée "
    "hola buenas buenos días tardes gracias muchas sí vale claro querido querida perdón "
    "ciao buongiorno buonasera grazie mille sì va bene certo caro cara scusa "
    "olá oi bom dia boa tarde obrigado obrigada sim certo desculpa "
    "hoi goedemorgen goedemiddag dag bedankt dank je ja goed prima beste "
    "hej tack dzień dobry cześć dzięki "
    "ねえ はい こんにちは おはよう ありがとう すみません 你好 您好 谢谢 好的 好 嗨 안녕하세요 감사합니다"
)
TURNING_TO = frozenset(_GREETING_AND_THANKING.split())
"""Words that greet or thank, in small letters."""


def turns_to_whom_follows(words: str) -> bool:
    """Whether the words before a name only greet or thank: "hey", "thanks", "cc"; or there are none.

    "And" and "for" do not: "and @Bo" is an answer to who should come.
    """
    said = [word.group().lower().replace("’", "'") for word in _WORD.finditer(words)]
    return len(said) <= _MOST_WORDS and TURNING_TO.issuperset(said)
