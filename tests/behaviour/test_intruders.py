"""People who use what they may do in one place to reach somebody in another."""

import base64
import json

import pytest

from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL, cohort, programme
from tests.behaviour.reading import answers, say, shown, ticked
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
