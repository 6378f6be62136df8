"""Files become a programme that is quick to ask."""

from dataclasses import replace
from datetime import date, datetime
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from app.model.days import Duration
from app.model.names import TaskRef
from app.model.sections.help_sessions import HelpSessionSettings
from app.model.sections.onboarding import OnboardingSettings
from app.programme.load import load, private_repository_of, read_templates
from app.programme.model import Person
from tests.programme.support import (
    EXAMPLES,
    MAIN,
    TEMPLATES,
    errors,
    example,
    loaded,
    programme,
    source,
)
from workflows import SECTIONS
from workflows.course.settings import CourseSettings
from workflows.office_hours.settings import OfficeHours
from workflows.pairing.settings import PairingSettings
from workflows.summary.settings import SummarySettings

HEAD = "version: 1\ntimezone: Europe/Berlin\n"
COHORT = "cohorts: [{id: %s, starts: 2026-09-01, ends: 2026-11-27}]\n"
MORE = ".github/mentorship/more.yml"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_valid(name: str) -> None:
    assert errors(source(example(name))) == []


def test_the_smallest_file_gets_its_defaults() -> None:
    cohort = programme(source(example("minimal"))).cohort("autumn")
    assert cohort is not None
    assert (cohort.name, cohort.template, cohort.draft) == ("autumn", "open-source", False)
    assert (cohort.home, cohort.private, cohort.timezone) == (
        "acme/mentorship",
        False,
        "Europe/Berlin",
    )
    (group,) = cohort.groups
    assert (group.id, group.name, group.mentors) == ("autumn", "autumn", ("bartek",))
    assert group.mentees[0].starts == date(2026, 9, 1)
    assert group.mentees[0].ends == date(2026, 11, 27)


def test_what_the_example_says_can_be_asked() -> None:
    read = programme(source(example("mentorship")))
    cohort = read.cohort("lfx-2026-autumn")
    assert cohort is not None
    engine = cohort.groups[0]
    assert (
        engine.last_meeting
        == datetime(2026, 11, 25, 14, tzinfo=ZoneInfo("Europe/Berlin")).timestamp()
    )
    assert engine.mentees[0].tasks == (TaskRef("acme/engine", 42),)
    assert engine.mentees[1].ends == date(2027, 2, 26)
    assert cohort.section(OnboardingSettings).opens_before == Duration(3, "working day")
    assert cohort.section(SummarySettings).at.hour == 10
    assert read.section(HelpSessionSettings).rotas[0].seniors == ("sam", "noor")
    assert read.section(PairingSettings).donut is not None
    assert [one.hosts for one in read.sections(OfficeHours)] == [("bartek",)]
    support = read.cohort("strace-2026-11")
    assert support is not None
    assert len(support.section(CourseSettings).weeks) == 6
    assert support.section(CourseSettings).weeks[1].title == "jq, first steps"
    assert read.cohort("gone") is None


def test_people_and_repositories_are_found_in_any_spelling() -> None:
    read = programme(source(example("mentorship")))
    assert [entry.group.id for entry in read.enrolments("MAYA")] == ["engine"]
    assert read.enrolments("bartek") == ()
    assert read.mentors_of("Maya") == ("bartek", "kemal")
    assert read.is_organiser("Alice")
    assert not read.is_organiser("maya")
    assert read.tracked == {"acme/engine", "acme/ui", "acme/support"}
    assert read.repositories_used == read.tracked | {"acme/mentorship", "acme/mentors"}
    assert list(read.projects_of(read.enrolments("maya")[0].mentee)) == ["prometheus"]


def test_everybody_has_a_zone() -> None:
    read = programme(source(example("mentorship")))
    noor = Person("noor", "America/Chicago", None, "US", frozenset({0, 1, 2, 3}), public=True)
    assert read.person("Noor") == noor
    assert read.person("Stranger") == Person("Stranger", "Europe/Berlin", zone_assumed=True)


def test_a_cohorts_links_are_laid_over_the_programmes() -> None:
    text = HEAD + "links: {chat: https://a.example, social: https://s.example}\n"
    text += COHORT.replace("}]", ", links: {chat: https://b.example}}]") % "autumn"
    cohort = programme(source(text)).cohort("autumn")
    assert cohort is not None
    assert (cohort.links.chat, cohort.links.social) == ("https://b.example", "https://s.example")


def test_teams_are_organisers_whose_members_only_github_knows() -> None:
    read = programme(source(HEAD + "organisers: [Alice, acme/mentors]\n"))
    assert read.organiser_teams == ("acme/mentors",)
    assert [read.is_organiser(login) for login in ("alice", "Noor", "maya")] == [True, False, False]
    read = replace(read, team_members=frozenset({"noor"}))
    assert [read.is_organiser(login) for login in ("alice", "Noor", "maya")] == [True, True, False]


