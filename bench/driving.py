"""Eight programs speaking to the API at once, in one thread: each waits for its answer before it asks again."""

import random
import selectors
import socket
import time
from collections import defaultdict
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bench.demands import as_json
from bench.house import Line

SILENCE = 30.0  # seconds without any answer after which the server counts as lost


class Request(NamedTuple):
    """One request, ready to be sent, and the act it stands for."""

    act: str
    sent: bytes


#: Yields requests and is sent the body of each answer.
Program = Generator[Request, bytes, None]


@dataclass
class Driven:
    """What came of it: seconds of every answered request by act, how long the whole took, and our own processor time."""

    answered: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    seconds: float = 0.0
    cpu: float = 0.0

    def per_second(self, act: str) -> float:
        return len(self.answered[act]) / self.seconds

    def quantile_ms(self, act: str, share: float) -> float:
        times = sorted(self.answered[act])
        return times[min(len(times) - 1, int(len(times) * share))] * 1000


def creates(line: Line) -> Program:
    """Register demands, one after the other."""
    while True:
        yield _post("create", "/api/orders", line.operator, as_json(line.place))


def lives(line: Line) -> Program:
    """Whole lives: an order is created, dispatched, signed for and resolved, and its clerk looks at the list."""
    dispatch = b'{"unit_id": %d, "version": 1}' % line.union
    resolve = '{"closure": "paid_in_full", "result": "已督促单位付清，来电人确认到账。"}'.encode()
    listed = _head("GET", "/api/orders?size=50", line.clerk) + b"\r\n"
    while True:
        created = yield _post("create", "/api/orders", line.operator, as_json(line.place))
        order = f"/api/orders/{_value(created, b'number')}"
        yield _post("dispatch", f"{order}/dispatch", line.dispatcher, dispatch)
        yield _post("sign", f"{order}/sign", line.clerk, b'{"version": 2}')
        yield _post("resolve", f"{order}/resolve", line.clerk, resolve)
        yield Request("list", listed)


def drive(port: int, programs: Sequence[Program], seconds: float) -> Driven:
    """Let the programs run for so long. Raises ``RuntimeError`` for any answer that is no success, or for silence."""
    driven = Driven()
    with selectors.DefaultSelector() as selector:
        began, cpu = time.perf_counter(), time.process_time()
        until = began + seconds
        for program in programs:
            talk = _Talk(port, program)
            talk.ask(next(program))
            selector.register(talk.socket, selectors.EVENT_READ, talk)
        while selector.get_map():
            ready = selector.select(SILENCE)
            if not ready:
                raise RuntimeError(f"The server has been silent for {SILENCE:.0f} seconds.")
            for key, _ in ready:
                talk = key.data
                body = talk.hear()
                if body is None:
                    continue
                now = time.perf_counter()
                driven.answered[talk.act].append(now - talk.asked)
                if now < until:
                    talk.ask(talk.program.send(body))
                else:
                    selector.unregister(talk.socket)
                    talk.socket.close()
        driven.seconds, driven.cpu = time.perf_counter() - began, time.process_time() - cpu
    return driven


class _Talk:
    """One kept connection."""

    def __init__(self, port: int, program: Program) -> None:
        self.program = program
        self.socket = socket.create_connection(("127.0.0.1", port), SILENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heard, self.act, self.asked = b"", "", 0.0

    def ask(self, request: Request) -> None:
        self.act, self.heard, self.asked = request.act, b"", time.perf_counter()
        self.socket.sendall(request.sent)

    def hear(self) -> bytes | None:
        """The body, once the answer is complete."""
        part = self.socket.recv(1 << 16)
        if not part:
            raise RuntimeError(f"The server hung up during {self.act}.")
        self.heard += part
        head, found, body = self.heard.partition(b"\r\n\r\n")
        if not found or len(body) < int(head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]):
            return None
        if not head.startswith(b"HTTP/1.1 2"):
            raise RuntimeError(f"{self.act} was answered: {head.decode()} {body.decode()}")
        return body


def _head(method: str, path: str, token: str) -> bytes:
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n".encode()


def _post(act: str, path: str, token: str, body: bytes) -> Request:
    rest = b"Content-Type: application/json\r\nIdempotency-Key: %032x\r\nContent-Length: %d\r\n\r\n"
    return Request(act, _head("POST", path, token) + rest % (random.getrandbits(128), len(body)) + body)


def _value(body: bytes, name: bytes) -> str:
    return body.split(b'"' + name + b'": "', 1)[1].split(b'"', 1)[0].decode()
