"""`/metrics`: the service's figures for Prometheus."""

from aiohttp import web

from threadline.bots.webhook.api.limit_status import shared_limits
from threadline.bots.webhook.http.authentication import admit
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.core.domain.scopes import ADMIN
from threadline.storage.database.errors import StorageError
from threadline.storage.figures import Figures

endpoints = Endpoints("Health")


@endpoints.declare("GET", "/metrics", scope=None, answers={200: ("text/plain",)}, errors=(401, 403, 429))
async def metrics(call: Call) -> web.Response:
    """The figures of this process for Prometheus.

    Where the service is for its own machine alone, nobody is asked who they are; otherwise a token with the scope
    `admin` is needed.
    """
    if not call.services.settings.is_private:
        await admit(call.request, ADMIN)
    figures = call.room.metrics
    try:
        counted = Figures(call.services.storage.database)
        figures.turns(await counted.turns())
        figures.queues(await counted.oldest())
        figures.limits(await shared_limits(call))
        figures.stored(await counted.longest_wait(), await counted.proposals(), await counted.day_of_providers())
    except StorageError:
        figures.turns({})  # what does not need the database is told all the same
    figures.models(call.services.models.selection.standings)
    figures.answers(call.services.models.admission.load)
    return web.Response(body=figures.render(), headers={"Content-Type": figures.content_type})
