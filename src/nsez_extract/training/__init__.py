"""Training of the tagger: annotations and texts in, a model and its figures out.

:mod:`~nsez_extract.training.annotations` and :mod:`~nsez_extract.training.texts` read what was annotated
and the articles it belongs to, :mod:`~nsez_extract.training.fit` learns a model from them,
:mod:`~nsez_extract.training.evaluate` measures it, :mod:`~nsez_extract.training.disagreements` finds the
places where model and annotation differ, and :mod:`~nsez_extract.training.agreement` compares two
annotations of the same articles. Needs the extra ``train``.
"""
