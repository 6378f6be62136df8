"""What `simulate` shows: who would get what when, worked out from a sandbox that was played.

Pure. The sandbox knows GitHub and not Cairn; here both meet, and nothing is read or written.
"""
