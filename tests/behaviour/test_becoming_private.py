"""A cohort that becomes private while it runs: its mentees' own issues go on in private (R5)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.sandbox.state import Comment, Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, corner_of, reactions, say, shown, ticked
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_ideas import MENTORS, in_private
from tests.behaviour.test_membership import FILE, push
from tests.behaviour.whys import lines, of, why
from tests.world import HOME, STARTS, World


class Crash(BaseException):
    """The process ends here."""


OTHERS = cohort("{login: ravi}", id="other", name="Other", more=STEPS)
MOVED = STARTS + DAY
"""A Friday, at 11:30 on maya's clock."""

ENDS = "2026-09-18"
PRIVATE_FILE = ".github/mentorship/private.yml"
LIST = "Your list, for you to tick:"
NOBODY_READS = "Who cannot read this repository"


async def begun(
    enter: Enter, entry: str = "", *, reads: bool = True, until: float = MOVED
) -> World:
    """A world in which maya has ticked something in her public issue."""
    world = await enter(programme(entry) if entry else SMALL)
    if reads:
        world.sandbox.set_permission(MENTORS, "maya", "read")
    await say(world, "maya", world.issue_of("maya"), "/mentor done chat")
    await world.cairn.play_until(until)
    return world


async def hide(world: World, entry: str = "") -> None:
    """Her cohort moves into the private file."""
    in_private(world, entry or cohort(more=STEPS))
    await push(world, programme(OTHERS))


async def unhide(world: World, entry: str = "") -> None:
    """And back into the public one: both files hold it for a moment, which is an error."""
    world.person("alice").push_file(MENTORS, PRIVATE_FILE, None)
    world.person("alice").push_file(HOME, FILE, programme(entry or cohort(more=STEPS), OTHERS))
    await world.cairn.settle()


def private_issues(world: World) -> list[Issue]:
    """Her issues in the private repository."""
    return [it for it in world.issues(MENTORS) if it.title.startswith("Welcome, maya:")]


def as_people_see(issue: Issue) -> tuple[str | None, str, int]:
    """What nobody may find changed in an issue that was left behind."""
    return issue.body, issue.state, sum(c.user.type == "Bot" for c in issue.comments)


async def anew(world: World, folder: Path, name: str = "anew") -> list[str]:
    """Lose the database; what is written after that."""
    writes = len(world.writes)
    (folder / name).mkdir()
    await lose_database(world, folder / name)
    return world.writes[writes:]


def hour(comment: Comment | Issue) -> int:
    """On maya's clock, which is five and a half hours ahead."""
    return datetime.fromtimestamp(comment.created + 5.5 * 3600, UTC).hour


# ---- the move ------------------------------------------------------------------------------------


async def test_her_issue_goes_on_in_private(enter_on_both: Enter, tmp_path: Path) -> None:
    world = await begun(enter_on_both)
    public = world.issue_of("maya")
    before = as_people_see(public)
    await hide(world)
    (own,) = private_issues(world)
    assert shown(own).startswith("@maya, your first steps in **Autumn** go on here")
    assert ticked(own) == ["chat"]
    await say(world, "maya", own, "/mentor done conduct")
    await world.cairn.play_until(MOVED + 4 * DAY)
    assert ticked(own) == ["conduct", "chat"]
    (congratulated,) = answers(world, own)
    assert own.state == "closed", congratulated
    assert len(private_issues(world)) == 1
    assert as_people_see(public) == before
    assert await anew(world, tmp_path) == []


async def test_it_opens_at_a_decent_hour(enter: Enter) -> None:
    """The file changed on a Friday evening in Kolkata."""
    world = await begun(enter, until=MOVED + 10 * 3600)
    await hide(world)
    assert private_issues(world) == []
    await world.cairn.play_until(MOVED + 4 * DAY)
    (own,) = private_issues(world)
    assert 9 <= hour(own) < 17
    assert own.created > MOVED + 2 * DAY


