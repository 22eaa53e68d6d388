"""How a repair marks what it changed."""

from __future__ import annotations

from dataclasses import replace

from nsez_extract.entities.mention import Mention


def changed(mention: Mention, name: str, **values: object) -> Mention:
    """Return a mention with other values and the repair's name before its rule.

    Args:
        mention (Mention): The mention; it is not changed.
        name (str): Name of the repair.
        **values (object): Fields of the mention and their new values.

    Returns:
        Mention: The new mention.
    """
    rule = mention.rule if mention.rule.startswith(name) else f"{name}, {mention.rule}"
    return replace(mention, rule=rule, **values)  # type: ignore[arg-type]
