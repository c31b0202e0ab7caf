"""How many SQL statements an act costs, token, key, BEGIN and COMMIT included; counted in this process."""

import json
from uuid import uuid4

from bench.demands import as_json
from bench.house import Line


def count(line: Line) -> tuple[dict[str, int], str]:
    """Statements of each act of one life, and the number of the order that lived it."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"Host": "127.0.0.1"})
    counted: dict[str, int] = {}

    def call(act: str, address: str, token: str, body: bytes | None = None) -> dict:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid4().hex}
        with CaptureQueriesContext(connection) as captured:
            if body is None:
                answer = client.get(address, headers=headers)
            else:
                answer = client.post(address, body, content_type="application/json", headers=headers)
        if answer.status_code >= 300:
            raise RuntimeError(f"{act} was answered: {answer.content.decode()}")
        counted[act] = len(captured)
        return answer.json()

    number = call("create", "/api/orders", line.operator, as_json(line.place))["number"]
    order = f"/api/orders/{number}"
    call("dispatch", f"{order}/dispatch", line.dispatcher, json.dumps({"unit_id": line.union}).encode())
    call("sign", f"{order}/sign", line.clerk, b"{}")
    call("resolve", f"{order}/resolve", line.clerk, b'{"closure": "paid_in_full", "result": "ok"}')
    call("list", "/api/orders?size=50", line.clerk)
    return counted, number
