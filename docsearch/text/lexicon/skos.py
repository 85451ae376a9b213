"""The labels of a vocabulary in SKOS, read from Turtle, N-Triples or RDF/XML.

Only the labels are read, so this is no parser of RDF: it knows where a statement and a string
begin and end, which is what labels need.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml import etree

from docsearch.domain.errors import Invalid
from docsearch.domain.language import ARABIC, FRENCH
from docsearch.text.lexicon.twins import Twin, concept

_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_PREFERRED: Final = "prefLabel"
_OTHERS: Final = "altLabel"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"

_TOKEN: Final = re.compile(
    r"""
    (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
      | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
  | (?P<comment>\#[^\n]*)
  | <(?P<address>[^<>\s]*)>
  | @(?P<tag>[A-Za-z][A-Za-z0-9-]*)
  | (?P<mark>\^\^|[;,.\[\]()](?!\w))
  | (?P<name>[^\s;,\[\]()<>"'@\#]+?(?=[\s;,\[\]()<>"'@\#]|\.\s|\.?$))
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


class Label(NamedTuple):
    """What a concept is called in a language; ``kind`` is the property of SKOS."""

    concept: str
    kind: str
    language: str
    text: str


def read_skos(text: str) -> list[Twin]:
    """Return the labels that concepts have in French and in Arabic.

    Raises ``Invalid`` when no concept has labels in both.
    """
    xml = text.lstrip("\ufeff \t\r\n").startswith("<?xml") or "<rdf:RDF" in text[:5000]
    labels: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for label in _of_xml(text) if xml else _of_turtle(text):
        names = labels[label.concept][label.language.lower().split("-")[0]]
        names.insert(0 if label.kind == _PREFERRED else len(names), label.text)
    twins = [twin for names in labels.values() for twin in concept(names[FRENCH], names[ARABIC])]
    if not twins:
        raise Invalid("pairs-missing")
    return list(dict.fromkeys(twins))


def _of_xml(text: str) -> Iterator[Label]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(text.encode(), parser)
    for number, described in enumerate(root if root is not None else ()):
        for kind in (_PREFERRED, _OTHERS):
            for element in described.iterchildren(f"{{{_SKOS}}}{kind}"):
                name = "".join(element.itertext()).strip()
                yield Label(str(number), kind, element.get(_LANGUAGE, ""), name)


def _of_turtle(text: str) -> Iterator[Label]:
    """Yield the labels: a statement begins with its subject, a label follows its property."""
    subject = kind = string = ""
    starting = True
    for match in _TOKEN.finditer(text):
        what, token = match.lastgroup, match[match.lastgroup or 0]
        if what == "comment":
            continue
        if what == "mark":
            starting = starting or token == "."
            if token in ".;":
                kind = ""
        elif what == "string":
            string = _read(token)
        elif what == "tag":
            if kind:
                yield Label(subject, kind, token, string)
        elif starting:
            subject, starting = token, False
        else:
            kind = next((one for one in (_PREFERRED, _OTHERS) if _is_property(token, one)), kind)


def _is_property(token: str, kind: str) -> bool:
    return token == _SKOS + kind or token.split(":")[-1] == kind


def _read(quoted: str) -> str:
    quotes = 3 if quoted[:3] in ('"""', "'''") else 1
    return _ESCAPE.sub(_unescaped, quoted[quotes:-quotes])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else ""
    return _ESCAPED.get(match[3], match[3])
