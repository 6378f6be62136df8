"""Programme files for these tests: short, and with one thing changed at a time."""

HEAD = """\
version: 1
timezone: Europe/Berlin
organisers: [alice]
private_repository: acme/mentors
links:
  code_of_conduct: https://acme.example/conduct
  chat: https://chat.acme.example
  private_contact: mentoring@acme.example
people:
  maya: {timezone: Asia/Kolkata}
  sam: {timezone: America/New_York}
"""
PUBLIC = HEAD.replace("private_repository: acme/mentors\n", "")
"""The same without a private repository."""

STEPS = """\
onboarding:
      items:
        - {id: conduct, text: Read the code of conduct}
        - {id: chat, text: Join the chat}
        - {id: hello, text: Say hello, optional: true}
"""
"""A checklist that is short enough to be finished."""


def cohort(
    mentees: str = "{login: maya}",
    *,
    id: str = "autumn",
    name: str = "Autumn",
    starts: str = "2026-09-01",
    ends: str = "2026-11-27",
    mentors: str = "bartek, kemal",
    repositories: str = "acme/engine",
    more: str = "",
) -> str:
    """An entry of `cohorts`; `mentees` and `mentors` are what stands between their brackets, and
    `more` is whole lines of the entry, without their first indentation."""
    lines = [
        f"  - id: {id}",
        f"    name: {name}",
        f"    starts: {starts}",
        f"    ends: {ends}",
        *([f"    {more.rstrip()}"] if more else []),
        "    groups:",
        f"      - id: {id}-group",
        f"        mentors: [{mentors}]",
        f"        repositories: [{repositories}]",
        f"        mentees: [{mentees}]",
    ]
    return "\n".join(lines) + "\n"


def programme(*cohorts: str, head: str = HEAD) -> bytes:
    """A whole file."""
    return (head + "cohorts:\n" + "".join(cohorts or (cohort(),))).encode()


SMALL = programme(cohort(more=STEPS))
"""One mentee, maya in Kolkata, with three short steps; her mentors are bartek and kemal."""

BEGUN = programme(cohort("{login: maya, starts: 2026-08-26}", more=STEPS))
"""The same, and maya has begun already: a quiet time begins once her issue is open."""
