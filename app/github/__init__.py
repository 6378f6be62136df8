"""GitHub: signing in, reading, the one door for writes, markers and quoting."""
