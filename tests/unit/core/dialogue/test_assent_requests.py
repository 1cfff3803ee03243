"""Requests to book what was said, as questions and in other languages, are a yes; other questions are none."""

import pytest

from threadline.core.dialogue.assent import Verdict, is_bare_yes, read_assent

REQUESTS = (
    "can you book it?",
    "could you please schedule that?",
    "would you put it in the calendar?",
    "can you get that booked?",
    "mind adding it to my calendar?",
    "ok, can you book it?",
    "can we book that?",
    "kannst du das eintragen?",
    "kannst du das bitte in den Kalender eintragen?",
    "reservierst du das?",
    "trägst du es ein?",
    "buchst du das für uns?",
    "könntest du den Termin anlegen?",
    "Super, buchst du das?",
    "tu peux le réserver ?",
    "tu le réserves ?",
    "peux-tu l'ajouter à l'agenda ?",
    "tu peux bloquer le créneau ?",
    "Parfait, tu le notes ?",
    "pouvez-vous le mettre dans l'agenda ?",
    "¿lo reservas?",
    "¿me lo apuntas?",
    "¿puedes agendarlo?",
    "¿lo puedes poner en la agenda?",
    "Vale, ¿lo agendas?",
    "¿podrías reservar eso?",
    "lo prenoti?",
    "puoi metterlo in agenda?",
    "me lo segni in calendario?",
    "puoi prenotarlo per favore?",
    "podes marcar isso?",
    "você pode agendar?",
    "marcas isso na agenda?",
    "pode reservar isso pra gente?",
    "agendas isso?",
    "kun je dat inplannen?",
    "wil je het even in de agenda zetten?",
    "boek je het?",
    "zet jij het in de agenda?",
    "それで予約して",
    "それで予約してください",
    "それをカレンダーに入れてもらえますか？",
    "その時間で予約してくれる？",
    "登録しておいて",
    "能预订吗？",
    "帮我预约一下",
    "可以把这个加到日历吗？",
    "请帮我安排这个",
    "把它记到日历里",
    "그걸로 예약해 줘",
    "그 시간으로 예약해 줄래요?",
    "캘린더에 추가해 줘",
    "그걸로 잡아 줄 수 있어요?",
    "Great, could you add it to our calendar?",
    "will you lock it in?",
    "would you mind scheduling that?",
    "nimmst du das in den Kalender auf?",
    "können wir das so festhalten?",
    "tu pourrais noter ça dans l'agenda ?",
    "vous le réservez ?",
    "¿nos lo reservas?",
    "¿te importa añadirlo al calendario?",
    "lo metti tu in agenda?",
    "potresti fissarlo?",
    "dá para marcar isso?",
    "plan jij het in?",
    "kunt u het vastleggen?",
    "じゃあ、その日程で登録してもらえますか",
    "それでお願いできますか",
    "那就帮我订下来吧",
    "이걸로 등록해 주시겠어요?",
    "그대로 예약 부탁드려요",
)
NONE = (
    "can you book it for 4?",
    "can you book a room?",
    "kannst du das für Freitag eintragen?",
    "can you do Friday?",
    "tu peux venir ?",
    "tu le vois quand ?",
    "¿lo ves?",
    "¿puedes venir?",
    "lo vedi?",
    "podes vir?",
    "kun je komen?",
    "予約",
    "予約は何時ですか？",
    "能来吗？",
    "预订什么？",
    "예약이 몇 시예요?",
    "can you add Bo?",
    "can you add it to the list?",
    "reservierst du einen Tisch?",
    "did you book it?",
    "who booked it?",
    "hast du das eingetragen?",
    "don't book it",
    "buchst du Flüge?",
    "would you mind?",
    "可以吗？",
    "can you confirm the time?",
    "昨日予約しました",
    "安排在几点？",
    "podes marcar o João?",
    "can you schedule lunch with Ana tomorrow?",
    "will you be there?",
    "kannst du das Dokument anlegen?",
    "vous le connaissez ?",
    "¿lo sabes?",
    "lo sai?",
    "das buchen wir später",
    "それは何ですか",
    "这个可以",
    "이거 뭐예요?",
    "can you put Bo in?",
    "kun je dat uitleggen?",
)


@pytest.mark.parametrize("text", REQUESTS)
def test_a_request_to_book_it_is_a_yes(text: str) -> None:
    assert is_bare_yes(text)


@pytest.mark.parametrize("text", NONE)
def test_what_asks_or_says_something_else_is_none(text: str) -> None:
    assert not is_bare_yes(text)


def test_thanks_and_a_yes_may_stand_around_it() -> None:
    assert is_bare_yes("Perfect, can you book it? Thanks!")
    assert is_bare_yes("Vale, ¿lo reservas? Gracias")


def test_what_is_said_besides_is_kept() -> None:
    said = read_assent("Can you book it? But at 4")
    assert said is not None
    assert (said.verdict, said.rest) == (Verdict.YES, "at 4")
