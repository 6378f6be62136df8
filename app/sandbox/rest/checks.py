"""Check runs, check suites and the older commit statuses."""

from collections.abc import Iterable

from app.sandbox.actions import checks, commits
from app.sandbox.http import Refused, not_found
from app.sandbox.payloads import basics
from app.sandbox.payloads import checks as shown
from app.sandbox.rest.call import Answer, Call
from app.sandbox.rest.router import Route
from app.sandbox.state import CheckRun, CheckSuite


def _sha(call: Call) -> str:
    ref = call.parameters["ref"]
    found = commits.sha_of(call.repository, ref)
    if found is None:
        raise Refused(422, f"No commit found for SHA: {ref}")
    return found


def _runs(call: Call) -> list[CheckRun]:
    """The newest run of each suite and name on the commit, if it is of the App that is asked."""
    query, sha = call.request.query, _sha(call)
    found: Iterable[CheckRun] = (it for it in call.repository.check_runs.values() if it.head == sha)
    if "check_name" in query:
        found = (it for it in found if it.name == query["check_name"])
    newest = {(it.suite.app, it.name): it for it in found}.values()
    return [it for it in newest if _is_asked(call, it.suite)]


def _is_asked(call: Call, it: CheckSuite) -> bool:
    """Whether it is of the App that is asked for, if one is."""
    return call.request.query.get("app_id") in (None, str(shown.app_id(call.world, it.app)))


def list_runs(call: Call) -> Answer:
    """GET …/commits/{ref}/check-runs."""
    found = call.known(_runs(call))
    listed, headers = call.cut(found)
    rows = [shown.check_run(call.world, call.repository, it) for it in listed]
    return Answer(200, {"total_count": len(found), "check_runs": rows}, headers)


def list_suites(call: Call) -> Answer:
    """GET …/commits/{ref}/check-suites."""
    name, sha = call.request.query.get("check_name"), _sha(call)
    suites = [
        it
        for it in call.known(call.repository.check_suites.values())
        if it.head == sha and _is_asked(call, it) and (name is None or name in it.runs)
    ]
    listed, headers = call.cut(suites)
    rows = [shown.check_suite(call.world, call.repository, it) for it in listed]
    return Answer(200, {"total_count": len(suites), "check_suites": rows}, headers)


def get_status(call: Call) -> Answer:
    """GET …/commits/{ref}/status: nobody sets statuses here, so it is pending for ever."""
    sha = _sha(call)
    url = f"{basics.repository_url(call.world, call.repository)}/commits/{sha}"
    data = {
        "state": "pending",
        "statuses": [],
        "sha": sha,
        "total_count": 0,
        "repository": basics.repository(call.world, call.repository),
        "commit_url": url,
        "url": f"{url}/status",
    }
    return Answer(200, data)


def create_run(call: Call) -> Answer:
    """POST …/check-runs."""
    head = call.needed_text("head_sha", "CheckRun")
    name = call.needed_text("name", "CheckRun")
    slug = call.world.app.slug
    made = checks.create(call.world, call.actor, call.repository, head, name, call.fields, slug)
    return Answer(201, shown.check_run(call.world, call.repository, made))


def change_run(call: Call) -> Answer:
    """PATCH …/check-runs/{check_run_id}: the App's own only."""
    found = call.repository.check_runs.get(call.number("check_run_id"))
    if found is None:
        raise not_found()
    if not found.by_app:
        raise Refused(403, "Resource not accessible by integration")
    checks.update(call.world, call.actor, call.repository, found, call.fields)
    return Answer(200, shown.check_run(call.world, call.repository, found))


_REPO = "/repos/{owner}/{repo}"
ROUTES = (
    Route("POST", f"{_REPO}/check-runs", create_run, "checks:write"),
    Route("PATCH", f"{_REPO}/check-runs/{{check_run_id}}", change_run, "checks:write"),
    Route("GET", f"{_REPO}/commits/{{ref}}/check-runs", list_runs, "checks:read"),
    Route("GET", f"{_REPO}/commits/{{ref}}/check-suites", list_suites, "checks:read"),
    Route("GET", f"{_REPO}/commits/{{ref}}/status", get_status, "statuses:read"),
)
