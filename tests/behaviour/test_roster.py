"""Past and present mentees on one page, with their tips (row O9)."""

from pathlib import Path

import pytest

from app.rehearsal import Rehearsal, in_process
from app.sandbox.state import Issue
from app.wiring import service
from tests.attacks import PAYLOADS
from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.behaviour.judge import is_write
from tests.behaviour.reading import DAY, answers, reactions, say, shown, ticked
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_membership import FILE, push
from tests.behaviour.whys import FILE as FILE_ADDRESS
from tests.behaviour.whys import lines, of, why
from tests.world import API, HOME, STARTS, World, settings

MENTORS = "acme/mentors"
TITLE = "Our mentees, past and present"
TWO = programme(cohort("{login: maya}, {login: ravi}", more=STEPS))


async def begun(enter: Enter, file: bytes = TWO) -> World:
    """A world in which everybody's issue is open: it is morning somewhere else later."""
    world = await enter(file)
    await world.cairn.play_until(STARTS + DAY / 2)
    return world


def pages(world: World, repository: str = HOME) -> list[Issue]:
    """The pages there are, the oldest first."""
    return [i for i in world.issues(repository) if i.title.startswith(TITLE)]


def listed(world: World, repository: str = HOME) -> list[str]:
    """Headings, people and tips, as the page has them."""
    lines = [line for page in pages(world, repository) for line in shown(page).splitlines()]
    return [line.strip() for line in lines if line.strip().startswith(("###", "- ", ">"))]


# ---- joining and leaving -------------------------------------------------------------------------


async def test_the_page_opens_with_the_first_who_joins(enter_on_both: Enter) -> None:
    world = await enter_on_both(TWO)
    await world.cairn.play_until(STARTS + DAY)
    assert pages(world) == []
    comment = await say(world, "ravi", world.issue_of("ravi"), "/mentor roster")
    assert reactions(comment) == ["+1"]
    assert listed(world) == ["### Autumn", "- ravi"]
    (page,) = pages(world)
    assert (page.assignees, [label.name for label in page.labels]) == ([], ["mentorship"])
    await say(world, "maya", world.issue_of("maya"), "/mentor roster Ask early.")
    assert listed(world) == ["### Autumn", "- maya", "> Ask early.", "- ravi"]
    assert answers(world, page) == []


async def test_a_tip_is_replaced_kept_and_taken_away(enter: Enter) -> None:
    world = await begun(enter)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor roster Ask early.")
    await say(world, "maya", issue, "/mentor roster Ask *always*.")
    assert listed(world)[-1] == "> Ask \\*always\\*."
    await say(world, "maya", issue, "/mentor roster")
    assert listed(world)[-1] == "> Ask \\*always\\*."
    comment = await say(world, "maya", issue, "/mentor roster off")
    assert reactions(comment) == ["+1"]
    assert listed(world) == []
    assert "Nobody is listed here just now." in shown(pages(world)[0])
    await say(world, "maya", issue, "/mentor roster")
    assert listed(world) == ["### Autumn", "- maya"]


