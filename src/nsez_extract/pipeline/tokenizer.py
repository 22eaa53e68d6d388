"""The spaCy tokenizer: syllables of the clean text, laid over the raw text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from nsez_extract.errors import UsageError
from nsez_extract.extractor import Analysis, get_extractor
from nsez_extract.pipeline import work


class SyllableTokenizer(DummyTokenizer):
    """Cuts a raw text into syllable tokens; ``doc.text`` is the raw text, whatever it holds.

    The tokens are those of :func:`nsez_extract.text.tokens.tokenize`. One space after a token belongs to it,
    as everywhere in spaCy; whatever else stands between two of them (line breaks, runs of blanks, zero-width
    characters) is a token of its own.

    Args:
        vocab (spacy.vocab.Vocab): The vocabulary of the pipeline.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokenize one text and remember what reading it has found.

        Args:
            text (str): Raw text.

        Returns:
            spacy.tokens.Doc: Its tokens.

        Raises:
            UsageError: If the text holds half of a surrogate pair, which spaCy cannot store.
        """
        analysis = get_extractor(()).read(text)
        words, spaces = lay_out(text, raw_tokens(analysis))
        try:
            doc = Doc(self.vocab, words=words, spaces=spaces)
        except UnicodeEncodeError as error:
            place = next(k for k, char in enumerate(text) if "\ud800" <= char <= "\udfff")
            raise UsageError(
                f"character {place} of the text is half of a surrogate pair (U+{ord(text[place]):04X}), "
                'which spaCy cannot store; decode it anew, or use text.encode("utf-8", "replace").decode()'
            ) from error
        work.begin(doc, analysis)
        return doc


def raw_tokens(analysis: Analysis) -> list[tuple[int, int]]:
    """Return the spans of the tokens in the raw text.

    Where a combining sequence without a composed form lies across a token boundary, two tokens have the
    same raw characters. They are then cut at every boundary of either, so that any span of tokens still
    begins and ends at a boundary.

    Args:
        analysis (Analysis): A text that has been read.

    Returns:
        list[tuple[int, int]]: Half-open spans in text order, without overlaps.
    """
    tokens = analysis.syllables
    if analysis.clean.is_identity:
        return list(zip(tokens.starts, tokens.ends, strict=True))
    to_raw = analysis.clean.to_raw
    spans = [to_raw(start, end) for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    if all(left[1] <= right[0] for left, right in pairwise(spans)):
        return spans
    spans.sort()
    starts = [start for start, _ in spans]
    reach = 0
    reaches = [reach := max(reach, end) for _, end in spans]
    cuts = sorted({place for span in spans for place in span})
    return [
        (left, right) for left, right in pairwise(cuts) if reaches[bisect_right(starts, left) - 1] >= right
    ]


def lay_out(text: str, spans: Sequence[tuple[int, int]]) -> tuple[list[str], list[bool]]:
    """Return the words of spaCy and whether one space follows each.

    Args:
        text (str): Raw text.
        spans (Sequence[tuple[int, int]]): Tokens in text order, without overlaps.

    Returns:
        tuple[list[str], list[bool]]: They make up exactly the text.

    >>> lay_out("a  b\\n", [(0, 1), (3, 4)])
    (['a', ' ', 'b', '\\n'], [True, False, False, False])
    """
    words: list[str] = []
    spaces: list[bool] = []
    place = 0
    for start, end in (*spans, (len(text), len(text))):
        if start > place:
            if words and text[place] == " ":
                spaces[-1] = True
                place += 1
            if start > place:
                words.append(text[place:start])
                spaces.append(False)
        if end > start:
            words.append(text[start:end])
            spaces.append(False)
        place = end
    return words, spaces
