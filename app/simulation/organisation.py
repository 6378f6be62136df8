"""The organisation that a programme file tells of, on a sandbox, before a cohort starts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from pydantic import BaseModel

from app.ground import people
from app.model.names import TaskRef, parse_login
from app.model.spelling import Spelled
from app.programme.model import Programme
from app.programme.source import SourceFile
from app.sandbox.github import Sandbox


@dataclass(frozen=True, slots=True)
class Stand:
    """What stands on GitHub: the home repository's name, the files, what they say, and the texts
    that they name, by repository and path."""

    home: str
    files: tuple[SourceFile, ...]
    programme: Programme
    texts: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)

    @property
    def owner(self) -> str:
        """Whose the home repository is, and so the installation."""
        return self.home.partition("/")[0]


def played(programme: Programme) -> Programme:
    """The programme as it is simulated: drafts as if they were none, because that is what a draft
    is for; and without searching elsewhere, where nobody does anything."""
    cohorts = (replace(each, draft=False, ecosystem=()) for each in programme.cohorts)
    return replace(programme, cohorts=tuple(cohorts))


def everybody(programme: Programme) -> list[str]:
    """The logins of all whom the file names, each once."""
    sections: list[BaseModel] = [each for all_ in programme.settings.values() for each in all_]
    sections += [each for cohort in programme.cohorts for each in cohort.settings.values()]
    named = [login for login in programme.organisers if "/" not in login]
    named += [person.login for person in programme.people.values()]
    named += people(programme)
    named += [login for section in sections for login in logins_in(section)]
    return list({login.lower(): login for login in reversed(named)}.values())[::-1]


def logins_in(settings: BaseModel) -> Iterator[str]:
    """The logins in a section of the file, wherever its shape says that one stands: hosts of
    meetings, seniors, experts."""
    for name, info in type(settings).model_fields.items():
        value = getattr(settings, name)
        values = value if isinstance(value, tuple) else (value,)
        if _is_login([info.annotation, *info.metadata]):
            yield from (each for each in values if each is not None)
        else:
            for each in values:
                yield from logins_in(each) if isinstance(each, BaseModel) else ()


def _is_login(parts: Iterable[Any]) -> bool:
    return any(
        part.parse is parse_login if isinstance(part, Spelled) else _is_login(get_args(part))
        for part in parts
    )


def repositories(programme: Programme) -> dict[str, bool]:
    """All repositories in which the App has something to do, and whether each is private."""
    groups = [group for cohort in programme.cohorts for group in cohort.groups]
    spelled = [programme.home, *(name for group in groups for name in group.repositories)]
    private = programme.private_repository
    names = {name.lower(): name for name in (*sorted(programme.repositories_used), *spelled)}
    found = {name: False for lower, name in names.items() if lower != (private or "").lower()}
    return found | ({private: True} if private else {})


def organisation(
    stand: Stand, clock: Callable[[], float], public_key: str, secret: str, api_url: str
) -> tuple[Sandbox, int]:
    """The sandbox as it is when the App was just installed; also the installation's id.

    `public_key` is PEM, `secret` that of webhooks.
    """
    sandbox = Sandbox(
        clock, app_id=1, public_key=public_key, webhook_secret=secret, api_url=api_url
    )
    programme = stand.programme
    for login in everybody(programme):
        sandbox.add_user(login).timezone = programme.person(login).timezone
    admins = [login for login in programme.organisers if "/" not in login] or [_admin(sandbox)]
    for name, private in repositories(programme).items():
        owner = name.partition("/")[0]
        if owner.lower() not in sandbox.world.users:
            sandbox.add_organisation(owner, admins)
        sandbox.add_repository(name, private)
    _add_teams(sandbox, programme)
    _let_mentees_in(sandbox, programme, admins)
    _add_rights(sandbox, programme, admins)
    _add_tasks(sandbox, programme)
    for repository, texts in stand.texts.items():
        for path, text in texts.items():
            sandbox.person(admins[0]).push_file(repository, path, text)
    for file in stand.files:
        sandbox.person(admins[0]).push_file(file.repository, file.path, file.content)
    return sandbox, sandbox.install(stand.owner)


def _admin(sandbox: Sandbox) -> str:
    """Somebody has to own all that, where the file names no organiser."""
    return sandbox.add_user("some-admin").login


def _add_teams(sandbox: Sandbox, programme: Programme) -> None:
    """Teams that organise. Who is in them, only GitHub knows: here nobody is."""
    for name in programme.organiser_teams:
        owner, _, team = name.partition("/")
        if owner.lower() in sandbox.world.organisations:
            sandbox.add_team(owner, team)


def _add_rights(sandbox: Sandbox, programme: Programme, admins: Iterable[str]) -> None:
    """Organisers are admins, mentors may write where their mentees work and read what is private;
    mentees read what is public, as most newcomers do, and where their own cohort is."""
    homes = [name for name in (programme.home, programme.private_repository) if name]
    for login in admins:
        for name in homes:
            sandbox.set_permission(name, login, "admin")
    admin = {login.lower() for login in admins}
    for group in (group for cohort in programme.cohorts for group in cohort.groups):
        for mentor in group.mentors:
            if mentor.lower() in admin:
                continue
            for name in group.repositories:
                sandbox.set_permission(name, mentor, "write")
            for name in homes:
                sandbox.set_permission(name, mentor, "triage")


def _let_mentees_in(sandbox: Sandbox, programme: Programme, admins: Iterable[str]) -> None:
    """Into the private repository, where their cohort is declared there: its issues are as well."""
    may_read = {login.lower() for login in admins}
    for cohort in (each for each in programme.cohorts if each.private):
        for mentee in (mentee for group in cohort.groups for mentee in group.mentees):
            if mentee.login.lower() not in may_read:
                sandbox.set_permission(cohort.home, mentee.login, "read")


def _add_tasks(sandbox: Sandbox, programme: Programme) -> None:
    tasks = {
        (task.repository.lower(), task.number): task
        for cohort in programme.cohorts
        for group in cohort.groups
        for mentee in group.mentees
        for task in mentee.tasks
    }
    for task in tasks.values():
        _add_task(sandbox, task)


def _add_task(sandbox: Sandbox, task: TaskRef) -> None:
    owner = sandbox.world.repository(task.repository).owner
    found = sandbox.world.organisations.get(owner.login.lower())
    admin = found.members[min(found.owners)].login if found else owner.login
    sandbox.person(admin).open_issue(task.repository, f"Task {task}", number=task.number)
