"""The description of the REST interface, as the kit is measured against it."""

from functools import cache
from typing import Any

import yaml

from tests.kit.runs import ROOT

Json = dict[str, Any]


@cache
def document() -> Json:
    found: Json = yaml.load((ROOT / "docs/openapi.yaml").read_text(), yaml.CSafeLoader)
    return found


def operation(name: str) -> Json:
    """The operation with the operationId."""
    for item in document()["paths"].values():
        for described in item.values():
            if described["operationId"] == name:
                found: Json = described
                return found
    raise KeyError(name)


def resolved(schema: Json) -> Json:
    """The schema that it refers to, or itself; of `allOf`, the one schema in it."""
    while "$ref" in schema or "allOf" in schema:
        if "allOf" in schema:
            [schema] = schema["allOf"]
            continue
        found = document()
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    return schema


def answer_of(name: str, status: str = "200") -> Json:
    """The properties of the answer of an operation."""
    content = operation(name)["responses"][status]["content"]
    found: Json = resolved(content["application/json"]["schema"])["properties"]
    return found


def body_of(name: str) -> Json:
    """The properties of the body that an operation takes."""
    content = operation(name)["requestBody"]["content"]["application/json"]
    found: Json = resolved(content["schema"])["properties"]
    return found


def query_of(name: str) -> set[str]:
    """The names of the parameters of a query."""
    return {each["name"] for each in operation(name).get("parameters", ()) if each["in"] == "query"}
