"""How values look on a screen: names, dates and sizes in the reader's language."""

from datetime import UTC, date, datetime
from typing import Final

from babel.dates import format_date, format_skeleton
from babel.units import format_unit
from flask import Flask
from flask_babel import get_locale

from docsearch.domain.dates import PartialDate
from docsearch.domain.permissions import Permission
from docsearch.ingest.page_picture import DRAWN_TYPES
from docsearch.ingest.readings import FEWEST_LETTERS
from docsearch.models import DocumentFile
from docsearch.services.unlocking import locked_file
from docsearch.web import labels
from docsearch.web.addresses import address_at, address_toggled, address_with, is_chosen

SIZE_UNITS: Final = ("digital-byte", "digital-kilobyte", "digital-megabyte", "digital-gigabyte")


def language_label(code: str) -> str:
    """Return the name of a language, in the language of the interface."""
    locale = get_locale()
    name = (locale.languages.get(code) if locale else None) or code
    return name[:1].upper() + name[1:]


def date_label(value: PartialDate) -> str:
    """Return a date as precisely as it is known: a year, a month or a day."""
    if value.month is None:
        return str(value.year)
    whole = date(value.year, value.month, value.day or 1)
    if value.day is None:
        return format_skeleton("yMMMM", whole, locale=get_locale())
    return format_date(whole, "long", locale=get_locale())


def size_label(size: int) -> str:
    """Return a file size in the unit a person would use."""
    step = min((len(str(size)) - 1) // 3, len(SIZE_UNITS) - 1)
    amount = round(size / 1000**step, 1)
    return format_unit(amount, SIZE_UNITS[step], "short", "#,##0.#", locale=get_locale())


def is_drawn(file: DocumentFile) -> bool:
    """Tell whether the pages of the file can be shown as pictures."""
    return file.media_type in DRAWN_TYPES


def timestamp(moment: datetime) -> str:
    """Return an instant as feeds write it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def init_presentation(app: Flask) -> None:
    """Give templates the labels, the tables and the addresses they show."""
    app.jinja_env.filters.update(
        language_label=language_label,
        date_label=date_label,
        size_label=size_label,
        timestamp=timestamp,
    )
    app.jinja_env.globals.update({name: getattr(labels, name) for name in labels.__all__})
    app.jinja_env.globals.update(
        Permission=Permission,
        FEWEST_LETTERS=FEWEST_LETTERS,
        is_drawn=is_drawn,
        locked_file=locked_file,
        address_at=address_at,
        address_with=address_with,
        address_toggled=address_toggled,
        is_chosen=is_chosen,
    )