def test_several_files_are_joined_in_any_order() -> None:
    files = (
        source(HEAD + "people: {maya: {}}\n" + COHORT % "a"),
        source("organisers: [alice]\npeople: {li: {}}\n" + COHORT % "b", MORE),
        source("version: 1\n" + COHORT % "c", ".github/mentorship/zz.yml"),
        source("people: {ravi: {timezone: Asia/Kolkata}}\n" + COHORT % "d", MAIN, private=True),
    )
    for order in permutations(files):
        read = programme(*order)
        assert [cohort.id for cohort in read.cohorts] == ["a", "b", "c", "d"]
        assert set(read.people) == {"maya", "li", "ravi"}
        assert read.files == (
            ("acme/mentorship", MAIN),
            ("acme/mentorship", MORE),
            ("acme/mentorship", ".github/mentorship/zz.yml"),
            ("acme/mentors", MAIN),
        )


def test_what_a_private_file_declares_stays_private() -> None:
    private = source("people: {ravi: {timezone: Asia/Kolkata}}\n" + COHORT % "d", private=True)
    read = programme(source(HEAD + "people: {maya: {timezone: Asia/Kolkata}}\n"), private)
    cohort = read.cohort("d")
    assert cohort is not None
    assert (cohort.home, cohort.private) == ("acme/mentors", True)
    assert not read.person("ravi").public
    assert read.person("maya").public


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (COHORT % "a", COHORT % "a", "1:16: the cohort `a` is in .github/mentorship.yml, line 3"),
        ("people: {li: {}}", "people: {li: {}}", "1:10: `li` is in .github/mentorship.yml, line 3"),
        ("people: {li: {}}", "people: {Li: {}}", "1:10: the login `Li` is in"),
        ("projects: {p: {}}", "projects: {p: {}}", "1:12: `p` is in .github/mentorship.yml"),
        ("", "timezone: UTC", "1:1: `timezone` is set a second time; it is in .github/mentorship"),
        ("pairing: {}", "pairing: {}", "1:1: `pairing` is set a second time"),
        ("links: {}", "links: {}", "1:1: `links` is set a second time"),
        ("", "version: true", "1:10: `version` should be 1"),
        ("", "version: 2", "1:10: `version` should be 1"),
        (COHORT % "a", "cohorts: {}", "1:10: `cohorts` should be a list"),
        ("people: {}", "people: []", "1:9: `people` should be a group of keys"),
        ("", "- a", "1:1: the file should begin with keys"),
        (
            "",
            "a: [",
            "1:5: a value is missing here, or a bracket is not closed",
        ),
        ("", "summary: {daay: monday}", "1:11: the key `daay` is not known here"),
    ],
)
def test_what_clashes_between_files_names_both(first: str, second: str, expected: str) -> None:
    found = errors(source(HEAD + first), source(second, MORE))
    assert any(error.startswith(f"{MORE}:{expected}") for error in found), found


def test_a_clash_with_a_private_file_is_told_there_only() -> None:
    files = source(COHORT % "a", private=True), source(HEAD + COHORT % "a")
    (error,) = loaded(*files).errors
    assert (error.repository, error.private) == ("acme/mentors", True)


def test_a_public_error_names_nothing_private() -> None:
    cohort = COHORT.replace(
        "}]", ", groups: [{mentors: [a], mentees: [{login: b, projects: [%s]}]}]}]"
    )
    public = HEAD + cohort % ("a", "secrit")
    (error,) = errors(source(public), source("projects: {secret: {}}", private=True))
    assert error.endswith("there is no project `secrit`; add it to `projects`")


def test_a_broken_file_hides_no_misspelling_elsewhere() -> None:
    found = errors(source(HEAD.replace("Berlin", "Brelin")), source("a: [", MORE))
    assert [error.split(": ")[0] for error in found] == [f"{MAIN}:2:11", f"{MORE}:1:5"]


def test_without_a_file_the_error_says_which() -> None:
    assert errors() == [".github/mentorship.yml:1:1: there is no such file; begin with this one"]


def test_the_private_repository_is_known_before_all_is_loaded() -> None:
    public = source("private_repository: acme/mentors\nx: [}")
    assert private_repository_of([public]) is None
    assert private_repository_of([source(HEAD), source(example("mentorship"))]) == "acme/mentors"
    assert private_repository_of([source("private_repository: https://x.example")]) is None


def test_programme_sections_may_be_left_out() -> None:
    read = programme(source(HEAD))
    assert read.section(HelpSessionSettings) == HelpSessionSettings()
    assert read.sections(OfficeHours) == ()


def test_a_file_may_be_read_without_any_section() -> None:
    read = load([source(HEAD + COHORT % "a")], (), TEMPLATES)
    assert read.programme is not None
    assert read.programme.cohorts[0].section(SummarySettings) == SummarySettings()
    assert load([source(HEAD + "summary: {}")], SECTIONS, TEMPLATES).programme is not None


def test_a_broken_template_is_our_fault(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("templates")
    (folder / "x.yml").write_text("a: [")
    with pytest.raises(ValueError, match=r"x\.yml:1:5"):
        read_templates(folder)