async def test_reminders_and_the_farewell_come_there(enter: Enter, tmp_path: Path) -> None:
    entry = cohort(more=STEPS, ends=ENDS)
    world = await begun(enter, entry)
    public = world.issue_of("maya")
    before = as_people_see(public)
    await hide(world, entry)
    await world.cairn.play_until(STARTS + 40 * DAY)
    (own,) = private_issues(world)
    said = answers(world, own)
    assert said[0].startswith("@maya, how is it going?")
    assert "came to its end on 18 September 2026" in said[-1]
    assert own.state == "closed"
    assert as_people_see(public) == before
    assert await anew(world, tmp_path) == []


async def test_who_was_done_has_an_open_place_until_the_farewell(enter: Enter) -> None:
    """Nobody is congratulated twice, nor gets an issue that closes as it opens."""
    entry = cohort(more=STEPS, ends=ENDS)
    world = await begun(enter, entry)
    public = world.issue_of("maya")
    await say(world, "maya", public, "/mentor done conduct")
    await world.cairn.play_until(MOVED + 3 * DAY)
    assert public.state == "closed"
    before = as_people_see(public)
    await hide(world, entry)
    await world.cairn.play_until(MOVED + 10 * DAY)
    (own,) = private_issues(world)
    assert (own.state, answers(world, own)) == ("open", [])
    await world.cairn.play_until(STARTS + 40 * DAY)
    (farewell,) = answers(world, own)
    assert "This issue closes now" in farewell
    assert own.state == "closed"
    assert as_people_see(public) == before


async def test_who_had_finished_before_has_nothing_opened(enter: Enter) -> None:
    entry = cohort(more=STEPS, ends=ENDS)
    world = await begun(enter, entry, until=STARTS + 30 * DAY)
    before = as_people_see(world.issue_of("maya"))
    await hide(world, entry)
    await world.cairn.play_until(STARTS + 60 * DAY)
    assert private_issues(world) == []
    assert as_people_see(world.issue_of("maya")) == before


async def test_a_public_issue_that_was_deleted_goes_on_all_the_same(
    enter: Enter, tmp_path: Path
) -> None:
    world = await begun(enter)
    public = world.issue_of("maya")
    await hide(world)
    world.person("alice").delete_issue(HOME, public.number)
    await world.cairn.settle()
    (own,) = private_issues(world)
    await say(world, "maya", own, "/mentor done hello")
    assert ticked(own) == ["chat", "hello"]
    assert await anew(world, tmp_path) == []
    assert len(private_issues(world)) == 1


async def test_a_pause_holds_it_back(enter: Enter) -> None:
    world = await begun(enter)
    await say(world, "alice", world.issue_of("maya"), "/mentor pause")
    await hide(world)
    await world.cairn.play_until(MOVED + 4 * DAY)
    assert private_issues(world) == []
    await say(world, "alice", world.issue_of("maya"), "/mentor resume")
    await world.cairn.play_until(MOVED + 6 * DAY)
    assert len(private_issues(world)) == 1


async def test_who_leaves_is_told_there(enter: Enter) -> None:
    world = await begun(enter)
    public = world.issue_of("maya")
    before = as_people_see(public)
    await hide(world)
    await hide(world, cohort("{login: tariq}", more=STEPS))
    (own,) = private_issues(world)
    assert "Cairn no longer follows this issue" in answers(world, own)[-1]
    assert own.state == "closed"
    assert as_people_see(public) == before


async def test_why_it_is_there(enter: Enter) -> None:
    world = await begun(enter)
    await hide(world)
    (own,) = private_issues(world)
    found = await why(world, of(own))
    assert any(line.startswith("Opened: ") for line in lines(found))


# ---- what is said in the old one -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "reaction"),
    [
        ("/mentor done hello", "+1"),
        ("/mentor undo", "+1"),
        ("/mentor done nonsense", "confused"),
        ("/mentor help", "confused"),
        ("/mentor chekclist", "confused"),
        ("/mentor checklist", "confused"),
        ("/mentor log https://acme.example/post", "+1"),
        ("/mentor idea Name the tests.", "+1"),
    ],
)
async def test_a_command_there_is_taken_and_not_answered(
    enter: Enter, tmp_path: Path, command: str, reaction: str
) -> None:
    world = await begun(enter)
    public = world.issue_of("maya")
    await hide(world)
    before = as_people_see(public)
    comment = await say(world, "maya", public, command)
    (own,) = private_issues(world)
    assert reactions(comment) == [reaction]
    assert as_people_see(public) == before
    assert comment.body == command
    assert ("hello" in ticked(own)) == (command == "/mentor done hello")
    assert await anew(world, tmp_path) == []


