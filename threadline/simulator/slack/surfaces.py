"""Views, the home tab, the agent pane."""

from typing import Any

from threadline.simulator.slack.arguments import Arguments
from threadline.simulator.slack.blocks import check_view
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.model import View, Workspace

Json = dict[str, Any]

TRIGGER_SECONDS = 3.0
_MOST_PROMPTS = 4


def views_open(workspace: Workspace, arguments: Arguments) -> Json:
    """`views.open`: a trigger is good for one modal within three seconds."""
    user, given_at = workspace.triggers.pop(arguments.text("trigger_id"), ("", 0.0))
    if not user:
        raise SlackFault("invalid_trigger_id")
    if workspace.clock() - given_at > TRIGGER_SECONDS:
        raise SlackFault("expired_trigger_id")
    view = View(f"V{workspace.number()}", user, check_view(arguments.structure("view")))
    workspace.views[view.id] = view
    return {"view": {"id": view.id, **view.body}}


def views_update(workspace: Workspace, arguments: Arguments) -> Json:
    """`views.update`."""
    view = workspace.views.get(arguments.text("view_id"))
    if view is None:
        raise SlackFault("not_found")
    view.body = check_view(arguments.structure("view"))
    return {"view": {"id": view.id, **view.body}}


def views_publish(workspace: Workspace, arguments: Arguments) -> Json:
    """`views.publish`: the home tab of one person."""
    user = arguments.text("user_id")
    if user not in workspace.users:
        raise SlackFault("user_not_found")
    workspace.homes[user] = check_view(arguments.structure("view"))
    return {"view": workspace.homes[user]}


def set_suggested_prompts(workspace: Workspace, arguments: Arguments) -> Json:
    """`assistant.threads.setSuggestedPrompts`: with a thread it answers ok and shows nothing, as under agent_view."""
    prompts = arguments.structure("prompts") or []
    if len(prompts) > _MOST_PROMPTS:
        raise SlackFault("invalid_arguments")
    channel_id = arguments.text("channel_id")
    if arguments.maybe("thread_ts") is None:
        workspace.prompts[channel_id] = prompts
    return {}


def set_session_status(workspace: Workspace, arguments: Arguments) -> Json:
    """`agents.sessions.setStatus`: stays until the app changes it."""
    status = arguments.text("status")
    if status not in ("active", "processing", "suspended", "closed"):
        raise SlackFault("invalid_arguments")
    workspace.status[arguments.text("channel_id"), arguments.text("thread_ts")] = {"status": status}
    return {"status": status}


def set_thread_status(workspace: Workspace, arguments: Arguments) -> Json:
    """`assistant.threads.setStatus`: the words shown while the answer is on its way."""
    place = arguments.text("channel_id"), arguments.text("thread_ts")
    workspace.status[place] = {
        "status": arguments.maybe("status") or "",
        "messages": arguments.structure("loading_messages") or [],
    }
    return {}
