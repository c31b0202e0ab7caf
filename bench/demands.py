"""What callers ask in the measurement: a few kinds of demands, as an operator would write them down."""

import json
import random
from typing import Any

_KINDS: tuple[dict[str, Any], ...] = (
    {"matter": "wage_arrears", "urgency": "urgent", "people": 10, "amount_fen": 40_000_000, "employer": "砺合劳务",
     "content": "木工班组10人被要求立即退场，承诺第二天结清工资，至今未付，合计约40万元，大家情绪激动。"},
    {"matter": "wage_arrears", "people": 1, "amount_fen": 1_260_000, "employer": "锦程餐饮",
     "content": "在餐厅做后厨三个月，离职后两个月工资一直未结，老板电话不接，请求协助追回。"},
    {"matter": "wage_arrears", "people": 3, "amount_fen": 5_400_000, "employer": "恒远物业",
     "content": "物业更换承包方，三名保洁员上月工资与加班费没有着落，新旧公司互相推诿。"},
    {"matter": "wage_arrears", "people": 2, "amount_fen": 880_000, "employer": "速达配送",
     "content": "骑手反映站点以差评为由克扣配送费，两人合计八千余元，要求说明依据并补发。"},
)  # fmt: skip


def demand(place: int) -> dict[str, Any]:
    """One demand at a place, from a caller of its own."""
    kind = random.choice(_KINDS)
    return {
        "place": place,
        "caller_name": "张建国",
        "caller_phone": f"138{random.randrange(10**8):08}",
        **kind,
    }


def as_json(place: int) -> bytes:
    """The same as the body of a request."""
    return json.dumps(demand(place), ensure_ascii=False).encode()
