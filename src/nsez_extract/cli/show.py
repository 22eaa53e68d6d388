"""``nsez-extract show``: one article marked up in the terminal or as a web page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nsez_extract.cli.common import (
    DocIdOption,
    MaxCharsOption,
    ModelOption,
    WitnessOption,
    complain,
    extractor_factory,
    one_document,
)
from nsez_extract.errors import UsageError


def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="One article, or - for standard input.")],
    html: Annotated[
        Path | None, typer.Option("--html", metavar="OUT.html", help="Write a self-contained page.")
    ] = None,
    doc_id: DocIdOption = None,
    witness: WitnessOption = None,
    model: ModelOption = None,
    max_chars: MaxCharsOption = 5_000_000,
) -> None:
    """Show one article with everything that was found, coloured by label; exact values below the text."""
    if html is not None and html.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"{html}: a web page; give it the ending .html")
    document = one_document(file, max_chars, doc_id)
    raw = document.html or "" if document.text is None else document.text
    record = extractor_factory(witness, model)().extract(
        raw,
        doc_id=document.doc_id,
        source=document.source,
        metadata=dict(document.metadata) or None,
        html=document.text is None,
    )
    text = raw if record.text is None else record.text
    if html is None:
        from nsez_extract.cli.terminal import print_record

        print_record(record, text)
        return
    from nsez_extract.cli.page import render_page
    from nsez_extract.io.atomic import AtomicFile

    if file != "-" and html.exists() and html.samefile(file):
        raise UsageError(f"{html}: the output is the input and would overwrite it; choose another --html")
    page = AtomicFile(html)
    page.file.write(render_page(record, text).encode("utf-8"))
    page.commit()
    complain(f"wrote {html}")
