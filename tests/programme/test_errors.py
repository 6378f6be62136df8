"""Each mistake that an organiser can make: where it is shown, and in which words."""

import re

import pytest

from app.model.spelling import MOST_GUESSES
from app.programme.errors import check_text
from tests.programme.support import errors, loaded, source

GOOD = """\
version: 1
timezone: Europe/Berlin
projects:
  prometheus: {chat: https://chat.example}
people:
  maya: {timezone: Asia/Kolkata, holidays: IN, week: mon-thu}
cohorts:
  - id: autumn
    starts: 2026-09-01
    ends: 2026-11-27
    dates: [{on: 2026-10-16, title: Talk}]
    onboarding: {nudge_after: 3 working days, skip: [social]}
    summary: {day: monday, at: "10:00"}
    groups:
      - id: engine
        mentors: [bartek, kemal]
        repositories: [acme/engine]
        last_meeting: 2026-11-25T14:00
        mentees:
          - {login: maya, tasks: ["acme/engine#42"], projects: [prometheus]}
          - {login: ravi, starts: 2026-09-14, ends: 2027-02-26}
          - {login: li, left: 2026-10-02}
"""

# What is written instead of what; where the error is; what it says.
MISTAKES = [
    ("version: 1\n", "", "1:1", "`version` is missing from the top of the file"),
    ("version: 1", "version: 2", "1:10", "`version` should be 1"),
    ("version: 1", "version: true", "1:10", "`version` should be 1"),
    ("version: 1", 'version: "1"', "1:10", "`version` should be 1"),
    ("timezone: Europe/Berlin\n", "", "1:1", "`timezone` is missing"),
    ("Europe/Berlin", "Europe/Brelin", "2:11", '"Europe/Brelin" is not a time zone; did you mean'),
    ("Europe/Berlin", "europe/berlin", "2:11", "did you mean `Europe/Berlin`?"),
    ("Europe/Berlin", "CEST", "2:11", '"CEST" is not a time zone'),
    ("Europe/Berlin", "2", "2:11", "`timezone` should be text; write it like Europe/Berlin"),
    ("Europe/Berlin", "", "2:1", "`timezone` is empty"),
    ("holidays: IN", "holidays: INN", "6:44", 'holidays are not known for "INN"; did you mean'),
    ("holidays: IN", "holidays: DE-XX", "6:44", '"XX" in DE; parts are: Augsburg, BB, BE'),
    ("week: mon-thu", "week: mon-thx", "6:54", "not a day of the week; write monday"),
    ("  maya: {t", '  "@maya": {t', "6:3", '"@maya" has an @; write maya'),
    ("  maya: {t", "  Maya: {}\n  maya: {t", "7:3", "the login `maya` is in line 6 already"),
    ("timezone: Asia", "timezon: Asia", "6:10", "`timezon` is not known here; did you mean"),
    ("  - id: autumn\n", "  -\n", "9:5", "`id` is missing from this cohort"),
    ("id: autumn", "id: Autumn 26", "8:9", "write autumn-26"),
    ("id: autumn", f"id: {'a' * 41}", "8:9", "has 41 characters; 40 are the most"),
    ("id: autumn", 'id: "x@y<z>"', "8:9", "write x-y-z"),
    ("id: autumn", "id: 2026", "8:9", "`id` should be text"),
    ("2026-09-01", "1.9.2026", "9:13", '"1.9.2026" is not a date; write 2026-09-01'),
    ("2026-09-01", "2026-9-1", "9:13", "write 2026-09-01"),
    ("2026-09-01", "9/1/2026", "9:13", "write year, month and day like 2026-09-30"),
    ("2026-09-01", "2026-09-31", "9:13", "is not in the calendar"),
    ("2026-09-01", "0226-09-01", "9:13", "the year should be between 2000 and 2199"),
    ("ends: 2026-11-27", "ends: 2026-08-27", "10:11", "it ends (2026-08-27) before it starts"),
    ("ends: 2026-11-27", "ends: 2026-09-01", "10:11", "before it starts"),
    (
        "ends: 2026-11-27",
        "end: 2026-11-27",
        "10:5",
        "`end` is not known here; did you mean `ends`?",
    ),
    ("    ends: 2026-11-27\n", "", "8:5", "`ends` is missing from this cohort"),
    ("on: 2026-10-16", "on: 2062-10-16", "11:18", "2062-10-16 is far from the cohort"),
    ("    dates", "    template: suport\n    dates", "11:15", "did you mean `support`?"),
    ("    dates", "    template: gsoc\n    dates", "11:15", "there are: open-source, support"),
    ("    dates", "    mentees: []\n    dates", "11:5", "it belongs in a group"),
    ("    dates", "    help_sessions: {}\n    dates", "11:5", "it belongs at the top of the file"),
    ("    dates", "    draft: yes\n    dates", "11:12", "`draft` should be true or false"),
    ("    dates", "    messages: {a: ../b.md}\n    dates", "11:19", "is not a Markdown file here"),
    ("3 working days", "3 wroking days", "12:31", '"3 wroking days" is not a length of time'),
    ("3 working days", "3", "12:31", "`nudge_after`: 3 needs a unit; write 3 working days"),
    ("skip: [social]", "skip: [socail]", "12:54", "called `socail`; did you mean `social`?"),
    ("skip: [social]", "skip: [social, social]", "12:62", "in `skip`, `social` is in line 12"),
    ("skip: [social]", "skip: social", "12:53", "`skip` should be a list"),
    ("skip: [social]", "add: [{id: chat, text: x}]", "12:58", "the id `chat` is there already"),
    ("skip: [social]", "add: [{id: a}]", "12:53", "`text` is missing from `add`"),
    ("skip: [social]", 'add: [{id: a, text: "{{ b"}]', "12:67", "the Liquid in this text"),
    ("skip: [social]", "add: [{id: a, text: b, proof: {}}]", "12:77", "exactly one of"),
    ("skip: [social]", "add: [{id: a, text: b, needs: project.chat}]", "12:53", "each_project"),
    ("skip: [social]", "add: [{id: a, text: b, needs: links.caht}]", "12:77", "`links.chat`?"),
    ("day: monday", "day: mnoday", "13:20", "did you mean `monday`?"),
    ('"10:00"', "10", "13:32", '`at`: 10 is not an hour; write "10:00"'),
    ('"10:00"', "25:00", "13:32", '"25:00" is not an hour'),
    ('"10:00"', "[10]", "13:32", "`at` should be one value and not a list"),
    ("id: engine", "name: engine", "", ""),
    ("      - id", "      - {mentors: [a]}\n      - id", "15:9", "needs an `id` where"),
    ("      - id", "      - {id: engine, mentors: [a]}\n      - id", "16:13", "the group `engine`"),
    ("[bartek, kemal]", "[]", "16:18", "`mentors` needs at least one"),
    ("        mentors: [bartek, kemal]\n", "", "15:9", "`mentors` is missing from this group"),
    ("[bartek, kemal]", "bartek", "16:18", "`mentors` should be a list; write [bartek]"),
    ("[bartek, kemal]", "[bartek, Bartek]", "16:27", "in `mentors`, `Bartek` is in line 16"),
    ("[bartek, kemal]", '["@bartek"]', "16:19", "has an @; write bartek"),
    ("[bartek, kemal]", "[maya]", "20:21", "`maya` is both mentor and mentee"),
    ("[bartek, kemal]", "[kemal atay]", "16:19", "is not one login"),
    ("[acme/engine]", "[engine]", "17:24", '"engine" has no owner; write it like acme/engine'),
    ("[acme/engine]", "[https://github.com/acme/engine.git]", "17:24", "write acme/engine"),
    ("[acme/engine]", "['git@github.com:acme/engine.git']", "17:24", "write acme/engine"),
    ("[acme/engine]", "[a/b/c]", "17:24", "is not a repository"),
    ("2026-11-25T14:00", "2026-11-25", "18:23", "write it like 2026-11-25T14:00"),
    ("2026-11-25T14:00", "2027-11-25T14:00", "18:23", "write a day from 2026-09-01 to 2027-02-26"),
    ("login: maya", "name: maya", "20:14", "`name` is not known here"),
    ("login: maya", "login: ravi", "21:21", "in this cohort, the mentee `ravi` is in line 20"),
    ("login: maya", "login: ~", "20:14", "`login` is empty"),
    ("login: maya", "login: RAVI", "21:21", "the mentee `ravi` is in line 20 already"),
    ('"acme/engine#42"', '"#42"', "20:35", '"#42" is not an issue'),
    (
        '"acme/engine#42"',
        "https://github.com/acme/engine/issues/42",
        "20:35",
        'is an address; write "acme/engine#42"',
    ),
    ("[prometheus]", "[promethus]", "20:65", "no project `promethus`; did you mean `prometheus`?"),
    ("ends: 2027-02-26", "ends: 2026-02-26", "21:53", "it ends (2026-02-26) before it starts"),
    ("left: 2026-10-02", "left: 2025-10-02", "22:31", "2025-10-02 is not in their time here"),
    ("left: 2026-10-02", "left: 2026-12-02", "22:31", "not in their time here"),
]


