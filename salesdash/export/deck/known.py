"""What a deck ever had: a part of the file that PowerPoint keeps and nobody sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

_SPACE = "urn:salesdash:deck"


def parts(deck: Any) -> dict[str, set[str]]:
    """The keys of all slides that were ever put into it, and the parts that stood on each."""
    part = _part(deck)
    kept = () if part is None else etree.fromstring(part.blob)
    return {str(one.text): set(one.get("parts", "").split()) for one in kept}


def keep(
    deck: Any, earlier: Mapping[str, Iterable[str]], standing: Iterable[tuple[str, str]]
) -> None:
    """Remember what was there earlier, and what stands there now as pairs of key and part."""
    known = {key: set(names) for key, names in earlier.items()}
    for key, name in standing:
        known.setdefault(key, set()).add(name)
    root = etree.Element(f"{{{_SPACE}}}slides", nsmap={None: _SPACE})
    for key, names in sorted(known.items()):
        etree.SubElement(root, f"{{{_SPACE}}}slide", parts=" ".join(sorted(names))).text = key
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = _part(deck)
    if part is None:
        name = deck.part.package.next_partname("/customXml/item%d.xml")
        part = Part(PackURI(name), "application/xml", deck.part.package, blob)
        deck.part.relate_to(part, RT.CUSTOM_XML)
    part._blob = blob


def _part(deck: Any) -> Any:
    for link in deck.part.rels.values():
        if link.reltype == RT.CUSTOM_XML and not link.is_external:
            part = link.target_part
            if _SPACE.encode() in part.blob:
                return part
    return None
