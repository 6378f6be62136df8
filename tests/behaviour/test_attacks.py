"""Names and titles in the file that would ping, link, close or hide: nothing comes to life.

What is posted is judged by `tests.behaviour.judge` at the end of each test.
"""

import json

import pytest

from app.programmes import MOST_ERRORS
from tests.attacks import PAYLOADS
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, STEPS
from tests.behaviour.reading import DAY, answers, say, shown
from tests.world import HOME, STARTS

LINES = {
    name: text.replace("acme/mentors", "acme/everybody")  # the private repository's name
    for name, text in PAYLOADS.items()
    if "\n" not in text and text.strip() and name != "surrogate"  # no UTF-8 has it
}


def named(text: str) -> bytes:
    """A file in which every name and title is this text, as a JSON string (which YAML takes)."""
    name = json.dumps(text)
    return (
        HEAD + f"  bartek: {{name: {name}, timezone: Europe/London}}\n"
        f"projects:\n  odd: {{name: {name}, chat: https://element.example/odd}}\n"
        "cohorts:\n"
        "  - id: autumn\n"
        f"    name: {name}\n"
        "    starts: 2026-09-01\n    ends: 2026-11-27\n"
        f"    programme: {{name: {name}}}\n"
        f"    dates: [{{on: 2026-10-16, title: {name}}}]\n"
        f"    {STEPS}"
        "    groups:\n"
        f"      - {{id: one, name: {name}, mentors: [bartek], repositories: [acme/engine],\n"
        "         mentees: [{login: maya, projects: [odd]}]}\n"
    ).encode()


@pytest.mark.parametrize("text", LINES.values(), ids=LINES.keys())
async def test_names_in_the_file_stay_inert(enter: Enter, text: str) -> None:
    world = await enter(named(text))
    assert world.issues(), "either it is followed, or the file's errors are told"
    begun = [i for i in world.issues() if i.title.startswith("Welcome, maya")]
    if begun:
        assert "**conduct**" in shown(begun[0])


async def test_words_in_a_command_stay_inert(enter: Enter) -> None:
    world = await enter(named("Autumn"))
    issue = world.issue_of("maya")
    for text in LINES.values():
        await say(world, "maya", issue, f"/mentor done {text}\n/mentor doen {text}")
    assert len(answers(world, issue)) > len(LINES) / 2


async def test_words_in_a_bad_file_stay_inert(enter: Enter) -> None:
    texts = [json.dumps(text) for text in LINES.values()]
    keys = "".join(f"{text}: 1\n" for text in texts)
    ids = "".join(f"  - id: {text}\n" for text in texts)
    world = await enter(f"version: 1\ncohorts:\n{ids}{keys}".encode())
    assert len(world.issues()) == 1
    assert shown(world.issues()[0]).count("\n- ") == MOST_ERRORS


async def test_odd_names_of_files_stay_inert(enter: Enter) -> None:
    world = await enter(named("Autumn"), start=False)
    for path in ("@octocat fixes #1.yml", "`<b>`.yml", "[a](https:evil.example).yml"):
        world.person("alice").push_file(HOME, f".github/mentorship/{path}", "nonsense: 1")
    await world.start()
    assert len(world.issues()) == 1


async def test_a_quiet_mentee_with_an_odd_name_of_the_cohort(enter: Enter) -> None:
    world = await enter(named("@octocat fixes acme/engine#42"))
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert len(world.issues("acme/mentors")) == 2, "their page, and their week"
