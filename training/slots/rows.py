"""The sentences that the tagger learns from: labelled ones of a public corpus, and ours, made of frames and phrases."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SEED = 20261129
_SLOT = re.compile(r"\{([nvwpl])\}")
_KINDS = {"n": "title", "v": "title", "w": "when", "p": "person", "l": "place"}
_ROUNDS = 9
_WEIGHT = 3
"""What people said counts so many times as much as what was made of frames."""
_PLAIN_TIMES = 5
"""In one of so many rows the times stay words, for the grammar does not know all of them."""
_COMPANY = re.compile(
    r"\b(?:mit|avec|con)\s+(?P<name>[^\W\d_]{2,20}"
    r"(?:\s(?!um|am|im|à|le|el|alle|a|per|pour|para|für|und|von)[^\W\d_]{2,20})?)"
)
_NAMES = {
    "": "Ana; Jonas; Maria; Luca; Petra; Tom; Lena; Marco; Sofia; Paul; Eva; Nina; Anna Berg; Luis Romero; Kim; "
    "Julia; Max Huber; Clara; Hugo; Ivan; Olga; Yara; Omar; lucy chen; ben; anna; david; sara; thomas; carla rossi",
    "ru": "Анна; Иваном; Олегом; Марией; Петром; Ольгой; Алексей; Света; Димой; Наташей",
    "uk": "Анна; Іваном; Олегом; Марією; Петром; Ольгою; Оксаною; Тарасом; Андрій; Наталкою",
    "ja": "アンナ; 田中; 佐藤; 鈴木; マリア; ケン; 高橋; 中村; エミ; 山田",
    "zh": "安娜; 李雷; 王芳; 瑞安; 小明; 张伟; 约翰; 陈静; 玛丽; 汤姆",
    "ko": "안나; 민수; 지은; 철수; 영희; 수진; 마리아; 현우; 톰; 지훈",
    "ar": "أحمد; سارة; محمد; ليلى; عمر; فاطمة; يوسف; مريم; خالد; نورا",
    "hi": "अन्ना; राहुल; प्रिया; अमित; नेहा; रवि; सीता; विजय; पूजा; मोहन",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with the stretches of its slots; `times` are to be seen as times, not as words."""

    text: str
    slots: tuple[tuple[str, int, int], ...]
    times: tuple[tuple[int, int], ...]


def all_rows() -> list[Row]:
    """Every sentence, in an order that is the same each time."""
    chance = random.Random(SEED)  # noqa: S311 - an order, no secret
    said = [*_corpus()] * _WEIGHT + [*_made(chance)]
    rows = [_seen(text, slots, index) for index, (text, slots) in enumerate(said)]
    chance.shuffle(rows)
    return rows


def _seen(text: str, slots: list[tuple[str, int, int]], index: int) -> Row:
    times = tuple((first, last) for kind, first, last in slots if kind == "when")
    return Row(text, tuple(slot for slot in slots if slot[0] != "when"), times if index % _PLAIN_TIMES else ())


def _corpus() -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    for line in (HERE / "botskills.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        slots = [(str(kind), int(first), int(last)) for kind, first, last in row["slots"]]
        yield row["text"], [*slots, *_company(row["text"], slots)]


def _company(text: str, slots: list[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """Who comes along, which the corpus does not label."""
    for match in _COMPANY.finditer(text):
        first, last = match.span("name")
        if not any(begin < last and first < end for _, begin, end in slots):
            yield "person", first, last


def _made(chance: random.Random) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    for path in sorted((HERE / "phrases").glob("*.txt")):
        lines = (line.partition(":") for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
        phrases = {name: [each.strip() for each in rest.split(";") if each.strip()] for name, _, rest in lines}
        names = _NAMES.get(path.stem, _NAMES[""]).split("; ")
        fillers = {
            "n": phrases["nouns"],
            "v": phrases["chores"],
            "w": phrases["times"],
            "l": phrases["places"],
            "p": names,
        }
        fillers["v"] += [_longer(said, phrases, chance) for said in fillers["v"] for _ in range(2)]
        fillers["n"] += [_longer(said, phrases, chance) for said in fillers["n"] if len(said) > 4][::3]
        for frame in phrases["frames"]:
            for turn in range(_ROUNDS):
                text, slots = _filled(frame, fillers, chance)
                yield (text.lower() if turn % 3 == 1 and len(text.lower()) == len(text) else text), slots


def _longer(said: str, phrases: dict[str, list[str]], chance: random.Random) -> str:
    """A chore with where, with whom or for whom, in the place that the language has for it."""
    blank = "" if said[0] > "\u3000" and said[0] < "\ua000" else " "
    if "heads" in phrases:
        return f"{chance.choice(phrases['heads'])}{blank}{said}"
    return f"{said} {chance.choice(phrases['tails'])}"


def _filled(frame: str, fillers: dict[str, list[str]], chance: random.Random) -> tuple[str, list[tuple[str, int, int]]]:
    text, slots, position = "", list[tuple[str, int, int]](), 0
    for match in _SLOT.finditer(frame):
        text += frame[position : match.start()]
        said = chance.choice(fillers[match[1]])
        slots.append((_KINDS[match[1]], len(text), len(text) + len(said)))
        text += said
        position = match.end()
    return text + frame[position:], slots
