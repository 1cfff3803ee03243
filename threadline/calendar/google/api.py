"""Calls of Google's API, off the event loop.

google-api-python-client is synchronous and httplib2 is not thread-safe, so each call has a connection of its own in one
of a few threads. Google's packages are imported with the first call.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from typing import Any

from threadline.calendar.google.faults import TITLE, error_of
from threadline.calendar.port import CalendarUnavailable
from threadline.texts.messages import _

Json = dict[str, Any]
_THREADS = 16


class GoogleApi:
    """The API at `api_url` (`https://www.googleapis.com`). `timeout` (seconds) bounds a call, waiting included.

    `api` is its name and version, `path` where it is below the address, `title` its name for people. `once`: a request
    whose answer is lost is not sent anew, as httplib2 does by itself: what has no id of ours would be there twice.
    """

    def __init__(
        self,
        api_url: str,
        *,
        api: tuple[str, str] = ("calendar", "v3"),
        path: str = "calendar/v3/",
        title: str = TITLE,
        once: bool = False,
        timeout: float = 20.0,
    ) -> None:
        self._address = f"{api_url.rstrip('/')}/{path}"
        self._api = api
        self._title = title
        self._once = once
        self._timeout = timeout
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="google-calendar")
        self._building = threading.Lock()
        self._service: Any = None

    async def call(self, make: Callable[[Any], Any], *, token: str, scope: str, if_match: str | None = None) -> Json:
        """Make a request of the service and carry it out; the answer's JSON. Raises `CalendarError`.

        A caller that gives up lets the thread end by itself: it holds nothing but its own connection.
        """
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._threads, self._execute, make, token, scope, if_match)
        try:
            async with asyncio.timeout(self._timeout):
                return await work
        except TimeoutError as error:
            raise CalendarUnavailable(_("{title} takes too long to answer.", title=self._title)) from error

    def close(self) -> None:
        """Take no more calls; those under way end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _execute(self, make: Callable[[Any], Any], token: str, scope: str, if_match: str | None) -> Json:
        try:
            import httplib2  # type: ignore[import-untyped]
            from googleapiclient.errors import Error, HttpError  # type: ignore[import-untyped]
        except ModuleNotFoundError as error:
            raise CalendarUnavailable(
                "Google Calendar needs more packages: pip install 'threadline[google]'"
            ) from error

        http = (_sends_once(httplib2.Http) if self._once else httplib2.Http)(timeout=self._timeout)
        http.follow_redirects = False
        try:
            request = make(self._built())
            request.headers["authorization"] = f"Bearer {token}"
            if if_match is not None:
                request.headers["If-Match"] = if_match
            answer = request.execute(http=http)
        except HttpError as error:
            raise error_of(error.resp.status, error.resp, error.content, scope=scope, title=self._title) from error
        except (Error, httplib2.HttpLib2Error, HTTPException, OSError, ValueError) as error:
            raise CalendarUnavailable(_("{title} cannot be reached at the moment.", title=self._title)) from error
        finally:
            http.close()
        return answer if isinstance(answer, dict) else {}

    def _built(self) -> Any:
        """The service, which only makes requests; its discovery document comes with the package."""
        with self._building:
            if self._service is None:
                import httplib2
                from googleapiclient.discovery import build  # type: ignore[import-untyped]

                self._service = build(
                    *self._api,
                    http=httplib2.Http(timeout=self._timeout),
                    static_discovery=True,
                    cache_discovery=False,
                    client_options={"api_endpoint": self._address},
                )
            return self._service


def _sends_once(http: Any) -> Any:
    """A kind of httplib2's client that sends a request no second time where the connection broke after the first."""

    class SendsOnce(http):  # type: ignore[misc]
        def _conn_request(self, conn: Any, *request: Any) -> Any:
            send, sent = conn.request, False

            def once(*parts: Any, **named: Any) -> Any:
                nonlocal sent
                if sent:
                    raise TimeoutError("sent before")  # the one error after which httplib2 does not try again
                sent = True
                return send(*parts, **named)

            conn.request = once
            return super()._conn_request(conn, *request)

    return SendsOnce
