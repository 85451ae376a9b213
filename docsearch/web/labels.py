"""The words of every closed vocabulary, translated when a page is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _

from docsearch.domain.access import AccessLevel
from docsearch.domain.documents import (
    DocumentState,
    FailureReason,
    FileRole,
    Kinship,
    Notice,
    RecognitionState,
    TextMethod,
)
from docsearch.search.ports import Sort
from docsearch.search.query_tree import Attribute
from docsearch.search.query_words import Reason
from docsearch.services.quality import Concern
from docsearch.text.lexicon.lookup import Origin

__all__ = (
    "ACCESS_AUDIENCES",
    "ACCESS_LEVELS",
    "ACTIONS",
    "CERTAINTIES",
    "CONCERNS",
    "FACETS",
    "FAILURES",
    "FIELDS",
    "FILE_IS_SAFE",
    "FILE_ROLES",
    "IGNORED",
    "KINSHIPS",
    "LEXICON_ORIGINS",
    "MEDIA_TYPES",
    "NOTICES",
    "RECOGNITION_LANGUAGES",
    "RECOGNITION_STATES",
    "SORTS",
    "STATES",
    "TEXT_METHODS",
    "TYPE_FIELDS",
)

STATES: Final[Mapping[DocumentState, str]] = {
    DocumentState.RECEIVED: _("Received, waiting to be read"),
    DocumentState.EXTRACTING: _("Being read"),
    DocumentState.INDEXING: _("Read, soon searchable"),
    DocumentState.INDEXED: _("Searchable"),
    DocumentState.UNPACKED: _("Unpacked: what was in it became documents of their own"),
    DocumentState.FAILED: _("Could not be read"),
}

ACCESS_LEVELS: Final[Mapping[AccessLevel, str]] = {
    AccessLevel.PUBLIC: _("Public"),
    AccessLevel.INTERNAL: _("Internal"),
    AccessLevel.RESTRICTED: _("Restricted"),
}

UNDECIDED_ACCESS: Final = _(
    "Internal, but restricted when the document seems to be about an individual complaint"
)

ACCESS_AUDIENCES: Final[Mapping[AccessLevel, str]] = {
    AccessLevel.PUBLIC: _("everyone, without signing in"),
    AccessLevel.INTERNAL: _("everyone who has an account"),
    AccessLevel.RESTRICTED: _("documentalists, supervisors and administrators"),
}

FILE_ROLES: Final[Mapping[FileRole, str]] = {
    FileRole.TEXT: _("Text"),
    FileRole.ANNEX: _("Annex"),
    FileRole.LANGUAGE_VERSION: _("Language version"),
    FileRole.ATTACHMENT: _("Attachment"),
}

TEXT_METHODS: Final[Mapping[TextMethod, str]] = {
    TextMethod.LAYER: _("text of the file"),
    TextMethod.POSITIONS: _("put together from the places of the letters"),
    TextMethod.FALLBACK: _("text of the file, by the simpler reader"),
    TextMethod.OCR: _("recognised in the picture"),
    TextMethod.HAND: _("corrected by hand"),
}

RECOGNITION_STATES: Final[Mapping[RecognitionState, str]] = {
    RecognitionState.WAITING: _("Waiting for recognition"),
    RecognitionState.ORDERED: _("Recognition ordered"),
    RecognitionState.DONE: _("Recognised"),
    RecognitionState.FAILED: _("Recognition failed"),
}

RECOGNITION_LANGUAGES: Final[Mapping[str, str]] = {
    "": _("found by the machine"),
    "fr": _("French"),
    "ar": _("Arabic"),
    "fr+ar": _("French and Arabic"),
}
"""What staff may say of the language of a picture."""

CONCERNS: Final[Mapping[Concern, str]] = {
    Concern.BELOW: _("Doubtful text"),
    Concern.REVERSED: _("Reversed text"),
    Concern.EMPTY: _("Without text"),
    Concern.WAITING: _("Waiting for recognition"),
    Concern.FAILED: _("Recognition failed"),
    Concern.HAND: _("Corrected by hand"),
    Concern.ACCEPTED: _("Accepted as they are"),
}
"""Kinds of pages on the quality desk."""

NOTICES: Final[Mapping[Notice, str]] = {
    Notice.SIGNED: _("It carries an electronic signature."),
    Notice.JAVASCRIPT: _("It contains a programme (JavaScript), which is never run here."),
    Notice.ATTACHMENTS: _("Other files are attached inside it."),
}

KINSHIPS: Final[Mapping[Kinship, str]] = {
    Kinship.SAME_TEXT: _("Nearly the same text"),
    Kinship.LANGUAGE_VERSION: _("The same document in another language"),
}

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "application/pdf": _("PDF"),
    "text/plain": _("Plain text"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _("Word"),
    "application/msword": _("Word of before 2007"),
    "application/vnd.oasis.opendocument.text": _("OpenDocument text"),
    "application/rtf": _("Rich text (RTF)"),
    "text/html": _("Web page"),
    "application/epub+zip": _("Electronic book (EPUB)"),
    "message/rfc822": _("E-mail message"),
    "image/jpeg": _("JPEG picture"),
    "image/png": _("PNG picture"),
    "image/tiff": _("TIFF picture"),
    "application/zip": _("ZIP archive"),
}

FACETS: Final[Mapping[Attribute, str]] = {
    Attribute.LANGUAGE: _("Language"),
    Attribute.TYPE: _("Type"),
    Attribute.YEAR: _("Year"),
    Attribute.COLLECTION: _("Collection"),
    Attribute.SUBJECT: _("Subject"),
    Attribute.ACCESS: _("Access"),
}
"""Names of the attributes to choose by; each is offered as soon as it has one."""

SORTS: Final[Mapping[Sort, str]] = {
    Sort.RELEVANCE: _("Most relevant"),
    Sort.NEWEST: _("Newest"),
    Sort.OLDEST: _("Oldest"),
}
FIELDS: Final[Mapping[str, str]] = {
    "title_fr": _("Title in French"),
    "title_ar": _("Title in Arabic"),
    "title_en": _("Title in English"),
    "type": _("Type"),
    "type_code": _("Type"),
    "date": _("Date"),
    "authors": _("Authors"),
    "issuing_body": _("Issuing body"),
    "languages": _("Languages of the document"),
    "symbol": _("Symbol"),
    "source": _("Source"),
    "subjects": _("Subjects"),
    "abstract": _("Abstract"),
    "access": _("Access"),
    "collection": _("Collection"),
    "collection_code": _("Collection"),
    "shelf_mark": _("Shelf mark"),
    "external_link": _("Link to another site"),
    "recognition_language": _("Language of scanned pages"),
    "redaction_reason": _("Why it was redacted"),
    "withdrawn_at": _("Withdrawn on"),
    "name": _("File name"),
    "language": _("Language"),
    "role": _("What the file is"),
    "replaced_at": _("Replaced on"),
}
"""Names of the fields that people fill in, also as the database calls them."""

IGNORED: Final[Mapping[Reason, str]] = {
    Reason.TOO_LONG: _("the query is too long, its end was left out"),
    Reason.TOO_DEEP: _("there are too many parentheses inside one another"),
    Reason.UNBALANCED: _("its other half is missing"),
    Reason.LONE_OPERATOR: _("there is nothing it could apply to"),
    Reason.EMPTY: _("there are no words in it"),
    Reason.UNKNOWN_FIELD: _("there is no field with this name"),
    Reason.INVALID_VALUE: _("this field has no such value"),
    Reason.PREFIX_TOO_SHORT: _("write at least two letters before the star"),
    Reason.STAR_NOT_AT_END: _("the star must stand at the end of a word"),
    Reason.FUZZY_TOO_SHORT: _("too short a word for “~”, it was searched as it is"),
    Reason.TOO_FAR: _("the number after “~” is too large, the largest possible was used"),
    Reason.TOO_MANY_VARIANTS: _("there are too many words with “*” or “~”"),
}
"""Why a piece of a query was left out."""

LEXICON_ORIGINS: Final[Mapping[Origin, str]] = {
    Origin.STARTING: _("Learnt before delivery"),
    Origin.CENTRE: _("Learnt from the centre's documents"),
    Origin.PERSON: _("Decided here"),
}

CERTAINTIES: Final[Mapping[str, str]] = {
    "1": _("Always"),
    "0.7": _("Usually"),
    "0.3": _("Sometimes"),
    "0": _("Never: forbidden"),
}
"""What staff may say of a pair of the lexicon, by its probability."""

TYPE_FIELDS: Final[Mapping[str, str]] = {
    "code": _("Code"),
    "label_fr": _("Name in French"),
    "label_ar": _("Name in Arabic"),
    "label_en": _("Name in English"),
}

ACTIONS: Final[Mapping[str, str]] = {
    "documents.deposit": _("Deposited"),
    "documents.create": _("Described"),
    "documents.add-file": _("File added"),
    "documents.describe": _("Description changed"),
    "documents.describe-many": _("Description changed, with others"),
    "documents.withdraw": _("Withdrawn"),
    "documents.restore": _("Brought back"),
    "documents.retry": _("Sent to be read again"),
    "documents.attach": _("Attachments taken out"),
    "documents.unpack": _("Taken out of an archive"),
    "documents.unlock": _("Opened with its password"),
    "documents.add-public-copy": _("Deposited as a public copy"),
    "documents.lift-embargo": _("Made public: its day had come"),
    "documents.confirm-access": _("Access confirmed"),
    "texts.accept": _("Text accepted as it is"),
    "texts.choose": _("An earlier text chosen"),
    "texts.correct": _("Text corrected by hand"),
    "texts.doubt": _("Text no longer accepted"),
    "texts.read-by": _("Text read again in another way"),
    "recognition.order": _("Recognition ordered"),
    "recognition.order-page": _("Recognition ordered"),
    "history.undo": _("Change undone"),
    "lexicon.decide": _("Pair decided on"),
    "lexicon.withdraw": _("Decision taken back"),
    "lexicon.learn": _("Lexicon learnt anew"),
}
"""What a change record says was done."""


@dataclass(frozen=True, slots=True)
class FailureText:
    """What a librarian reads about a file that could not be read."""

    happened: str
    advice: str


FILE_IS_SAFE: Final = _("The file is kept as it was sent.")

FAILURES: Final[Mapping[FailureReason, FailureText]] = {
    FailureReason.EMPTY: FailureText(
        _("The file is empty: it holds not a single byte."),
        _("Copy it again from where it comes from, and deposit the new copy."),
    ),
    FailureReason.DAMAGED: FailureText(
        _("The file is damaged or cut short and cannot be opened."),
        _("Try to open it on your computer. If it opens, save it again as PDF and deposit that."),
    ),
    FailureReason.ENCRYPTED: FailureText(
        _("The file is locked with a password."),
        _("Type its password on the page of the document, or deposit a copy without a password."),
    ),
    FailureReason.PROTECTED: FailureText(
        _("The file is locked, and no password opens it here."),
        _("Open it on your computer, save a copy without a password, and deposit that."),
    ),
    FailureReason.UNSUPPORTED: FailureText(
        _("The file is of a kind that is not read here."),
        _("Save it as PDF or as plain text, and deposit that."),
    ),
    FailureReason.NO_TEXT: FailureText(
        _("No text was found: the pages are probably images from a scanner."),
        _("Deposit a version with text, or describe the document by hand: its title is found."),
    ),
    FailureReason.TOO_LARGE: FailureText(
        _("The file, or what it becomes when it is opened, is larger than the centre accepts."),
        _("Divide it or make its pictures smaller, or ask an administrator to raise the limit."),
    ),
    FailureReason.TOO_MANY_PAGES: FailureText(
        _("The document has more pages than the centre accepts."),
        _("Divide it into parts, or ask an administrator to raise the limit."),
    ),
    FailureReason.TOO_MANY_FILES: FailureText(
        _("So many files are attached that the last of them stay inside."),
        _("Open it on your computer, and deposit by itself what matters."),
    ),
    FailureReason.TOO_SLOW: FailureText(
        _("Reading the file took too long and was stopped."),
        _("Try once more. If it stops again, save the file again as PDF and deposit that."),
    ),
    FailureReason.TOO_MUCH_MEMORY: FailureText(
        _("Reading the file needed too much memory and was stopped."),
        _("Divide it into parts, or save it again as PDF and deposit that."),
    ),
    FailureReason.CRASHED: FailureText(
        _("The reading program stopped without warning on this file."),
        _("Try once more. If it stops again, save the file again as PDF and deposit that."),
    ),
    FailureReason.FILE_MISSING: FailureText(
        _("The stored file is no longer where it was kept."),
        _("Tell an administrator: it can be restored from the last backup."),
    ),
    FailureReason.CONVERTER_MISSING: FailureText(
        _("Word files of before 2007 (.doc) cannot be read here: LibreOffice is not installed."),
        _("Save it as .docx or PDF and deposit that, or have LibreOffice Writer installed."),
    ),
    FailureReason.NOTHING_INSIDE: FailureText(
        _("There is nothing in it that can be read here."),
        _("Open it on your computer, save what matters as PDF, and deposit that."),
    ),
}
