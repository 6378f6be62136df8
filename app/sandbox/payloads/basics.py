"""Instants, node ids, users, repositories, organisations."""

import base64
from datetime import UTC, datetime
from functools import lru_cache

from app.sandbox.http import Json
from app.sandbox.state import Organisation, Repository, Team, User
from app.sandbox.world import World


@lru_cache(maxsize=4096)
def _second(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def when(at: float) -> str:
    """An instant as GitHub writes it: UTC, whole seconds, the fraction cut off."""
    return _second(int(at))


def maybe_when(at: float | None) -> str | None:
    """The same for what may not have happened."""
    return None if at is None else when(at)


def node_id(prefix: str, number: int) -> str:
    """A GraphQL id of GitHub's newer form: the kind, then an opaque word."""
    word = base64.urlsafe_b64encode(number.to_bytes(8, "big")).decode().rstrip("=")
    return f"{prefix}_kwDO{word}"


_USER_LINKS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}


def user(world: World, who: User) -> Json:
    """A user ("simple-user")."""
    if who.shown is None:
        url = f"{world.api_url}/users/{who.login.replace('[', '%5B').replace(']', '%5D')}"
        page = who.login.removesuffix("[bot]")
        who.shown = {
            "login": who.login,
            "id": who.id,
            "node_id": node_id("U", who.id),
            "avatar_url": f"{world.html_url}/avatars/{who.id}",
            "gravatar_id": "",
            "url": url,
            "html_url": f"{world.html_url}/{'apps/' if who.type == 'Bot' else ''}{page}",
            **{name: url + end for name, end in _USER_LINKS.items()},
            "type": who.type,
            "user_view_type": "public",
            "site_admin": False,
        }
    return who.shown


def email(world: World, who: User) -> str:
    """The address that GitHub puts into commits made on its pages."""
    host = world.html_url.split("://", 1)[1].split(":")[0]
    return f"{who.id}+{who.login}@users.noreply.{host}"


def maybe_user(world: World, who: User | None) -> Json | None:
    """A user, where there may be none."""
    return None if who is None else user(world, who)


def public_user(world: World, who: User) -> Json:
    """A user's own page ("public-user")."""
    return {
        **user(world, who),
        "name": who.name,
        "company": None,
        "blog": "",
        "location": None,
        "email": None,
        "hireable": None,
        "bio": None,
        "public_repos": 0,
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "created_at": when(who.created),
        "updated_at": when(who.created),
    }


def organisation(world: World, it: Organisation) -> Json:
    """An organisation, as webhooks carry it."""
    login = it.account.login
    url = f"{world.api_url}/orgs/{login}"
    return {
        "login": login,
        "id": it.account.id,
        "node_id": node_id("O", it.account.id),
        "url": url,
        "repos_url": f"{url}/repos",
        "events_url": f"{url}/events",
        "hooks_url": f"{url}/hooks",
        "issues_url": f"{url}/issues",
        "members_url": f"{url}/members{{/member}}",
        "public_members_url": f"{url}/public_members{{/member}}",
        "avatar_url": f"{world.html_url}/avatars/{it.account.id}",
        "description": it.account.name,
    }


def team_membership(world: World, owner: Organisation, team: Team, who: User) -> Json:
    """A person's membership of a team."""
    return {
        "url": f"{world.api_url}/orgs/{owner.account.login}/teams/{team.slug}"
        f"/memberships/{who.login}",
        "role": "member",
        "state": "active",
    }


_REPOSITORY_LINKS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}

_REPOSITORY_CONSTANTS: Json = {
    "archived": False,
    "disabled": False,
    "allow_forking": True,
    "description": None,
    "forks": 0,
    "forks_count": 0,
    "has_discussions": False,
    "has_downloads": True,
    "has_pages": False,
    "has_projects": False,
    "has_wiki": False,
    "homepage": None,
    "is_template": False,
    "language": None,
    "license": None,
    "mirror_url": None,
    "size": 1,
    "stargazers_count": 0,
    "topics": [],
    "watchers": 0,
    "watchers_count": 0,
    "web_commit_signoff_required": False,
}


def repository_url(world: World, it: Repository) -> str:
    """The API's address of a repository."""
    return f"{world.api_url}/repos/{it.full_name}"


def repository_page(world: World, it: Repository) -> str:
    """The address of a repository's page."""
    return f"{world.html_url}/{it.full_name}"


def repository(world: World, it: Repository) -> Json:
    """A repository, long enough for every place but its own page. Actions reset `shown`."""
    if it.shown is None:
        it.shown = _repository(world, it)
    return it.shown


def _repository(world: World, it: Repository) -> Json:
    url, page = repository_url(world, it), repository_page(world, it)
    host = world.html_url.split("://", 1)[1]
    return {
        "id": it.id,
        "node_id": node_id("R", it.id),
        "name": it.name,
        "full_name": it.full_name,
        "private": it.private,
        "visibility": "private" if it.private else "public",
        "owner": user(world, it.owner),
        "fork": it.fork,
        "url": url,
        "html_url": page,
        **{name: url + end for name, end in _REPOSITORY_LINKS.items()},
        "clone_url": f"{page}.git",
        "git_url": f"git://{host}/{it.full_name}.git",
        "ssh_url": f"git@{host}:{it.full_name}.git",
        "svn_url": page,
        **_REPOSITORY_CONSTANTS,
        "has_issues": it.has_issues,
        "default_branch": it.default_branch,
        "open_issues": it.open_issues,
        "open_issues_count": it.open_issues,
        "created_at": when(it.created),
        "pushed_at": when(it.pushed),
        "updated_at": when(it.pushed),
    }


def full_repository(world: World, it: Repository) -> Json:
    """A repository's own page ("full-repository")."""
    return {**repository(world, it), "network_count": 0, "subscribers_count": 0}


def short_repository(it: Repository) -> Json:
    """A repository, as the events of installations carry it."""
    return {
        "id": it.id,
        "node_id": node_id("R", it.id),
        "name": it.name,
        "full_name": it.full_name,
        "private": it.private,
    }
