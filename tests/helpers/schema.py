"""A small JSON Schema checker: the words that our published schemas use, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_SILENT = {"$schema", "$id", "$defs", "title", "description"}
_KNOWN = _SILENT | {
    "type", "properties", "required", "additionalProperties", "items", "const", "enum", "anyOf",
    "$ref", "minimum", "maximum", "minLength", "minItems", "pattern",
}  # fmt: skip


class Schema:
    """A schema and what does not fit it."""

    def __init__(self, root: dict[str, Any]) -> None:
        self._root = root

    def problems(self, value: object) -> list[str]:
        """Every place that does not fit, in words; empty when all does."""
        return list(self._check(self._root, value, "$"))

    def _check(self, schema: dict[str, Any], value: Any, at: str) -> Iterator[str]:
        unknown = set(schema) - _KNOWN
        assert not unknown, f"the checker does not know {unknown}"
        if "$ref" in schema:
            yield from self._check(self._resolve(schema["$ref"]), value, at)
        if "anyOf" in schema and all(self._fails(part, value) for part in schema["anyOf"]):
            yield f"{at}: fits none of the choices"
        if "const" in schema and value != schema["const"]:
            yield f"{at}: is not {schema['const']!r}"
        if "enum" in schema and value not in schema["enum"]:
            yield f"{at}: is not one of {schema['enum']}"
        if "type" in schema and not _is(value, schema["type"]):
            yield f"{at}: is not {schema['type']}"
        elif isinstance(value, dict):
            yield from self._object(schema, value, at)
        elif isinstance(value, list) and "items" in schema:
            for number, item in enumerate(value):
                yield from self._check(schema["items"], item, f"{at}[{number}]")

    def _object(self, schema: dict[str, Any], value: dict[str, Any], at: str) -> Iterator[str]:
        properties = schema.get("properties", {})
        for name in schema.get("required", ()):
            if name not in value:
                yield f"{at}: lacks {name}"
        for name, item in value.items():
            if name in properties:
                yield from self._check(properties[name], item, f"{at}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{at}: does not know {name}"
            elif isinstance(schema.get("additionalProperties"), dict):
                yield from self._check(schema["additionalProperties"], item, f"{at}.{name}")

    def _fails(self, schema: dict[str, Any], value: object) -> bool:
        return next(self._check(schema, value, ""), None) is not None

    def _resolve(self, pointer: str) -> dict[str, Any]:
        found: Any = self._root
        for step in pointer.removeprefix("#/").split("/"):
            found = found[step]
        assert isinstance(found, dict)
        return found


def _is(value: object, name: str) -> bool:
    if isinstance(value, bool) and name in ("integer", "number"):
        return False
    return isinstance(value, _TYPES[name])
