"""Settings that more than one workflow reads. Each section still belongs to the workflow of its
name, which puts it into the programme file (`SECTIONS`)."""