async def test_undo_takes_back_what_was_said_last(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    for text in ("roster", "done chat", "roster Ask early.", "roster off"):
        await say(world, "maya", issue, f"/mentor {text}")
    left: list[tuple[list[str], list[str]]] = []
    for _ in range(4):
        comment = await say(world, "maya", issue, "/mentor undo")
        assert reactions(comment) == ["+1"]
        left.append((listed(world)[1:], ticked(issue)))
    assert left == [
        (["- maya", "> Ask early."], ["chat"]),
        (["- maya"], ["chat"]),
        (["- maya"], []),
        ([], []),
    ]


async def test_a_deleted_comment_takes_nothing_back(enter: Enter) -> None:
    world = await enter(SMALL)
    comment = await say(world, "maya", world.issue_of("maya"), "/mentor roster Ask early.")
    world.person("maya").delete_comment(comment.id)
    await world.cairn.settle()
    assert listed(world)[1:] == ["- maya", "> Ask early."]


async def test_an_edit_adds_what_is_new_in_it(enter: Enter) -> None:
    world = await enter(SMALL)
    comment = await say(world, "maya", world.issue_of("maya"), "/mentor roster")
    world.person("maya").edit_comment(comment.id, "/mentor roster\n/mentor roster Ask early.")
    await world.cairn.settle()
    assert listed(world)[1:] == ["- maya", "> Ask early."]


@pytest.mark.parametrize("who", ["bartek", "alice", "zoe", "ravi"])
async def test_nobody_puts_somebody_else_there(enter: Enter, who: str) -> None:
    world = await begun(enter)
    issue = world.issue_of("maya")
    comment = await say(world, who, issue, "/mentor roster")
    assert reactions(comment) == ["confused"]
    assert answers(world, issue)[0].startswith("Whether maya is on the page of past and present")
    assert pages(world) == []
    await say(world, "maya", issue, "/mentor roster")
    await say(world, who, issue, "/mentor roster off")
    assert listed(world) == ["### Autumn", "- maya"]


async def test_help_and_a_near_miss_know_it(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor help")
    assert "roster, roster TIP, roster off" in answers(world, issue)[0]
    await say(world, "maya", issue, "/mentor rosster Ask early.")
    assert "/mentor roster Ask early." in answers(world, issue)[1]


async def test_joining_on_the_page_itself(enter: Enter) -> None:
    world = await begun(enter)
    await say(world, "maya", world.issue_of("maya"), "/mentor roster")
    (page,) = pages(world)
    comment = await say(world, "ravi", page, "/mentor roster Be patient.")
    assert reactions(comment) == ["+1"]
    assert listed(world)[1:] == ["- maya", "- ravi", "> Be patient."]
    await say(world, "ravi", page, "/mentor roster off")
    assert listed(world)[1:] == ["- maya"]
    comment = await say(world, "zoe", page, "/mentor roster")
    assert reactions(comment) == ["confused"]
    assert answers(world, page)[0].startswith("This page is for this programme's mentees")


# ---- past mentees --------------------------------------------------------------------------------


async def test_those_who_have_finished_can_join(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done conduct chat hello")
    await world.cairn.play_until(STARTS + 2 * DAY)
    assert issue.state == "closed"
    await say(world, "maya", issue, "/mentor roster It was worth it.")
    assert listed(world)[1:] == ["- maya", "> It was worth it."]


async def test_those_who_have_left_stay_and_decide(enter: Enter) -> None:
    world = await begun(enter)
    maya, ravi = world.issue_of("maya"), world.issue_of("ravi")
    await say(world, "maya", maya, "/mentor roster")
    await push(world, programme(cohort("{login: li}", more=STEPS)))
    assert maya.state == "closed"
    assert listed(world) == ["### Autumn", "- maya"]
    assert reactions(await say(world, "ravi", ravi, "/mentor roster")) == ["+1"]
    assert reactions(await say(world, "maya", maya, "/mentor roster off")) == ["+1"]
    assert listed(world) == ["### Autumn", "- ravi"]


async def test_a_cohort_that_no_file_has_keeps_its_people(enter: Enter, tmp_path: Path) -> None:
    """Also its name, and what they say later; and a lost database changes nothing about it."""
    world = await begun(enter)
    maya, ravi = world.issue_of("maya"), world.issue_of("ravi")
    await say(world, "maya", maya, "/mentor roster Ask early.")
    spring = cohort(
        "{login: li}", id="spring", name="Spring", starts="2027-03-01", ends="2027-05-31"
    )
    await push(world, programme(spring))
    await say(world, "ravi", ravi, "/mentor roster")
    expected = ["### Autumn", "- maya", "> Ask early.", "- ravi"]
    assert listed(world) == expected
    (tmp_path / "anew").mkdir()
    await lose_database(world, tmp_path / "anew")
    await say(world, "maya", pages(world)[0], "/mentor roster Ask anybody.")
    assert listed(world) == [*expected[:2], "> Ask anybody.", "- ravi"]


async def test_the_newest_cohort_comes_first(enter: Enter) -> None:
    before = cohort("{login: li}", id="a", name="Before", starts="2026-08-20", more=STEPS)
    world = await begun(enter, programme(before, cohort(more=STEPS)))
    for who in ("li", "maya"):
        await say(world, who, world.issue_of(who), "/mentor roster")
    assert listed(world) == ["### Autumn", "- maya", "### Before", "- li"]


async def test_a_new_name_of_a_cohort_is_shown(enter: Enter) -> None:
    world = await enter(SMALL)
    await say(world, "maya", world.issue_of("maya"), "/mentor roster")
    await push(world, programme(cohort(name="Fall", more=STEPS)))
    assert listed(world) == ["### Fall", "- maya"]


# ---- private and public --------------------------------------------------------------------------


def in_private(world: World, *cohorts: str) -> None:
    """Cohorts whose entries stand in the private repository."""
    file = ("cohorts:\n" + "".join(cohorts)).encode()
    world.person("alice").push_file(MENTORS, ".github/mentorship/private.yml", file)


async def test_a_private_cohort_has_a_page_of_its_own(enter: Enter, tmp_path: Path) -> None:
    world = await enter(SMALL, start=False)
    in_private(world, cohort("{login: tariq}", id="quiet", name="Quiet", more=STEPS))
    world.sandbox.set_permission(MENTORS, "tariq", "read")
    await world.start()
    await world.cairn.play_until(STARTS + DAY / 2)
    await say(world, "tariq", world.issue_of("tariq", MENTORS), "/mentor roster Hush.")
    assert pages(world) == []
    await say(world, "maya", world.issue_of("maya"), "/mentor roster")
    assert listed(world) == ["### Autumn", "- maya"]
    assert listed(world, MENTORS) == ["### Quiet", "- tariq", "> Hush."]
    writes = len(world.writes)
    (tmp_path / "anew").mkdir()
    await lose_database(world, tmp_path / "anew")
    assert world.writes[writes:] == []


async def test_a_cohort_that_becomes_private_leaves_the_public_page(enter: Enter) -> None:
    world = await enter(SMALL)
    await say(world, "maya", world.issue_of("maya"), "/mentor roster Ask early.")
    in_private(world, cohort(more=STEPS))
    other = cohort("{login: ravi}", id="other", name="Other", more=STEPS)
    await push(world, programme(other))
    await world.cairn.play_until(STARTS + DAY)
    assert listed(world) == []
    assert "Ask early." not in shown(pages(world)[0])


async def test_words_from_a_private_repository_stay_there(enter: Enter) -> None:
    world = await enter(SMALL)
    world.sandbox.set_permission(MENTORS, "maya", "read")
    other = world.person("alice").open_issue(MENTORS, "Notes", "")
    comment = world.person("maya").comment(MENTORS, other.number, "/mentor roster A secret.")
    await world.cairn.settle()
    assert reactions(comment) == ["confused"]
    assert pages(world) == []
    assert pages(world, MENTORS) == []


async def test_a_draft_lists_nobody(enter: Enter) -> None:
    world = await enter(programme(cohort(more="draft: true\n    " + STEPS)))
    world.person("maya").comment("acme/engine", 42, "/mentor roster")
    await world.cairn.settle()
    assert pages(world) == []


# ---- words that would do harm --------------------------------------------------------------------


TIPS = [
    text.replace("acme/mentors", "acme/everybody")  # the private repository's name
    for name, text in PAYLOADS.items()
    if "\n" not in text and name != "surrogate"  # no UTF-8 has it
]


@pytest.mark.parametrize("block", range(4))
async def test_tips_stay_inert(enter: Enter, block: int) -> None:
    """What is posted is judged at the end of the test."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    for text in TIPS[block::4]:
        await say(world, "maya", issue, f"/mentor roster {text}")
        assert ticked(issue) == []
    await say(world, "maya", issue, "/mentor roster Well.")
    assert listed(world)[1:] == ["- maya", "> Well."]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("fixes #1 and @everyone", "> fixes `#1` and `@everyone`"),
        ("<img src=x> first", "> \\<img src=x> first"),
        ("\u202eevil\u202c", "> evil"),
        ("| a | b |", "> \\| a \\| b \\|"),
    ],
)
async def test_how_such_a_tip_reads(enter: Enter, said: str, expected: str) -> None:
    world = await enter(SMALL)
    await say(world, "maya", world.issue_of("maya"), f"/mentor roster {said}")
    assert listed(world)[-1] == expected


# ---- at rest, and in trouble ---------------------------------------------------------------------


async def test_neither_pause_nor_absence_holds_it_up(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "alice", issue, "/mentor pause everywhere")
    await say(world, "maya", issue, "/mentor away until 2026-09-30")
    await say(world, "maya", issue, "/mentor roster")
    assert listed(world)[1:] == ["- maya"]


async def test_whoever_joins_changes_no_other_issue(enter: Enter) -> None:
    world = await begun(enter)
    await say(world, "maya", world.issue_of("maya"), "/mentor roster")
    before = len(world.sandbox.requests)
    await say(world, "ravi", world.issue_of("ravi"), "/mentor roster")
    after = [f"{r.method} {r.path.rpartition(HOME)[2]}" for r in world.sandbox.requests[before:]]
    page = f"/issues/{pages(world)[0].number}"
    comment = world.comments(world.issue_of("ravi"))[0].id
    reaction = f"POST /issues/comments/{comment}/reactions"
    assert sorted(after) == [f"GET {page}", f"PATCH {page}", reaction]


@pytest.mark.parametrize("tidied", [False, True])
async def test_a_lost_database_forgets_nobody(enter: Enter, tmp_path: Path, tidied: bool) -> None:
    """Not who joined, what they said, or who left; also where people tidied their comments away."""
    world = await begun(enter)
    maya, ravi = world.issue_of("maya"), world.issue_of("ravi")
    first = await say(world, "maya", maya, "/mentor done chat\n\n/mentor roster Ask early.")
    comments = [first, await say(world, "maya", maya, "/mentor roster")]
    await say(world, "ravi", ravi, "/mentor roster Be patient.")
    comments.append(await say(world, "ravi", ravi, "/mentor roster off"))
    if tidied:
        for comment in comments:
            world.person(comment.user.login).delete_comment(comment.id)
        await world.cairn.settle()
    writes, body = len(world.writes), pages(world)[0].body
    (tmp_path / "anew").mkdir()
    await lose_database(world, tmp_path / "anew")
    assert world.writes[writes:] == []
    assert pages(world)[0].body == body
    await say(world, "maya", maya, "/mentor roster")
    assert listed(world)[1:] == ["- maya", "> Ask early."]


async def test_an_undo_stands_after_a_lost_database(enter: Enter, tmp_path: Path) -> None:
    """Also where the command that it took back is gone: it must not take a tick instead."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done chat")
    comment = await say(world, "maya", issue, "/mentor roster")
    await say(world, "maya", issue, "/mentor undo")
    world.person("maya").delete_comment(comment.id)
    await world.cairn.settle()
    writes = len(world.writes)
    (tmp_path / "anew").mkdir()
    await lose_database(world, tmp_path / "anew")
    assert world.writes[writes:] == []
    assert (ticked(issue), listed(world)) == (["chat"], [])


async def test_what_came_by_an_edit_is_last_after_a_lost_database(
    enter: Enter, tmp_path: Path
) -> None:
    """A list of comments says when one was written, and when it was edited: an `undo` must not
    take back a tick that was set in between."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    comment = await say(world, "maya", issue, "Good morning.")
    await say(world, "maya", issue, "/mentor done chat")
    world.cairn.clock.advance_to(world.cairn.clock.now + 60)
    world.person("maya").edit_comment(comment.id, "/mentor roster Ask early.")
    await world.cairn.settle()
    (tmp_path / "anew").mkdir()
    await lose_database(world, tmp_path / "anew")
    await say(world, "maya", issue, "/mentor undo")
    assert ticked(issue) == ["chat"]


async def test_who_left_before_the_page_opened_is_not_brought_back(
    enter: Enter, tmp_path: Path
) -> None:
    """The page opens all the same, because nothing else would remember it."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    world.person("maya").comment(HOME, issue.number, "/mentor roster Ask early.")
    comment = await say(world, "maya", issue, "/mentor roster off")
    assert "Nobody is listed here just now." in shown(pages(world)[0])
    world.person("maya").delete_comment(comment.id)
    await world.cairn.settle()
    (tmp_path / "anew").mkdir()
    await lose_database(world, tmp_path / "anew")
    assert listed(world) == []


async def test_who_never_joined_has_nothing_to_leave(enter: Enter) -> None:
    world = await enter(SMALL)
    comment = await say(world, "maya", world.issue_of("maya"), "/mentor roster off")
    assert reactions(comment) == ["+1"]
    assert pages(world) == []


async def test_a_page_that_people_deleted_is_not_put_back(enter: Enter) -> None:
    world = await begun(enter)
    await say(world, "maya", world.issue_of("maya"), "/mentor roster")
    world.person("alice").delete_issue(HOME, pages(world)[0].number)
    await world.cairn.settle()
    await say(world, "ravi", world.issue_of("ravi"), "/mentor roster")
    assert pages(world) == []


async def test_peoples_words_on_the_page_stay(enter: Enter) -> None:
    world = await begun(enter)
    await say(world, "maya", world.issue_of("maya"), "/mentor roster")
    (page,) = pages(world)
    world.person("alice").edit_issue(HOME, page.number, body=f"Hello!\n\n{page.body}")
    await say(world, "ravi", world.issue_of("ravi"), "/mentor roster")
    assert page.body is not None
    assert page.body.startswith("Hello!")
    assert listed(world)[1:] == ["- maya", "- ravi"]


async def test_a_dry_run_opens_no_page(enter: Enter) -> None:
    world = await enter(SMALL)
    dry = settings().model_copy(update={"dry_run": True})
    made = service(dry, world.database, in_process(world.sandbox, API), world.clock)
    world.cairn = Rehearsal(world.sandbox, made, world.clock)
    before = len([r for r in world.sandbox.requests if is_write(r)])
    await say(world, "maya", world.issue_of("maya"), "/mentor roster")
    assert len([r for r in world.sandbox.requests if is_write(r)]) == before


# ---- a full page ---------------------------------------------------------------------------------


async def test_where_a_page_is_full_another_opens(enter: Enter, tmp_path: Path) -> None:
    """Nobody moves for it, and nobody is forgotten."""
    people = [f"newcomer-{n:02}" for n in range(12)]
    world = await enter(SMALL, start=False)
    for login in people:
        world.sandbox.add_user(login)
    many = ", ".join(f"{{login: {login}}}" for login in people)
    world.person("alice").push_file(HOME, FILE, programme(cohort(many, more=STEPS)))
    await world.start()
    await world.cairn.play_until(STARTS + DAY / 2)
    for login in people:
        await say(world, login, world.issue_of(login), "/mentor roster " + "\U00010380" * 280)
    first, second = pages(world)
    assert (first.title, second.title) == (TITLE, f"{TITLE} (2)")
    assert [line[2:] for line in listed(world) if line.startswith("- ")] == people
    assert f"There are more people in #{second.number}." in shown(first)
    assert f"There are more people in #{first.number}." in shown(second)
    writes = len(world.writes)
    (tmp_path / "anew").mkdir()
    await lose_database(world, tmp_path / "anew")
    assert world.writes[writes:] == []


# ---- why -----------------------------------------------------------------------------------------


async def test_why_the_page_is_there(enter: Enter) -> None:
    world = await enter(SMALL)
    await say(world, "maya", world.issue_of("maya"), "/mentor roster Ask early.")
    found = await why(world, of(pages(world)[0]))
    assert found.because.startswith("Past and present mentees can ask to be on a page")
    opened, asked, programme_ = lines(found)
    assert opened.startswith("Opened: Thu 2026-08-27")
    assert asked == "Asked to be here: 1 person"
    assert programme_ == f"Programme:  -> {FILE_ADDRESS}"
