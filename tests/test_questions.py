"""What counts as a plain question of a mentee's (O8)."""

import pytest

from workflows.onboarding.questions import LOOKED_AT, asks, mentions


@pytest.mark.parametrize(
    "body",
    [
        "Where do I find the chat?",
        "Where do I find the chat?\r\n\r\nThanks, Maya",
        "which one is it？",
        "- the chat\n- the handle?",
        "**Is it this one?**",
        "> Join the chat\n\nWhich one?",
        "See https://acme.example/a. Is that the guide?",
        "I'm still stuck with the build",
        "I’m stuck",
        "Please help",
        "I need some help with the build",
        "I don’t understand the second step",
        "I have no idea how to begin",
        "| a | b |\n|---|---|\n| this | or that? |",
    ],
)
def test_a_question(body: str) -> None:
    assert asks(body)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Thank you for your help, I am so happy to be here!",
        "> Where is the chat?",
        "> Where is\nthe chat?",
        "It prints `what?`",
        "```\nwhat?\n```",
        "    what?",
        "<!-- why? -->",
        "I have read https://acme.example/find?page=2",
        "I have read www.acme.example/?q and all is clear",
        "I have read WWW.acme.example/?q, and HTTPS://acme.example/?q",
        "It is in (git+ssh://acme.example/?q), thanks",
        "/mentor done chat\nWhat comes next?",
        "What comes next?\n/mentor done chat",
        "/mentor ask where is the chat?",
        "I did get stuck, but that is over",
    ],
)
def test_no_question(body: str) -> None:
    assert not asks(body)


def test_only_the_beginning_of_a_long_comment_is_looked_at() -> None:
    words = "word " * LOOKED_AT
    assert asks(words[: LOOKED_AT - 5] + "why?" + words)
    assert not asks(words + "why?")
    assert mentions("@kemal? " + words + "@bartek") == ["kemal"]