async def test_a_list_that_was_there_before_stays_and_counts(enter: Enter, tmp_path: Path) -> None:
    """Nothing is written into it any more; her own tick in it counts."""
    world = await begun(enter)
    public = world.issue_of("maya")
    mine = await say(world, "maya", public, "/mentor checklist")
    await hide(world)
    (own,) = private_issues(world)
    await say(world, "maya", own, "/mentor done conduct")
    assert ticked(mine) == ["chat"]
    assert reactions(mine) == ["+1"]
    body = (mine.body or "").replace("- [ ] **hello**", "- [x] **hello**")
    world.person("maya").edit_comment(mine.id, body)
    await world.cairn.settle()
    assert ticked(own) == ["conduct", "chat", "hello"]
    assert ticked(mine) == ["chat", "hello"]
    assert await anew(world, tmp_path) == []
    another = await say(world, "maya", own, "/mentor checklist")
    assert ticked(another) == ["conduct", "chat", "hello"]
    assert LIST in shown(another)
    assert "hello" in ticked(mine)


def by_hand(world: World, issue: Issue, *, done: bool) -> None:
    """An organiser ticks a box, or takes the tick away."""
    old, new = ("[ ]", "[x]") if done else ("[x]", "[ ]")
    body = (issue.body or "").replace(f"- {old} **hello**", f"- {new} **hello**")
    assert body != issue.body
    world.person("alice").edit_issue(issue.repository.full_name, issue.number, body=body)


async def test_boxes_ticked_by_hand_count_in_both(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter)
    public = world.issue_of("maya")
    await hide(world)
    (own,) = private_issues(world)
    by_hand(world, public, done=True)
    await world.cairn.settle()
    assert ticked(own) == ["chat", "hello"]
    by_hand(world, own, done=False)
    await world.cairn.settle()
    assert ticked(own) == ["chat"]
    assert await anew(world, tmp_path) == []
    assert (ticked(own), ticked(public)) == (["chat"], ["chat", "hello"])


async def test_boxes_of_which_no_event_told_are_told_apart(enter: Enter, tmp_path: Path) -> None:
    """What an old body shows says nothing about the new one, also where it was edited later."""
    world = await begun(enter)
    public = world.issue_of("maya")
    await hide(world)
    (own,) = private_issues(world)
    await say(world, "maya", own, "/mentor done hello\n/mentor todo hello")
    for issue in (own, public):
        world.clock.advance_to(world.clock.now + 60)
        by_hand(world, issue, done=True)
    world.sandbox.world.deliveries.clear()
    await world.crash(begin=True)
    await world.cairn.settle()
    assert ticked(own) == ["chat", "hello"]
    assert await anew(world, tmp_path) == []


async def test_a_question_there_reaches_a_mentor_in_private(enter: Enter) -> None:
    world = await begun(enter)
    public = world.issue_of("maya")
    await hide(world)
    before = as_people_see(public)
    await say(world, "maya", public, "Where do I begin?")
    await world.cairn.play_until(MOVED + 4 * DAY)
    (own,) = private_issues(world)
    (asked,) = [text for text in answers(world, own) if "has asked something" in text]
    assert asked.startswith("@bartek, maya has asked something in their earlier issue")
    assert as_people_see(public) == before


# ---- who cannot read there -----------------------------------------------------------------------


async def test_organisers_learn_of_who_cannot_read_it(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter, reads=False)
    public = world.issue_of("maya")
    before = as_people_see(public)
    await hide(world)
    await world.cairn.play_until(MOVED + 5 * DAY)
    assert private_issues(world) == []
    corner = corner_of(world)
    assert f"### {NOBODY_READS}\n\n- maya\n" in shown(corner)
    (told,) = answers(world, corner)
    assert told.startswith("@alice: **Autumn** is private now, and maya cannot read this")
    assert await anew(world, tmp_path) == []
    world.sandbox.set_permission(MENTORS, "maya", "read")
    await world.cairn.play_until(MOVED + 7 * DAY)
    (own,) = private_issues(world)
    assert 9 <= hour(own) < 17
    assert ticked(own) == ["chat"]
    assert NOBODY_READS not in shown(corner)
    assert len(answers(world, corner)) == 1
    assert as_people_see(public) == before
    found = await why(world, of(world.said_in(corner)[0]))
    assert found.because.startswith("A cohort that becomes private")


