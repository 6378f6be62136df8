"""GitHub's own OpenAPI description as a judge of requests, answers and webhooks.

`openapi.json` beside this file is a slice of github/rest-api-description (MIT), prose removed: the
operations that Cairn may call, and the webhooks that it may get.
"""

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema_rs

Json = dict[str, Any]
DESCRIPTION = Path(__file__).with_name("openapi.json")
GREEDY = ("{path}", "{ref}")
"""At the end of a template these take slashes as well."""


ANYWHERE = (301, 307, 401, 403, 404, 410, 422)
"""Statuses that any operation may answer, described there or not, with an error as the body."""

NAME = "contract:"
"""Where `$ref`s lead, once they are made absolute: the schemas share one registry."""

MISDESCRIBED = ("paths", "/app/installations", "get", "responses", "200", "content")
"""Here `account` is a user AND an enterprise; elsewhere in the description it is either."""


def to_json_schema(node: Any) -> Any:
    """OpenAPI 3.0 to JSON Schema: `nullable` becomes a type, or an alternative; `oneOf` becomes
    `anyOf`, because GitHub's alternatives overlap (two kinds of error, say)."""
    if isinstance(node, list):
        return [to_json_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {name: to_json_schema(value) for name, value in node.items() if name != "nullable"}
    if isinstance(plain.get("oneOf"), list):
        plain["anyOf"] = plain.pop("oneOf")
    if isinstance(plain.get("$ref"), str):
        plain["$ref"] = NAME + plain["$ref"]
    if node.get("nullable") is not True:
        return plain
    if "enum" in plain and None not in plain["enum"]:
        plain["enum"] = [*plain["enum"], None]
    if isinstance(plain.get("type"), str):
        return {**plain, "type": [plain["type"], "null"]}
    return {"anyOf": [{"type": "null"}, plain]}


def load(path: Path) -> Json:
    """The description, with its one known fault put right."""
    source: Json = json.loads(path.read_bytes())
    node: Json = source
    for word in MISDESCRIBED:
        node = node[word]
    account = node["application/json"]["schema"]["items"]["properties"]["account"]
    account["anyOf"] = account.pop("allOf")
    return source


def explained(fault: jsonschema_rs.ValidationError) -> list[str]:
    """A fault with its place; of alternatives, the faults of the one that fits best."""
    branches = getattr(fault.kind, "context", None)
    if branches:
        return explained_all(min(branches, key=len))
    place = "/".join(map(str, fault.instance_path))
    return [f"  {place}: {fault.message[:400]}"]


def explained_all(faults: list[jsonschema_rs.ValidationError]) -> list[str]:
    """All of them, in lines."""
    return [line for fault in faults for line in explained(fault)]


class Contract:
    """Checks raise AssertionError, naming the operation, the place and the fault."""

    def __init__(self, path: Path = DESCRIPTION) -> None:
        self._source = load(path)
        self._compiled: dict[str, jsonschema_rs.Validator] = {}

    @cached_property
    def _registry(self) -> jsonschema_rs.Registry:
        components = to_json_schema(self._source["components"])
        return jsonschema_rs.Registry([(NAME, {"components": components})])

    @cached_property
    def operations(self) -> frozenset[tuple[str, str]]:
        """All operations, as (method, template)."""
        paths = self._source["paths"]
        return frozenset((method.upper(), path) for path in paths for method in paths[path])

    @cached_property
    def _by_length(self) -> Mapping[tuple[str, int], list[str]]:
        found: dict[tuple[str, int], list[str]] = {}
        for method, template in self.operations:
            found.setdefault((method, template.count("/")), []).append(template)
        return found

    def template(self, method: str, path: str) -> str:
        """The template that a path belongs to."""
        words = path.split("/")
        fitting = [
            template
            for (its_method, length), templates in self._by_length.items()
            if its_method == method and length < len(words)
            for template in templates
            if _fits(template.split("/"), words)
        ]
        if not fitting:
            raise AssertionError(f"{method} {path}: no operation that Cairn may call")
        return min(fitting, key=lambda template: template.count("{"))

    def _operation(self, method: str, path: str) -> Json:
        operation: Json = self._source["paths"][self.template(method, path)][method.lower()]
        return operation

    def check_request(
        self, method: str, path: str, query: Mapping[str, str], body: Any = None
    ) -> None:
        """The path's and the query's parameters, and the body, are as described."""
        name = f"{method} {path}"
        operation = self._operation(method, path)
        parameters = [self._resolved(it) for it in operation.get("parameters", [])]
        allowed = {it["name"]: it["schema"] for it in parameters if it["in"] == "query"}
        required = {it["name"] for it in parameters if it["in"] == "query" and it.get("required")}
        unknown, missing = set(query) - set(allowed), required - set(query)
        assert not unknown, f"{name}: unknown in the query: {sorted(unknown)}"
        assert not missing, f"{name}: missing in the query: {sorted(missing)}"
        for key, text in query.items():
            self._check_text(f"{name}: {key}", allowed[key], text)
        self._check_path(name, self.template(method, path), parameters)
        self._check_body(name, operation.get("requestBody"), body)

    def _check_path(self, name: str, template: str, parameters: list[Json]) -> None:
        values = dict(zip(template.split("/"), name.split(" ", 1)[1].split("/"), strict=False))
        for it in parameters:
            place = f"{{{it['name']}}}"
            if it["in"] == "path" and place in values and place not in GREEDY:
                self._check_text(f"{name}: {it['name']}", it["schema"], unquote(values[place]))

    def _check_body(self, name: str, described: Json | None, body: Any) -> None:
        if described is None:
            assert body is None, f"{name}: takes no body, got {body!r}"
            return
        if body is None:
            assert not described.get("required"), f"{name}: needs a body"
            return
        self._check(f"{name}: body", described["content"]["application/json"]["schema"], body)

    def check_response(self, method: str, path: str, status: int, body: Any) -> None:
        """The status is one that is described, and the body fits."""
        name = f"{method} {path} → {status}"
        responses = self._operation(method, path)["responses"]
        content = self._resolved(responses.get(str(status), {})).get("content", {})
        if "application/json" in content:
            self._check(name, content["application/json"]["schema"], body)
        elif status in ANYWHERE:
            self._check(name, {"$ref": "#/components/schemas/basic-error"}, body)
        else:
            assert str(status) in responses, f"{name}: not described"
            assert body is None, f"{name}: has no body, got {body!r}"

    def check_webhook(self, event: str, payload: Json) -> None:
        """The payload is as described for the event and its action."""
        action = payload.get("action")
        name = "-".join(filter(None, (event, action))).replace("_", "-")
        described = self._source["x-webhooks"].get(name)
        assert described is not None, f"webhook {name}: not described"
        content = described["post"]["requestBody"]["content"]["application/json"]
        self._check(f"webhook {name}", content["schema"], payload)

    def _resolved(self, node: Json) -> Json:
        while "$ref" in node:
            kind, name = node["$ref"].split("/")[-2:]
            node = self._source["components"][kind][name]
        return node

    def _check_text(self, name: str, schema: Json, text: str) -> None:
        """A parameter comes as text, and is described as what it stands for."""
        kind = self._resolved(schema).get("type")
        value: Any = text
        if kind == "integer":
            assert text.isdigit(), f"{name}: not a number: {text!r}"
            value = int(text)
        elif kind == "boolean":
            assert text in ("true", "false"), f"{name}: not true or false: {text!r}"
            value = text == "true"
        self._check(name, schema, value)

    def _check(self, name: str, schema: Json, value: Any) -> None:
        key = json.dumps(schema, sort_keys=True)
        if key not in self._compiled:
            self._compiled[key] = jsonschema_rs.Draft7Validator(
                to_json_schema(schema),
                validate_formats=True,
                formats={"email": _any_address},
                registry=self._registry,
            )
        faults = list(self._compiled[key].iter_errors(value))
        assert not faults, "\n".join([f"{name}:", *explained_all(faults)[:10]])


def _any_address(_: str) -> bool:
    """Bots' addresses have brackets ("…[bot]@users.noreply.github.com"), which no format allows."""
    return True


def _fits(template: list[str], words: list[str]) -> bool:
    if len(words) > len(template) and template[-1] not in GREEDY:
        return False
    return all(
        mine == its or (mine.startswith("{") and its)
        for mine, its in zip(template, words, strict=False)
    )
