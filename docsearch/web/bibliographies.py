"""Documents as reference managers take them: BibTeX and RIS."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from docsearch.models import Document

_BREAK: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TEX: Final[Mapping[int, str]] = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        # BibTeX counts braces, with or without a backslash.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        **{sign: f"\\{sign}" for sign in "$&%#_"},
    }
)
_TEX_LANGUAGES: Final = {"fr": "french", "ar": "arabic", "en": "english"}


class _Kind(NamedTuple):
    """What a type of documents is called in BibTeX and in RIS."""

    bibtex: str
    ris: str


_REPORT: Final = _Kind("techreport", "RPRT")
_OTHER: Final = _Kind("misc", "GEN")
_KINDS: Final[Mapping[str, _Kind]] = {
    **dict.fromkeys(
        (
            "national-report",
            "alternative-report",
            "list-of-issues",
            "replies",
            "summary-record",
            "concluding-observations",
            "general-comment",
            "special-procedure-report",
            "upr-report",
            "study",
            "report",
        ),
        _REPORT,
    ),
    "guide": _Kind("manual", "BOOK"),
    "law": _Kind("misc", "STAT"),
    "judgment": _Kind("misc", "CASE"),
}


def bibtex(document: Document, address: str) -> str:
    """Return an entry in UTF-8, its key made of the document's number."""
    kind = _KINDS.get(document.type_code, _OTHER)
    body = "institution" if kind is _REPORT else "organization"
    fields = {
        "title": _tex(document.title),
        "author": " and ".join(map(_tex_name, document.authors)),
        body: _tex(document.issuing_body),
        "year": str(document.date.year) if document.date else "",
        "month": str(document.date.month or "") if document.date else "",
        "number": _tex(document.symbol),
        "langid": _TEX_LANGUAGES.get(document.title_language, ""),
        "keywords": _tex(", ".join(document.subjects)),
        "note": _tex(" / ".join(_other_titles(document))),
        "abstract": _tex(document.abstract),
        "url": address,
    }
    lines = (f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind.bibtex}{{docsearch{document.id},\n{''.join(lines)}}}\n"


def ris(document: Document, address: str) -> str:
    """Return a record whose lines end as the format demands."""
    kind = _KINDS.get(document.type_code, _OTHER)
    fields = [
        ("TY", kind.ris),
        ("ID", f"docsearch{document.id}"),
        ("TI", document.title),
        *(("TT", title) for title in _other_titles(document)),
        *(("AU", author) for author in document.authors),
        ("PB", document.issuing_body),
        ("PY", str(document.date.year) if document.date else ""),
        ("DA", _ris_date(document)),
        ("SN", document.symbol),
        *(("LA", code) for code in document.languages[:1]),
        *(("KW", subject) for subject in document.subjects),
        ("AB", document.abstract),
        ("UR", address),
    ]
    written = ((tag, _one_line(value)) for tag, value in fields)
    lines = (f"{tag}  - {value}\r\n" for tag, value in written if value)
    return f"{''.join(lines)}ER  - \r\n"


def _other_titles(document: Document) -> Iterable[str]:
    titles = (document.title_fr, document.title_ar, document.title_en)
    return [title for title in titles if title and title != document.title]


def _one_line(text: str) -> str:
    return _BREAK.sub(" ", text).strip()


def _tex(text: str) -> str:
    return _one_line(text).translate(_TEX)


def _tex_name(name: str) -> str:
    """Return a person written « Name, First name », or else a name that stays in one piece."""
    written = _tex(name)
    return written if "," in name and " and " not in name else f"{{{written}}}"


def _ris_date(document: Document) -> str:
    if document.date is None or document.date.month is None:
        return ""
    day = f"{document.date.day:02d}" if document.date.day else ""
    return f"{document.date.year:04d}/{document.date.month:02d}/{day}/"
