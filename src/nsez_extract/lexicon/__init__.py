"""Word lists and tables the rules read: plain data inside the package, checked when loaded.

Each file under ``lexicon/data`` opens with comment lines saying what it is, where it comes from and
its date. A table is a TSV file read with :func:`nsez_extract.lexicon.tables.read_tsv`.
"""
