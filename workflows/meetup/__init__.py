"""The mentees' meetup."""
