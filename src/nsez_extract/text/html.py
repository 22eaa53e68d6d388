"""Article text and metadata out of a web page, by way of trafilatura; never touches the network."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nsez_extract.errors import UsageError

_ISO_DATE = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_FEWEST_WORDS = 8
"""A page with less text than this holds no article."""


@dataclass(frozen=True, slots=True)
class HtmlText:
    """What a page holds: offsets of all later results count in ``text``."""

    text: str
    """The article, one paragraph a line, the headline first when the page names one."""
    title: str | None
    """Headline, or None."""
    published: str | None
    """Date of publication, ISO 8601 (``2020-06-24``), or None."""
    author: str | None
    """Author as the page names him or her, or None."""
    publisher: str | None
    """Name of the site, or None."""
    url: str | None
    """The page's own (canonical) address, or None."""


def extract_html(html: str) -> HtmlText:
    """Extract the article of a web page that was saved before.

    Args:
        html (str): The page's source.

    Returns:
        HtmlText: Text and metadata; what the page does not say is None.

    Raises:
        UsageError: If trafilatura is not installed, or the page holds no article.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise UsageError(
            'reading HTML needs the package trafilatura; install it with: pip install "nsez-extract[html]"'
        ) from error
    if not html.strip():
        raise UsageError("the HTML input is empty; give the source of one article's page")
    found = trafilatura.bare_extraction(
        html,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or isinstance(found, dict) or len((found.text or "").split()) < _FEWEST_WORDS:
        raise UsageError(
            "no article was found in the HTML input; give the source of one article's page, not of a list"
        )
    body = str(found.text).strip()
    title = _text(found.title)
    if title is not None and not body.startswith(title):
        body = f"{title}\n{body}"
    date = _ISO_DATE.match(found.date or "")
    return HtmlText(
        text=body,
        title=title,
        published=date[0] if date else None,
        author=_text(found.author),
        publisher=_text(found.sitename),
        url=_text(found.url),
    )


def _text(value: str | None) -> str | None:
    """Return the value without outer blanks, None when nothing is left."""
    return (value or "").strip() or None
