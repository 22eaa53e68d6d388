"""From raw article text to clean text with a map back, sentences, tokens and metadata.

:func:`~nsez_extract.text.clean.clean` comes first; all later stages read ``CleanText.text`` and map their
spans back with ``CleanText.to_raw`` at the very end.
"""
