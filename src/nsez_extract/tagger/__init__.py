"""The trained tagger: a linear-chain CRF over syllables whose features are hashed and read from arrays.

:mod:`~nsez_extract.tagger.words` and :mod:`~nsez_extract.tagger.features` turn the syllables of a text into
rows of feature hashes, :mod:`~nsez_extract.tagger.model` holds the weights and decodes,
:mod:`~nsez_extract.tagger.labels` turns labels into mentions and back, and
:mod:`~nsez_extract.tagger.witness` is the witness the extractor calls.
"""
