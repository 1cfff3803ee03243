"""What packages of others may build on: these names stay, and none joins them by accident. All else may change.

Whoever changes this list changes what plug-ins rely on: say so in the changelog.
"""

import ast
import importlib.util
from pathlib import Path

import pytest

PUBLIC = {
    "threadline.core.channels.port": """
        AnswerCarrier Capabilities CardCarrier Channel ChannelHealth Closable HealthReporter HttpServed Inbox
        InvitationAnswer Inviter Method Noticeboard Notifier PollBoard PollMailer PollVoter Preloading QueuedReply
        Reply Step StepState WorkDisplay
    """,
    "threadline.core.channels.errors": """
        ChannelDenied ChannelError ChannelThrottled ChannelUnavailable StoppedByPerson SurfaceFull SurfaceGone
    """,
    "threadline.core.channels.memory": "MemoryChannel RecordedReply",
    "threadline.core.domain.message": """
        Attachment Author Message NamedPerson Person Receipt Source Turn TurnState Wishes storable
    """,
    "threadline.core.tools.tool": "Arguments Tool ToolFactory ToolParts ToolRefused",
    "threadline.core.tools.scene": "Origin Quotation Scene Source",
    "threadline.core.services": """
        AppointmentServices CalendarServices ConversationServices ModelServices PeopleServices PollServices
        ProposalServices Services StorageServices
    """,
    "threadline.providers.port": """
        AuthenticationFailed ChatMessage ContextTooLong Crowded CutOff Delta Finish InvalidRequest NoRoomToAnswer
        OverBudget Parameters Provider ProviderError RateLimited Refused Request Restart Resting RoundState
        ScriptedProvider Task Text TooSlow ToolCall ToolCalling ToolResult ToolRound ToolSpec Unavailable Unusable Usage
        Warming WholeAnswers Working
    """,
    "threadline.providers.settings": "Deadlines ProviderSpec Seconds",
    "threadline.calendar.port": """
        Calendar CalendarDenied CalendarError CalendarInfo CalendarRejected CalendarUnavailable Changes ConsentNeeded
        EventNotFound KeepsChangedDates PartlyUnknown ProposedTime TimeProposals VersionConflict VideoMeetings
    """,
    "threadline.calendar.backend": """
        Account Backend FormConnector FormField OAuthConnector Reader Scope SignOnConnector Vault
    """,
    "threadline.calendar.event": "Attendee Busy Event EventDraft FreeBusy Identity Knowledge Response ShowAs",
    "threadline.calendar.memory": "MemoryBackend MemoryCalendar MemoryEventRow MemoryEventRows Operation",
    "threadline.testing.channel_contract": "ChannelContract Stage proposal_of turn_of",
    "threadline.testing.provider_contract": "ProviderContract check check_calls read round_of text_of",
    "threadline.testing.calendar_contract": "CalendarContract at meeting primary",
    "threadline.testing.identity_contract": "IdentityContract",
    "threadline.testing.invitation_contract": "InvitationContract Invite answers",
    "threadline.testing.rich_calendar_contract": "RichCalendarContract",
    "threadline.testing.zone_contract": "ZoneContract",
}


def exported(name: str) -> set[str]:
    """The names that a module makes itself: its classes and functions, and the types that it gives a name.

    A module that hands on what its neighbours make says so in `__all__`.
    """
    spec = importlib.util.find_spec(name)
    assert spec is not None, f"{name} is gone"
    assert spec.origin is not None
    found: set[str] = set()
    for node in ast.parse(Path(spec.origin).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if node.targets[0].id == "__all__":
                return set(ast.literal_eval(node.value))
            found.update({node.targets[0].id} - {node.targets[0].id.upper()})
    return {each for each in found if not each.startswith("_")}


@pytest.mark.parametrize("name", PUBLIC)
def test_what_plug_ins_may_import_stays(name: str) -> None:
    assert exported(name) == set(PUBLIC[name].split())
