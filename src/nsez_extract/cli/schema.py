"""``nsez-extract schema``: the JSON Schema of a record."""

from __future__ import annotations

import json
from typing import Any

import typer


def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of a record."""
    typer.echo(json.dumps(record_schema(), ensure_ascii=False, indent=2))


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema of a record as it is written: every key is always there.

    Returns:
        dict[str, Any]: The schema, draft 2020-12.
    """
    from nsez_extract.schema import Record

    found = Record.model_json_schema(mode="serialization")
    for part in (found, *found["$defs"].values()):
        if "properties" in part:
            part["required"] = list(part["properties"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
