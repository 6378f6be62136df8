"""The App, its installations and tokens, its deliveries, limits."""

from collections.abc import Mapping

from app.sandbox.http import Json, Refused, not_found
from app.sandbox.installations import Installation, Token
from app.sandbox.payloads import apps as shown
from app.sandbox.payloads import basics
from app.sandbox.rest.call import LARGEST_PAGE, USUAL_PAGE, Answer, Call
from app.sandbox.rest.limits import LIMITS, rate_limit_of
from app.sandbox.rest.router import Route
from app.sandbox.world import Delivery, Sent


def get_app(call: Call) -> Answer:
    """GET /app."""
    return Answer(200, shown.app(call.world))


def list_installations(call: Call) -> Answer:
    """GET /app/installations."""
    return call.page(call.world.installations.values(), shown.installation)


def _installation(call: Call) -> Installation:
    found = call.world.installations.get(call.number("installation_id"))
    if found is None:
        raise not_found()
    return found


def get_installation(call: Call) -> Answer:
    """GET /app/installations/{installation_id}."""
    return Answer(200, shown.installation(call.world, _installation(call)))


def get_repository_installation(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/installation."""
    repository = call.world.repository(f"{call.parameters['owner']}/{call.parameters['repo']}")
    found = call.world.installation_of(repository)
    if found is None:
        raise not_found()
    return Answer(200, shown.installation(call.world, found))


def create_token(call: Call) -> Answer:
    """POST /app/installations/{installation_id}/access_tokens. May be narrowed."""
    installation = _installation(call)
    if installation.suspended is not None:
        raise Refused(403, "This installation has been suspended")
    token = Token(
        f"ghs_{len(call.world.tokens) + 1:036d}",
        installation,
        call.world.clock() + call.world.token_lasts,
        _narrowed_permissions(installation, call.fields.get("permissions")),
        _narrowed_repositories(installation, call.fields),
    )
    call.world.tokens[token.text] = token
    return Answer(201, shown.token(call.world, token))


def _narrowed_permissions(
    installation: Installation, wanted: Mapping[str, str] | None
) -> dict[str, str]:
    if wanted is None:
        return dict(installation.permissions)
    for name, level in wanted.items():
        held = installation.permissions.get(name)
        if held is None or (level == "write" and held != "write"):
            raise Refused(422, "The permissions requested are not granted to this installation.")
    return {"metadata": "read", **wanted}


def _narrowed_repositories(installation: Installation, fields: Json) -> frozenset[int] | None:
    if "repositories" not in fields and "repository_ids" not in fields:
        return None
    names = {name.lower() for name in fields.get("repositories", ())}
    numbers = set(fields.get("repository_ids", ()))
    seen = installation.repositories.values()
    found = frozenset(it.id for it in seen if it.name.lower() in names or it.id in numbers)
    if len(found) < len(names) + len(numbers):
        raise Refused(
            422, "There is at least one repository that does not exist or is not accessible"
        )
    return found


def list_repositories(call: Call) -> Answer:
    """GET /installation/repositories."""
    seen = [it for it in call.installation.repositories.values() if call.sees(it)]
    listed, headers = call.cut(seen)
    data = {
        "total_count": len(seen),
        "repository_selection": "all" if call.installation.all_repositories else "selected",
        "repositories": [basics.repository(call.world, it) for it in listed],
    }
    return Answer(200, data, headers)


def list_deliveries(call: Call) -> Answer:
    """GET /app/hook/deliveries: newest first, with a cursor instead of pages."""
    query = call.request.query
    size = min(call.positive("per_page", USUAL_PAGE), LARGEST_PAGE)
    cursor = call.positive("cursor", 0)
    newest = sorted(call.world.sent, key=lambda sent: sent.id, reverse=True)
    rows = [it for it in newest if _asked_for(it, cursor, query.get("status"))]
    headers = {}
    if len(rows) > size:
        after = f"{call.world.api_url}/app/hook/deliveries?per_page={size}&cursor={rows[size].id}"
        headers["link"] = f'<{after}>; rel="next"'
    return Answer(200, [shown.delivery_item(it) for it in rows[:size]], headers)


def _asked_for(it: Sent, cursor: int, status: str | None) -> bool:
    if cursor and it.id > cursor:
        return False
    return status is None or (status == "success") == (200 <= it.status_code < 300)


def _sent(call: Call) -> Sent:
    number = call.number("delivery_id")
    found = next((it for it in call.world.sent if it.id == number), None)
    if found is None:
        raise not_found()
    return found


def get_delivery(call: Call) -> Answer:
    """GET /app/hook/deliveries/{delivery_id}."""
    return Answer(200, shown.delivery(_sent(call)))


def redeliver(call: Call) -> Answer:
    """POST /app/hook/deliveries/{delivery_id}/attempts: the same body under the same id."""
    old = _sent(call).delivery
    again = Delivery(
        old.id, old.event, old.body, call.world.clock(), old.installation, old.repository, True
    )
    call.world.queue(again)
    return Answer(202, {})


def get_rate_limit(call: Call) -> Answer:
    """GET /rate_limit, which costs nothing."""
    now = call.world.clock()
    found = {name: rate_limit_of(call.installation, name, now) for name in LIMITS}
    return Answer(200, {"resources": found, "rate": found["core"]})


def get_meta(_: Call) -> Answer:
    """GET /meta."""
    return Answer(200, {"verifiable_password_authentication": False, "hooks": ["127.0.0.0/8"]})


ROUTES = (
    Route("GET", "/app", get_app, "app"),
    Route("GET", "/app/installations", list_installations, "app"),
    Route("GET", "/app/installations/{installation_id}", get_installation, "app"),
    Route("POST", "/app/installations/{installation_id}/access_tokens", create_token, "app"),
    Route("GET", "/app/hook/deliveries", list_deliveries, "app"),
    Route("GET", "/app/hook/deliveries/{delivery_id}", get_delivery, "app"),
    Route("POST", "/app/hook/deliveries/{delivery_id}/attempts", redeliver, "app"),
    Route("GET", "/repos/{owner}/{repo}/installation", get_repository_installation, "app"),
    Route("GET", "/installation/repositories", list_repositories, "metadata:read"),
    Route("GET", "/rate_limit", get_rate_limit, "nothing"),
    Route("GET", "/meta", get_meta, "nothing"),
)
