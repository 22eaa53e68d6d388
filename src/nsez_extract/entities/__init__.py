"""Named mentions: witnesses that propose them and the policy that settles what stands.

A witness reads the :class:`~nsez_extract.entities.syllables.Syllables` of a text and proposes
:class:`~nsez_extract.entities.mention.Mention` objects; :mod:`~nsez_extract.entities.resolve` keeps
one reading of every stretch of text.
"""
