"""The description of a document: reading it from text, writing it, proposing it."""

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from docsearch.domain.access import AccessLevel
from docsearch.domain.errors import Invalid
from docsearch.domain.language import SCAN_LANGUAGES
from docsearch.models import Collection, Document, DocumentType
from docsearch.text.arabic import is_arabic
from docsearch.text.dates import parse_date
from docsearch.text.symbols import normalise_symbol

Description = Mapping[str, str]
"""Fields of a description as people type them; lists are separated by semicolons."""

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_LANGUAGE_CODE: Final = re.compile(r"[a-z]{2,3}")
_ACCESS: Final = "access"
_LENGTHS: Final[Mapping[str, int]] = {
    "title_fr": 500,
    "title_ar": 500,
    "title_en": 500,
    "authors": 1000,
    "issuing_body": 300,
    "source": 500,
    "subjects": 2000,
    "abstract": 10_000,
    "shelf_mark": 120,
    "collection": 300,
}


def _text(field: str, value: str) -> str:
    if len(value) > _LENGTHS[field]:
        raise Invalid("field-too-long", field=field, limit=_LENGTHS[field])
    return value


def _list(field: str, value: str) -> list[str]:
    parts = (part.strip() for part in _text(field, value).split(";"))
    return list(dict.fromkeys(part for part in parts if part))


def _languages(field: str, value: str) -> list[str]:
    codes = [code.strip().lower() for code in value.split(";") if code.strip()]
    if not all(_LANGUAGE_CODE.fullmatch(code) for code in codes):
        raise Invalid("field-invalid", field=field, value=value)
    return list(dict.fromkeys(codes))


def _symbol(field: str, value: str) -> str:
    if len(value) > 120:
        raise Invalid("field-too-long", field=field, limit=120)
    return normalise_symbol(value) or value


def _access(field: str, value: str) -> AccessLevel:
    try:
        return AccessLevel(value.lower())
    except ValueError:
        raise Invalid("field-invalid", field=field, value=value) from None


def _recognition_language(field: str, value: str) -> str:
    if value and value not in SCAN_LANGUAGES:
        raise Invalid("field-invalid", field=field, value=value)
    return value


def _link(field: str, value: str) -> str:
    if len(value) > 1000 or (value and urlsplit(value).scheme not in {"http", "https"}):
        raise Invalid("field-invalid", field=field, value=value)
    return value


_READERS: Final[Mapping[str, Callable[[str, str], object]]] = {
    "title_fr": _text,
    "title_ar": _text,
    "title_en": _text,
    "date": lambda _, value: parse_date(value) if value else None,
    "authors": _list,
    "issuing_body": _text,
    "languages": _languages,
    "symbol": _symbol,
    "source": _text,
    "subjects": _list,
    "abstract": _text,
    "access": _access,
    "shelf_mark": _text,
    "external_link": _link,
}

DESCRIPTION_FIELDS: Final = (*_READERS, "type", "collection")


def describe(
    session: Session, document: Document, description: Description, *, chosen: bool = False
) -> None:
    """Write the fields given, as confirmed by a person.

    A form shows every field: what it leaves as it was is confirmed only when it was ``chosen``.
    Raises ``Invalid`` for an unknown field, type or value; the document is then unchanged.
    """
    values = _read(session, description)
    changed = [name for name, value in values.items() if getattr(document, name) != value]
    for name in changed:
        setattr(document, name, values[name])
    decided = {name for name, value in values.items() if value} if chosen else set()
    decided.update(changed)
    if _ACCESS in decided:
        # What a person decides ends an embargo: no day comes to open the document again.
        document.public_from = None
    document.confirmed = sorted({*document.confirmed, *decided})


def propose(document: Document, values: Mapping[str, object]) -> None:
    """Write what the machine read, where no person has confirmed the field."""
    for name, value in values.items():
        if value and name not in document.confirmed:
            setattr(document, name, value)


def _read(session: Session, description: Description) -> dict[str, object]:
    values: dict[str, object] = {}
    for field, raw in description.items():
        value = _CONTROLS.sub(" ", raw).strip()
        if field == "type":
            values["type_code"] = _type(session, value)
        elif field == "recognition_language":
            values[field] = _recognition_language(field, value)
        elif field == "collection":
            value = _text(field, value)
            values["collection_code"] = _collection(session, value) if value else None
        elif field == _ACCESS and not value:
            # Nobody decides: the document will tell who it is for.
            continue
        elif field in _READERS:
            values[field] = _READERS[field](field, value)
        else:
            raise Invalid("field-unknown", field=field)
    return values


def _type(session: Session, code: str) -> str:
    if session.get(DocumentType, code) is None:
        raise Invalid("field-invalid", field="type", value=code)
    return code


def _collection(session: Session, name: str) -> str:
    """Return the code of the collection with this code or title, created if need be.

    ``Guides | أدلة`` names it in both languages: what is known of it gains the other title.
    """
    names = [part.strip() for part in name.split("|") if part.strip()]
    columns = (Collection.code, Collection.title_fr, Collection.title_ar, Collection.title_en)
    named = or_(*(column.in_(names) for column in columns))
    found = session.scalars(select(Collection).where(named)).first()
    if found is None:
        found = Collection(code=_code(session, *names[:1]))
        session.add(found)
    known = {found.code, found.title_fr, found.title_ar, found.title_en}
    for title in set(names) - known:
        setattr(found, "title_ar" if is_arabic(title) else "title_fr", title)
    session.flush()
    return found.code


def _code(session: Session, name: str = "") -> str:
    stem = "-".join(re.findall(r"\w+", name.lower()))[:70]
    if not stem:
        raise Invalid("field-invalid", field="collection", value=name)
    taken = set(session.scalars(select(Collection.code).where(Collection.code.startswith(stem))))
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(code for code in candidates if code not in taken)
