import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.providers.answers import Answer, collect
from threadline.providers.extractive import ExtractiveProvider
from threadline.providers.extractive.language import guess_language, sentences, spaceless, words
from threadline.providers.port import ChatMessage, Finish, InvalidRequest, Parameters, Request, Task, Usage

MAIL = """Hi Ana,

the design review for the new billing service is planned for Thursday 12 March 2027 at 3-4:30pm in Room 4. Bo Chen from
Acme GmbH will present the draft. We need to decide on the storage layer, because the current storage layer costs
$1,200 a month. The storage layer was chosen in a hurry. Please read https://example.com/draft before the review and
send comments to ana@example.com.

- Budget: 40% is already spent
- The billing service must be live by 2027-05-01.
- Travel to Lisbon is open.

I am really happy with the progress. However, the delays in testing are terrible!
Best regards, Bo
"""
GERMAN = (
    "Die Besprechung findet am Donnerstag statt. Wir wollen über das Budget sprechen und dann mit dem Team essen. "
    "Frau Schmidt hat die Zahlen, aber sie kann erst am Nachmittag. Der Raum ist noch nicht gebucht, das macht Ana. "
    "Danach entscheiden wir, ob das Projekt weitergeht oder nicht."
)
CHINESE = "会议将于周四举行。我们将讨论预算。" * 30


def asked(text: str, task: Task = Task.CHAT, **more: object) -> Request:
    return Request((ChatMessage("user", text),), task=task, **more)  # type: ignore[arg-type]


async def answer(text: str, task: Task = Task.CHAT, **more: object) -> Answer:
    return await collect(ExtractiveProvider(), asked(text, task, **more))


async def test_it_streams_words_then_usage_then_finish() -> None:
    got = await answer(MAIL, Task.SUMMARY)
    assert len(got.pieces) > 20
    assert max(map(len, got.pieces)) <= 40
    assert isinstance(got.deltas[-2], Usage)
    assert got.deltas[-1] == Finish("stop")
    assert got.usage is not None
    assert got.usage.estimated
    assert got.usage.model == "extractive"


async def test_a_summary_is_sentences_of_the_text_in_their_order() -> None:
    got = await answer(MAIL, Task.SUMMARY)
    lines = [line.removeprefix("- ") for line in got.text.splitlines()]
    flat = " ".join(MAIL.split())
    assert 2 <= len(lines) <= 5
    assert [flat.index(line) for line in lines] == sorted(flat.index(line) for line in lines)
    assert any("storage layer" in line for line in lines)


@pytest.mark.parametrize("text", ["Lunch at noon.", "One sentence without end", "- a\n- b"])
async def test_a_short_text_is_its_own_summary(text: str) -> None:
    got = await answer(text, Task.SUMMARY)
    assert got.text == " ".join(line.removeprefix("- ") for line in text.splitlines())


async def test_a_long_only_sentence_is_shortened() -> None:
    got = await answer("word " * 2_000, Task.SUMMARY)
    assert len(got.text) <= 2_000
    assert got.text.endswith("word…")


async def test_a_repetition_is_not_said_twice() -> None:
    got = await answer("The budget is spent already. Nobody told the board about it. " * 10, Task.SUMMARY)
    assert got.text.count("budget is spent") == 1


async def test_headings_and_empty_bags_do_not_win() -> None:
    got = await answer(("# Notes\n\n...! \n\n" + MAIL) * 3, Task.SUMMARY)
    assert "Notes" not in got.text


async def test_keywords_are_phrases() -> None:
    got = await answer(MAIL, Task.KEYWORDS)
    assert got.text.startswith("storage layer, billing service")
    assert len(got.text.split(", ")) == 8


