"""Template, file and cohort laid over one another; the checklists of the two templates."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from liquid import Environment

from app.model.sections.onboarding import OnboardingSettings
from app.model.settings import ChecklistItem, Links, Project, Proof
from app.programme.sections import merge
from tests.programme.support import TEMPLATES, errors, programme, source
from workflows import SECTIONS
from workflows.course.settings import CourseSettings
from workflows.meetup.settings import MeetupSettings
from workflows.retrospective.settings import RetrospectiveSettings
from workflows.summary.settings import SummarySettings

HEAD = "version: 1\ntimezone: UTC\n"
ALL_LINKS = Links(
    code_of_conduct="https://a.example",
    chat="https://b.example",
    contributing="https://c.example",
    social="https://d.example",
)
PROJECTS = {"prom": Project(name="Prometheus", chat="https://p.example"), "other": Project()}


def cohort_text(rest: str) -> str:
    return f"{HEAD}cohorts:\n  - id: a\n    starts: 2026-09-01\n    ends: 2026-11-27\n{rest}"


def onboarding(rest: str = "") -> OnboardingSettings:
    cohort = programme(source(cohort_text(rest))).cohort("a")
    assert cohort is not None
    return cohort.section(OnboardingSettings)


def ids(items: Sequence[ChecklistItem]) -> list[str]:
    return [item.id for item in items]


def test_the_open_source_checklist_has_its_names() -> None:
    items = onboarding().checklist("open-source", ALL_LINKS, PROJECTS)
    assert ids(items) == [
        "conduct",
        "chat",
        "chat-prom",
        "handle",
        "hello",
        "meeting",
        "guide",
        "task",
        "social",
        "channel",
        "circle",
    ]
    assert [item.id for item in items if item.for_mentors] == ["channel", "circle"]
    assert [item.id for item in items if item.optional] == ["chat-prom", "social"]


def test_the_support_checklist_has_its_names() -> None:
    items = onboarding("    template: support\n").checklist("support", ALL_LINKS, {})
    assert ids(items) == ["wishes", "goal", "slot", "expectations"]


def test_without_links_only_what_needs_none_is_left() -> None:
    items = onboarding().checklist("open-source", Links(), {})
    assert ids(items) == ["conduct", "hello", "meeting", "guide", "task"]


@pytest.mark.parametrize("links", [Links(), ALL_LINKS])
@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_text_reads_well_with_and_without_links(links: Links, template: str) -> None:
    settings = onboarding(f"    template: {template}\n")
    for item in settings.checklist(template, links, PROJECTS):
        projects = [project.model_dump() for project in PROJECTS.values()]
        project = PROJECTS["prom"].model_dump()
        shown = Environment().from_string(item.text)
        text = shown.render(links=links.model_dump(), projects=projects, project=project)
        assert "()" not in text
        assert "  " not in text
        assert "\n" not in text
        assert " :" not in text


def test_items_are_added_and_skipped() -> None:
    rest = "    onboarding: {skip: [chat, task], add: [{id: dco, text: Sign off}]}\n"
    items = onboarding(rest).checklist("open-source", ALL_LINKS, PROJECTS)
    theirs = ["channel", "circle"]  # the mentors' part comes last
    own = ["conduct", "handle", "hello", "meeting", "guide", "social", "dco"]
    assert ids(items) == [*own, *theirs]


def test_a_cohort_may_replace_the_checklist() -> None:
    settings = onboarding("    onboarding: {items: [{id: x, text: y}]}\n")
    assert ids(settings.checklist("open-source", Links(), {})) == ["x"]


def test_a_text_over_several_lines_becomes_one() -> None:
    rest = (
        "    onboarding:\n      items:\n      - id: x\n        text: |\n          a\n          b\n"
    )
    assert onboarding(rest).items[0].text == "a b"


@pytest.mark.parametrize(
    ("conditions", "template", "projects", "expected"),
    [
        ("projects: [prom]", "support", ["prom"], ["x"]),
        ("projects: [prom]", "support", ["other"], []),
        ("projects: [prom]", "support", [], []),
        ("templates: [support]", "support", [], ["x"]),
        ("templates: [support]", "open-source", [], []),
        ("each_project: true", "support", ["prom", "other"], ["x-prom", "x-other"]),
        ("each_project: true, projects: [other]", "support", ["prom", "other"], ["x-other"]),
        ("each_project: true, needs: project.chat", "support", ["prom", "other"], ["x-prom"]),
        ("needs: links.chat", "support", [], ["x"]),
        ("needs: links.mailing_list", "support", [], []),
    ],
)
def test_conditions(
    conditions: str, template: str, projects: list[str], expected: list[str]
) -> None:
    rest = f"    onboarding: {{items: [{{id: x, text: y, {conditions}}}]}}\n"
    text = cohort_text(rest) + "projects: {prom: {}, other: {}}\n"
    cohort = programme(source(text)).cohort("a")
    assert cohort is not None
    involved = {id: PROJECTS[id] for id in projects}
    settings = cohort.section(OnboardingSettings)
    assert ids(settings.checklist(template, ALL_LINKS, involved)) == expected


@pytest.mark.parametrize(
    ("proof", "expected"),
    [
        ("{check: DCO}", Proof(check="DCO")),
        ("{pull_request: merged}", Proof(pull_request="merged")),
        ("{assigned: task}", Proof(assigned="task")),
    ],
)
def test_proofs(proof: str, expected: Proof) -> None:
    settings = onboarding(f"    onboarding: {{items: [{{id: x, text: y, proof: {proof}}}]}}\n")
    assert settings.items[0].proof == expected


def test_a_proof_may_name_an_issue() -> None:
    rest = '    onboarding: {items: [{id: x, text: y, proof: {comment: "acme/engine#5"}}]}\n'
    proof = onboarding(rest).items[0].proof
    assert proof is not None
    assert str(proof.comment) == "acme/engine#5"


def test_the_file_changes_the_template_and_the_cohort_changes_the_file() -> None:
    top = "summary: {day: friday, at: 9:00}\nretrospective: {headings: {well: Good}}\n"
    rest = "    template: support\n    summary: {at: 16:30}\n    meetup:\n"
    cohort = programme(source(cohort_text(rest) + top)).cohort("a")
    assert cohort is not None
    summary = cohort.section(SummarySettings)
    assert (str(summary.day), summary.at.isoformat("minutes")) == ("friday", "16:30")
    headings = cohort.section(RetrospectiveSettings).headings
    assert (headings.well, headings.better) == ("Good", "What didn't")
    assert len(cohort.section(CourseSettings).weeks) == 6
    assert cohort.section(MeetupSettings).enabled


def test_an_error_in_a_default_is_shown_at_the_default() -> None:
    text = cohort_text("") + "onboarding: {skip: [nothing]}\n"
    (error,) = errors(source(text))
    assert error.startswith(".github/mentorship.yml:7:21: `onboarding`: no item of the checklist")


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (
            "    selection: {opens: 2026-08-01, closes: 2026-07-01}\n",
            "2026-07-01 is before it opens",
        ),
        ("    onboarding: {add: [{id: x, text: y}, {id: x, text: z}]}\n", "`x` is there already"),
        ("    onboarding: {items: [{id: x, text: y}, {id: x, text: z}]}\n", "`x` is there already"),
    ],
)
def test_what_does_not_fit_within_a_section(rest: str, words: str) -> None:
    (error,) = errors(source(cohort_text(rest)))
    assert words in error


def test_rotas_have_ids_of_their_own() -> None:
    rota = "{id: amer, timezone: UTC, seniors: [sam]}"
    (error,) = errors(source(f"{HEAD}help_sessions: {{rotas: [{rota}, {rota}]}}\n"))
    assert "the rota `amer` is there already" in error


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_templates_say_nothing_but_sections_of_cohorts(template: str) -> None:
    known = {section.name: section for section in SECTIONS if section.level == "cohort"}
    for name, settings in TEMPLATES[template].items():
        assert list(known[name].model.model_validate(settings).problems()) == []


JSON = st.recursive(
    st.none() | st.integers(), lambda inner: st.dictionaries(st.sampled_from("abc"), inner)
)


@given(JSON, JSON)
def test_laying_over_twice_is_laying_over_once(base: object, over: object) -> None:
    assert merge(merge(base, over), over) == merge(base, over)
    assert merge(base, None) == base
    assert merge(base, 1) == 1
