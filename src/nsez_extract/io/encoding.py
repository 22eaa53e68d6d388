"""Strict UTF-8 decoding, and for everything else a guess at what it is and how to convert it.

Vietnamese text older than Unicode comes in TCVN3 (the .VnTime fonts), VNI, VPS, VISCII and
windows-1258. Each is recognised by decoding a sample with its letters and counting the commonest
Vietnamese words in the outcome; UTF-16 and binary formats are recognised by their first bytes.
Nothing is ever converted here: the message says which command does it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from nsez_extract.errors import DocumentError
from nsez_extract.lexicon.tables import read_tsv

_SAMPLE = 65_536

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office document (.doc, .xls)"),
    (b"{\\rtf", "an RTF document"),
    (b"PAR1", "a Parquet file (give it the ending .parquet)"),
    (b"SQLite format 3\x00", "an SQLite database"),
)

_OFFICE = (
    (b"word/", "a Word document (.docx)"),
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint file (.pptx)"),
)

_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)

# fmt: off
_COMMON_WORDS = frozenset({
    "và", "của", "các", "được", "là", "có", "không", "người", "đã", "với", "những", "một", "tại", "về",
    "đến", "này", "năm", "ngày", "đồng", "tỉnh", "huyện", "xã", "ông", "bà", "để", "từ", "đó", "sẽ",
    "triển", "tế", "hội", "đầu", "tư", "nước", "tỷ", "triệu", "nhiều", "cũng", "bộ", "sở", "đảng",
})
# fmt: on
"""frozenset[str]: frequent Vietnamese words that have a diacritic."""

_HOW_TO = {
    "TCVN3 (.VnTime fonts)": "iconv -f TCVN5712-1 -t UTF-8",
    "VISCII": "iconv -f VISCII -t UTF-8",
    "windows-1258": "iconv -f CP1258 -t UTF-8",
    "UTF-16": "iconv -f UTF-16 -t UTF-8",
    "UTF-16 (little endian, no BOM)": "iconv -f UTF-16LE -t UTF-8",
    "UTF-16 (big endian, no BOM)": "iconv -f UTF-16BE -t UTF-8",
    "UTF-32": "iconv -f UTF-32 -t UTF-8",
    "VNI (VNI-Times fonts)": "uvconv -f VNI-WIN -t UTF-8",
    "VPS": "uvconv -f VPS -t UTF-8",
}

_LEGACY = {
    "tcvn3": "TCVN3 (.VnTime fonts)",
    "vni": "VNI (VNI-Times fonts)",
    "vps": "VPS",
    "viscii": "VISCII",
}


@cache
def _decoders() -> dict[str, Callable[[bytes], str]]:
    """Return, for each legacy code page, a function that decodes a sample's lower-case letters."""
    rows = read_tsv("legacy_letters.tsv", ("letter", *_LEGACY))

    def decoder(column: int) -> Callable[[bytes], str]:
        letters = {bytes.fromhex(row[column]).decode("latin-1"): row[0] for row in rows}
        pattern = re.compile("|".join(sorted(map(re.escape, letters), key=len, reverse=True)))
        return lambda data: pattern.sub(lambda hit: letters[hit[0]], data.decode("latin-1"))

    decoders = {label: decoder(column) for column, label in enumerate(_LEGACY.values(), start=1)}
    decoders["windows-1258"] = lambda data: unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    return decoders


def guess_encoding(data: bytes) -> str | None:
    """Guess the encoding of bytes that are not UTF-8.

    Args:
        data (bytes): The file, or its beginning.

    Returns:
        str | None: ``UTF-16``, ``TCVN3 (.VnTime fonts)``, ``windows-1258`` …, or None when nothing fits.

    >>> guess_encoding("Ủy ban nhân dân tỉnh và các sở".encode("utf-16"))
    'UTF-16'
    >>> guess_encoding("Gi\\xb8m ®èc c«ng ty ®\\xb7 cã \\xdd kiÕn vÒ viÖc nµy".encode("latin-1"))
    'TCVN3 (.VnTime fonts)'
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    sample = data[:_SAMPLE]
    nuls = sample.count(0)
    if nuls > len(sample) // 10 and not sample.startswith(tuple(magic for magic, _ in _MAGIC)):
        odd = sample[1::2].count(0)
        if odd > 4 * (nuls - odd):
            return "UTF-16 (little endian, no BOM)"
        if nuls - odd > 4 * odd:
            return "UTF-16 (big endian, no BOM)"
        return None
    if _multibyte_runs(sample) > 3 * _stray_bytes(sample):
        return "UTF-8 damaged in places"
    scores = {name: _score(decode(sample)) for name, decode in _decoders().items()}
    best = max(scores, key=scores.__getitem__)
    if scores[best] > 0:
        return best
    return "windows-1252 or another Western code page" if nuls == 0 else None


def _score(text: str) -> int:
    """Count common Vietnamese words with a diacritic in a decoded sample."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(1 for word in words if word in _COMMON_WORDS)