async def test_keywords_of_nothing_but_function_words() -> None:
    assert "no words that stand out" in (await answer("It is what it is.", Task.KEYWORDS)).text


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("This is wonderful, thank you so much!", "Positive"),
        ("This is a terrible, horrible failure.", "Negative"),
        ("The room has a table.", "Neutral"),
        ("I love the new room. I hate the horrible noise.", "Mixed"),
        ("😀😀😀", "Positive"),
    ],
)
async def test_sentiment(text: str, label: str) -> None:
    got = await answer(text, Task.SENTIMENT, language="en" if text[0] != "😀" else None)
    assert got.text.startswith(f"**{label}**")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Das Essen war furchtbar und der Service schlecht, ich bin sehr enttäuscht.", "Negative"),
        ("Das Team hat großartige Arbeit geleistet, wir sind sehr zufrieden.", "Positive"),
        ("Ce n'est pas bon, et le service est lent.", "Negative"),
        ("Le repas était excellent et le service parfait, merci !", "Positive"),
        ("El servicio fue terrible y muy lento, una pena.", "Negative"),
        ("Il ristorante è ottimo ma il servizio è pessimo.", "Mixed"),
        ("Não gostei do quarto, era barulhento e sujo.", "Negative"),
        ("Het eten was heerlijk en de bediening vriendelijk.", "Positive"),
        ("De vergadering is om drie uur in zaal vijf.", "Neutral"),
    ],
)
async def test_sentiment_in_the_language_of_the_text(text: str, label: str) -> None:
    assert (await answer(text, Task.SENTIMENT)).text.startswith(f"**{label}**")


async def test_sentiment_says_when_it_cannot_tell() -> None:
    polish = "To jest bardzo dobry dzień, ale nie wiem, czy to się uda, bo już jest późno."
    assert "looks like Polish" in (await answer(polish, Task.SENTIMENT)).text
    assert "another language" in (await answer(CHINESE, Task.SENTIMENT)).text


async def test_entities_of_a_mail() -> None:
    got = await answer(MAIL, Task.ENTITIES)
    assert got.text.splitlines() == [
        "- **Names**: Ana, Room 4, Bo Chen, Lisbon",
        "- **Organisations**: Acme GmbH",
        "- **Dates**: Thursday, 12 March 2027, 2027-05-01",
        "- **Times**: 3-4:30pm",
        "- **Amounts**: $1,200, 40%",
        "- **E-mail**: ana@example.com",
        "- **Links**: https://example.com/draft",
    ]


async def test_entities_where_every_noun_is_capital() -> None:
    assert (await answer(GERMAN, Task.ENTITIES)).text == "- **Names**: Frau Schmidt"


async def test_entities_of_nothing() -> None:
    assert (await answer("nothing here", Task.ENTITIES)).text.startswith("I found no names")


@pytest.mark.parametrize("task", [Task.EXPLANATION, Task.TRANSLATION, Task.CUSTOM])
@pytest.mark.parametrize("text", ["What is an event loop?", MAIL])
async def test_what_needs_a_model_is_said_plainly(task: Task, text: str) -> None:
    got = await answer(text, task)
    assert "without a language model" in got.text
    assert "Whoever runs Threadline" in got.text


@pytest.mark.parametrize("task", [Task.EXPLANATION, Task.TRANSLATION, Task.CUSTOM])
async def test_what_needs_a_model_comes_with_what_can_be_done_instead(task: Task) -> None:
    assert "With a text I can do this: summarise it" in (await answer("An event loop waits.", task)).text


async def test_translation_names_the_language_it_saw() -> None:
    assert "looks like German" in (await answer(GERMAN, Task.TRANSLATION)).text
    assert "looks like" not in (await answer(CHINESE, Task.TRANSLATION)).text


async def test_an_explanation_without_keywords_still_quotes() -> None:
    got = await answer(CHINESE, Task.EXPLANATION)
    assert "It is about" not in got.text
    assert "我们将讨论预算" in got.text


@pytest.mark.parametrize("task", [Task.CHAT, Task.CALENDAR_EVENT])
async def test_facts_are_given_verbatim_and_alone(task: Task) -> None:
    facts = ("You have two events on Monday.", "- 09:00 Standup", "- 15:00 Design review", "Tuesday is free.")
    got = await answer("What is on?", task, facts=facts)
    assert got.text == "You have two events on Monday.\n\n- 09:00 Standup\n- 15:00 Design review\n\nTuesday is free."


async def test_facts_do_not_change_a_summary() -> None:
    assert (await answer("Lunch.", Task.SUMMARY, facts=("Monday is free.",))).text == "Lunch."


