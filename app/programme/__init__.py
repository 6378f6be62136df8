"""The programme file: from YAML with positions to a checked programme, or every error at once."""
