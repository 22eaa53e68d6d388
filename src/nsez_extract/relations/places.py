"""Which mentions of places are one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from nsez_extract.entities.lexicons import lexicons
from nsez_extract.lexicon.admin import place_key, units_named
from nsez_extract.relations.join import Joined, nearest
from nsez_extract.relations.names import (
    CENTRAL_CITIES,
    PlaceName,
    Tokens,
    initials_of,
    letters_of,
    place_name,
)

_CITY = "thành phố"


def join_places(text: str, joined: Joined) -> None:
    """Join the mentions of places.

    * ``same-place``: the same name and level (``TP.HCM``, ``Thành phố Hồ Chí Minh``), or another name of a
      country or city (``Hoa Kỳ``, ``Mỹ``);
    * ``level``: a name without its level word is the nearest of that name with one; a province when there is
      one, and never a commune or district that bears a province's name;
    * ``site-name``: a name that is no unit and no listed place is the one site, road or water so named
      (``Nước Ngầm``, ``bến xe Nước Ngầm``);
    * ``initials``: an abbreviation of a longer name (``KKTNS``, ``Khu kinh tế Nghi Sơn``).

    Args:
        text (str): Clean text.
        joined (Joined): The mentions; they are joined in place.
    """
    parts = [place_name(name.form) for name in joined.names]
    joined.join_equal([(part.level, part.name) for part in parts], "same-place")
    levelled: defaultdict[Tokens, list[int]] = defaultdict(list)
    by_initials: defaultdict[str, list[int]] = defaultdict(list)
    for at, part in enumerate(parts):
        if part.level:
            levelled[part.name].append(at)
        if not part.short:
            for letters in initials_of(part.tokens, whole=True):
                by_initials[letters].append(at)
    sites = _sites(parts)
    meant = {name: _meant(name, parts, places) for name, places in levelled.items()}
    for at, part in enumerate(parts):
        if part.level:
            continue
        whole = nearest(meant.get(part.name, ()), at)
        if whole is not None:
            joined.join(at, whole, "level")
        elif part.tokens in sites and joined.root(at) == at:
            joined.join_nearest(at, sites[part.tokens], "site-name")
        elif part.short and joined.root(at) == at:
            full = nearest(by_initials.get(letters_of(part.short), ()), at)
            if full is not None:
                joined.join(at, full, "initials")


def _meant(name: Tokens, parts: Sequence[PlaceName], places: Sequence[int]) -> list[int]:
    """Return which mentions with a level word the name alone can mean."""
    provinces = [at for at in places if parts[at].level == "tỉnh"]
    if provinces or not _is_province(name):
        return provinces or list(places)
    return [at for at in places if name in CENTRAL_CITIES and parts[at].level == _CITY]


def _sites(parts: Sequence[PlaceName]) -> dict[Tokens, list[list[int]]]:
    """Return the mentions of sites, roads and waters by their names without head noun, one list a full name.

    Names that a unit or a listed place bears are left out.
    """
    heads = lexicons().place_heads
    by_full: defaultdict[Tokens, list[int]] = defaultdict(list)
    for at, part in enumerate(parts):
        head = heads.match(part.tokens, 0, len(part.tokens)) if not part.level and part.tokens else None
        if head is not None and head[1].cls != "admin" and head[0] < len(part.tokens):
            by_full[part.tokens].append(at)
    out: defaultdict[Tokens, list[list[int]]] = defaultdict(list)
    for tokens, places in by_full.items():
        head = heads.match(tokens, 0, len(tokens))
        name = tokens[head[0] :] if head is not None else ()
        if not units_named(place_key(" ".join(name))) and lexicons().places.match(name, 0, len(name)) is None:
            out[name].append(places)
    return out


def _is_province(name: Tokens) -> bool:
    """Tell whether a name is that of a province."""
    found = lexicons().places.match(name, 0, len(name))
    return found is not None and found[0] == len(name) and found[1].level == "province"
