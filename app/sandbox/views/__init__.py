"""What the pages show: plain values for the templates in `pages/`, and nothing that asks the web.

look.py   whoever looks: times, rights, links     bar.py      the sandbox's own bar on top
repositories.py  threads.py  pulls.py  reviews.py  mailbox.py  what GitHub's pages show
"""
