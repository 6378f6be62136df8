"""Pull requests, their reviews and line comments."""

from app.sandbox import access
from app.sandbox.http import Json
from app.sandbox.payloads.basics import (
    maybe_user,
    maybe_when,
    node_id,
    repository,
    repository_url,
    user,
    when,
)
from app.sandbox.payloads.commits import changed_file
from app.sandbox.payloads.issues import issue_page, issue_url, reactions, thread
from app.sandbox.state import Issue, Pull, Repository, Review, ReviewComment
from app.sandbox.world import World


def pull_url(world: World, it: Issue) -> str:
    """The API's address of a pull request."""
    return f"{repository_url(world, it.repository)}/pulls/{it.number}"


def pull_of(it: Issue) -> Pull:
    """What the issue has as a pull request. Callers know that it is one."""
    if it.pull is None:
        raise ValueError(f"#{it.number} is no pull request")
    return it.pull


def changed_files(world: World, it: Issue) -> list[Json]:
    """The files that a pull request changes."""
    pull, owner = pull_of(it), it.repository
    before, after = owner.commits[pull.base_sha].files, owner.commits[pull.head].files
    paths = sorted(path for path in before | after if before.get(path) != after.get(path))
    return [
        changed_file(world, owner, path, before.get(path), after.get(path), pull.head)
        for path in paths
    ]


def pull(world: World, it: Issue) -> Json:
    """A pull request in full."""
    its = pull_of(it)
    files = changed_files(world, it)
    return {
        **pull_simple(world, it),
        "merged": its.merged is not None,
        "mergeable": None if its.merged else True,
        "rebaseable": None,
        "mergeable_state": "draft" if its.draft else "unknown" if its.merged else "clean",
        "merged_by": maybe_user(world, its.merged_by),
        "comments": len(it.comments),
        "review_comments": len(its.comments),
        "maintainer_can_modify": its.head_repository is not it.repository,
        "commits": len(its.commits),
        "additions": sum(file["additions"] for file in files),
        "deletions": sum(file["deletions"] for file in files),
        "changed_files": len(files),
    }


def pull_simple(world: World, it: Issue) -> Json:
    """A pull request, as lists and the events of reviews have it."""
    its, page = pull_of(it), issue_page(world, it)
    return {
        **_links(world, it),
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "id": its.id,
        "node_id": node_id("PR", its.id),
        **thread(world, it),
        "merged_at": maybe_when(its.merged),
        "merge_commit_sha": its.merge_sha,
        "requested_reviewers": [user(world, who) for who in its.requested],
        "requested_teams": [],
        "draft": its.draft,
        "head": _side(world, its.head_repository, its.head_branch, its.head),
        "base": _side(world, it.repository, its.base, its.base_sha),
        "auto_merge": None,
    }


def _side(world: World, owner: Repository, branch: str, sha: str) -> Json:
    return {
        "label": f"{owner.owner.login}:{branch}",
        "ref": branch,
        "sha": sha,
        "user": user(world, owner.owner),
        "repo": repository(world, owner),
    }


def _links(world: World, it: Issue) -> Json:
    url, issue = pull_url(world, it), issue_url(world, it)
    owner = repository_url(world, it.repository)
    found = {
        "self": url,
        "html": issue_page(world, it),
        "issue": issue,
        "comments": f"{issue}/comments",
        "review_comments": f"{url}/comments",
        "review_comment": f"{owner}/pulls/comments{{/number}}",
        "commits": f"{url}/commits",
        "statuses": f"{owner}/statuses/{pull_of(it).head}",
    }
    return {
        "url": url,
        "issue_url": issue,
        "commits_url": found["commits"],
        "review_comments_url": found["review_comments"],
        "review_comment_url": found["review_comment"],
        "comments_url": found["comments"],
        "statuses_url": found["statuses"],
        "_links": {name: {"href": address} for name, address in found.items()},
    }


def review(world: World, issue: Issue, it: Review) -> Json:
    """A review, as the REST API has it. One that is pending was not submitted."""
    page = f"{issue_page(world, issue)}#pullrequestreview-{it.id}"
    return {
        "id": it.id,
        "node_id": node_id("PRR", it.id),
        "user": user(world, it.user),
        "body": it.body,
        "state": it.state,
        "html_url": page,
        "pull_request_url": pull_url(world, issue),
        "_links": {"html": {"href": page}, "pull_request": {"href": pull_url(world, issue)}},
        "commit_id": it.commit,
        "author_association": access.association(world, it.user, issue.repository),
        **({} if it.state == "PENDING" else {"submitted_at": when(it.created)}),
    }


def timeline_review(world: World, issue: Issue, it: Review) -> Json:
    """A review in a timeline: its state in small letters, as webhooks have it."""
    return {**review(world, issue, it), "event": "reviewed", "state": it.state.lower()}


def webhook_review(world: World, issue: Issue, it: Review) -> Json:
    """A review, as webhooks have it: its state in small letters."""
    return {
        **review(world, issue, it),
        "state": it.state.lower(),
        "body": it.body or None,
        "updated_at": when(it.updated),
    }


def review_comment(world: World, it: ReviewComment) -> Json:
    """A comment on a line."""
    url = f"{repository_url(world, it.issue.repository)}/pulls/comments/{it.id}"
    page = f"{issue_page(world, it.issue)}#discussion_r{it.id}"
    pull_request = pull_url(world, it.issue)
    return {
        "url": url,
        "pull_request_review_id": it.review.id,
        "id": it.id,
        "node_id": node_id("PRRC", it.id),
        "diff_hunk": "@@ -0,0 +1 @@",
        "path": it.path,
        "commit_id": it.commit,
        "original_commit_id": it.commit,
        "user": user(world, it.user),
        "body": it.body,
        "created_at": when(it.created),
        "updated_at": when(it.updated),
        "html_url": page,
        "pull_request_url": pull_request,
        "author_association": access.association(world, it.user, it.issue.repository),
        "_links": {
            "self": {"href": url},
            "html": {"href": page},
            "pull_request": {"href": pull_request},
        },
        "reactions": reactions(url, {}),
        **_ON_FIRST_LINE,
        **({"in_reply_to_id": it.reply_to.id} if it.reply_to else {}),
    }


_ON_FIRST_LINE: Json = {
    "line": 1,
    "original_line": 1,
    "position": 1,
    "original_position": 1,
    "start_line": None,
    "original_start_line": None,
    "start_side": None,
    "side": "RIGHT",
    "subject_type": "line",
}
"""Line comments of the sandbox are all on a file's first line: Cairn only counts them."""
