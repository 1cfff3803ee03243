"""What is said of a time and names no event: "Friday 10am would suit me", "that is ideal for us"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from threadline.calendar.extract.stretches import Span, Stretches
from threadline.calendar.extract.titles.text import Word
from threadline.calendar.extract.vocabulary import words_in

_MODALS = words_in(
    "would wouldn't could couldn't might may should shouldn't will won't can can't cannot must does doesn't did didn't"
)
_PASSING = words_in("not also both all only well still even really probably just n't i we you they he she")
"""What may stand between an auxiliary and its verb."""
_BEING = words_in("be is isn't are was wasn't were sounds sound seems seem looks look feels feel been being")
_VERBS = words_in("suits fits works sounds seems looks helps clashes conflicts accommodates appeals")
_POINTING = words_in("that this it which either both one neither only also")
_BARE = words_in("suit fit work help do accommodate")
_PREFERRING = words_in("prefer prefers preferred favour favor")
_WHO = words_in("i i'd we we'd you you'd they they'd he he'd she she'd would i'll we'll much really rather also")
_ADJECTIVES = words_in(
    "convenient inconvenient preferable ideal possible impossible doable feasible perfect suitable unsuitable "
    "agreeable acceptable manageable workable unworkable tight awkward tricky difficult easiest easier best preferred"
)
_DEGREES = words_in("more most less very quite rather really pretty too so absolutely just also still not perfectly")
_ELSEWHERE = words_in(
    "wäre wär waere würde ist sei passt passen passend geht gehen ginge klappt klappen besser gut günstig ideal "
    "möglich lieber optimal perfekt super mir uns dir euch allen eher auch noch nicht bei für mich "
    "serait est sera irait convient conviendrait conviennent arrange arrangerait va marche mieux parfait parfaite "
    "idéal idéale possible préférable me moi nous pour ça plus bien pas "
    "sería es vendría viene iría mejor perfecto perfecta posible preferible conviene mí para nosotros bien muy no "
    "sarebbe è andrebbe meglio perfetto perfetta ideale possibile preferibile conviene mi per noi me bene va non "
    "seria é fica ficaria dá daria serve melhor perfeito perfeita possível preferível convém mim bem não "
    "zou is past schikt schikken uitkomen komt uit lukt beter goed ideaal perfect mogelijk mij ons voor het niet wel "
    "pasuje pasowałoby odpowiada lepiej lepszy dobrze idealnie mi nam dla mnie nie by byłoby będzie "
    "passar passer funkar bättre bäst bra bedre bedst best fint mig meg oss os för for det skulle hade inte ikke "
    "sopii sopisi подходит подойдёт подошло удобно лучше мне нам было бы не підходить зручно краще мені "
    "都合がいい 都合がよい 都合が良い いいです 大丈夫 大丈夫です 可以 方便 比较方便 좋아요 좋습니다 괜찮아요 가능"
)
"""The same, as languages say it whose clauses are not read: of such words alone no name is made."""
_BREAKS = frozenset(".!?;:,\n")


def predicates(text: str, words: Sequence[Word], times: Stretches) -> Stretches:
    """The stretches of what is said of a time, from the verb to the end of its clause or to what it is good for."""
    return Stretches(list(_said(text, words, times)))


def is_said_of_times(title: str) -> bool:
    """Whether words only say that a time suits: "wäre besser", "me conviendrait"."""
    return _ELSEWHERE.issuperset(title.lower().split())


def _said(text: str, words: Sequence[Word], times: Stretches) -> Iterator[Span]:
    last = 0
    for index, word in enumerate(words):
        if word[1] >= last and not times.touches(word[1], word[2]) and _is_predicate(text, words, index, times):
            last = _end(text, words, index)
            yield word[1], last


def _is_predicate(text: str, words: Sequence[Word], index: int, times: Stretches) -> bool:
    lower = words[index][0].lower()
    if lower in _BEING and lower not in _VERBS:
        return False
    before = _before(text, words, index, _PASSING | _DEGREES)
    if before is None:
        return False
    said = words[before][0].lower()
    if lower in _ADJECTIVES and said in _BEING:
        return True
    if lower in _PREFERRING and (said in _WHO or words[index - 1][0].lower() in _WHO):
        return True
    timed = times.touches(*words[before][1:])
    if lower in _VERBS and (timed or said in _POINTING):
        return True
    if said in _MODALS:  # "Friday would suit", not "on Friday we will paint"
        subject = _before(text, words, before, frozenset())
        plain = before == index - 1 or all(each[0].lower() not in _WHO for each in words[before + 1 : index])
        pointed = subject is not None and lower in _BARE and words[subject][0].lower() in _POINTING
        return plain and subject is not None and (pointed or times.touches(*words[subject][1:]))
    return timed and _is_asked(text, words, before, times)


def _is_asked(text: str, words: Sequence[Word], last: int, times: Stretches) -> bool:
    """Whether an auxiliary stands right before the time that ends here: "would Friday at 10 (suit you)"."""
    while last and (times.touches(*words[last][1:])):
        if text[words[last - 1][2] : words[last][1]].strip():
            return False
        last -= 1
    while last and words[last][0].lower() in ("on", "at"):
        last -= 1
    return words[last][0].lower() in _MODALS


def _before(text: str, words: Sequence[Word], index: int, passing: frozenset[str]) -> int | None:
    """The word before this one in its clause, but for what may be passed."""
    for at in range(index - 1, -1, -1):
        if not _BREAKS.isdisjoint(text[words[at][2] : words[at + 1][1]]):
            return None
        if words[at][0].lower() not in passing:
            return at
    return None


def _end(text: str, words: Sequence[Word], index: int) -> int:
    for at in range(index, len(words) - 1):
        following, then = words[at + 1], words[at + 2] if at + 2 < len(words) else None
        lower = following[0].lower()
        good_for = lower == "to" or (lower == "for" and then is not None and then[0].lower().endswith("ing"))
        if good_for or not _BREAKS.isdisjoint(text[words[at][2] : following[1]]):
            return words[at][2]
    return words[-1][2]
