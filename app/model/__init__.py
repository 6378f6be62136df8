"""The vocabulary: events, facts, artefacts, people, time. No I/O."""
