"""The files of a fake's browser view, which lie in the folder `view` of its package."""

from importlib.resources import files

from aiohttp import web

_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"
_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript"}


class ViewFiles:
    """Serves them: the page, and `names` below `/view/`. `policy` says more of what the page may load."""

    def __init__(self, package: str, *names: str, policy: str = "") -> None:
        self._package = package
        self._names = names
        self._policy = f"{_POLICY}; {policy}" if policy else _POLICY

    def routes(self) -> list[web.RouteDef]:
        """The addresses of the files."""
        return [web.get("/", self._page), web.get("/view/{name}", self._asset)]

    async def _page(self, request: web.Request) -> web.Response:
        return self._file("index.html")

    async def _asset(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in self._names:
            raise web.HTTPNotFound
        return self._file(name)

    def _file(self, name: str) -> web.Response:
        text = files(self._package).joinpath("view", name).read_text(encoding="utf-8")
        headers = {"Content-Security-Policy": self._policy, "Cache-Control": "no-store"}
        return web.Response(text=text, content_type=_TYPES[name.rpartition(".")[2]], headers=headers)
