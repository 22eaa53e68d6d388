"""Reading documents in and writing records out: one file a format, one registry each way.

Public names: :func:`open_source`, :func:`plan_inputs`, :func:`read_plan`, :class:`SourceDocument`,
:func:`document_from_row`, :func:`open_writer`, :func:`read_records`.
"""

from __future__ import annotations

from nsez_extract.io.document import DEFAULT_MAX_CHARS, SourceDocument
from nsez_extract.io.plan import InputPlan, plan_inputs, read_plan
from nsez_extract.io.readers import READERS, open_source
from nsez_extract.io.records import read_records
from nsez_extract.io.rows import document_from_row
from nsez_extract.io.writers import RecordWriter, open_writer

__all__ = [
    "DEFAULT_MAX_CHARS",
    "READERS",
    "InputPlan",
    "RecordWriter",
    "SourceDocument",
    "document_from_row",
    "open_source",
    "open_writer",
    "plan_inputs",
    "read_plan",
    "read_records",
]
