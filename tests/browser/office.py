"""The office's people at their browsers: a context of their own each, everything those complain about kept."""

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.test import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

PASSWORD = "bihuan-demo"
DESK_SCREEN = {"width": 1366, "height": 768}
PHONE_SCREEN = {"width": 390, "height": 844}
#: How everybody of the cast who acts in a test signs in.
USERNAMES = {
    "陈晓": "chenxiao", "周敏": "zhoumin", "何静": "hejing", "唐毅": "tangyi", "罗岚": "luolan", "高远": "gaoyuan",
    "杨帆": "yangfan", "邓宁": "dengning", "张琪": "zhangqi", "吴迪": "wudi", "马俊": "majun", "许慧": "xuhui",
    "秦川": "qinchuan", "蒋悦": "jiangyue", "石磊": "shilei", "田甜": "tiantian",
    "覃芳": "qinfang",
}  # fmt: skip
#: Milliseconds until something expected counts as missing: long, for a machine that is busy with other tests.
PATIENCE = 30_000
#: A refusal is an answer; each test looks at what it says.
REFUSED = re.compile(r"status of (404|409|422)")
#: What htmx calls an error and is none: a search given up for the newer one, or for another page.
GIVEN_UP = ("htmx:afterRequest", "htmx:sendAbort")


class Office:
    """Seats at the website ``url``. ``complaints`` gathers what the browsers found wrong with it."""

    def __init__(self, chromium: "Browser", url: str) -> None:
        self.url = url
        self.complaints: list[str] = []
        self._chromium = chromium
        self._contexts: list[BrowserContext] = []
        self._seats: dict[str, Page] = {}

    def stranger(self, **options: Any) -> "Page":
        """Somebody who is not signed in."""
        options = {"viewport": DESK_SCREEN, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | options
        context = self._chromium.new_context(base_url=self.url, **options)
        self._contexts.append(context)
        context.on("request", self._watch)
        context.on("console", lambda said: self._hear(said.text) if said.type == "error" else None)
        context.on("weberror", lambda wrong: self._hear(str(wrong.error)))
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    def caller(self) -> "Page":
        """A caller with a telephone in the hand."""
        return self.stranger(viewport=PHONE_SCREEN, is_mobile=True, has_touch=True, device_scale_factor=2)

    def sign_in(self, name: str, page: "Page | None" = None) -> "Page":
        """Let ``name`` sign in with the password, at a new desk or at ``page``."""
        page = page or self.stranger()
        page.goto("/sign-in/")
        page.get_by_label("用户名").fill(USERNAMES[name])
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"{self.url}/")
        return page

    def enter(self, name: str, language: str = "zh-hans") -> "Page":
        """A new desk with ``name`` at it already, without the door; pages are in ``language``."""
        client = Client()
        from bihuan.organisations.models import Person

        client.force_login(Person.objects.get(name=name, is_demo_cast=True))
        page = self.stranger()
        cookies = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.LANGUAGE_COOKIE_NAME: language,
        }
        page.context.add_cookies([{"name": n, "value": v, "url": self.url} for n, v in cookies.items()])
        return page

    def seat(self, name: str) -> "Page":
        """The desk at which ``name`` sits all day."""
        if name not in self._seats:
            self._seats[name] = self.sign_in(name)
        return self._seats[name]

    def close(self) -> None:
        """Send everybody home."""
        for context in self._contexts:
            context.close()

    def _hear(self, complaint: str) -> None:
        if not complaint.startswith(GIVEN_UP) and not REFUSED.search(complaint):
            self.complaints.append(complaint)

    def _watch(self, request: "Request") -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.complaints.append(f"asks another machine: {request.url}")
