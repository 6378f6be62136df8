"""Whoever looks at a page: their clock on the wall, their rights, what may be linked for them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from liquid import Markup

from app.sandbox.access import Actor, association, has, role
from app.sandbox.http import Json
from app.sandbox.markdown.render import Boxes, render
from app.sandbox.state import Issue, Repository, Role, User
from app.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody at a browser."""

    world: World
    user: User

    def may(self, repository: Repository, needed: Role) -> bool:
        """Whether the person has at least that role."""
        return has(self.world, Actor(self.user), repository, needed)

    def sees(self, repository: Repository) -> bool:
        """Whether the person may see the repository."""
        return role(self.world, self.user, repository) != "none"

    def local(self, at: float, zone: str | None = None) -> datetime:
        """An instant on the clock on the person's wall, or on one in another zone."""
        return datetime.fromtimestamp(at, ZoneInfo(zone or self.user.timezone))

    def time(self, at: float, zone: str | None = None) -> Markup:
        """An instant, short, for the person, or in another zone; UTC as its title."""
        exact = datetime.fromtimestamp(at, UTC)
        words = self.local(at, zone).strftime("%-d %b %Y, %H:%M")
        title = exact.strftime("%-d %B %Y, %H:%M UTC")
        stamp = exact.strftime("%Y-%m-%dT%H:%M:%SZ")
        return Markup(f'<time datetime="{stamp}" title="{title}">{words}</time>')

    def html(
        self,
        text: str | None,
        repository: Repository,
        boxes: Boxes | None = None,
        *,
        mail: bool = False,
        is_file: bool = False,
    ) -> Markup:
        """A text of that repository, as the person sees it."""
        links = Linker(self, repository)
        site = self.world.html_url
        return Markup(render(text, boxes=boxes, links=links, site=site, mail=mail, is_file=is_file))

    def person(self, who: User, repository: Repository | None = None) -> Json:
        """Somebody on the page; with a repository, what they are there, as GitHub shows it."""
        known = association(self.world, who, repository) if repository else "NONE"
        return {
            "login": who.login,
            "name": who.login.removesuffix("[bot]"),
            "page": f"/{who.login.removesuffix('[bot]')}",
            "avatar": f"/avatars/{who.id}",
            "bot": who.type == "Bot",
            "association": "" if known == "NONE" or who.type == "Bot" else known.capitalize(),
        }


@dataclass(frozen=True, slots=True)
class Linker:
    """What texts of a repository may link, for whoever looks."""

    look: Look
    repository: Repository

    def person(self, name: str) -> str | None:
        """Somebody's page, or a team's organisation."""
        world = self.look.world
        login, slash, team = name.partition("/")
        if not slash:
            found = world.users.get(login.lower())
            return f"/{found.login}" if found and found.type != "Bot" else None
        organisation = world.organisations.get(login.lower())
        if organisation is None or team.lower() not in organisation.teams:
            return None
        return f"/{organisation.account.login}"

    def issue(self, repository: str | None, number: int) -> str | None:
        """An issue or pull request that exists, and that the person may see."""
        repositories = self.look.world.repositories
        where = repositories.get(repository.lower()) if repository else self.repository
        if where is None or not self.look.sees(where) or number not in where.issues:
            return None
        return path(where.issues[number])


def path(issue: Issue) -> str:
    """Where an issue's or pull request's page is."""
    kind = "pull" if issue.pull else "issues"
    return f"/{issue.repository.full_name}/{kind}/{issue.number}"


def state(issue: Issue) -> str:
    """The word on its badge, in small letters."""
    if issue.pull and issue.pull.merged:
        return "merged"
    return "draft" if issue.pull and issue.pull.draft and issue.state == "open" else issue.state


def plural(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def people(world: World) -> list[User]:
    """Everybody one can act as."""
    return [
        user for user in world.users.values() if user.type == "User" and user is not world.app.owner
    ]
