"""Texts: what values may do in them, what the language refuses, and how errors read."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from app.github.live import looks_live
from app.model.text import Link, Markdown, Mention, Piece, Text, Value
from app.templates import Messages, TextError, language, load_folder
from tests.attacks import ATTACKS


def render(source: str, values: Mapping[str, Value], *mentions: str) -> str:
    return Messages({"x/y": source}).render(Text("x/y", values), mentions)


def error_in(source: str, values: Mapping[str, Value]) -> TextError:
    with pytest.raises(TextError) as caught:
        render(source, values)
    return caught.value


PLACES = {
    "start": "{{ v }} says hello",
    "sentence": "Hello {{ v }}, and welcome.",
    "bold": "**{{ v }}**",
    "heading": "## {{ v }}",
    "list": "- {{ v }}\n- x {{ v }}",
    "cell": "| a | b |\n|---|---|\n| {{ v }} | {{ v }} |",
    "link": "[{{ v }}](https://acme.example)",
    "quoted": "They say:\n\n{{ v | quote }}\n\nBye",
    "code": "This is {{ v | code }}.",
    "captured": "{% capture c %}{{ v }}{% endcapture %}Hello {{ c }}",
    "default": "Hello {{ none | default: v }}",
    "loop": "{% for i in l %}\n- {{ i }}\n{% endfor %}",
    "joined": "Hello {{ l | join }}",
    "inside": "Hello {{ m.v }}",
    "list-itself": "Hello {{ l }}",
    "mapping-itself": "Hello {{ m }}",
    "mention": "Hello {{ who }}",
    "piece": "Hello {{ piece }}",
    "link-text": "Hello {{ link }}",
    "link-goal": "Hello {{ goal }}",
}


def filled(text: str) -> dict[str, Value]:
    return {
        "v": text,
        "none": None,
        "l": [text, text],
        "m": {"v": text},
        "who": Mention(text),
        "link": Link("https://acme.example", text),
        "goal": Link(text),
        "piece": Piece("{{ v }} and {{ v | code }}", {"v": text}),
    }


HARMLESS = {name: looks_live(render(source, filled("word"))) for name, source in PLACES.items()}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_attacks_stay_inert_in_every_place(attack: str) -> None:
    for name, source in PLACES.items():
        # A good address is a link on purpose.
        if name != "link-goal" or not attack.lower().strip("a").startswith(("http", "octocat@")):
            assert looks_live(render(source, filled(attack))) == HARMLESS[name], name


@given(st.text(max_size=60))
def test_any_words_stay_inert(text: str) -> None:
    source = "Hello {{ v }} and {{ l | join: ', ' }}.\n\n{{ v | quote }}"
    assert looks_live(render(source, filled(text))) == []


def test_only_those_who_may_be_notified_are_mentioned() -> None:
    values: dict[str, Value] = {
        "a": Mention("Maya"),
        "b": Mention("ravi"),
        "c": Mention("acme/mentors"),
    }
    text = "Hi {{ a }}, {{ b }}, {{ c }}"
    assert render(text, values, "maya", "acme/mentors") == "Hi @Maya, ravi, @acme/mentors"
    assert render("Hi {{ a }}", {"a": Mention("x @y")}, "x @y") == "Hi x `@y`"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Markdown("**now** #12"), "**now** #12"),
        (Link("https://a.example/@acme"), "<https://a.example/@acme>"),
        (Link("https://a.example/x", "the *chat*"), r"[the \*chat\*](https://a.example/x)"),
        (
            Link("https://a.example/(x)?a=1&copy;", "x"),
            "[x](https://a.example/%28x%29?a=1&amp;copy;)",
        ),
        (Link("me@a.example"), "<me@a.example>"),
        (Link("mailto:me@a.example", "write"), "[write](mailto:me@a.example)"),
        (Link("javascript:alert(1)", "x"), "x (javascript:alert(1))"),
        (Link("https://a.example/ x"), "`https://a.example/` x"),
        (Link("https://a.example/>x<b>"), r"`https://a.example/>x<b>`"),
        (3, "3"),
        (None, "-"),
        ("snake_case", "snake_case"),
        (["a*", "b"], r"a\*, b"),
    ],
)
def test_values(value: Value, expected: str) -> None:
    source = (
        "x {% if v %}{% if l %}{{ v | join }}{% else %}{{ v }}{% endif %}{% else %}-{% endif %}"
    )
    assert render(source, {"v": value, "l": isinstance(value, list)}) == f"x {expected}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ day | date_long }}", "1 September 2026"),
        ("{{ '2026-12-24' | date_long }}", "24 December 2026"),
        ("{{ at | local_time: zone }}", "Tuesday 1 September 2026, 15:30 (Asia/Kolkata)"),
        ("{{ at | local_time: 'UTC' }}", "Tuesday 1 September 2026, 10:00 (UTC)"),
        ("{{ n | plus: 2 }} {{ n | minus: 1 }}", "3 0"),
        ("{{ list | size }} {{ list.size }} {{ list.first }}", "2 2 a"),
        ("{{ gone | default: 'nobody' }}", "nobody"),
        ("{% if state == 'needs*review' %}yes{% endif %}", "yes"),
        ("{% case state %}{% when 'needs*review' %}yes{% endcase %}", "yes"),
        ("{% if gone == blank %}yes{% endif %}", "yes"),
        ("{% unless gone == '' %}no{% else %}yes{% endunless %}", "yes"),
        ("{% assign s = state %}{{ s }}", r"needs\*review"),
        ("a\n{% if n %}\n\n{% endif %}\n\n\n  \nb", "a\n\nb"),
        ("{% comment %}x{% endcomment %}{% # y %}z", "z"),
        ("{% for i in list %}{{ forloop.index }}{{ i }}{% endfor %}", "1a2b"),
    ],
)
def test_the_language(source: str, expected: str) -> None:
    values: dict[str, Value] = {
        "day": "2026-09-01",
        "at": 1788256800.0,
        "zone": "Asia/Kolkata",
        "n": 1,
        "list": ["a", "b"],
        "gone": "",
        "state": "needs*review",
    }
    assert render(source, values) == expected


@pytest.mark.parametrize(
    ("source", "where", "message"),
    [
        ("a\n b {{ nobody }}", (2, 7), "'nobody' is undefined; known here: at, m, name"),
        ("{% if nobody %}x{% endif %}", (1, 7), "'nobody' is undefined"),
        ("{{ nobody | default: 'x' }}", (1, 4), "'nobody' is undefined"),
        ("{{ m.nobody }}", (1, 4), "m.nobody is undefined"),
        ("a\n{{ name | upcase }}", (2, 11), "unknown filter 'upcase'"),
        ("{{ name | url_decode }}", (1, 11), "unknown filter"),
        ("{% include 'x' %}", (1, 4), "unexpected tag 'include'"),
        ("{% render 'x' %}", (1, 4), "unexpected tag 'render'"),
        ("{% liquid echo name %}", (1, 4), "unexpected tag 'liquid'"),
        ("{% if name %}", (1, 1), "expected tag endif"),
        ("x {{ name", (1, 3), "expected '}}'"),
        ("{{ name | date_long }}", (1, 11), "date_long takes a date"),
        ("{{ name | local_time: 'UTC' }}", (1, 11), "local_time takes an instant"),
        ("{{ at | local_time: 'Moon' }}", (1, 9), "local_time takes an instant and a zone"),
        ("{{ at | local_time: 'Europe' }}", (1, 9), "an instant and a zone"),
        ("{{ name | join }}", (1, 11), "join takes a list"),
        ("{% for i in name %}x{% endfor %}", (1, 8), "goes over a list only"),
        ("{% for i in (1..999999999) reversed %}x{% endfor %}", (1, 8), "goes over a list only"),
        (" ", (1, 1), "comes out empty"),
        ("<!-- cairn:end -->", (1, 1), "a marker of Cairn's"),
        ("Hi\n/mentor done", (1, 1), "begins with a command"),
        ("```\n/mentor done\n```", (1, 1), "begins with a command"),
        ("> **`/mentor done`**", (1, 1), "begins with a command"),
        ("Hi @octocat", (1, 1), "would notify @octocat"),
        ("Hi &#64;octocat", (1, 1), "would notify @octocat"),
        ("Hi @{{ name }}", (1, 1), "would notify @maya"),
        ("{{ " + "m[" * 3000 + "0" + "]" * 3000 + " }}", (1, 1), "nested too deeply"),
        ("x" * 65_537, (1, 1), "longer than 65536"),
        ("x{{ name }}" * 6_500, (1, 1), "longer than 65536"),
    ],
)
def test_errors_say_what_and_where(source: str, where: tuple[int, int], message: str) -> None:
    error = error_in(source, {"name": "maya and others", "m": {"a": 1}, "at": 0})
    assert message in error.message
    assert (error.line, error.column) == where


def test_loops_and_output_have_limits() -> None:
    loop = "{% for a in l %}{% for b in l %}{% for c in l %}x{% endfor %}{% endfor %}{% endfor %}"
    assert "loop iteration limit" in error_in(loop, {"l": list(range(100))}).message
    grow = (
        "{% assign s = 'xxxxxxxx' %}{% for a in l %}{% capture s %}{{ s }}{{ s }}{% endcapture %}"
    )
    assert "limit reached" in error_in(grow + "{% endfor %}{{ s }}", {"l": list(range(40))}).message


def test_a_piece_of_the_programme_file_has_values_of_its_own() -> None:
    chat = Piece("Join **{{ chat }}**\nwith {{ who }}", {"chat": Link("me@a.example"), "who": "@x"})
    assert render("- {{ item }}", {"item": chat}) == "- Join **<me@a.example>** with `@x`"
    with pytest.raises(TextError, match="of the programme file: 'chta' is undefined"):
        render("- {{ item }}", {"item": Piece("{{ chta }}", {"chat": 1})})


def test_names_of_variables_cannot_carry_text() -> None:
    with pytest.raises(ValueError, match="'@maya' cannot be the name"):
        render("x", {"m": {"@maya": 1}})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Welcome {{ name }}\n", "Welcome a*b `@maya` <b>"),
        ("Welcome\n {{ who }}", "Welcome ravi"),
        ("{{ link }}", "the chat"),
        ("x" * 300, "x" * 255 + "…"),
    ],
)
def test_titles_are_one_plain_line(source: str, expected: str) -> None:
    values: dict[str, Value] = {
        "name": "a*b @maya <b>",
        "who": Mention("ravi"),
        "link": Link("x", "the chat"),
    }
    messages = Messages({"x/y.title": source})
    assert messages.render(Text("x/y.title", values), ["ravi"]) == expected


def test_a_replaced_text_takes_the_place_of_ours_unless_it_fails() -> None:
    ours = {"a/b": "ours {{ n }}"}
    text = Text("a/b", {"n": 1})
    assert Messages(ours, {"a/b": "theirs {{ n }}"}).render(text) == "theirs 1"
    assert Messages(ours, {"a/b": "theirs {{ m }}"}).render(text) == "ours 1"
    assert Messages(ours, {"a/b": "@octocat"}).render(text) == "ours 1"
    with pytest.raises(TextError, match="no text called 'a/c'"):
        Messages(ours).render(Text("a/c", {}))


@pytest.mark.parametrize(
    ("source", "line", "why"),
    [
        ("Hello\n{{ nobody }}", 2, "'nobody' is undefined; known here: day, name"),
        ("{% if %}", 1, "missing"),
        ("", 1, "comes out empty; GitHub takes no empty text"),
        ("@{{ name }}", 1, "what it is filled with does not fit there"),
        ("{{ day | date_long }}", 1, "what it is filled with does not fit there"),
        ("{{ name | upcase }}", 1, "unknown filter 'upcase'"),
    ],
)
def test_the_log_says_why_a_replaced_text_failed_but_not_what_it_held(
    source: str, line: int, why: str
) -> None:
    values: dict[str, Value] = {"name": "secretive", "day": "the ninth"}
    with capture_logs() as logged:
        Messages({"a/b": "ours"}, {"a/b": source}, "acme/home").render(Text("a/b", values))
    (entry,) = logged
    assert (entry["text"], entry["repository"], entry["line"]) == ("a/b", "acme/home", line)
    assert entry["log_level"] == "warning"
    assert why in entry["why"]
    assert "secretive" not in str(entry)
    assert "ninth" not in str(entry)


SAMPLE: Mapping[str, Value] = {
    "name": "Maya",
    "mentor": Mention("bartek"),
    "task": {"title": "Faster start"},
    "starts": "2026-09-01",
    "items": [{"text": "chat"}],
}


@pytest.mark.parametrize(
    ("name", "source", "message"),
    [
        ("onboarding/isue", "x", 'did you mean "onboarding/issue"?'),
        ("nowhere", "x", 'no text called "nowhere"'),
        ("onboarding/issue", "{{ nmae }}", "'nmae' is undefined"),
        ("onboarding/issue", "Hi @{{ name }}", "would notify @Maya".casefold()),
        ("onboarding/issue", "Do `{{ task.title }}`", "where `task.title` holds people's words"),
        (
            "onboarding/issue",
            "{% for i in items %}- `{{ i.text }}`{% endfor %}",
            "where `items.text` holds people's words",
        ),
        ("onboarding/issue", "{{ name | code }} it is", "where `name` holds people's words"),
    ],
)
def test_check_finds(name: str, source: str, message: str) -> None:
    (error,) = Messages({"onboarding/issue": "x"}).check(name, source, SAMPLE)
    assert message in error.message


def test_check_is_content_with_a_good_text() -> None:
    source = (
        "Hi {{ name }}, {{ mentor }} looks forward to {{ starts | date_long }}: {{ task.title }}.\n"
        "{% for i in items %}\n- {{ i.text }}\n{% endfor %}\n\n{{ name | quote }}"
    )
    assert Messages({"onboarding/issue": "x"}).check("onboarding/issue", source, SAMPLE) == []


class Counted(int):
    """A number that knows how often it was shown."""

    times = 0

    def __str__(self) -> str:
        self.times += 1
        return "0"


@pytest.mark.parametrize("words", [1, 40])
def test_a_text_is_tried_out_a_few_times_however_many_words_there_are(words: int) -> None:
    number = Counted()
    sample: dict[str, Value] = {"n": number, "l": [f"word {n}" for n in range(words)]}
    source = "{{ n }} {% for each in l %}- {{ each }}{% endfor %}"
    assert Messages({"a/b": "x"}).check("a/b", source, sample) == []
    assert number.times == 4, "as it is, and once for each probe"


def test_what_a_text_says_in_one_case_is_tried_out_as_well() -> None:
    source = "x{% if who.state == 'soon' %} `{{ who.name }}`{% endif %}"
    sample: dict[str, Value] = {"who": {"name": "Maya", "state": "soon"}}
    (error,) = Messages({"a/b": "x"}).check("a/b", source, sample)
    assert "where `who.name` holds people's words" in error.message


@pytest.mark.parametrize("size", [16_000, 16_001])
def test_a_text_may_be_long_and_not_endless(size: int) -> None:
    found = Messages({"a/b": "x"}).check("a/b", "x" * size, {})
    assert [each.message for each in found] == (
        ["is longer than 16,000 characters; shorten it"] if size > 16_000 else []
    )


def test_texts_on_trial_are_not_kept() -> None:
    before = language.in_use.cache_info()
    Messages({"a/b": "x"}).check("a/b", "{{ n }}", {"n": 1})
    assert language.in_use.cache_info() == before


def test_load_folder(tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text("Hi\n", encoding="utf-8")
    (tmp_path / "issue.title.md").write_text("Grüße", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no", encoding="utf-8")
    assert load_folder(tmp_path, "onboarding") == {
        "onboarding/issue": "Hi\n",
        "onboarding/issue.title": "Grüße",
    }


def test_inputs_are_json_and_tell_types_apart() -> None:
    values: dict[str, Value] = {
        "a": Mention("maya"),
        "b": Markdown("x"),
        "c": Link("u"),
        "d": ("x", None, {"e": 1.5}),
    }
    assert Text("a/b", values).inputs() == {
        "template": "a/b",
        "values": {
            "a": {"$mention": "maya"},
            "b": {"$markdown": "x"},
            "c": {"$link": ["u", None]},
            "d": ["x", None, {"e": 1.5}],
        },
    }