async def test_who_can_read_it_is_not_asked_about_again(enter: Enter) -> None:
    world = await begun(enter)
    await hide(world)
    asked = [r for r in world.sandbox.requests if r.path.endswith("/collaborators/maya/permission")]
    assert len(asked) == 1
    await world.cairn.play_until(MOVED + 10 * DAY)
    asked = [r for r in world.sandbox.requests if r.path.endswith("/collaborators/maya/permission")]
    assert len(asked) == 1


# ---- and back ------------------------------------------------------------------------------------


async def test_once_private_it_stays_so(enter: Enter, tmp_path: Path) -> None:
    """A cohort that becomes public again: nothing is carried back, nothing is opened anew."""
    entry = cohort(more=STEPS, ends=ENDS)
    world = await begun(enter, entry)
    public = world.issue_of("maya")
    before = as_people_see(public)
    await hide(world, entry)
    (own,) = private_issues(world)
    await say(world, "maya", own, "/mentor goal Read the secret log.")
    await unhide(world, entry)
    await say(world, "maya", own, "/mentor done hello")
    await world.cairn.play_until(MOVED + 8 * DAY)
    assert ticked(own) == ["chat", "hello"]
    assert as_people_see(public) == before
    assert not any("secret" in (issue.body or "") for issue in world.issues())
    assert await anew(world, tmp_path) == []
    await hide(world, entry)
    await world.cairn.play_until(STARTS + 40 * DAY)
    assert private_issues(world) == [own]
    assert "came to its end" in answers(world, own)[-1]
    assert as_people_see(public) == before
    assert await anew(world, tmp_path, "again") == []


async def test_before_it_opened_the_way_back_is_free(enter: Enter) -> None:
    world = await begun(enter, reads=False)
    public = world.issue_of("maya")
    await hide(world)
    await unhide(world)
    await say(world, "maya", public, "/mentor done conduct")
    await world.cairn.play_until(MOVED + 10 * DAY)
    assert private_issues(world) == []
    assert public.state == "closed"


async def test_one_that_was_private_from_the_start_has_one_issue(
    enter: Enter, tmp_path: Path
) -> None:
    world = await enter(programme(OTHERS), start=False)
    in_private(world, cohort(more=STEPS))
    world.sandbox.set_permission(MENTORS, "maya", "read")
    await world.start()
    await world.cairn.play_until(STARTS + DAY)
    (own,) = private_issues(world)
    assert shown(own).startswith("Congratulations, @maya")
    await say(world, "maya", own, "/mentor done chat")
    await world.cairn.play_until(STARTS + 10 * DAY)
    assert private_issues(world) == [own]
    assert not any(NOBODY_READS in shown(issue) for issue in world.issues(MENTORS))
    assert await anew(world, tmp_path) == []


# ---- in trouble ----------------------------------------------------------------------------------


@pytest.mark.parametrize("begin", [True, False])
@pytest.mark.parametrize("point", ["loaded", "planned", "intent", "posted", "confirmed"])
async def test_a_crash_on_the_way_doubles_nothing(
    enter: Enter, tmp_path: Path, point: str, begin: bool
) -> None:
    world = await begun(enter)
    before = as_people_see(world.issue_of("maya"))
    crashes = iter(range(3))

    def probe(here: str) -> None:
        if here == point and next(crashes, None) is not None:
            raise Crash

    world.probe = probe
    in_private(world, cohort(more=STEPS))
    world.person("alice").push_file(HOME, FILE, programme(OTHERS))
    for _ in range(4):
        try:
            await world.cairn.play_until(MOVED + 3 * DAY)
            break
        except Crash:
            await world.crash(begin=begin)
    assert next(crashes, None) is None, "nothing was tried"
    await world.cairn.play_until(MOVED + 4 * DAY)
    (own,) = private_issues(world)
    assert ticked(own) == ["chat"]
    assert as_people_see(world.issue_of("maya")) == before
    assert await anew(world, tmp_path) == []
