"""Made-up values for the hangout's texts."""

from collections.abc import Mapping

from app.model.text import Value

SAMPLES: Mapping[str, list[Mapping[str, Value]]] = {
    "hangout/issue": [{"cohort": "Autumn"}],
    "hangout/issue.title": [{"cohort": "Autumn"}],
}
