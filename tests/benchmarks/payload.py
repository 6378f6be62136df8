"""A `pull_request` webhook as GitHub sends it: 28 kB, of which Cairn needs some 500 bytes.

The shape is that of docs.github.com, "Webhook events and payloads": three repositories and half a
dozen people, each with all their URLs. That is what makes real payloads long.
"""

import json
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

SIZE = 28_000
"""Bytes, about. The description fills up what is missing."""

PULLS = 40

_API = "https://api.github.com"
_WEB = "https://github.com"
_DAY = "2026-09-14T08:00:00Z"

_USER_URLS = [
    "followers",
    "following{/other_user}",
    "gists{/gist_id}",
    "starred{/owner}{/repo}",
    "subscriptions",
    "organizations:orgs",
    "repos",
    "events{/privacy}",
    "received_events",
]
_REPOSITORY_URLS = [
    "archive:{archive_format}{/ref}",
    "assignees{/user}",
    "blobs:git/blobs{/sha}",
    "branches{/branch}",
    "collaborators{/collaborator}",
    "comments{/number}",
    "commits{/sha}",
    "compare/{base}...{head}",
    "contents/{+path}",
    "contributors",
    "deployments",
    "downloads",
    "events",
    "forks",
    "git_commits:git/commits{/sha}",
    "git_refs:git/refs{/sha}",
    "git_tags:git/tags{/sha}",
    "hooks",
    "issue_comment:issues/comments{/number}",
    "issue_events:issues/events{/number}",
    "issues{/number}",
    "keys{/key_id}",
    "labels{/name}",
    "languages",
    "merges",
    "milestones{/number}",
    "notifications{?since,all,participating}",
    "pulls{/number}",
    "releases{/id}",
    "stargazers",
    "statuses/{sha}",
    "subscribers",
    "subscription",
    "tags",
    "teams",
    "trees:git/trees{/sha}",
]
_LINKS = {
    "self": "pulls/{n}",
    "issue": "issues/{n}",
    "comments": "issues/{n}/comments",
    "review_comments": "pulls/{n}/comments",
    "review_comment": "pulls/comments{{/number}}",
    "commits": "pulls/{n}/commits",
    "statuses": "statuses/{sha}",
}


@dataclass(frozen=True)
class Target:
    """Whom and what the deliveries are about: a mentee, in a tracked repository."""

    installation: int = 50_001
    repository: int = 700_002
    full_name: str = "acme/engine"
    author: str = "maya"
    author_id: int = 9_006
    first: int = 1
    """The number of the first of her pull requests, `PULLS` in a row."""


def pull_request(target: Target, number: int, second: int) -> bytes:
    """A push to pull request `number`, `second` seconds after nine on a day in September."""
    sha = f"{number:08x}{second:032x}"
    base = _repository(target.repository, target.full_name)
    fork = _repository(target.repository + 1, f"{target.author}/engine", fork=True)
    data: Json = {
        "action": "synchronize",
        "number": number,
        "before": "0" * 40,
        "after": sha,
        "pull_request": _pull_request(target, number, second, sha, base, fork),
        "repository": base,
        "organization": _organization(base["owner"]),
        "sender": _user(target.author, target.author_id),
        "installation": {"id": target.installation, "node_id": "MDIzOkludGVncmF0aW9u"},
    }
    missing = SIZE - len(_encode(data))
    data["pull_request"]["body"] = ("Fixes the reading of blocks. " * SIZE)[:missing]
    return _encode(data)


def _encode(data: Json) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode()


def _urls(base: str, specifications: list[str]) -> Json:
    """`name:path` or `path`, from which the name follows, to `name_url`."""
    urls = {}
    for specification in specifications:
        name, colon, path = specification.partition(":")
        path = path if colon else name
        name = name.partition("/")[0].partition("{")[0]
        slash = "/" if not path.startswith("{") else f"/{name}/"
        urls[f"{name}_url"] = f"{base}{slash}{path}"
    return urls


def _user(login: str, number: int, kind: str = "User") -> Json:
    return {
        "login": login,
        "id": number,
        "node_id": f"U_kgDO{number:08d}",
        "avatar_url": f"https://avatars.githubusercontent.com/u/{number}?v=4",
        "gravatar_id": "",
        "url": f"{_API}/users/{login}",
        "html_url": f"{_WEB}/{login}",
        **_urls(f"{_API}/users/{login}", _USER_URLS),
        "type": kind,
        "user_view_type": "public",
        "site_admin": False,
    }


