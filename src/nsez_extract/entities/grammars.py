"""The grammars of one text, made once and shared by both passes of the rule witness."""

from __future__ import annotations

from dataclasses import dataclass

from nsez_extract.entities.forms import NameForms
from nsez_extract.entities.lexicons import Lexicons
from nsez_extract.entities.organizations import OrgGrammar
from nsez_extract.entities.places import PlaceGrammar
from nsez_extract.entities.syllables import Syllables
from nsez_extract.entities.titles import TitleGrammar


@dataclass(frozen=True, slots=True)
class Grammars:
    """A text and everything that reads it.

    Attributes:
        s (Syllables): The text.
        lex (Lexicons): The tables.
        forms (NameForms): Judge of the form of names.
        places (PlaceGrammar): Reader of place names.
        orgs (OrgGrammar): Reader of organisation names.
        titles (TitleGrammar): Reader of titles.
    """

    s: Syllables
    lex: Lexicons
    forms: NameForms
    places: PlaceGrammar
    orgs: OrgGrammar
    titles: TitleGrammar


def make_grammars(s: Syllables, lex: Lexicons) -> Grammars:
    """Return the grammars of a text.

    Args:
        s (Syllables): The text.
        lex (Lexicons): The tables.

    Returns:
        Grammars: The readers, bound to the text.
    """
    forms = NameForms(s, lex)
    places = PlaceGrammar(s, lex, forms)
    orgs = OrgGrammar(s, lex, forms, places)
    return Grammars(s, lex, forms, places, orgs, TitleGrammar(s, lex, forms, places, orgs))
