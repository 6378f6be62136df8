"""Made-up values for the texts about contributions elsewhere."""

from collections.abc import Mapping

from app.model.text import Link, Mention, Value

SAMPLES: Mapping[str, list[Mapping[str, Value]]] = {
    "elsewhere/first": [
        {
            "mentee": Mention("maya"),
            "pull": Link("https://github.test/upstream/tools/pull/12", "Name the flags, @bartek"),
            "repository": "upstream/tools",
        }
    ],
}
