"""Spans kept by OpenTelemetry's SDK and sent over OTLP; imported where traces are asked for, and not before.

Where they go, how many are sampled and what the service is called there is told by the standard variables
(`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_TRACES_SAMPLER`, `OTEL_SERVICE_NAME` …), which the SDK reads itself. The provider
is ours alone and not the process' global one: what libraries would tell by that may hold content.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Status, StatusCode

from threadline.telemetry.spans import Attributes, Kind, Span

_KINDS: Mapping[Kind, trace.SpanKind] = {
    "internal": trace.SpanKind.INTERNAL,
    "client": trace.SpanKind.CLIENT,
    "server": trace.SpanKind.SERVER,
}
_LAST_WORDS_SECONDS = 5.0


class _Kept:
    """A span of OpenTelemetry's."""

    def __init__(self, span: trace.Span) -> None:
        self.span = span
        self.has_failed = False

    def note(self, attributes: Attributes) -> None:
        for name, value in attributes.items():
            if value is not None:
                self.span.set_attribute(name, value)

    def failed(self, kind: str) -> None:
        self.span.set_attribute("error.type", kind)
        self.span.set_status(Status(StatusCode.ERROR))
        self.has_failed = True

    def end(self) -> None:
        self.span.end()


class OpenTelemetry:
    """Records spans. `processor` takes each one when it is over; `close` hands over the last ones."""

    def __init__(self, processor: SpanProcessor, *, version: str, replica: str, content: bool = False) -> None:
        ours = {"service.name": "threadline", "service.version": version, "service.instance.id": replica}
        # What the operator says of the process stands over what we say of it.
        self._provider = TracerProvider(resource=Resource(ours).merge(OTELResourceDetector().detect()))
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("threadline", version)
        self.content = content

    @contextmanager
    def span(self, name: str, kind: Kind, attributes: Attributes) -> Iterator[Span]:
        """As `spans.span`."""
        kept = self.begin(name, kind, attributes)
        try:
            with trace.use_span(kept.span, record_exception=False, set_status_on_exception=False):
                yield kept
        except Exception as error:
            if not kept.has_failed:
                kept.failed(type(error).__name__)
            raise
        finally:
            kept.end()

    def begin(self, name: str, kind: Kind, attributes: Attributes) -> _Kept:
        """As `spans.begin`."""
        kept = _Kept(self._tracer.start_span(name, kind=_KINDS[kind]))
        kept.note(attributes)
        return kept

    def here(self) -> Span:
        """As `spans.here`."""
        return _Kept(trace.get_current_span())

    def ids(self) -> Mapping[str, str]:
        """As `spans.ids`."""
        here = trace.get_current_span().get_span_context()
        if not here.is_valid:
            return {}
        return {"trace_id": trace.format_trace_id(here.trace_id), "span_id": trace.format_span_id(here.span_id)}

    def close(self) -> None:
        """Hand over what is left, and stop. May take seconds: not to be called on the event loop."""
        self._provider.force_flush(round(_LAST_WORDS_SECONDS * 1000))
        self._provider.shutdown()


def by_otlp(*, version: str, replica: str, content: bool) -> OpenTelemetry:
    """Spans that go out over OTLP by HTTP, in batches and beside the work."""
    return OpenTelemetry(BatchSpanProcessor(OTLPSpanExporter()), version=version, replica=replica, content=content)
