"""Issues and pull requests: lists, and the page of one."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from urllib.parse import quote

from liquid import Markup

from app.sandbox.access import role
from app.sandbox.boxes import count
from app.sandbox.http import Json
from app.sandbox.mail import is_subscribed
from app.sandbox.markdown.render import Boxes
from app.sandbox.state import Comment, Issue, IssueEvent, Label, Reactions, Repository, Review
from app.sandbox.views import reviews
from app.sandbox.views.look import Look, path, plural, state
from app.sandbox.views.repositories import milestone

EMOJI = {
    "+1": ("👍", "thumbs up"),
    "-1": ("👎", "thumbs down"),
    "laugh": ("😄", "laugh"),
    "hooray": ("🎉", "hooray"),
    "confused": ("😕", "confused"),
    "heart": ("❤️", "heart"),
    "rocket": ("🚀", "rocket"),
    "eyes": ("👀", "eyes"),
}
STATES = ("open", "closed", "all")


def issue_list(
    look: Look, it: Repository, pulls: bool, query: Mapping[str, str], only: str = ""
) -> Json:
    """A repository's issues or pull requests, newest first; `only`: the title of a milestone."""
    wanted = query.get("state", "open")
    label = query.get("label", "")
    known = [
        each
        for each in it.issues.values()
        if bool(each.pull) == pulls
        and (not label or any(has.name == label for has in each.labels))
        and (not only or (each.milestone is not None and each.milestone.title == only))
    ]
    chosen = wanted if wanted in STATES else "open"
    shown = [each for each in known if chosen in ("all", each.state)]
    shown.sort(key=lambda each: (each.created, each.number), reverse=True)
    return {
        "state": chosen,
        "label": label,
        "noun": "pull requests" if pulls else "issues",
        "filters": _filters(known, chosen, label),
        "labels": _label_filters(it, chosen, label),
        "rows": [summary(look, each) for each in shown],
    }


def _filters(known: Iterable[Issue], chosen: str, label: str) -> list[Json]:
    states = [each.state for each in known]
    more = f"&label={quote(label)}" if label else ""
    counts = {"open": states.count("open"), "closed": states.count("closed"), "all": len(states)}
    return [
        {
            "name": name.capitalize(),
            "count": count,
            "query": f"?state={name}{more}",
            "here": name == chosen,
        }
        for name, count in counts.items()
    ]


def _label_filters(it: Repository, chosen: str, label: str) -> list[Json]:
    used = {has.name: has for each in it.issues.values() for has in each.labels}
    return [
        {
            **label_chip(used[name]),
            "query": f"?state={chosen}&label={quote(name)}",
            "here": name == label,
        }
        for name in sorted(used)
    ]


def label_chip(it: Label) -> Json:
    """A label as it stands beside a title."""
    return {"name": it.name, "color": it.color.lower()}


def summary(look: Look, issue: Issue) -> Json:
    """An issue in one row."""
    return {
        "number": issue.number,
        "title": issue.title,
        "path": path(issue),
        "author": look.person(issue.user),
        "state": state(issue),
        "kind": "pull request" if issue.pull else "issue",
        "opened": look.time(issue.created),
        "labels": [label_chip(it) for it in issue.labels],
        "assignees": [look.person(who) for who in issue.assignees],
        "milestone": issue.milestone.title if issue.milestone else None,
        "comments": plural(len(issue.comments), "comment"),
        "tasks": _tasks(issue.body or ""),
    }


def _tasks(body: str) -> str:
    """How many of its boxes are ticked, as lists of issues show it."""
    done, total = count(body)
    return f"{done} of {total} tasks" if total else ""


def thread(look: Look, issue: Issue) -> Json:
    """An issue's page, or a pull request's conversation."""
    repository = issue.repository
    writes, triages = look.may(repository, "write"), look.may(repository, "triage")
    own = look.user is issue.user
    where = issue.milestone
    return {
        **summary(look, issue),
        "locked": issue.locked,
        "may_comment": writes or not issue.locked,
        "may_close": (own or triages) and state(issue) != "merged",
        "reason": "not planned" if issue.state_reason == "not_planned" else "",
        "subscribed": is_subscribed(look.world, issue, look.user),
        "milestone": milestone(look, repository, where) if where else None,
        "role": role(look.world, look.user, repository),
        "first": post(look, issue),
        "entries": list(_entries(look, issue)),
        "emoji": [{"key": key, "face": face, "name": name} for key, (face, name) in EMOJI.items()],
    }


def may_edit(look: Look, it: Issue | Comment) -> bool:
    """Whether GitHub lets the person edit that text: authors, and those with write access."""
    return it.user is look.user or look.may(it.thread.repository, "write")


def post(look: Look, it: Issue | Comment) -> Json:
    """A body or a comment."""
    is_comment = isinstance(it, Comment)
    key = f"issuecomment-{it.id}" if is_comment else "issue"
    alive = may_edit(look, it)
    repository, bot = it.thread.repository, look.world.app.bot
    return {
        "key": key,
        "id": it.id if is_comment else "",
        "author": look.person(it.user, repository),
        "at": look.time(it.created),
        "edited": _is_edited(look, it),
        "html": look.html(it.body, repository, Boxes(f"box-{key}", alive)),
        "has_text": bool(it.body),
        "may_edit": alive,
        "reactions": _reactions(it.reactions),
        "by_app": it.via_app or _is_written_into(look, it),
        "app_reactions": [each.content for each in it.reactions.values() if each.user is bot],
    }