@pytest.mark.parametrize(("good", "bad", "place", "words"), MISTAKES)
def test_a_mistake_is_shown_where_it_is(good: str, bad: str, place: str, words: str) -> None:
    assert good in GOOD
    found = errors(source(GOOD.replace(good, bad, 1)))
    if not place:
        assert found == []
        return
    shown = [error for error in found if error.startswith(f".github/mentorship.yml:{place}: ")]
    assert any(words in error for error in shown), found


def test_the_good_file_is_good() -> None:
    assert errors(source(GOOD)) == []


JARGON = re.compile(r"Input should|pydantic|dict|tuple|NoneType|Value error|valid string|token")


@pytest.mark.parametrize(("good", "bad", "place", "words"), MISTAKES)
def test_no_error_speaks_like_a_program(good: str, bad: str, place: str, words: str) -> None:
    assert not JARGON.search("\n".join(errors(source(GOOD.replace(good, bad, 1)))))


def test_all_errors_come_at_once_and_in_order() -> None:
    text = GOOD
    for good, bad in (
        ("Europe/Berlin", "Mars"),
        ("2026-09-01", "1.9.2026"),
        ("summary", "sumary"),
        ("[acme/engine]", "[engine]"),
        ("[bartek, kemal]", "[maya]"),
        ("login: ravi", "login: MAYA"),
        ("skip: [social]", "skip: [nothing]"),
    ):
        text = text.replace(good, bad, 1)
    places = [(error.line, error.column) for error in loaded(source(text)).errors]
    assert places == [(2, 11), (9, 13), (12, 54), (13, 5), (17, 24), (20, 21), (21, 21), (21, 21)]


