"""Issues, and the conversations of pull requests."""

from aiohttp import web

from app.sandbox.access import Actor, require
from app.sandbox.explaining import Artefact
from app.sandbox.http import Json, Refused, not_found
from app.sandbox.site.context import done, form, issue, look, page, person, repository, why
from app.sandbox.state import Comment, Issue
from app.sandbox.views import threads as views
from app.sandbox.views.look import path
from app.sandbox.views.pulls import pull
from app.sandbox.views.repositories import labels, milestone


async def issues(request: web.Request) -> web.Response:
    """GET …/issues."""
    it = repository(request)
    shown = views.issue_list(look(request), it, False, request.query)
    return page(request, "issues", shown, of=it, tab="Issues")


async def pulls(request: web.Request) -> web.Response:
    """GET …/pulls."""
    it = repository(request)
    shown = views.issue_list(look(request), it, True, request.query)
    return page(request, "issues", shown, of=it, tab="Pull requests")


async def label_list(request: web.Request) -> web.Response:
    """GET …/labels."""
    it = repository(request)
    shown = labels(it)
    for each in shown["labels"]:
        each["why"] = await why(request, Artefact("label", it.full_name, 0, name=each["name"]))
    return page(request, "labels", shown, of=it, tab="Labels")


async def milestones(request: web.Request) -> web.Response:
    """GET …/milestones."""
    it, viewer = repository(request), look(request)
    rows = [milestone(viewer, it, each) for each in it.milestones.values()]
    return page(request, "milestones", {"milestones": rows}, of=it, tab="Milestones")


async def milestone_page(request: web.Request) -> web.Response:
    """GET …/milestone/{number}."""
    it, viewer = repository(request), look(request)
    found = it.milestones.get(int(request.match_info["number"]))
    if found is None:
        raise not_found()
    shown = milestone(viewer, it, found)
    artefact = Artefact("milestone", it.full_name, found.number)
    shown["why"] = await why(request, artefact) if shown["by_app"] else None
    query = {"state": request.query.get("state", "all")}
    rows = views.issue_list(viewer, it, False, query, found.title)
    return page(request, "milestone", {"milestone": shown, **rows}, of=it, tab="Milestones")


async def issue_page(request: web.Request) -> web.Response:
    """GET …/issues/{number} and …/pull/{number}."""
    found, viewer = issue(request), look(request)
    shown = views.thread(viewer, found)
    for each in [shown["first"], *shown["entries"]]:
        if "by_app" in each:
            each["whys"] = await _whys(request, found, each)
    if found.pull is not None:
        shown["pull"] = pull(viewer, found)
    shown["draft"] = request.query.get("draft", "")
    tab = "Pull requests" if found.pull else "Issues"
    return page(request, "thread", shown, of=found.repository, tab=tab)


async def _whys(request: web.Request, found: Issue, post: Json) -> list[Json]:
    """Why a post of the App's is there, and each of its reactions to somebody's comment."""
    where, number, id = found.repository.full_name, found.number, post["id"] or None
    asked = []
    if post["by_app"]:
        asked.append(("", Artefact("comment" if id else "issue", where, number, id)))
    for content in post["app_reactions"]:
        artefact = Artefact("reaction", where, number, id, content)
        asked.append((views.EMOJI[content][0], artefact))
    answers = [await why(request, artefact, about) for about, artefact in asked]
    return [answer for answer in answers if answer is not None]


async def new_issue(request: web.Request) -> web.Response:
    """GET …/issues/new."""
    return page(request, "new", {}, of=repository(request), tab="Issues")


async def open_issue(request: web.Request) -> web.Response:
    """POST …/issues/new."""
    it, sent = repository(request), await form(request)
    made = person(request).open_issue(it.full_name, sent.get("title", ""), sent.get("body", ""))
    return await done(request, path(made))


