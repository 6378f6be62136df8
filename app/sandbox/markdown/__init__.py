"""Markdown as GitHub shows it in issues, comments, files and mails.

render.py      Markdown to safe HTML      allowlist.py  the raw HTML that may stay
references.py  @mentions and #12          mentions.py   who is mentioned
mermaid.py     what a drawing says        drawing.py    draws it
"""
