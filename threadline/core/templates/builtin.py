"""The templates everybody has."""

from collections.abc import Mapping
from dataclasses import replace

from threadline.core.domain.message import Source
from threadline.core.domain.template import Template, Variable
from threadline.providers.port import Task
from threadline.texts.messages import N_

_TEXT = Variable("text", "The text to work on", required=True)

_TEMPLATES = (
    Template(
        id="email_summary",
        name=N_("E-mail summary"),
        description=N_("What a mail says, what it asks for, and by when."),
        template="Summarise this e-mail for its reader. Say first what is asked of them and by when, then the rest in "
        "at most five short points. Keep names, numbers and dates as they are written.\n\n{{ text }}",
        variables=(_TEXT,),
        system_prompt="You summarise e-mails faithfully. You add nothing that the mail does not say.",
        task=Task.SUMMARY,
        source=Source.EMAIL,
    ),
    Template(
        id="meeting_notes",
        name=N_("Meeting notes"),
        description=N_("Decisions, actions with their owners, and open questions."),
        template="Turn these notes into minutes with three headings: Decisions, Actions (who, what, by when), Open "
        "questions. Leave a heading out if the notes have nothing for it.\n\n{{ text }}",
        variables=(_TEXT,),
        system_prompt="You write minutes. You report only what the notes say.",
        task=Task.SUMMARY,
        source=Source.MEETING,
    ),
    Template(
        id="summary",
        name=N_("Summary"),
        description=N_("The main points of any text."),
        template="Summarise this text in a few sentences.\n\n{{ text }}",
        variables=(_TEXT,),
        system_prompt="You summarise faithfully and briefly.",
        task=Task.SUMMARY,
    ),
    Template(
        id="technical_explanation",
        name=N_("Technical explanation"),
        description=N_("A technical subject, in words the reader knows."),
        template="Explain this to {{ audience }}. Start with what it is for, then how it works, then one example.\n\n"
        "{{ text }}",
        variables=(_TEXT, Variable("audience", "Who the explanation is for", default="a colleague from another field")),
        system_prompt="You explain technical matters plainly and correctly, and say what you are not sure of.",
        task=Task.EXPLANATION,
    ),
    Template(
        id="action_items",
        name=N_("Action items"),
        description=N_("Who has to do what by when."),
        template="List the action items in this text as a checklist: who, what, by when. Write “nobody named” or “no "
        "date” where the text does not say.\n\n{{ text }}",
        variables=(_TEXT,),
        system_prompt="You find action items. You never invent an owner or a date.",
        task=Task.CUSTOM,
    ),
    Template(
        id="translate",
        name=N_("Translation"),
        description=N_("A text, in another language."),
        template="Translate this text into {{ target_language }}. Keep its form, names and numbers.\n\n{{ text }}",
        variables=(_TEXT, Variable("target_language", "The language to translate into", default="English")),
        system_prompt="You translate faithfully.",
        task=Task.TRANSLATION,
    ),
    Template(
        id="keywords",
        name=N_("Keywords"),
        description=N_("The words and phrases that a text is about."),
        template="List the keywords of this text: at most ten words or short phrases, the most telling first, with "
        "commas between them and nothing else.\n\n{{ text }}",
        variables=(_TEXT,),
        system_prompt="You find keywords. You take words that the text has, and add no explanation.",
        task=Task.KEYWORDS,
    ),
    Template(
        id="sentiment",
        name=N_("Sentiment"),
        description=N_("How a text sounds, and by which words."),
        template="Judge the sentiment of this text: first one word (positive, negative, mixed or neutral), then in one "
        "sentence which words tell it.\n\n{{ text }}",
        variables=(_TEXT,),
        system_prompt="You judge the tone of texts, not what they are about.",
        task=Task.SENTIMENT,
    ),
    Template(
        id="entities",
        name=N_("Entities"),
        description=N_("The people, organisations, places, dates and amounts that a text names."),
        template="List what this text names, a line for each kind that occurs: people, organisations, places, dates, "
        "times, amounts, addresses. Write each as the text does.\n\n{{ text }}",
        variables=(_TEXT,),
        system_prompt="You find named entities. You never list what the text does not name.",
        task=Task.ENTITIES,
    ),
    Template(
        id="rewrite",
        name=N_("Rewrite"),
        description=N_("A text in better words."),
        template="Rewrite this text as the person asks: {{ wish }}. Keep what it says, its names, numbers and "
        "dates.\n\n{{ text }}",
        variables=(_TEXT, Variable("wish", "How it is to be rewritten", default="clearer and more polite")),
        system_prompt="You rewrite texts faithfully. You answer with the new text alone.",
        task=Task.CUSTOM,
    ),
    Template(
        id="schedule",
        name=N_("Schedule"),
        description=N_("Finds the event in a text and proposes it."),
        template="{{ text }}",
        variables=(_TEXT,),
        system_prompt="The person wants something put into their calendar. What was read from their words, and what "
        "their calendar holds, is given as facts: say it in one or two friendly sentences. The person confirms on the "
        "card that follows your answer; never say that something is booked.",
        task=Task.CALENDAR_EVENT,
    ),
)

SHIPPED: Mapping[str, Template] = {template.id: replace(template, builtin=True) for template in _TEMPLATES}
