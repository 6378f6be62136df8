"""Suggestions for the project, recorded and credited (row R9)."""

from pathlib import Path

import pytest

from app.sandbox.state import Issue
from tests.attacks import PAYLOADS
from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, reactions, remembered, say, shown, ticked
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_dashboard import tracking
from tests.behaviour.test_membership import FILE, push
from tests.behaviour.whys import FILE as FILE_ADDRESS
from tests.behaviour.whys import lines, of, why
from tests.world import HOME, STARTS, World
from workflows.ideas.heard import MOST

ENGINE, MENTORS = "acme/engine", "acme/mentors"
TITLE = "Ideas: Autumn"
TWO = programme(cohort("{login: maya}, {login: ravi}", more=STEPS))


async def begun(enter: Enter, file: bytes = TWO) -> World:
    """A world in which everybody's issue is open."""
    world = await enter(file)
    await world.cairn.play_until(STARTS + DAY / 2)
    return world


async def anew(world: World, folder: Path) -> list[str]:
    """Lose the database; what is written after that."""
    writes = len(world.writes)
    (folder / "anew").mkdir()
    await lose_database(world, folder / "anew")
    return world.writes[writes:]


def pages(world: World, repository: str = HOME) -> list[Issue]:
    """The pages there are, the oldest first."""
    return [i for i in world.issues(repository) if i.title.startswith("Ideas: ")]


def listed(world: World, repository: str = HOME) -> list[str]:
    """Whose ideas the page has, and their words."""
    found = [line.strip() for page in pages(world, repository) for line in shown(page).splitlines()]
    return [line for line in found if line.startswith(("- ", ">"))]


# ---- recorded and credited -----------------------------------------------------------------------


async def test_the_page_opens_with_the_first_idea(enter_on_both: Enter) -> None:
    world = await enter_on_both(TWO)
    await world.cairn.play_until(STARTS + DAY / 2)
    assert pages(world) == []
    comment = await say(world, "maya", world.issue_of("maya"), "/mentor idea Name the tests.")
    assert reactions(comment) == ["+1"]
    (page,) = pages(world)
    assert (page.title, page.assignees) == (TITLE, [])
    assert [label.name for label in page.labels] == ["mentorship", "cohort: autumn"]
    assert listed(world) == ["- maya, 27 August 2026", "> Name the tests."]
    await say(world, "bartek", tracking(world), "/mentor idea A map of the code.")
    await say(world, "ravi", page, "/mentor idea More *tests*")
    assert listed(world)[2:] == [
        *("- bartek, 27 August 2026", "> A map of the code."),
        *("- ravi, 27 August 2026", "> More \\*tests\\*"),
    ]
    assert answers(world, page) == []
    assert remembered(page.body)[0].get("p", {}).get("to") is None


@pytest.mark.parametrize("who", ["maya", "bartek"])
async def test_an_idea_in_a_pull_request(enter: Enter, who: str) -> None:
    world = await enter(SMALL)
    pull = world.person("maya").open_pull_request(ENGINE, "Mend it")
    await world.cairn.settle()
    said = world.person(who).comment(ENGINE, pull.number, "/mentor idea Smaller files.")
    await world.cairn.settle()
    assert reactions(said) == ["+1"]
    assert listed(world) == [f"- {who}, 27 August 2026", "> Smaller files."]


async def test_what_costs_nothing(enter: Enter) -> None:
    """The page is read before it is edited, and nothing else is."""
    world = await begun(enter)
    await say(world, "maya", world.issue_of("maya"), "/mentor idea One.")
    before = len(world.sandbox.requests)
    comment = await say(world, "ravi", world.issue_of("ravi"), "/mentor idea Two.")
    after = [f"{r.method} {r.path.rpartition(HOME)[2]}" for r in world.sandbox.requests[before:]]
    page = f"/issues/{pages(world)[0].number}"
    reaction = f"POST /issues/comments/{comment.id}/reactions"
    assert sorted(after) == [f"GET {page}", f"PATCH {page}", reaction]


