"""A language model for tests: a real HTTP server on this machine that answers as the published API does.

``Published…`` is that shape, as the reference of the chat completions API gives it; a test holds the fake's answers and
the product's requests against it, so that neither drifts from what a real endpoint sends and takes.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class PublishedMessage(_Strict):
    role: Literal["assistant"]
    content: str | None
    refusal: str | None = None


class PublishedChoice(_Strict):
    index: int
    message: PublishedMessage
    finish_reason: Literal["stop", "length", "tool_calls", "content_filter", "function_call"]
    logprobs: None = None


class PublishedUsage(_Strict):
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class PublishedCompletion(_Strict):
    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[PublishedChoice]
    usage: PublishedUsage | None = None
    system_fingerprint: str | None = None


class PublishedAsked(_Strict):
    role: Literal["system", "user"]
    content: str


class PublishedSchema(_Strict):
    name: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")
    strict: bool
    schema_: dict[str, Any] = Field(alias="schema")


class PublishedFormat(_Strict):
    type: Literal["json_schema"]
    json_schema: PublishedSchema


class PublishedRequest(_Strict):
    model: str
    messages: list[PublishedAsked]
    temperature: float
    max_tokens: int
    response_format: PublishedFormat


def completion(content: str | None, finish: str = "stop", refusal: str | None = None) -> dict[str, Any]:
    """The answer of the API with this text in it."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_750_000_000,
        "model": "local-model",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content, "refusal": refusal},
                "finish_reason": finish,
                "logprobs": None,
            }
        ],
        "usage": {"prompt_tokens": 900, "completion_tokens": 60, "total_tokens": 960},
    }


@dataclass
class Endpoint:
    """What the server was sent, and what it answers: a status, headers and a body."""

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answer: Callable[[], tuple[int, dict[str, str], bytes]] = lambda: (200, {}, b"{}")

    def says(self, content: str | None, **more: Any) -> None:
        """Answer with this text from now on."""
        body = json.dumps(completion(content, **more)).encode()
        self.answer = lambda: (200, {}, body)


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    """A server as long as the block runs."""
    it = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            it.headers.append({"path": self.path, **dict(self.headers)})
            it.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            status, headers, body = it.answer()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    it.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield it
    finally:
        server.shutdown()
        server.server_close()
