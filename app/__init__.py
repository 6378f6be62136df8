"""Cairn's shell: HTTP, storage, GitHub, the clock. It knows no workflow by name."""