async def test_an_edit_adds_what_is_new_and_deleting_takes_nothing_back(enter: Enter) -> None:
    world = await enter(SMALL)
    comment = await say(world, "maya", world.issue_of("maya"), "/mentor idea One.")
    world.person("maya").edit_comment(comment.id, "/mentor idea One.\n/mentor idea Two.")
    await world.cairn.settle()
    assert listed(world)[1::2] == ["> One.", "> Two."]
    world.person("maya").delete_comment(comment.id)
    await world.cairn.settle()
    assert listed(world)[1::2] == ["> One.", "> Two."]


async def test_help_and_a_near_miss_know_it(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor help")
    assert "`/mentor idea TEXT`" in answers(world, issue)[0]
    await say(world, "maya", issue, "/mentor ideaa Name the tests.")
    assert "/mentor idea Name the tests." in answers(world, issue)[1]
    await say(world, "maya", issue, "/mentor idea Name the tests.")
    await say(world, "maya", pages(world)[0], "/mentor help")
    said = answers(world, pages(world)[0])[0]
    assert "`/mentor idea TEXT`" in said
    assert "`/mentor undo`" in said


# ---- who, where, how many ------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["alice", "zoe", "ravi"])
@pytest.mark.parametrize("where", ["own", "tracking"])
async def test_others_are_thanked_and_refused(enter: Enter, who: str, where: str) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya") if where == "own" else tracking(world)
    comment = await say(world, who, issue, "/mentor idea Mine!")
    assert reactions(comment) == ["confused"]
    assert answers(world, issue)[0].startswith("Thank you for thinking along. The page of ideas is")
    assert pages(world) == []


async def test_a_refusal_stands_after_a_lost_database(enter: Enter, tmp_path: Path) -> None:
    world = await enter(SMALL)
    await say(world, "ravi", tracking(world), "/mentor idea Too early.")
    await push(world, TWO)
    await world.cairn.play_until(STARTS + DAY / 2)
    assert await anew(world, tmp_path) == []
    await say(world, "ravi", tracking(world), "/mentor idea In time.")
    assert listed(world)[1:] == ["> In time."]


async def test_no_words_are_no_idea(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor idea")
    assert answers(world, issue)[0].startswith("Which idea is it?")
    assert pages(world) == []


async def test_nobody_fills_the_page_alone(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter)
    issue = world.issue_of("maya")
    for n in range(MOST - 1):
        await say(world, "maya", issue, f"/mentor idea Number {n}.")
    await say(world, "maya", tracking(world), "/mentor idea The last.")
    comment = await say(world, "maya", issue, "/mentor idea One more.")
    assert reactions(comment) == ["confused"]
    assert answers(world, issue)[0].startswith("Thank you for so many ideas. The page holds 20")
    await say(world, "ravi", world.issue_of("ravi"), "/mentor idea Mine.")
    assert len(listed(world)) == 2 * (MOST + 1)
    assert await anew(world, tmp_path) == []


# ---- undo ----------------------------------------------------------------------------------------


async def test_undo_takes_back_what_was_said_last(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    for text in ("idea One.", "done chat", "idea Two."):
        await say(world, "maya", issue, f"/mentor {text}")
    left: list[tuple[list[str], list[str]]] = []
    for _ in range(3):
        comment = await say(world, "maya", issue, "/mentor undo")
        assert reactions(comment) == ["+1"]
        left.append((listed(world)[1:], ticked(issue)))
    assert left == [(["> One."], ["chat"]), (["> One."], []), ([], [])]
    assert "There is no idea here just now." in shown(pages(world)[0])
    assert answers(world, issue) == []


async def test_undo_in_the_tracking_issue_and_on_the_page(enter: Enter) -> None:
    world = await begun(enter)
    issue = tracking(world)
    await say(world, "maya", issue, "/mentor idea One.")
    await say(world, "bartek", issue, "/mentor confirm\n/mentor idea Two.")
    assert reactions(await say(world, "bartek", issue, "/mentor undo")) == ["+1"]
    assert listed(world)[1::2] == ["> One."]
    (page,) = pages(world)
    await say(world, "maya", page, "/mentor idea Three.")
    for _ in range(2):  # the second has nothing left that was said there
        assert reactions(await say(world, "maya", page, "/mentor undo")) == ["+1"]
    assert listed(world)[1::2] == ["> One."]
    await say(world, "maya", issue, "/mentor undo")
    assert listed(world) == []


@pytest.mark.parametrize("place", ["own", "tracking", "page"])
@pytest.mark.parametrize("tidied", [(), (1,), (2,), (1, 2)])
async def test_what_was_taken_back_stays_so_after_a_lost_database(
    enter: Enter, tmp_path: Path, place: str, tidied: tuple[int, ...]
) -> None:
    """Whichever comments people tidied away; and nothing else is taken back instead."""
    world = await enter(SMALL)
    await say(world, "maya", world.issue_of("maya"), "/mentor idea Zero.")
    where = {"own": world.issue_of("maya"), "tracking": tracking(world), "page": pages(world)[0]}
    texts = ("/mentor idea One.", "/mentor idea Two.", "/mentor undo")
    comments = [await say(world, "maya", where[place], text) for text in texts]
    for n in tidied:
        world.person("maya").delete_comment(comments[n].id)
    await world.cairn.settle()
    assert await anew(world, tmp_path) == []
    assert listed(world)[1::2] == ["> Zero.", "> One."]


async def test_a_confirmation_is_not_taken_back_instead(enter: Enter, tmp_path: Path) -> None:
    world = await enter(programme(cohort(more="confirm_mentors: true\n    " + STEPS)))
    page = tracking(world)
    await say(world, "bartek", page, "/mentor confirm")
    comment = await say(world, "bartek", page, "/mentor idea Two.")
    await say(world, "bartek", page, "/mentor undo")
    assert (listed(world), "Mentors: bartek" in shown(page)) == ([], True)
    world.person("bartek").delete_comment(comment.id)
    await world.cairn.settle()
    assert await anew(world, tmp_path) == []
    assert "Mentors: bartek" in shown(page)


# ---- private and public --------------------------------------------------------------------------


def in_private(world: World, *cohorts: str) -> None:
    """Cohorts whose entries stand in the private repository."""
    file = ("cohorts:\n" + "".join(cohorts)).encode()
    world.person("alice").push_file(MENTORS, ".github/mentorship/private.yml", file)


async def test_a_private_cohort_has_its_own_place(enter: Enter, tmp_path: Path) -> None:
    world = await enter(SMALL, start=False)
    in_private(world, cohort("{login: tariq}", id="quiet", name="Quiet", more=STEPS))
    world.sandbox.set_permission(MENTORS, "tariq", "read")
    await world.start()
    await world.cairn.play_until(STARTS + DAY / 2)
    await say(world, "tariq", world.issue_of("tariq", MENTORS), "/mentor idea Hush.")
    assert pages(world) == []
    assert listed(world, MENTORS)[1:] == ["> Hush."]
    await say(world, "maya", world.issue_of("maya"), "/mentor idea Loud.")
    assert listed(world)[1:] == ["> Loud."]
    assert await anew(world, tmp_path) == []


async def test_words_from_a_private_repository_stay_there(enter: Enter) -> None:
    world = await enter(SMALL)
    world.sandbox.set_permission(MENTORS, "maya", "read")
    other = world.person("alice").open_issue(MENTORS, "Notes", "")
    comment = world.person("maya").comment(MENTORS, other.number, "/mentor idea A secret.")
    await world.cairn.settle()
    assert reactions(comment) == ["confused"]
    assert answers(world, other)[0].startswith("Fewer people can read this place")
    assert (pages(world), pages(world, MENTORS)) == ([], [])


async def test_a_cohort_that_becomes_private_takes_its_ideas_along(
    enter: Enter, tmp_path: Path
) -> None:
    world = await enter(SMALL)
    await say(world, "maya", world.issue_of("maya"), "/mentor idea Name the tests.")
    in_private(world, cohort(more=STEPS))
    await push(world, programme(cohort("{login: ravi}", id="other", name="Other", more=STEPS)))
    await world.cairn.play_until(STARTS + DAY)
    (page,) = pages(world)
    assert listed(world) == []
    assert remembered(page.body)[0]["p"]["ideas"] == {}
    assert listed(world, MENTORS)[1:] == ["> Name the tests."]
    assert await anew(world, tmp_path) == []


# ---- words that would do harm --------------------------------------------------------------------


WORDS = [
    text.replace("acme/mentors", "acme/everybody")  # the private repository's name
    for name, text in PAYLOADS.items()
    if "\n" not in text and name != "surrogate"  # no UTF-8 has it
]


@pytest.mark.parametrize("block", range(-(-len(WORDS) // MOST)))
async def test_ideas_stay_inert(enter: Enter, block: int) -> None:
    """What is posted is judged at the end of the test."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    for text in WORDS[block * MOST : (block + 1) * MOST]:
        await say(world, "maya", issue, f"/mentor idea {text}")
        assert ticked(issue) == []
    await say(world, "bartek", tracking(world), "/mentor idea Well.")
    assert listed(world)[-1] == "> Well."


# ---- at rest, and in trouble ---------------------------------------------------------------------


async def test_in_a_pause_the_page_waits(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "alice", issue, "/mentor pause everywhere")
    comment = await say(world, "maya", issue, "/mentor idea Name the tests.")
    assert reactions(comment) == ["+1"]
    assert pages(world) == []
    await say(world, "alice", issue, "/mentor resume everywhere")
    assert listed(world)[1:] == ["> Name the tests."]


@pytest.mark.parametrize("tidied", [False, True])
async def test_a_lost_database_forgets_nothing(enter: Enter, tmp_path: Path, tidied: bool) -> None:
    world = await begun(enter)
    pull = world.person("maya").open_pull_request(ENGINE, "Mend it")
    await world.cairn.settle()
    world.person("maya").comment(ENGINE, pull.number, "/mentor idea Zero.")
    await world.cairn.settle()
    comments = [
        await say(world, "maya", world.issue_of("maya"), "/mentor idea One."),
        await say(world, "ravi", tracking(world), "/mentor idea Two."),
        await say(world, "bartek", pages(world)[0], "/mentor idea Three."),
    ]
    for comment in comments if tidied else ():
        world.person(comment.user.login).delete_comment(comment.id)
    await world.cairn.settle()
    assert await anew(world, tmp_path) == []
    await say(world, "ravi", tracking(world), "/mentor idea Four.")
    assert listed(world)[1::2] == ["> Zero.", "> One.", "> Two.", "> Three.", "> Four."]


async def test_an_idea_stays_when_its_author_or_the_cohort_is_gone(enter: Enter) -> None:
    world = await begun(enter)
    await say(world, "maya", world.issue_of("maya"), "/mentor idea One.")
    await push(world, programme(cohort("{login: ravi}", name="Fall", more=STEPS)))
    assert listed(world)[1:] == ["> One."]
    assert pages(world)[0].title == "Ideas: Fall"
    await push(world, programme(cohort("{login: li}", id="spring", name="Spring", more=STEPS)))
    assert listed(world)[1:] == ["> One."]


async def test_where_a_page_is_full_another_opens(enter: Enter, tmp_path: Path) -> None:
    people = ["newcomer-0", "newcomer-1"]
    world = await enter(SMALL, start=False)
    for login in people:
        world.sandbox.add_user(login)
    many = ", ".join(f"{{login: {login}}}" for login in people)
    world.person("alice").push_file(HOME, FILE, programme(cohort(many, more=STEPS)))
    await world.start()
    await world.cairn.play_until(STARTS + DAY / 2)
    for n in range(9):
        words = f"{n} " + "\U00010380" * 278
        await say(world, people[n % 2], tracking(world), f"/mentor idea {words}")
    first, second = pages(world)[:2]
    assert (first.title, second.title) == (TITLE, f"{TITLE} (2)")
    assert [line[2] for line in listed(world) if line.startswith(">")] == list("012345678")
    assert f"There are more ideas in #{second.number}." in shown(first)
    assert await anew(world, tmp_path) == []


async def test_why_the_page_is_there(enter: Enter) -> None:
    world = await enter(SMALL)
    await say(world, "maya", world.issue_of("maya"), "/mentor idea Name the tests.")
    found = await why(world, of(pages(world)[0]))
    assert found.because.startswith("Mentees and mentors can suggest something for the project")
    opened, count, declared = lines(found)
    assert opened.startswith("Opened: Thu 2026-08-27")
    assert (count, declared) == ("Ideas on it: 1", f"Cohort:  -> {FILE_ADDRESS}")
