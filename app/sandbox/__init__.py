"""GitHub in a box: one stateful GitHub for tests, demonstrations and rehearsals.

http.py       a request and an answer, without any I/O
state.py      what there is: users, repositories, issues, commits     installations.py  of the App
world.py      all of it together, with identifiers, clock and webhooks
access.py     who may do what
actions/      changes, whoever asks for them: people or the App
payloads/     GitHub's JSON objects
rest/         the REST operations, one function each
github.py     the door: `Sandbox.handle`, and building a world
people.py     what people do through GitHub's pages     proposing.py  with pull requests
mail.py       what GitHub would have mailed to whom     verdicts.py  reviews in words
webhooks.py   sends deliveries     web.py  serves REST and pages
markdown/     Markdown as GitHub shows it
views/        what the pages show, as plain values     site/  the pages' requests
trail.py      what a newcomer may try next
"""
