"""One declaration per endpoint: it validates the request, guards it, and is what the OpenAPI document is made from.

A handler is an asynchronous function of a `Call` and, by name, of what it needs: `body` (JSON), `form` (with a file)
and `query` (the models in its annotations validate them), and the ids of its path. Its docstring is the documentation,
its return annotation the model of the answer.
"""

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import web
from pydantic import BaseModel

from threadline.bots.webhook.http.authentication import admit
from threadline.bots.webhook.http.call import Call, Caller
from threadline.bots.webhook.http.multipart import read_form
from threadline.bots.webhook.http.request_parsing import read_body, read_path, read_query, refuse_token_in_address
from threadline.bots.webhook.http.sse import EVENT_STREAM
from threadline.bots.webhook.schema.base import View
from threadline.storage.database.read_once import reading_once
from threadline.texts.languages import spoken
from threadline.texts.speaking import language, speaking, tagged

Handler = Callable[..., Awaitable[Any]]
H = TypeVar("H", bound=Handler)

Content = type[View] | str | None
"""What an answer holds: JSON of a model, a media type, or nothing."""

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is not the declared status with the declared model alone."""

    view: View | None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RequestHeader:
    """A header that an endpoint understands."""

    name: str
    description: str
    example: str
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What there is to know of one endpoint. `scope` None lets everybody in.

    `books` is for what is about the caller's calendars and takes no time: what tells of them is read once, with who
    it is.
    """

    method: str
    path: str
    tag: str
    scope: str | None
    handler: Handler
    body: type[BaseModel] | None
    form: type[BaseModel] | None
    query: type[BaseModel] | None
    answers: Mapping[int, tuple[Content, ...]]
    errors: tuple[int, ...]
    headers: tuple[RequestHeader, ...]
    books: bool = False

    @property
    def name(self) -> str:
        """The operation's id: the handler's module and name."""
        return f"{self.handler.__module__.rpartition('.')[2]}_{self.handler.__name__}"

    @property
    def ids(self) -> list[str]:
        """The names of the ids in its path."""
        return re.findall(r"\{(\w+)\}", self.path)

    @property
    def streams(self) -> bool:
        """Whether its usual answer is a stream, whose headers cannot be had without it."""
        return EVENT_STREAM in next(iter(self.answers.values()))

    @property
    def summary(self) -> str:
        """The first sentence of the handler's docstring."""
        return self._documentation[0]

    @property
    def description(self) -> str:
        """The rest of the handler's docstring (CommonMark)."""
        return self._documentation[1]

    @property
    def _documentation(self) -> tuple[str, str]:
        first, _, rest = (inspect.getdoc(self.handler) or self.handler.__name__).partition("\n")
        sentence, _, more = first.partition(". ")
        return sentence.rstrip("."), f"{more}\n{rest}".strip()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one request. Raises `Problem` and whatever the handler raises."""
        with reading_once() if self.books else nullcontext():
            return await self._serve(request)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        refuse_token_in_address(request)
        if self.scope is not None:
            await admit(request, self.scope, with_calendars=self.books)
        arguments: dict[str, Any] = dict(read_path(request))
        query = read_query(request, self.query)
        if query is not None:
            arguments["query"] = query
        call = Call(request)
        if self.body is not None:
            arguments["body"] = await read_body(request, self.body)
        if self.form is not None:
            most = call.services.settings.max_file_bytes
            arguments["form"] = await read_form(request, self.form, most_bytes=most)
        with speaking(_speech_of(call.caller) if self.scope is not None else language()):
            return self._respond(await self.handler(call, **arguments))

    def _respond(self, result: View | Answer | web.StreamResponse | None) -> web.StreamResponse:
        if isinstance(result, web.StreamResponse):
            return result
        answer = result if isinstance(result, Answer) else Answer(result, next(iter(self.answers)))
        if answer.view is None:
            return web.Response(status=answer.status, headers=answer.headers)
        text = answer.view.model_dump_json()
        return web.Response(status=answer.status, text=text, content_type=JSON, headers=answer.headers)


def _speech_of(caller: Caller) -> str:
    """In which language, and on which clock, a caller is told things.

    The clock is their own, and in the console the language too; a program is answered in the one it asks for.
    """
    own = spoken(caller.person.language) if caller.by_cookie else None
    return tagged(own or language(), caller.person.hours)


class Endpoints:
    """Collects the endpoints of one concept; `tag` is its heading in the documentation."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.all: list[Endpoint] = []

    def declare(
        self,
        method: str,
        path: str,
        *,
        scope: str | None,
        status: int = 200,
        answers: Mapping[int, tuple[Content, ...]] | None = None,
        errors: Sequence[int] = (),
        headers: Sequence[RequestHeader] = (),
        books: bool = False,
    ) -> Callable[[H], H]:
        """Make an endpoint of a handler.

        `answers` is given where the return annotation does not say it all; the first is the usual one. `errors` are
        those that do not follow from the rest of the declaration.
        """

        def register(handler: H) -> H:
            signature = inspect.signature(handler, eval_str=True)
            kinds = {name: each.annotation for name, each in signature.parameters.items()}
            endpoint = Endpoint(
                method=method,
                path=path,
                tag=self.tag,
                scope=scope,
                handler=handler,
                body=kinds.pop("body", None),
                form=kinds.pop("form", None),
                query=kinds.pop("query", None),
                answers=answers or {status: (signature.return_annotation,)},
                errors=tuple(errors),
                headers=tuple(headers),
                books=books,
            )
            self.all.append(endpoint)
            return handler

        return register
