"""People who use what they may do in one place to reach somebody in another."""

import base64
import json
from collections.abc import Callable, Mapping

import pytest
import sqlalchemy as sa

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.behaviour.reading import answers, say, shown, ticked
from tests.behaviour.test_check_run import PRIVATE, check, checks
from tests.behaviour.test_membership import FILE
from tests.world import HOME, World

ENGINE = "acme/engine"
BAD = b"version: 1\nnonsense: 1\n"


def forged(scope: object, key: str = "home") -> str:
    """A region of ours, as somebody without the secret would write it."""
    data = base64.b64encode(json.dumps({"s": scope, "k": key}).encode()).decode()
    boxes = "- [x] **conduct** a\n- [x] **chat** b\n- [x] **hello** c"
    return f"<!-- cairn:{data}.{'0' * 32} -->\n{boxes}\n<!-- cairn:end -->"


async def forge(world: World, scope: object) -> None:
    """bartek, who may only read at home, edits what Cairn wrote where he may write."""
    world.person("bartek").push_file(ENGINE, ".github/mentorship.yml", BAD)
    await world.cairn.settle()
    (issue,) = [issue for issue in world.issues(ENGINE) if issue.user.type == "Bot"]
    world.person("bartek").edit_issue(ENGINE, issue.number, body=forged(scope))
    await world.cairn.settle()
    await world.cairn.play_until(world.clock.now + 7 * 3600)  # over the next sweep


