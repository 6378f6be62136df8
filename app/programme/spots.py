"""The way to a value, from the top of the file: along the tree, and along the models."""

from collections.abc import Sequence
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from app.programme.source import Node

Way = Sequence[str | int]


class Spot(NamedTuple):
    """The deepest node on the way to a value, the key that it belongs to, and the way's end."""

    node: Node
    key: Node | None
    rest: Way


def spot(root: Node, way: Way) -> Spot:
    """Walk from a node along keys and places in lists, as far as there is something."""
    node, key = root, None
    for depth, part in enumerate(way):
        if isinstance(node.value, dict) and part in node.value:
            key, node = node.value[str(part)]
        elif isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        else:
            return Spot(node, key, way[depth:])
    return Spot(node, key, ())


def model_at(model: type[BaseModel], way: Way) -> type[BaseModel] | None:
    """The model of the value at a way."""
    current: type[BaseModel] | None = model
    parts = iter(way)
    for part in parts:
        if isinstance(part, int) or current is None:
            continue
        field = current.model_fields.get(part)
        current = _model_in(field.annotation) if field else None
        if field and _is_map(field.annotation):
            next(parts, None)
    return current


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(argument) for argument in get_args(annotation))
    return next(filter(None, found), None)


def _is_map(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is dict