def test_a_line_for_each_error_as_editors_know_it() -> None:
    text = "version: 2\ntimezone: UTC\nx: 1\n"
    found = check_text(loaded(source(text, "programme.yml")).errors)
    lines = found.splitlines()
    assert lines[0] == "programme.yml:1:10: `version` should be 1"
    assert lines[1].startswith("programme.yml:3:1: the key `x` is not known here; known here are: ")


def test_a_long_value_is_not_quoted_whole() -> None:
    (found, *_) = errors(source(GOOD.replace("Europe/Berlin", "x" * 5000)))
    assert len(found) < 600


def test_a_repository_outside_the_installation_offers_the_ecosystem_and_names_no_other() -> None:
    found = errors(source(GOOD), installed={"acme/engine-secret": True})
    assert found == [
        ".github/mentorship.yml:17:24: the App is not installed in acme/engine; "
        "install it there, or list the repository under `ecosystem`"
    ]
    assert errors(source(GOOD), installed={"Acme/Engine": False}) == []


def test_a_private_repository_has_to_be_another_one_installed_and_private() -> None:
    same = GOOD + "private_repository: acme/mentorship\n"
    assert errors(source(same)) == [
        ".github/mentorship.yml:23:21: `private_repository` should be another one than this"
    ]
    other = GOOD + "private_repository: acme/mentors\n"
    assert errors(source(other), installed={"acme/engine": False}) == [
        ".github/mentorship.yml:23:21: the App is not installed in acme/mentors; install it there"
    ]
    assert errors(source(other), installed={"acme/engine": False, "acme/mentors": False}) == [
        ".github/mentorship.yml:23:21: `private_repository` is public, so nothing about a person "
        "goes there; make it private, or name another"
    ]
    assert errors(source(other), installed={"acme/engine": False, "Acme/Mentors": True}) == []


def test_what_was_meant_is_guessed_for_as_many_errors_as_are_shown() -> None:
    people = "".join(f"  person{n}: {{timezone: Europe/Berlim}}\n" for n in range(200))
    found = [
        each
        for each in errors(source(GOOD.replace("cohorts:\n", f"{people}cohorts:\n")))
        if "Berlim" in each
    ]
    assert len(found) == 200
    assert sum("did you mean `Europe/Berlin`" in each for each in found) == MOST_GUESSES
    assert "did you mean" in errors(source(GOOD.replace("Europe/Berlin", "Europe/Berlim")))[0]
