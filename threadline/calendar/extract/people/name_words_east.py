"""Names in languages that mark company behind the name or without blanks: "アンナさんと", "안나와", "和安娜"."""

from __future__ import annotations

from collections.abc import Iterator

from threadline import regex
from threadline.calendar.extract.model import Evidence

_NOT_NAMES = frozenset(
    [
        "회의",
        "미팅",
        "점심",
        "저녁",
        "아침",
        "팀",
        "会議",
        "ミーティング",
        "ランチ",
        "打ち合わせ",
        "我",
        "你",
        "他",
        "她",
        "我们",
        "你们",
        "他们",
        "大家",
        "同事",
        "客户",
        "朋友",
        "医生",
        "家人",
        "毎回",
    ]
)
_WEEKDAY = regex.compile(r"[월화수목금토일]요일?|[월화수목금토日月火水木金土]曜日?|(?:周|星期|礼拜)[一二三四五六日天]")
_ARABIC_TITLE = r"(?:(?:السيد|السيدة|الدكتور|الدكتورة|الأستاذ)\s+)?"
_TURKISH = r"[A-ZÇĞİÖŞÜ][\w-]{1,30}(?:\s[A-ZÇĞİÖŞÜ][\w-]{1,30}){0,2}"
_PATTERNS = (
    regex.compile(
        r"(?P<name>[ァ-ヶー]{2,12}|[一-龠々]{1,4})(?:さん|様|さま|くん|君|ちゃん|氏|先生|部長|課長|社長)(?=と|、|も)"
        r"|(?P<bare>[ァ-ヶー]{2,12}|[A-Z][a-z]{1,15})と(?=の|会|話|一緒|打|ミ|ラ|食|飲|、|\s|\d)"
    ),
    regex.compile(
        r"(?<![가-힣])(?P<name>[가-힣]{2,4}?|[A-Z][a-z]{1,15})(?:\s?(?:씨|님|팀장님?|과장님?|부장님?|대표님?|선생님?))?"
        r"(?:와|과|이랑|랑|하고)(?=\s)"
    ),
    regex.compile(
        r"(?:和|跟|与|與|同)(?P<titled>[\u4e00-\u9fff]{1,3}(?:老师|老師|经理|經理|医生|醫生|先生|女士|小姐|同学|同學|主任|教授|律师|"
        r"律師|阿姨|叔叔|总监|总|總|哥|姐))"
        r"|(?:和|跟|与|與|同)(?P<name>[A-Za-z]{2,20}(?: [A-Z][a-z]{1,20})?|"
        r"[\u4e00-\u9fff]{2,4}?(?:[·・][\u4e00-\u9fff]{1,6})?)"
        r"(?=的|开|開|一起|吃|喝|玩|看|打|聊|谈|談|面|逛|去|做|见|見|在|讨论|討論|通|约|約|会面|會|，|。|\s|$)"
    ),
    regex.compile(
        r"(?:(?P<other>[\u0900-\u097F]{2,20})\s(?:और|तथा)\s)?(?P<name>[\u0900-\u097F]{2,20})(?:\sजी)?\sके\sसाथ"
    ),
    regex.compile(
        rf"(?<!\w)مع\s+{_ARABIC_TITLE}(?P<name>[\u0621-\u064A]{{2,20}})"
        rf"(?:\s+و\s?{_ARABIC_TITLE}(?P<other>(?!في|على|من|إلى)[\u0621-\u064A]{{2,20}}))?"
    ),
    regex.compile(
        rf"(?:(?P<other>{_TURKISH})(?:\s(?:Bey|Hanım))?(?:,|\sve)\s)?(?P<name>{_TURKISH})(?:\s(?:Bey|Hanım))?"
        r"(?:\sile(?!\w)|['’]y?l[ae](?=\s))"
    ),
)
_SCRIPTS = regex.compile(r"[\u0621-\u064A\u0900-\u097F\u3040-\u30ff\u3400-\u9fff가-힣]|\bile\b|l[ae]\b")


def names_with_particles(text: str) -> Iterator[Evidence]:
    """The names that a particle marks as company."""
    if not _SCRIPTS.search(text):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            for group in match.re.groupindex:
                if match[group] and match[group] not in _NOT_NAMES and not _WEEKDAY.fullmatch(match[group]):
                    yield Evidence(match[group], match.span(group))
