"""Building a world: people, organisations, repositories, installations. Nobody's rights count."""

from collections.abc import Callable, Iterable, Mapping

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from app.sandbox.access import Actor
from app.sandbox.actions import commits
from app.sandbox.actions.notify import emit, emit_installation
from app.sandbox.http import Json
from app.sandbox.installations import Installation
from app.sandbox.payloads import basics
from app.sandbox.state import (
    ROLES,
    Organisation,
    Repository,
    Role,
    Team,
    User,
    UserType,
)
from app.sandbox.world import GRANTED, App, World


class WorldBuilder:
    """What the people who run GitHub's settings pages do. Names are "owner/name" and logins."""

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        app_id: int,
        public_key: str,
        webhook_secret: str,
        app_slug: str = "cairn",
        html_url: str = "https://github.test",
        api_url: str | None = None,
        permissions: Mapping[str, str] = GRANTED,
    ) -> None:
        """Make an empty world. `public_key` is PEM; `clock` gives Unix seconds.

        Raises ValueError where the key is no RSA key.
        """
        key = load_pem_public_key(public_key.encode())
        if not isinstance(key, RSAPublicKey):
            raise ValueError("public_key: GitHub Apps sign with RSA, give an RSA key in PEM")
        self.world = World(clock, html_url, api_url or f"{html_url}/api/v3")
        self.world.app = App(
            app_id,
            app_slug,
            key,
            webhook_secret,
            self.add_user(f"{app_slug}-authors"),
            self.add_user(f"{app_slug}[bot]", "Bot"),
            clock(),
            permissions,
        )

    def add_user(self, login: str, type: UserType = "User", name: str | None = None) -> User:
        """Make an account. Raises ValueError where the login is taken."""
        if login.lower() in self.world.users:
            raise ValueError(f"{login}: this login is taken, choose another")
        user = User(
            self.world.new_id("user"),
            login,
            type,
            name or login.capitalize(),
            self.world.clock(),
        )
        self.world.users[login.lower()] = user
        return user

    def add_organisation(
        self, login: str, owners: Iterable[str] = (), members: Iterable[str] = ()
    ) -> Organisation:
        """Make an organisation. Owners are admins of all its repositories."""
        made = Organisation(self.add_user(login, "Organization"))
        self.world.organisations[login.lower()] = made
        for who in (*owners, *members):
            user = self.world.user(who)
            made.members[user.id] = user
        made.owners |= {self.world.user(who).id for who in owners}
        return made

    def add_team(
        self,
        organisation: str,
        name: str,
        members: Iterable[str] = (),
        roles: Mapping[str, Role] | None = None,
    ) -> Team:
        """Make a team of members, with a role in some repositories (role by full name)."""
        owner = self.world.organisations[organisation.lower()]
        people = [self.world.user(login) for login in members]
        owner.members.update({who.id: who for who in people})
        team = Team(
            self.world.new_id("team"),
            name,
            name.lower().replace(" ", "-"),
            {who.id: who for who in people},
            {self.world.repository(full).id: role for full, role in (roles or {}).items()},
        )
        owner.teams[team.slug] = team
        return team

    def add_repository(
        self,
        full_name: str,
        private: bool = False,
        default_branch: str = "main",
        has_issues: bool = True,
    ) -> Repository:
        """Make a repository with one commit. All-repository installations see it at once."""
        owner_login, name = full_name.split("/")
        now = self.world.clock()
        made = Repository(
            self.world.new_id("repository"),
            self.world.user(owner_login),
            name,
            private,
            default_branch,
            now,
            has_issues=has_issues,
        )
        self.world.repositories[full_name.lower()] = made
        self.world.repositories_by_id[made.id] = made
        readme = {"README.md": f"# {name}\n".encode()}
        commits.commit(self.world, made, default_branch, made.owner, "First commit", readme)
        for installation in self.world.installations.values():
            if installation.all_repositories and installation.account is made.owner:
                self.add_to_installation(installation.id, [full_name])
        return made

    def set_permission(self, repository: str, login: str, role: Role) -> None:
        """Give a person a role in a repository; "none" takes it away."""
        if role not in ROLES:
            raise ValueError(f"{role}: no role of GitHub's, use one of {', '.join(ROLES)}")
        roles = self.world.repository(repository).roles
        who = self.world.user(login)
        if role == "none":
            roles.pop(who.id, None)
        else:
            roles[who.id] = role

    def set_workflows(self, repository: str, *names: str) -> None:
        """Let GitHub Actions run these checks on the repository's pull requests from now on."""
        self.world.repository(repository).workflows = names

    def install(
        self,
        account: str,
        repositories: Iterable[str] | None = None,
        permissions: Mapping[str, str] | None = None,
    ) -> int:
        """Install the App (None: on all repositories); returns the installation's id."""
        owner = self.world.user(account)
        mine = [it for it in self.world.repositories.values() if it.owner is owner]
        chosen = (
            mine if repositories is None else [self.world.repository(it) for it in repositories]
        )
        now = self.world.clock()
        made = Installation(
            self.world.new_id("installation"),
            owner,
            {it.id: it for it in chosen},
            dict(permissions or self.world.app.permissions),
            now,
            now,
            all_repositories=repositories is None,
        )
        self.world.installations[made.id] = made
        rows = [basics.short_repository(it) for it in chosen]
        self._tell(made, "installation", "created", repositories=rows, requester=None)
        return made.id

    def _admin(self, account: User) -> User:
        """Somebody who may change settings there, to be the sender."""
        organisation = self.world.organisations.get(account.login.lower())
        if organisation is None or not organisation.owners:
            return account
        first = min(organisation.owners)
        return organisation.members[first]

    def _tell(self, it: Installation, event: str, action: str, **parts: object) -> None:
        it.updated = self.world.clock()
        emit_installation(self.world, event, action, it, self._admin(it.account), **parts)

    def suspend(self, installation: int) -> None:
        """Suspend the App: its tokens answer 403, and webhooks stop."""
        it = self.world.installations[installation]
        it.suspended, it.suspended_by = self.world.clock(), self._admin(it.account)
        self._tell(it, "installation", "suspend")

    def unsuspend(self, installation: int) -> None:
        """Let the App work again."""
        it = self.world.installations[installation]
        it.suspended = it.suspended_by = None
        self._tell(it, "installation", "unsuspend")

    def uninstall(self, installation: int) -> None:
        """Remove the App: its tokens are void."""
        it = self.world.installations.pop(installation)
        for text in [text for text, token in self.world.tokens.items() if token.installation is it]:
            del self.world.tokens[text]
        rows = [basics.short_repository(each) for each in it.repositories.values()]
        self._tell(it, "installation", "deleted", repositories=rows)

    def add_to_installation(self, installation: int, repositories: Iterable[str]) -> None:
        """Let the App see more repositories."""
        self._change_repositories(installation, "added", repositories)

    def remove_from_installation(self, installation: int, repositories: Iterable[str]) -> None:
        """Let the App see fewer repositories."""
        self._change_repositories(installation, "removed", repositories)

    def _change_repositories(self, installation: int, action: str, names: Iterable[str]) -> None:
        it = self.world.installations[installation]
        changed = [self.world.repository(name) for name in names]
        for each in changed:
            if action == "added":
                it.repositories[each.id] = each
            else:
                it.repositories.pop(each.id, None)
        none: dict[str, list[Json]] = {"repositories_added": [], "repositories_removed": []}
        rows = none | {
            f"repositories_{action}": [basics.short_repository(each) for each in changed]
        }
        selection = "all" if it.all_repositories else "selected"
        self._tell(
            it,
            "installation_repositories",
            action,
            repository_selection=selection,
            requester=None,
            **rows,
        )

    def rename_repository(self, full_name: str, name: str) -> None:
        """Give a repository another name under its owner. The old one redirects."""
        it = self.world.repository(full_name)
        before = it.name
        del self.world.repositories[full_name.lower()]
        self.world.renamed[full_name.lower()] = it.id
        it.name, it.shown = name, None
        self.world.repositories[it.full_name.lower()] = it
        self._tell_repository(it, "renamed", changes={"repository": {"name": {"from": before}}})

    def set_visibility(self, full_name: str, private: bool) -> None:
        """Make a repository private or public."""
        it = self.world.repository(full_name)
        it.private, it.shown = private, None
        self._tell_repository(it, "privatized" if private else "publicized")

    def delete_repository(self, full_name: str) -> None:
        """Delete a repository: 404 from then on."""
        it = self.world.repository(full_name)
        self._tell_repository(it, "deleted")
        del self.world.repositories[full_name.lower()]
        del self.world.repositories_by_id[it.id]
        for installation in self.world.installations.values():
            installation.repositories.pop(it.id, None)

    def _tell_repository(self, it: Repository, action: str, **parts: object) -> None:
        emit(self.world, "repository", action, it, Actor(self._admin(it.owner)), **parts)
