"""Stable 64-bit hashes of strings and of combinations of hashes, the same on every machine."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
"""Array of unsigned 64-bit hashes."""

_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def string_hash(text: str) -> int:
    """Return the hash of a string.

    Args:
        text (str): Any string.

    Returns:
        int: 0 to 2**64 - 1; BLAKE2b (RFC 7693) with an 8-byte digest.

    >>> string_hash("sở") == string_hash("sở") != string_hash("so")
    True
    """
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def combine(*parts: Hashes | np.uint64) -> Hashes:
    """Return one hash for each row of several hash arrays; the order of the arrays matters.

    Args:
        *parts (Hashes | np.uint64): Arrays of shape (n,), or single hashes.

    Returns:
        Hashes: Shape (n,).
    """
    with np.errstate(over="ignore"):
        total = np.asarray(parts[0], dtype=np.uint64)
        for part in parts[1:]:
            total = (total * _MIX) ^ (total >> _SHIFT)
            total = total + part
        total = (total ^ (total >> _SHIFT)) * _MIX
    return np.asarray(total ^ (total >> _SHIFT), dtype=np.uint64)


_KNOWN: dict[str, int] = {}
_KNOWN_LIMIT = 100_000


def known_hash(text: str) -> int:
    """Return :func:`string_hash` of a string, remembered.

    Args:
        text (str): Any string.

    Returns:
        int: 0 to 2**64 - 1.
    """
    found = _KNOWN.get(text)
    if found is None:
        if len(_KNOWN) >= _KNOWN_LIMIT:
            _KNOWN.clear()
        found = _KNOWN[text] = string_hash(text)
    return found
