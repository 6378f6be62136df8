"""Applications, and what is said of them in private (row S1)."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, PUBLIC, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, reactions, say, shown
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_dashboard import tracking
from tests.behaviour.test_membership import push
from tests.behaviour.whys import lines, of, why
from tests.world import HOME, STARTS, World
from workflows.selection.facts import LABEL

MENTORS = "acme/mentors"
FORM = Path(__file__).parents[2] / "docs" / "application.yml"


def file(
    head: str = HEAD, more: str = "", window: str = "opens: 2026-08-26, closes: 2026-09-02"
) -> bytes:
    """A cohort that begins in autumn, and takes applications in summer."""
    selection = f"selection: {{enabled: true, {window}, announced_at: [https://acme.example/p]}}"
    entry = cohort("{login: maya}", starts="2026-10-01", more=f"{selection}\n    {more}{STEPS}")
    return programme(entry, head=head)


async def apply(world: World, who: str = "zoe", title: str = "I would like to learn") -> Issue:
    """Somebody fills in the form, which puts on the label."""
    issue = world.person(who).open_issue(HOME, title, "### Why\n\nBecause.")
    world.person("alice").label(HOME, issue.number, LABEL)
    await world.cairn.settle()
    return issue


def lists(world: World, repository: str = MENTORS) -> list[Issue]:
    """The lists of applications that there are."""
    return [i for i in world.issues(repository) if i.title.startswith("Applications: ")]


def listed(world: World) -> list[str]:
    """The lines of the list."""
    (found,) = lists(world)
    text = shown(found).partition("\n---\n")[0]
    return [line.strip() for line in text.splitlines() if line.strip().startswith("- ")]


async def anew(world: World, folder: Path) -> list[str]:
    """Lose the database; what is written after that."""
    writes = len(world.writes)
    (folder / "anew").mkdir()
    await lose_database(world, folder / "anew")
    return world.writes[writes:]


# ---- in public -----------------------------------------------------------------------------------


async def test_whoever_applies_is_answered_once(enter_on_both: Enter) -> None:
    world = await enter_on_both(file())
    issue = await apply(world)
    await world.cairn.play_until(STARTS + 3 * DAY)
    (said,) = answers(world, issue)
    assert said.startswith("@zoe, thank you for applying to **Autumn**: your application is here.")
    assert "Applications are open until 2 September 2026." in said
    world.person("zoe").edit_issue(HOME, issue.number, body="Better words.")
    await say(world, "zoe", issue, "And one more thing.")
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert len(answers(world, issue)) == 1
    assert [label.name for label in issue.labels] == [LABEL]


async def test_who_comes_late_is_told_kindly(enter: Enter) -> None:
    world = await enter(file())
    await world.cairn.play_until(STARTS + 8 * DAY)
    issue = await apply(world)
    await world.cairn.play_until(STARTS + 12 * DAY)
    (said,) = answers(world, issue)
    assert "Applications were open until 2 September 2026" in said


@pytest.mark.parametrize(
    "file_",
    [
        programme(cohort(starts="2026-10-01", more=STEPS)),
        file(window="opens: 2026-09-20"),
        file(more="draft: true\n    "),
    ],
    ids=["off", "not yet", "draft"],
)
async def test_where_nobody_can_apply(enter: Enter, file_: bytes) -> None:
    world = await enter(file_)
    issue = await apply(world)
    await world.cairn.play_until(STARTS + 3 * DAY)
    assert (answers(world, issue), lists(world)) == ([], [])


async def test_an_issue_of_another_kind_is_none(enter: Enter) -> None:
    world = await enter(file())
    issue = world.person("zoe").open_issue(HOME, "A question", "Where do I apply?")
    elsewhere = world.person("zoe").open_issue("acme/engine", "Me", "")
    world.person("alice").label("acme/engine", elsewhere.number, LABEL)
    await world.cairn.play_until(STARTS + 3 * DAY)
    assert [answers(world, each) for each in (issue, elsewhere)] == [[], []]
    assert lists(world) == []


async def test_the_tracking_issue_says_where_to_apply(enter: Enter) -> None:
    world = await enter(file())
    await world.cairn.play_until(STARTS + DAY)
    text = "**You can apply** until 2 September 2026"
    assert text in shown(tracking(world))
    assert "Places are announced at <https://acme.example/p>." in shown(tracking(world))
    await world.cairn.play_until(STARTS + 8 * DAY)
    assert text not in shown(tracking(world))


def test_the_form_has_the_label() -> None:
    form = YAML(typ="safe").load(FORM.read_text(encoding="utf-8"))
    assert form["labels"] == [LABEL]
    assert {"name", "description", "body"} <= form.keys()


# ---- in private ----------------------------------------------------------------------------------


async def test_the_list_is_in_the_private_repository_only(enter: Enter, tmp_path: Path) -> None:
    world = await enter(file())
    first, second = await apply(world), await apply(world, "ines")
    await world.cairn.play_until(STARTS + DAY)
    assert listed(world) == [
        f"- zoe, 27 August 2026: {HOME}#{first.number}",
        f"- ines, 27 August 2026: {HOME}#{second.number}",
    ]
    assert lists(world, HOME) == []
    world.person("zoe").close(HOME, first.number)
    await world.cairn.settle()
    assert [line.split(",")[0] for line in listed(world)] == ["- ines"]
    assert await anew(world, tmp_path) == []


async def test_without_a_private_repository_there_is_none(enter: Enter) -> None:
    world = await enter(file(PUBLIC))
    issue = await apply(world)
    await world.cairn.play_until(STARTS + DAY)
    assert len(answers(world, issue)) == 1
    assert [lists(world, each) for each in (HOME, MENTORS)] == [[], []]


async def test_mentors_recommend_and_recuse_themselves(enter: Enter, tmp_path: Path) -> None:
    world = await enter(file())
    issue = await apply(world)
    (page,) = lists(world)
    for who, text in (
        ("bartek", "recommend zoe no"),
        ("kemal", "recommend @zoe Yes, asks good questions"),
        ("bartek", "recommend zoe maybe A friend of mine."),
        ("bartek", "recuse zoe"),
    ):
        comment = await say(world, who, page, f"/mentor {text}")
        assert reactions(comment) == ["+1"]
    said = listed(world)[1:]
    assert said == [
        "- kemal: yes. asks good questions",
        "- Not recommending, for or against: bartek",
    ]
    await say(world, "bartek", page, "/mentor undo")
    assert listed(world)[1] == "- bartek: maybe. A friend of mine"
    assert (answers(world, page), len(answers(world, issue))) == ([], 0)
    for comment in page.comments[:3]:
        world.person("alice").delete_comment(comment.id)
    await world.cairn.settle()
    assert await anew(world, tmp_path) == []
    assert listed(world)[1] == "- bartek: maybe. A friend of mine"


@pytest.mark.parametrize(
    ("who", "text", "said"),
    [
        ("alice", "recommend zoe yes", "Mentors of this cohort recommend"),
        ("bartek", "recommend nobody yes", "Nobody by this name has applied."),
        ("bartek", "recommend zoe", "Is it a yes, a no or a maybe?"),
        ("bartek", "accept zoe autumn-group", "Mentors of this cohort recommend"),
        (
            "alice",
            "accept zoe",
            "Which group is it? Write its short name behind the login: autumn-",
        ),
    ],
)
async def test_what_is_not_taken(enter: Enter, who: str, text: str, said: str) -> None:
    world = await enter(file())
    await apply(world)
    (page,) = lists(world)
    comment = await say(world, who, page, f"/mentor {text}")
    assert reactions(comment) == ["confused"]
    assert answers(world, page)[0].startswith(said)
    assert len(listed(world)) == 1


async def test_an_accepted_applicant_becomes_a_mentee(enter: Enter, tmp_path: Path) -> None:
    world = await enter(file())
    await apply(world)
    (page,) = lists(world)
    comment = await say(world, "alice", page, "/mentor accept zoe autumn-group")
    assert reactions(comment) == ["+1"]
    text = shown(page)
    assert "zoe, in the group autumn-group:\n\n```yaml\n- {login: zoe}\n```" in text
    assert await anew(world, tmp_path) == []
    await push(world, file().replace(b"{login: maya}", b"{login: maya}, {login: zoe}"))
    await world.cairn.play_until(STARTS + 35 * DAY)
    assert world.issue_of("zoe").state == "open"


async def test_nobody_without_a_confirmed_mentor(enter: Enter) -> None:
    world = await enter(file(more="confirm_mentors: true\n    "))
    await apply(world)
    (page,) = lists(world)
    await say(world, "alice", page, "/mentor accept zoe autumn-group")
    assert answers(world, page)[0].startswith("This group has no confirmed mentor yet")
    await world.cairn.play_until(STARTS + DAY)
    await say(world, "bartek", tracking(world), "/mentor confirm")
    comment = await say(world, "alice", page, "/mentor accept zoe autumn-group!")
    assert reactions(comment) == ["+1"]
    assert "- {login: zoe}" in shown(page)


async def test_only_offered_in_the_list(enter: Enter) -> None:
    world = await enter(file())
    await apply(world)
    await world.cairn.play_until(STARTS + DAY)
    (page,) = lists(world)
    await say(world, "bartek", page, "/mentor help")
    assert "`/mentor recuse LOGIN`" in answers(world, page)[0]
    await say(world, "bartek", tracking(world), "/mentor recommend zoe yes")
    await say(world, "bartek", tracking(world), "/mentor help")
    said = answers(world, tracking(world))
    assert [("recuse" in text, "zoe" in text) for text in said] == [(False, False)] * 2
    assert len(listed(world)) == 1


async def test_why(enter: Enter) -> None:
    world = await enter(file())
    issue = await apply(world)
    await world.cairn.play_until(STARTS + DAY)
    (said,), (page,) = world.said_in(issue), lists(world)
    found = [await why(world, of(said)), await why(world, of(page))]
    assert [each.because.split(".")[0] for each in found] == [
        "Somebody opened an issue with the label for applications",
        "The cohort takes applications",
    ]
    assert lines(found[0])[-1].startswith("In the file: selection: {enabled: true}")