def _organization(owner: Json) -> Json:
    url = f"{_API}/orgs/{owner['login']}"
    kinds = ["repos", "events", "hooks", "issues", "members{/member}", "public_members{/member}"]
    same = {key: owner[key] for key in ("login", "id", "node_id", "avatar_url")}
    return {**same, "url": url, **_urls(url, kinds), "description": "What acme makes"}


def _repository(number: int, full_name: str, *, fork: bool = False) -> Json:
    owner, _, name = full_name.partition("/")
    web = f"{_WEB}/{full_name}"
    on = ("has_issues", "has_projects", "has_downloads", "allow_forking")
    off = ("archived", "disabled", "has_wiki", "has_pages", "is_template", "has_discussions")
    return {
        "id": number,
        "node_id": f"R_kgDO{number:08d}",
        "name": name,
        "full_name": full_name,
        "private": False,
        "owner": _user(owner, number + 100_000, "User" if fork else "Organization"),
        "html_url": web,
        "description": "The engine that acme's products run on",
        "fork": fork,
        "url": f"{_API}/repos/{full_name}",
        **_urls(f"{_API}/repos/{full_name}", _REPOSITORY_URLS),
        **dict.fromkeys(("created_at", "updated_at", "pushed_at"), _DAY),
        "git_url": f"git://github.com/{full_name}.git",
        "ssh_url": f"git@github.com:{full_name}.git",
        "clone_url": f"{web}.git",
        "svn_url": web,
        "homepage": "",
        "size": 20_481,
        "stargazers_count": 812,
        "watchers_count": 812,
        "language": "Go",
        **dict.fromkeys(on, True),
        **dict.fromkeys(off, False),
        "web_commit_signoff_required": True,
        "forks_count": 133,
        "mirror_url": None,
        "open_issues_count": 41,
        "license": {
            "key": "apache-2.0",
            "name": "Apache License 2.0",
            "spdx_id": "Apache-2.0",
            "url": f"{_API}/licenses/apache-2.0",
            "node_id": "MDc6TGljZW5zZTI=",
        },
        "topics": ["storage", "time-series"],
        "visibility": "public",
        "forks": 133,
        "open_issues": 41,
        "watchers": 812,
        "default_branch": "main",
    }


def _pull_request(
    target: Target, number: int, second: int, sha: str, base: Json, fork: Json
) -> Json:
    api = f"{_API}/repos/{target.full_name}"
    web = f"{_WEB}/{target.full_name}/pull/{number}"
    links = {name: f"{api}/{path.format(n=number, sha=sha)}" for name, path in _LINKS.items()}
    author = _user(target.author, target.author_id)
    now = f"2026-09-14T{9 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
    unset = ("closed_at", "merged_at", "merge_commit_sha", "milestone", "auto_merge", "merged_by")
    return {
        "url": links["self"],
        "id": 80_000_000 + number,
        "node_id": f"PR_kwDO{number:08d}",
        "html_url": web,
        "diff_url": f"{web}.diff",
        "patch_url": f"{web}.patch",
        "issue_url": links["issue"],
        "number": number,
        "state": "open",
        "locked": False,
        "title": "Read blocks without copying them",
        "user": author,
        "created_at": _DAY,
        "updated_at": now,
        **dict.fromkeys(unset),
        "assignee": author,
        "assignees": [author],
        "requested_reviewers": [_user("bartek", 9_002), _user("kemal", 9_003)],
        "requested_teams": [],
        "labels": [_label(f"{api}/labels/mentee")],
        "draft": False,
        "commits_url": links["commits"],
        "review_comments_url": links["review_comments"],
        "review_comment_url": links["review_comment"],
        "comments_url": links["comments"],
        "statuses_url": links["statuses"],
        "head": _branch("no-copy", sha, author, fork),
        "base": _branch("main", "b" * 40, base["owner"], base),
        "_links": {"html": {"href": web}} | {name: {"href": url} for name, url in links.items()},
        "author_association": "CONTRIBUTOR",
        "active_lock_reason": None,
        "merged": False,
        "mergeable": None,
        "rebaseable": None,
        "mergeable_state": "unknown",
        "maintainer_can_modify": True,
        **{"comments": 4, "review_comments": 2, "commits": 7, "changed_files": 9},
        **{"additions": 412, "deletions": 87},
    }


def _label(url: str) -> Json:
    text = {"name": "mentee", "color": "c5def5", "description": "By one of our mentees"}
    return {"id": 6_001, "node_id": "LA_kwDO6001", "url": url, "default": False, **text}


def _branch(ref: str, sha: str, user: Json, repository: Json) -> Json:
    label = f"{user['login']}:{ref}"
    return {"label": label, "ref": ref, "sha": sha, "user": user, "repo": repository}
