"""Titles in Chinese, Japanese and Korean, which leave no blanks: what stands there when all else is taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from threadline import regex
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.stretches import Span

LANGUAGES = frozenset({"ja", "zh", "ko"})
_LONGEST = 14
_NOTHING = regex.compile(r"\Z(?!\Z)")
_BEFORE = {"ja": _NOTHING, "zh": regex.compile(r"(?:和|跟|与|與|同|在|去|到|把|给|給)\s?\Z"), "ko": _NOTHING}
_BEHIND = {
    "ja": regex.compile(
        r"(?:さん|様|さま|くん|君|ちゃん|氏|先生|部長|課長|社長)?(?:と一緒に|との|とで|と|から|まで|にて|では|には|で|に|は|の|へ)?"
    ),
    "zh": regex.compile(r"(?:一起|的)?"),
    "ko": regex.compile(
        r"\s?(?:씨|님|팀장님?|과장님?|부장님?|대표님?|선생님?)?(?:이랑|랑|하고|와의|과의|와|과|에서|에|부터|까지|의)?"
    ),
}
_ASIDE = {
    "ja": regex.compile(
        r"(?:を|に)?(?:予定|カレンダー|スケジュール|予定表)(?:に|を)?(?:は)?|(?:を|の予定を)?(?:入れ|追加し|登録し|予約し|設定し|作成し|"
        r"作っ|書い|組ん|セットし)て(?:おいて|ください|下さい|くれ|ほしい|もらえますか|いただけますか)*|お願い(?:します|いたします)?|"
        r"(?:が|は)?(?:あります|ある|です|だ|予定)(?:よ|ね)?(?=[。、！!]|$)|ください|よろしく"
    ),
    "zh": regex.compile(
        r"(?:和|跟|与|與)(?:同事|朋友|家人|客户|客戶|大家|同学|同學)(?:们|們)?(?:一起)?|"
        r"(?:请|請|麻烦|麻煩)?(?:你|您)?(?:帮|幫|替|给|給)?(?:我|我们|我們)?(?:安排|添加|新增|增加|创建|創建|建立|预约|預約|预订|預訂|"
        r"记下|記下|记录|登记|设置|設置|定|订|約|约|加|记)(?:一下|上|个|個|一个|一個|一场|一場|一次)*|(?:加|添加|记|放|写|排)?(?:到|在|进|入)"
        r"(?:我的)?(?:日历|日曆|日程|行事历|行事曆)(?:里|裡|上|中)?|(?:别|別|不要)忘(?:了|记|記)?|(?:帮|幫)我(?:记|記)?(?:一下)?|"
        r"^(?:我|我们|我們|咱们|大家)(?:要|得|会|想|有)?|(?:我|我们|我們)(?:要|得|有)|一个|一個|一场|一場|一次|谢谢|好吗|吧(?=$|[，。！])"
    ),
    "ko": regex.compile(
        r"(?:을|를)?\s?(?:일정에|캘린더에|달력에|일정)?\s?(?:추가|등록|예약|잡아|넣어|만들어|기록|적어|설정)"
        r"(?:해)?\s?(?:줘|주세요|줄래|주실래요|두세요|둬|줘요|하기|해)?|일정(?:에|을)?|캘린더(?:에)?|부탁해(?:요)?|(?:이|가)?\s?있(?:어|어요|습니다)"
    ),
}
_EDGES = {
    "ja": regex.compile(r"^(?:の|に|は|を|が|も|と|で)+|(?:の予定|という予定|を|に|は|が|も|の|で|と)+$"),
    "zh": regex.compile(r"^(?:的|有|是|要|去)+|(?:的|了|吧|啊|哦)+$"),
    "ko": regex.compile(r"^(?:에|의)\s|(?:을|를|은|는|이|가|에)$"),
}
_RUN = regex.compile(r"[^\s_，。！？、,.!?;；：:（）()~～-]+(?: [^\s_，。！？、,.!?;；：:（）()~～-]+)*")
_CLAUSE = regex.compile(r"[。！？!?\n]")


def remainder(text: str, language: str, times: Sequence[Span], company: Sequence[Span]) -> Evidence | None:
    """The one run of letters that is left of the first sentence with a time; None where several or none are.

    `company` are the stretches of people and the place.
    """
    first, last = _sentence(text, times)
    rest = text
    for span in (*times, *company):
        rest = _covered(rest, span, language)
    rest = _ASIDE[language].sub(lambda match: "_" * len(match.group()), rest[:last])
    found: list[Evidence] = []
    for run in _RUN.finditer(rest, first):
        said = _EDGES[language].sub("", run.group())
        if said and any(letter.isalpha() for letter in said):
            begin = run.start() + run.group().index(said)
            found.append(Evidence(said, (begin, begin + len(said))))
    return found[0] if len(found) == 1 and len(found[0].value) <= _LONGEST else None


def _sentence(text: str, times: Iterable[Span]) -> Span:
    """The first sentence that names a time; the whole text where none does."""
    begin = min((span[0] for span in times), default=0)
    cuts = [match.end() for match in _CLAUSE.finditer(text)]
    first = max((cut for cut in cuts if cut <= begin), default=0)
    return first, min((cut for cut in cuts if cut > begin), default=len(text))


def _covered(text: str, span: Span, language: str) -> str:
    """The text with that stretch and its particles covered; as long as before."""
    first, last = span
    before = _BEFORE[language].search(text, max(0, first - 3), first)
    behind = _BEHIND[language].match(text, last)
    first = before.start() if before else first
    last = behind.end() if behind else last
    return text[:first] + "_" * (last - first) + text[last:]
