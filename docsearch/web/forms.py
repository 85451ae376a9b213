"""The forms of documents."""

from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    Field,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)

from docsearch.domain.access import AccessLevel
from docsearch.services.descriptions import DESCRIPTION_FIELDS
from docsearch.web.labels import ACCESS_LEVELS, FIELDS

_ACCESS: Final = [(level.value, label) for level, label in ACCESS_LEVELS.items()]
_UNCHANGED: Final = ""


class DescriptionForm(FlaskForm):  # type: ignore[misc]
    """The whole description of a document, as text; the service reads and checks it."""

    title_fr = StringField(FIELDS["title_fr"])
    title_ar = StringField(FIELDS["title_ar"])
    title_en = StringField(FIELDS["title_en"])
    type = SelectField(FIELDS["type"])
    date = StringField(FIELDS["date"])
    symbol = StringField(FIELDS["symbol"])
    languages = StringField(FIELDS["languages"])
    abstract = TextAreaField(FIELDS["abstract"])
    subjects = StringField(FIELDS["subjects"])
    authors = StringField(FIELDS["authors"])
    issuing_body = StringField(FIELDS["issuing_body"])
    source = StringField(FIELDS["source"])
    external_link = StringField(FIELDS["external_link"])
    collection = StringField(FIELDS["collection"])
    shelf_mark = StringField(FIELDS["shelf_mark"])
    access = RadioField(FIELDS["access"], choices=_ACCESS, default=AccessLevel.INTERNAL.value)
    generation = HiddenField()

    def description(self) -> dict[str, str]:
        """Return every field as typed."""
        return {name: self[name].data or "" for name in DESCRIPTION_FIELDS}


class SelectionForm(FlaskForm):  # type: ignore[misc]
    """Fields to write on several documents; what is left empty stays as it is."""

    type = SelectField(FIELDS["type"], default=_UNCHANGED)
    date = StringField(FIELDS["date"])
    languages = StringField(FIELDS["languages"])
    subjects = StringField(FIELDS["subjects"])
    issuing_body = StringField(FIELDS["issuing_body"])
    source = StringField(FIELDS["source"])
    collection = StringField(FIELDS["collection"])
    access = SelectField(FIELDS["access"], default=_UNCHANGED)

    def offer(self, types: Mapping[str, str]) -> None:
        """Set what can be chosen."""
        unchanged = (_UNCHANGED, _("Unchanged"))
        self.type.choices = [unchanged, *types.items()]
        self.access.choices = [unchanged, *_ACCESS]

    def description(self) -> dict[str, str]:
        """Return the fields that were filled in."""
        return {
            name: self[name].data
            for name in DESCRIPTION_FIELDS
            if name in self._fields and (self[name].data or "").strip()
        }


class DepositForm(FlaskForm):  # type: ignore[misc]
    """Files to deposit, and what they have in common."""

    files = MultipleFileField(_("Files"))
    collection = StringField(FIELDS["collection"])
    access = RadioField(FIELDS["access"], choices=_ACCESS, default=AccessLevel.INTERNAL.value)


class FileForm(FlaskForm):  # type: ignore[misc]
    """A file for a document that exists: an annex, a language version, or a new edition."""

    file = MultipleFileField(_("File"))
    place = RadioField(_("What the file is"))


def refuse(form: FlaskForm, field: str, sentence: str) -> None:
    """Show why a field was refused, beside it."""
    target: Field = form[field] if field in form else next(iter(form))
    target.errors = [*target.errors, sentence]
