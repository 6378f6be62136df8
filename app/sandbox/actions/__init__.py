"""Changes to the sandbox's world, whoever asks for them.

Each checks the rights of people (the App's are checked with its token, in `rest`), changes the
state, and tells it by webhook. Each raises `Refused` as GitHub would answer.
"""