async def comment(request: web.Request) -> web.Response:
    """POST …/comment: say something, close, reopen, or both."""
    found, sent = issue(request), await form(request)
    who, where = person(request), found.repository.full_name
    body, do = sent.get("body", ""), sent.get("do", "comment")
    place = path(found)
    if body.strip() or do == "comment":
        place += f"#issuecomment-{who.comment(where, found.number, body).id}"
    if do == "close":
        who.close(where, found.number)
    elif do == "reopen":
        who.reopen(where, found.number)
    return await done(request, place)


async def tick(request: web.Request) -> web.Response:
    """POST …/tick: a click on a task box, of the body or of a comment."""
    found, sent = issue(request), await form(request)
    line, value = _box(sent.get("box", ""))
    where, key = sent.get("comment", ""), "issue"
    try:
        if where:
            key = f"issuecomment-{_comment(found, where).id}"
            person(request).tick_comment_line(int(where), line, value)
        else:
            person(request).tick_line(found.repository.full_name, found.number, line, value)
    except LookupError:
        raise Refused(409, "This text has changed since. Open the page again.") from None
    return await done(request, f"{path(found)}#box-{key}-{line}")


def _box(text: str) -> tuple[int, bool]:
    line, _, value = text.partition(":")
    if not (line.isascii() and line.isdigit()) or value not in ("true", "false"):
        raise Refused(422, "Which box was it? Open the page again.")
    return int(line), value == "true"


def _comment(found: Issue, number: str) -> Comment:
    """The comment of that id in this conversation."""
    comments = [it for it in found.comments if str(it.id) == number]
    if not comments:
        raise Refused(409, "This comment is not here any more. Open the page again.")
    return comments[0]


def _text_of(request: web.Request, number: str) -> Issue | Comment:
    """A text that the person may edit: a comment, or the body where there is no number."""
    found = issue(request)
    text = _comment(found, number) if number else found
    if not views.may_edit(look(request), text):
        raise Refused(403, "You may not edit this text: its author may, and who has write access.")
    return text


async def editor(request: web.Request) -> web.Response:
    """GET …/text: a body or, with ?comment=, a comment, to be changed."""
    found = issue(request)
    it = _text_of(request, request.query.get("comment", ""))
    shown = {
        "title": found.title,
        "number": found.number,
        "path": path(found),
        "comment": request.query.get("comment", ""),
        "body": (it.body or "").replace("\r\n", "\n"),
    }
    return page(request, "text", shown, of=found.repository, tab="Issues")


async def change(request: web.Request) -> web.Response:
    """POST …/text."""
    found, sent = issue(request), await form(request)
    it = _text_of(request, sent.get("comment", ""))
    body, who = sent.get("body", ""), person(request)
    if isinstance(it, Comment):
        who.edit_comment(it.id, body)
        return await done(request, f"{path(found)}#issuecomment-{it.id}")
    who.edit_issue(found.repository.full_name, found.number, body=body)
    return await done(request, path(found))


async def react(request: web.Request) -> web.Response:
    """POST …/react."""
    found, sent = issue(request), await form(request)
    where, content = sent.get("comment", ""), sent.get("content", "")
    if where:
        person(request).react_to_comment(_comment(found, where).id, content)
        return await done(request, f"{path(found)}#issuecomment-{where}")
    person(request).react(found.repository.full_name, found.number, content)
    return await done(request, path(found))


async def follow(request: web.Request) -> web.Response:
    """POST …/follow: subscribe, or no longer."""
    found, sent = issue(request), await form(request)
    who, where = person(request), found.repository
    require(who.world, Actor(who.user), where, "read")
    if sent.get("do") == "unsubscribe":
        who.unsubscribe(where.full_name, found.number)
    else:
        who.subscribe(where.full_name, found.number)
    return await done(request, path(found))


async def lock(request: web.Request) -> web.Response:
    """POST …/lock: lock the conversation, or unlock it."""
    found, sent = issue(request), await form(request)
    who, where = person(request), found.repository.full_name
    if sent.get("do") == "unlock":
        who.unlock(where, found.number)
    else:
        who.lock(where, found.number)
    return await done(request, path(found))
