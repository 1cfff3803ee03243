"""The browser view: people's inboxes, and what they do with mail by hand. On loopback only."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from aiohttp import web

from threadline.simulator.mail.model import PostOffice, Received, Resident
from threadline.simulator.mail.people import Hand, Original, invitation_title
from threadline.simulator.view_files import ViewFiles

Json = dict[str, Any]

_FILES = ViewFiles("threadline.simulator.mail", "view.css", "view.js", policy="frame-src 'self'")
_MAIL_POLICY = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
_SAMPLE = "Hi,\n\ncould we go over the roadmap tomorrow at 3pm for 45 minutes, in Room 4?\n\nCy"


class Browser:
    """Shows inboxes and passes on what is done in them."""

    def __init__(self, office: PostOffice) -> None:
        self._office = office

    def routes(self) -> list[web.RouteDef]:
        """The addresses of the view."""
        return [
            *_FILES.routes(),
            web.get("/state", self.state),
            web.get("/mail/{id}", self.mail),
            web.post("/act/{action}", self.act),
        ]

    async def state(self, request: web.Request) -> web.Response:
        """One person's inbox, the newest first, and where the assistant's own mails lie."""
        resident = self._resident(request.query.get("person", ""))
        inbox = [_listed(mail) for mail in reversed(self._office.inbox(resident.address))]
        folders = {name: len(folder.mails) for name, folder in self._office.folders.items()}
        people = [{"name": each.name, "address": each.address} for each in self._office.residents.values()]
        return web.json_response(
            {"assistant": self._office.address, "people": people, "inbox": inbox, "folders": folders}
        )

    async def mail(self, request: web.Request) -> web.Response:
        """A mail as a program shows it: its HTML, without scripts and without anything from elsewhere."""
        mail = self._mail(request.match_info["id"])
        part = mail.message.get_body(("html", "plain"))
        text = part.get_content() if part is not None else ""
        kind = part.get_content_type() if part is not None else "text/plain"
        headers = {"Content-Security-Policy": _MAIL_POLICY, "Cache-Control": "no-store"}
        return web.Response(text=text, content_type=kind, headers=headers)

    async def act(self, request: web.Request) -> web.Response:
        """Do something as one of the people. Other sites may not: they cannot send this header without asking."""
        if request.headers.get("X-Simulator") != "1":
            raise web.HTTPForbidden
        body: Json = await request.json()
        hand = Hand(self._office, self._resident(str(body.get("person"))))
        match request.match_info["action"]:
            case "write":
                answering = self._mail(str(body["mail"])) if body.get("mail") else None
                hand.write(str(body.get("subject") or ""), str(body.get("text") or ""), answering=answering)
            case "forward":
                hand.forward(self._sample(), str(body.get("text") or ""))
            case "answer":
                self._answer(hand, body)
            case _:
                raise web.HTTPNotFound
        return web.json_response({})

    def _answer(self, hand: Hand, body: Json) -> None:
        try:
            hand.answer(self._mail(str(body["mail"])), str(body["decision"]))
        except (KeyError, LookupError):
            raise web.HTTPBadRequest from None

    def _sample(self) -> Original:
        earlier = self._office.clock() - timedelta(hours=1)
        return Original("Cy", "cy@example.net", "Roadmap review", _SAMPLE, earlier)

    def _resident(self, address: str) -> Resident:
        resident = self._office.residents.get(address or next(iter(self._office.residents)))
        if resident is None:
            raise web.HTTPNotFound
        return resident

    def _mail(self, number: str) -> Received:
        for mail in self._office.received:
            if str(mail.id) == number:
                return mail
        raise web.HTTPNotFound


def _listed(mail: Received) -> Json:
    message: EmailMessage = mail.message
    return {
        "id": mail.id,
        "from": str(message["From"] or ""),
        "subject": str(message["Subject"] or ""),
        "at": mail.at.isoformat(),
        "thread": str(message["References"] or message["Message-ID"] or "").split()[:1],
        "invitation": invitation_title(mail),
    }
