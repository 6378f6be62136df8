"""Mistakes that organisers make, one at a time: one message each, to be read aloud.

It says where, what, and what to write, to somebody who knows no YAML.
"""

import pytest

from tests.programme.support import errors, source

GOOD = """\
version: 1
timezone: Europe/Berlin
organisers: [alice]
cohorts:
  - id: autumn
    name: Autumn
    starts: 2026-09-01
    ends: 2026-11-27
    groups:
      - id: engine
        mentors: [bartek, kemal]
        repositories: [acme/engine]
        mentees:
          - login: maya
            tasks: ["acme/engine#42"]
          - login: lin
"""

QUOTES = "text with a colon in it needs quotes"
ALIGN = "this line is indented differently from the lines it belongs to; align them"

# What stands there instead of what; where the message points; the message, all of it.
MISTAKES = [
    ("    starts", "   starts", "7:4", ALIGN),
    (
        "    starts",
        "     starts",
        "7:12",
        f"there is a colon too many, or this line is indented too far; {QUOTES}",
    ),
    ("            tasks", "          tasks", "15:11", ALIGN),
    ("    name", "\tname", "6:1", "this line is indented with a tab; use spaces"),
    (
        "    name",
        "\u00a0\u00a0\u00a0\u00a0name",
        "6:5",
        "this line is indented with a space that is no ordinary one, as chats and web pages have; "
        "type the spaces anew",
    ),
    ("- id: autumn", "-id: autumn", "5:3", "write a space after the hyphen: `- `"),
    (
        "- id: autumn",
        "– id: autumn",
        "5:3",
        "an entry of a list begins with a plain hyphen and a space: `- `",
    ),
    ("name: Autumn", "name:Autumn", "6:5", "write a space after the colon: `key: value`"),
    ("name: Autumn", "name Autumn", "7:5", "a colon is missing after the key; write `key: value`"),
    ("name: Autumn", 'name: "Autumn', "6:11", "this quote is never closed"),
    (
        "name: Autumn",
        "name: 'Maya's cohort'",
        "6:5",
        "the apostrophe ends this text; put the text in double quotes",
    ),
    ("mentors", "mentros", "11:9", "the key `mentros` is not known here; did you mean `mentors`?"),
    (
        "timezone",
        "Timezone",
        "2:1",
        "the key `Timezone` is not known here; did you mean `timezone`?",
    ),
    (
        "2026-11-27",
        "2026-08-27",
        "8:11",
        "it ends (2026-08-27) before it starts (2026-09-01); swap or correct them",
    ),
    ("2026-09-01", "1.9.2026", "7:13", '`starts`: "1.9.2026" is not a date; write 2026-09-01'),
    (
        "2026-09-01",
        "09/01/2026",
        "7:13",
        '`starts`: "09/01/2026" is not a date; write year-month-day',
    ),
    (
        "2026-09-01",
        "2026-09-31",
        "7:13",
        "`starts`: 2026-09-31 is not in the calendar; check the month and the day",
    ),
    (
        "groups:",
        "summary: {at: 9}\n    groups:",
        "9:19",
        '`at` should be text; write it like "10:00", in quotes if need be',
    ),
    (
        "login: maya",
        "login: @maya",
        "14:20",
        "write a login without @; other text with @ in front needs quotes",
    ),
    (
        "[bartek, kemal]",
        '["@bartek", kemal]',
        "11:19",
        '`mentors`: "@bartek": write the login without @',
    ),
    (
        "login: lin",
        "login: lin@example.org",
        "16:20",
        '`login`: "lin@example.org" is not a GitHub login; '
        "write the name in the profile's address",
    ),
    (
        "[acme/engine]",
        "[engine]",
        "12:24",
        '`repositories`: "engine" has no owner; write it like acme/engine',
    ),
    (
        "[acme/engine]",
        "[https://github.com/acme/engine]",
        "12:24",
        '`repositories`: "https://github.com/acme/engine" is an address; write acme/engine',
    ),
    ("[bartek, kemal]", "bartek", "11:18", "`mentors` should be a list, like [one, another]"),
    (
        "[bartek, kemal]",
        "[bartek, kemal",
        "12:21",
        "a list in brackets is not closed, or a comma is missing; it begins in line 11",
    ),
    (
        "name: Autumn",
        "name: [Autumn]",
        "6:11",
        "`name` should be one text; put it in quotes if it is a number",
    ),
    ("- login: lin", "- lin", "16:13", "write a mentee like this: `login: lin`"),
    (
        "login: lin",
        "login: maya",
        "16:20",
        "in this cohort, the mentee `maya` is in line 14 already",
    ),
    ("login: lin", "login: kemal", "16:20", "`kemal` is both mentor and mentee in this group"),
    (
        "Europe/Berlin",
        "Berlin",
        "2:11",
        '`timezone`: "Berlin" is not a time zone; did you mean `Europe/Berlin`?',
    ),
    ("name: Autumn", "draft: yes", "6:12", "`draft` should be true or false"),
    (
        "name: Autumn",
        "template: opensource",
        "6:15",
        "there is no template `opensource`; did you mean `open-source`?",
    ),
    (
        "name: Autumn",
        "name: Autumn\n    name: Fall",
        "7:5",
        "`name` is here a second time; the first is in line 6",
    ),
    ("    ends: 2026-11-27\n", "", "5:5", "`ends` is missing from this cohort"),
    ("version: 1\n", "", "1:1", "`version` is missing from the top of the file"),
]


@pytest.mark.parametrize(("right", "wrong", "where", "message"), MISTAKES)
def test_one_mistake_is_one_message(right: str, wrong: str, where: str, message: str) -> None:
    assert right in GOOD
    told = errors(source(GOOD.replace(right, wrong, 1)))
    assert told == [f".github/mentorship.yml:{where}: {message}"]


@pytest.mark.parametrize(
    ("right", "written"),
    [
        ("groups:", "summary: {at: 9:00}\n    groups:"),  # in YAML 1.1 a number of seconds
        ("name: Autumn", "name: “Autumn”"),
        ("\n", "\r\n"),
        ("version", "\ufeffversion"),
    ],
)
def test_what_is_understood_is_no_mistake(right: str, written: str) -> None:
    assert errors(source(GOOD.replace(right, written))) == []
