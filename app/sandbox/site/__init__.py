"""The pages' requests: what the browser asks, and what it gets.

context.py  who asks, about what, and how an answer is made
home.py  files.py  threads.py  pulls.py  reviews.py  mailbox.py  top.py (the sandbox's own bar)
"""
