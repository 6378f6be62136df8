"""Cairn's own pages. They know no workflow by name, have no script, load nothing
from elsewhere."""
