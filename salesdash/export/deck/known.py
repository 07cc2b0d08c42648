"""Which slides a deck ever had: a part of the file that PowerPoint keeps and nobody sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

_SPACE = "urn:salesdash:deck"


def keys(deck: Any) -> set[str]:
    """The keys of all slides that were ever put into it."""
    part = _part(deck)
    return set() if part is None else {str(one.text) for one in etree.fromstring(part.blob)}


def keep(deck: Any, found: Iterable[str]) -> None:
    root = etree.Element(f"{{{_SPACE}}}slides", nsmap={None: _SPACE})
    for key in sorted(found):
        etree.SubElement(root, f"{{{_SPACE}}}slide").text = key
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