async def test_a_forged_marker_reaches_nobody_elsewhere(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    home = world.sandbox.world.repository(HOME).id
    await forge(world, f"mentee:{home}/autumn/maya")
    assert ticked(issue) == []
    await say(world, "maya", issue, "/mentor done chat")
    assert ticked(issue) == ["chat"]
    assert not any("first steps" in shown(each) for each in world.issues(ENGINE))


@pytest.mark.parametrize("scope", ["garbage", [1], "mentee:x/y", "", None])
async def test_a_damaged_marker_stops_nothing(enter: Enter, scope: object) -> None:
    world = await enter(SMALL)
    await forge(world, scope)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done chat")
    assert ticked(issue) == ["chat"]


@pytest.mark.parametrize(
    "path",
    [
        "texts/%2e%2e/%2e%2e/%2e%2e/mentors/contents/.env?x=.md",
        "a.md?ref=secret&x=.md",
        "../mentors/contents/a.md",
        "a#b.md",
    ],
)
async def test_a_path_means_itself(enter: Enter, path: str) -> None:
    text = SMALL.replace(b"    name: Autumn\n", b"    name: Autumn\n    messages:\n      M: P\n")
    text = text.replace(b"M: P", f'onboarding/issue: "{path}"'.encode())
    world = await enter(text)
    assert "is not a Markdown file here" in shown(world.issues()[0])
    asked = [request.path for request in world.sandbox.requests]
    assert not any("mentors/contents/a" in path or ".env" in path for path in asked)


async def test_who_tidies_a_comment_says_nothing(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    junk = "\n".join(f"/mentor nonsense {n}" for n in range(25))
    spam = await say(world, "zoe", issue, f"{junk}\n/mentor done chat")
    world.person("alice").edit_comment(spam.id, f"{junk.split(chr(10), 1)[1]}\n/mentor done chat")
    await world.cairn.settle()
    hidden = await say(world, "zoe", issue, "<details>\n/mentor done chat\n</details>")
    world.person("alice").edit_comment(hidden.id, "/mentor done chat")
    await world.cairn.settle()
    quoted = await say(world, "zoe", issue, "> /mentor done chat")
    world.person("alice").edit_comment(quoted.id, "/mentor done chat")
    await world.cairn.settle()
    assert ticked(issue) == []
    world.person("alice").edit_comment(quoted.id, "/mentor done chat\n/mentor done hello")
    await world.cairn.settle()
    assert ticked(issue) == ["hello"], "what alice adds is hers"


async def test_thousands_of_words_and_boxes_stop_nothing(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done " + " ".join(f"w{n}" for n in range(6000)))
    mine = await say(world, "maya", issue, "/mentor checklist")
    junk = "\n".join(f"- [x] **a{n}** x" for n in range(900))
    world.person("maya").edit_comment(mine.id, mine.body.replace("- [ ]", f"{junk}\n- [ ]", 1))
    await world.cairn.settle()
    await say(world, "bartek", issue, "/mentor done chat")
    assert ticked(issue) == ["chat"]
    assert len(answers(world, issue)) == 1


async def test_one_comment_edited_often_gets_few_answers(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    comment = await say(world, "zoe", issue, "/mentor nonsense")
    for n in range(8):
        world.person("zoe").edit_comment(comment.id, f"{comment.body}\n/mentor nonsense {n}")
        await world.cairn.settle()
    assert len(answers(world, issue)) == 3


async def test_nothing_private_is_shown_in_public(enter: Enter) -> None:
    """What `tests.behaviour.judge` looks for, and the names in the private file."""
    world = await enter(SMALL)
    private = (
        b"version: 1\norganisers: [kemal]\npeople:\n  bartek: {name: Barty Secret}\n"
        + programme(cohort("{login: lin}", id="nda", name="Hidden"), head="")
    )
    world.person("alice").push_file("acme/mentors", ".github/mentorship.yml", private)
    await world.cairn.settle()
    issue = world.issue_of("maya")
    assert "Barty" not in shown(issue)
    assert "alice enrolled you" in shown(issue)
    public = world.person("lin").open_issue(ENGINE, "A question")
    said = await say(world, "lin", public, "/mentor checklist")
    assert "chat" not in said.body
    await say(world, "lin", public, "/mentor done nonsense")
    assert not any("chat" in text for text in answers(world, public))


async def test_a_fork_of_the_home_repository_founds_nothing(enter: Enter) -> None:
    world = await enter(SMALL)
    before = len([i for i in world.issues() if i.title.startswith("Welcome")])
    world.sandbox.add_repository("acme/copy").fork = True
    world.person("alice").push_file("acme/copy", ".github/mentorship.yml", SMALL)
    await world.cairn.settle()
    assert world.issues("acme/copy") == []
    assert len([i for i in world.issues() if i.title.startswith("Welcome")]) == before


async def test_tags_without_an_end_are_told_at_once(enter: Enter) -> None:
    """python-liquid needs half a minute for these, and everybody would wait."""
    world = await enter(SMALL.replace(b"Join the chat", b'"' + b"{{" * 4_900 + b'"'))
    assert "has no `}}` to end" in shown(world.issues()[0])


SECRET = programme(
    cohort("{login: tariq}", id="secret", name="Secret", mentors="noor"), head="version: 1\n"
)
ANYBODY = pytest.mark.parametrize("who", ["zoe", "alice"])


async def with_a_private_file(enter: Enter) -> World:
    world = await enter(SMALL)
    world.person("alice").push_file(PRIVATE, FILE, SECRET)
    await world.cairn.settle()
    return world


def proposed(world: World, who: str, files: Mapping[str, str | bytes | None]) -> Issue:
    """A change from a fork, or by an organiser from a branch."""
    return world.person(who).open_pull_request(HOME, "x", files=files, from_fork=who == "zoe")


@ANYBODY
async def test_a_public_check_names_nobody_of_a_private_file(enter: Enter, who: str) -> None:
    world = await with_a_private_file(enter)
    run = await check(world, proposed(world, who, {FILE: SMALL + b"# hi\n"}))
    assert (run.conclusion, "tariq" in run.output["summary"]) == ("success", False)
    guess = SMALL.replace(b"{login: maya}", b"{login: maya}, {login: tariq}, {login: li}")
    run = await check(world, proposed(world, who, {FILE: guess}))
    assert run.output["summary"].count("<img") == 2, "tariq is as new here as li"


@ANYBODY
async def test_a_public_check_fails_for_nothing_private_also_run_again(
    enter: Enter, who: str
) -> None:
    world = await with_a_private_file(enter)
    pull = proposed(world, who, {FILE: SMALL.replace(b"id: autumn\n", b"id: secret\n")})
    first = await check(world, pull)
    await run_again(world)
    found = checks(world, pull)
    assert len(found) == 2
    assert [run.output for run in found] == [first.output, first.output]


async def test_a_stranger_cannot_try_which_private_repositories_there_are(enter: Enter) -> None:
    world = await enter(SMALL)
    said = []
    for name in (b"acme/mentors", b"acme/nothing"):
        pull = proposed(world, "zoe", {FILE: SMALL.replace(b"acme/engine", name)})
        await check(world, pull)
        await run_again(world)
        said.append([run.output["title"] for run in checks(world, pull)])
    assert said == [["Ready to merge"] * 2] * 2
    pull = proposed(world, "alice", {FILE: SMALL.replace(b"acme/engine", b"acme/nothing")})
    assert "not installed" in (await check(world, pull)).output["summary"]


async def run_again(world: World) -> None:
    """Somebody clicks on "Re-run" at the newest check."""
    sent = [d.payload for d in world.sandbox.world.history if d.event == "check_run"]
    payload = json.dumps({**sent[-1], "action": "rerequested"}).encode()
    await world.cairn.service.intake.keep("check_run", f"again-{len(sent)}", payload)
    await world.cairn.service.inbox.work()
    world.clock.advance_to(world.clock.now + 60)
    await world.cairn.settle()


def much() -> dict[str, str | bytes | None]:
    """More than anybody means to propose."""
    people = ", ".join(f"{{login: nobody{i}}}" for i in range(100))
    texts = {f".github/mentorship/texts/onboarding/a{i}.md": "x" for i in range(60)}
    more = {f".github/mentorship/f{i}.yml": "version: 1\n" for i in range(40)}
    return {FILE: programme(cohort(people, more=STEPS)), **texts, **more}


async def requests_for(world: World, act: Callable[[], object]) -> int:
    before = len(world.sandbox.requests)
    world.clock.advance_to(world.clock.now + 5)
    act()
    await world.cairn.settle()
    return len(world.sandbox.requests) - before


async def test_a_stranger_costs_few_requests(enter: Enter) -> None:
    world = await enter(SMALL)
    pull = proposed(world, "zoe", much())
    summary = (await check(world, pull)).output["summary"]
    assert "there are 41 files of the programme to look at, and Cairn looks at 5 at most" in summary
    zoe = world.person("zoe")
    push = await requests_for(world, lambda: zoe.push_commits(HOME, pull.number, {"a.txt": "1"}))
    assert push < 15
    assert await requests_for(world, lambda: zoe.edit_issue(HOME, pull.number, title="y")) == 0


async def test_what_is_as_it_was_is_not_read(enter: Enter) -> None:
    world = await enter(SMALL)
    alice = world.person("alice")
    for name in ("nudge", "left", "back"):
        alice.push_file(HOME, f".github/mentorship/texts/onboarding/{name}.md", "Hello\n")
    await world.cairn.settle()
    before = len(world.sandbox.requests)
    await check(world, proposed(world, "zoe", {FILE: SMALL + b"# hi\n"}))
    read = [r for r in world.sandbox.requests[before:] if r.path.endswith((".md", ".yml"))]
    assert [r.path.rsplit("/", 1)[-1] for r in read] == ["mentorship.yml"]


async def test_a_strangers_texts_are_kept_nowhere(enter: Enter) -> None:
    world = await enter(SMALL)
    texts = {f".github/mentorship/texts/onboarding/a{i}.md": "x" * 900_000 for i in range(5)}
    await check(world, proposed(world, "zoe", texts))
    async with world.database.read() as connection:
        longest = (await connection.execute(sa.text("select max(length(data)) from fact"))).scalar()
    assert longest is not None
    assert longest < 100_000


async def test_one_comment_asks_for_its_authors_right_once(enter: Enter) -> None:
    world = await enter(SMALL)
    before = len(world.sandbox.requests)
    await say(world, "zoe", world.issue_of("maya"), "\n".join(["/mentor pause"] * 25))
    asked = [r for r in world.sandbox.requests[before:] if r.path.endswith("/permission")]
    assert len(asked) == 1