def _is_edited(look: Look, it: Issue | Comment) -> bool:
    """Whether the text was changed since: comments and labels move an issue's `updated` as well."""
    if isinstance(it, Comment):
        return it.updated > it.created
    return any(
        each.issue is it and each.kind == "edited" and each.comment is None
        for each in look.world.journal
    )


def _is_written_into(look: Look, it: Issue | Comment) -> bool:
    """Whether the App has changed somebody's comment."""
    return isinstance(it, Comment) and any(
        each.comment == it.id and each.kind == "edited" and each.actor is look.world.app.bot
        for each in look.world.journal
    )


def _reactions(given: Reactions) -> list[Json]:
    kinds = [content for _, content in given]
    rows = []
    for kind in dict.fromkeys(kinds):
        face, name = EMOJI[kind]
        who = ", ".join(it.user.login for it in given.values() if it.content == kind)
        rows.append({"face": face, "name": name, "count": kinds.count(kind), "who": who})
    return rows


def _entries(look: Look, issue: Issue) -> Iterator[Json]:
    """Comments, and lines about what happened between them, in order."""
    merged = issue.pull.merged if issue.pull else None
    told: list[tuple[float, Comment | IssueEvent | Review]] = [
        (it.at, it)
        for it in [*issue.events, *_commits(issue)]
        if it.event in _SENTENCES and not (it.event == "closed" and merged)
    ]
    told += [(it.created, it) for it in issue.comments]
    told += [(it.created, it) for it in (issue.pull.reviews if issue.pull else ())]
    told.sort(key=lambda pair: pair[0])
    for is_event, group in groupby(told, key=lambda pair: isinstance(pair[1], IssueEvent)):
        if is_event:
            yield from _lines(look, [it for _, it in group if isinstance(it, IssueEvent)])
            continue
        for _, it in group:
            if isinstance(it, Comment):
                yield post(look, it)
            elif isinstance(it, Review):
                yield reviews.entry(look, issue, it)


def _commits(issue: Issue) -> list[IssueEvent]:
    """A pull request's commits, as lines of the same kind."""
    known = issue.repository.commits
    commits = [known[sha] for sha in (issue.pull.commits if issue.pull else ())]
    return [
        IssueEvent(0, "committed", it.author, it.at, {"message": it.message}, via_app=False)
        for it in commits
    ]


_SENTENCES = {
    "committed": "committed",
    "labeled": "added",
    "unlabeled": "removed",
    "assigned": "assigned",
    "unassigned": "unassigned",
    "milestoned": "added this to the milestone",
    "demilestoned": "removed this from the milestone",
    "renamed": "changed the title from",
    "closed": "closed this",
    "reopened": "reopened this",
    "merged": "merged this",
    "locked": "locked the conversation",
    "unlocked": "unlocked the conversation",
    "review_requested": "asked for a review by",
    "ready_for_review": "marked this as ready for review",
    "convert_to_draft": "marked this as a draft",
    "review_request_removed": "no longer asks for a review by",
    "review_dismissed": "dismissed a review:",
    "head_ref_force_pushed": "force-pushed, in place of all commits before",
}


def _lines(look: Look, events: list[IssueEvent]) -> Iterator[Json]:
    """One line for what somebody did of one kind in one go."""
    for _, group in groupby(events, key=lambda it: (it.event, it.actor.id, int(it.at) // 60)):
        same = list(group)
        objects = [each for each in (_object(it) for it in same) if each]
        yield {
            "line": True,
            "who": look.person(same[0].actor),
            "says": _SENTENCES[same[0].event],
            "objects": Markup(" " if "label" in same[0].details else ", ").join(objects),
            "at": look.time(same[0].at),
        }


def _object(it: IssueEvent) -> Markup | None:
    details = it.details
    if it.event in ("labeled", "unlabeled"):
        label = details["label"]
        chip = '<span class="label c{}">{}</span>'
        return Markup(chip).format(str(label.get("color", "")).lower(), label["name"])
    if it.event in ("assigned", "unassigned"):
        return Markup("<strong>{}</strong>").format(details["assignee"]["login"])
    if it.event in ("milestoned", "demilestoned"):
        return Markup("<strong>{}</strong>").format(details["milestone"]["title"])
    if it.event == "committed":
        return Markup("<strong>{}</strong>").format(details["message"])
    if it.event == "renamed":
        pair = details["rename"]
        return Markup("<del>{}</del> to <strong>{}</strong>").format(pair["from"], pair["to"])
    if it.event == "review_dismissed":
        return Markup("<strong>{}</strong>").format(
            details["dismissed_review"]["dismissal_message"]
        )
    if it.event in ("review_requested", "review_request_removed"):
        return Markup("<strong>{}</strong>").format(details["requested_reviewer"]["login"])
    return None
