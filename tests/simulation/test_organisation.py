"""The organisation that a file tells of (row P7)."""

from app.simulation.organisation import everybody, played, repositories
from tests.programme.support import example, programme, source


def test_everybody_whom_the_example_names() -> None:
    found = everybody(programme(source(example("mentorship"))))
    assert sorted(found) == [
        *("alice", "bartek", "kemal", "li", "lin", "maya", "noor", "ravi", "sam", "tariq"),
    ]


def test_people_are_found_wherever_the_files_shape_has_logins() -> None:
    text = (
        "version: 1\ntimezone: Europe/Berlin\norganisers: [acme/leads]\n"
        "help_sessions:\n"
        "  rotas: [{id: emea, timezone: Europe/Berlin, seniors: [senior]}]\n"
        "  experts: [{area: storage, people: [expert, Senior]}]\n"
        "office_hours:\n"
        "  - {title: Hours, hosts: [host], first: 2026-09-03T17:00, every: 1 week}\n"
    )
    assert sorted(map(str.lower, everybody(programme(source(text))))) == [
        "expert",
        "host",
        "senior",
    ]


def test_repositories_as_the_file_spells_them() -> None:
    text = example("minimal").decode().replace("acme/engine", "Acme/Engine")
    text = text.replace("cohorts:", "private_repository: acme/mentors\ncohorts:")
    assert repositories(programme(source(text))) == {
        "Acme/Engine": False,
        "acme/mentorship": False,
        "acme/mentors": True,
    }


def test_a_draft_is_played() -> None:
    text = example("minimal").decode().replace("{id: autumn,", "{id: autumn, draft: true,")
    text = text.replace("2026-11-27,", "2026-11-27, ecosystem: [a/b],")
    drafted = programme(source(text))
    assert drafted.cohorts[0].draft
    (cohort,) = played(drafted).cohorts
    assert not cohort.draft
    assert cohort.ecosystem == ()