async def test_chat_says_what_it_can_do_in_three_sentences() -> None:
    got = await answer("hello")
    assert "Whoever runs Threadline" in got.text
    assert len(sentences(got.text)) <= 3


async def test_chat_summarises_a_long_message() -> None:
    assert (await answer(MAIL)).text.startswith("In short:\n\n- ")


async def test_no_event_is_said() -> None:
    assert "could not read an event" in (await answer("hello", Task.CALENDAR_EVENT)).text


@pytest.mark.parametrize("task", [task for task in Task if task not in (Task.CHAT, Task.CALENDAR_EVENT)])
async def test_no_text_is_said(task: Task) -> None:
    assert (await answer(" \n", task)).text.startswith("There is no text")


async def test_material_comes_before_the_message() -> None:
    got = await answer("summarise this", Task.SUMMARY, material="The room is booked.")
    assert got.text == "The room is booked."


async def test_no_messages_at_all() -> None:
    got = await collect(ExtractiveProvider(), Request((), task=Task.SUMMARY))
    assert got.text.startswith("There is no text")


async def test_the_language_may_name_a_region_and_many_may_ask_at_once() -> None:
    answers = await asyncio.gather(*(answer(MAIL, Task.KEYWORDS, language="en-GB") for _ in range(20)))
    assert len({got.text for got in answers}) == 1
    assert answers[0].text == (await answer(MAIL, Task.KEYWORDS, language="en")).text


async def test_keywords_of_a_script_without_spaces() -> None:
    assert "separated by spaces" in (await answer(CHINESE, Task.KEYWORDS)).text


async def test_a_schema_is_refused() -> None:
    with pytest.raises(InvalidRequest) as caught:
        await answer("x", schema={"type": "object"})
    assert "needs a language model" in caught.value.advice


async def test_max_tokens_cuts_and_other_wishes_are_dropped() -> None:
    wishes = Parameters(temperature=0.2, max_tokens=5, top_p=0.9, stop=("x",), presence_penalty=0.0)
    got = await answer(MAIL, Task.SUMMARY, parameters=wishes)
    assert len(got.text) == 20
    assert got.finish == Finish("length")
    assert got.usage is not None
    assert got.usage.dropped == ("temperature", "top_p", "presence_penalty", "stop")


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "word " * 200_000, "1.1," * 250_000, "a-" * 500_000, "a@" * 500_000, "Ab Cd " * 166_000],
)
@pytest.mark.timeout(120)  # seconds; a quadratic pattern takes hours
async def test_a_megabyte_is_bounded_and_says_so(text: str) -> None:
    for task in (Task.EXPLANATION, Task.ENTITIES, Task.SENTIMENT):
        got = await answer(text, task, language="en")
        assert "were read.)" in got.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=400), task=st.sampled_from(list(Task)))
async def test_any_text_gets_an_answer(text: str, task: Task) -> None:
    got = await answer(text, task)
    assert got.text
    assert got.finish == Finish("stop")
    assert got.text == (await answer(text, task)).text


def test_abbreviations_do_not_end_a_sentence() -> None:
    found = [sentence.text for sentence in sentences("Dr. Chen comes, e.g. today. He said “Go.” Then… no?")]
    assert found == ["Dr. Chen comes, e.g. today.", "He said “Go.”", "Then…", "no?"]


def test_wrapped_lines_are_joined_and_list_lines_are_not() -> None:
    found = [sentence.text for sentence in sentences("a long\nline\n\n> quoted\n- one\n2. two")]
    assert found == ["a long line", "quoted", "one", "two"]


def test_words_of_a_script_without_spaces_are_pairs() -> None:
    assert words("会议室 ok") == ["会议", "议室", "ok"]
    assert spaceless("会议室 ok")
    assert not spaceless("!! 😀 okay")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The meeting is on Thursday and we will talk about it.", "en"),
        (GERMAN, "de"),
        ("La réunion est prévue pour jeudi et nous allons en parler avec elle.", "fr"),
        ("La reunión es el jueves y vamos a hablar de ello con el equipo.", "es"),
        ("xyzzy", None),
    ],
)
def test_the_language_is_guessed(text: str, code: str | None) -> None:
    assert guess_language(text) == code
