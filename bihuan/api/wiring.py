"""The API put together: sign-in by token, problems, routes, and its page."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI
from ninja.security import HttpBearer

from bihuan import __version__
from bihuan.api import schemas as s
from bihuan.api.events import router as events_router
from bihuan.api.orders import router
from bihuan.api.problems import answer_problems
from bihuan.api.vitals import router as vitals_router
from bihuan.api.warnings import router as warnings_router
from bihuan.organisations.actions.sign_in import check_sign_in
from bihuan.organisations.actions.tokens import issue_token
from bihuan.organisations.actors import Actor
from bihuan.organisations.held_posts import actor_for_token

TOKEN_LIFE = timedelta(days=30)


class TokenAuth(HttpBearer):
    """A bearer token; ``request.auth`` is the actor it stands for."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of the token, or None."""
        return actor_for_token(token, timezone.now())


api = NinjaAPI(
    title="Bihuan 闭环",
    version=__version__,
    description=(
        "The same acts, standings and refusals as the pages. Every write needs an `Idempotency-Key`: sent twice with "
        "the same body it is done once and answered twice. Errors are `application/problem+json`; `detail` is a "
        "sentence for a person in the language of `Accept-Language`."
    ),
    auth=TokenAuth(),
)
answer_problems(api)
api.add_router("", router)
api.add_router("", events_router)
api.add_router("", vitals_router)
api.add_router("", warnings_router)


@api.post("/sign-in", auth=None, response=s.Token, tags=["sign-in"])
def sign_in(request: HttpRequest, who: s.SignIn) -> dict[str, object]:
    """Exchange name and password for a token. Failures are slowed down like those of the sign-in page."""
    now = timezone.now()
    person = check_sign_in(who.username, who.password, request.META.get("REMOTE_ADDR", ""), now)
    expires_at = now + TOKEN_LIFE
    return {"token": issue_token(person, who.name, now, expires_at), "expires_at": expires_at}
