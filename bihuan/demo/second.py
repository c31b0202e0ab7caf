"""The second process of the demo: plays the orders of all districts but the cast's. Started by ``playing.populate``."""

import os
import sys
from datetime import date, datetime


def main(until: str, since: str, orders: str, seed: str) -> None:
    """Play the other half of the plan these words describe."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
    django.setup()
    from bihuan.demo.playing import play, quick_commits
    from bihuan.demo.populating import Plan

    plan = Plan(datetime.fromisoformat(until), date.fromisoformat(since), int(orders), int(seed))
    with quick_commits():
        play(plan, at_home=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
