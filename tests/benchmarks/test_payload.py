"""The benchmark's payload is what it claims to be; else its figures say nothing."""

import json

from app.model.events import PullRequestEvent, parse
from tests.benchmarks.payload import SIZE, Target, pull_request


def test_it_is_a_pull_request_of_28_kilobytes_by_the_mentee() -> None:
    target = Target(full_name="acme/engine", author="maya")

    body = pull_request(target, number=12, second=3_700)
    event = parse("pull_request", body)

    assert abs(len(body) - SIZE) < 100
    assert isinstance(event, PullRequestEvent)
    assert event.installation.id == target.installation
    assert event.pull_request.user is not None
    assert event.pull_request.user.login == "maya"
    assert json.loads(body)["pull_request"]["updated_at"] == "2026-09-14T10:01:40Z"


def test_each_second_is_another_push() -> None:
    bodies = {pull_request(Target(), number=1, second=second) for second in range(100)}

    assert len(bodies) == 100