def _multibyte_runs(data: bytes) -> int:
    """Count well-formed two- to four-byte UTF-8 sequences."""
    return len(
        re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", data)
    )


def _stray_bytes(data: bytes) -> int:
    """Count the characters that strict UTF-8 decoding refuses."""
    return data.decode("utf-8", "replace").count("\ufffd")


def describe_binary(data: bytes) -> str | None:
    """Say which binary format bytes begin with, or None if they could be text.

    Args:
        data (bytes): The file, or its beginning.

    Returns:
        str | None: Such as ``a PDF document``.

    >>> describe_binary(b"%PDF-1.7 ...")
    'a PDF document'
    >>> describe_binary("Hội nghị".encode())
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            if magic == b"PK\x03\x04":
                head = data[:_SAMPLE]
                return next((office for part, office in _OFFICE if part in head), name)
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP image"
    return None


def decode_utf8(data: bytes, doc_id: str, source: str, *, line: int | None = None) -> str:
    """Decode bytes strictly as UTF-8; a byte order mark stays in the text, newlines are untouched.

    Args:
        data (bytes): The whole file, or one line of it.
        doc_id (str): The document's id, for the error.
        source (str): Path, for the error.
        line (int | None): Line number in the file when ``data`` is one line, else None.

    Returns:
        str: The text.

    Raises:
        DocumentError: Code ``binary-file`` or ``not-utf8``, saying what the bytes look like and how to
            convert them.
    """
    binary = describe_binary(data) if line is None else None
    if binary is not None:
        raise DocumentError(
            doc_id, source, "binary-file", f"this is {binary}, not text; save the article as UTF-8 text"
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error.start, doc_id, source, line) from None
    if line is None and "\0" in text:
        guess = guess_encoding(data)
        if guess is not None and guess.startswith("UTF"):
            raise _not_utf8(data, data.index(0), doc_id, source, line)
        raise DocumentError(
            doc_id,
            source,
            "binary-file",
            f"this is binary data (NUL byte at offset {data.index(0)}); save the article as UTF-8 text",
        )
    return text


def _not_utf8(data: bytes, offset: int, doc_id: str, source: str, line: int | None) -> DocumentError:
    """Build the ``not-utf8`` error: first bad byte, likely encoding, and the command that mends it."""
    row = line if line is not None else data.count(b"\n", 0, offset) + 1
    guess = guess_encoding(data)
    where = f"not UTF-8: byte 0x{data[offset]:02X} at offset {offset} (line {row})"
    if guess is None:
        nul = b"\0" in data
        if nul:
            message = (
                f"this is binary data (NUL byte at offset {data.index(0)}); save the article as UTF-8 text"
            )
            return DocumentError(doc_id, source, "binary-file", message)
        return DocumentError(doc_id, source, "not-utf8", f"{where}; save the file as UTF-8")
    if guess.startswith("UTF-8"):
        return DocumentError(
            doc_id, source, "not-utf8", f"{where}; it looks like {guess}: fetch it again, or mend that line"
        )
    command = _HOW_TO.get(guess, "iconv -f WINDOWS-1252 -t UTF-8")
    plain = source if line is None else source.rsplit(":", 1)[0]
    stem, dot, ending = plain.rpartition(".")
    target = f"{stem}.utf8.{ending}" if dot and "/" not in ending else f"{plain}.utf8"
    tool = " (uvconv comes with UniKey)" if command.startswith("uvconv") else ""
    files = f"-i '{plain}' -o '{target}'" if tool else f"'{plain}' > '{target}'"
    return DocumentError(
        doc_id, source, "not-utf8", f"{where}; it looks like {guess}. Convert it{tool}: {command} {files}"
    )
