"""The vocabulary of documents: states, kinds of files, kinds of text, types to start with."""

from enum import StrEnum
from typing import Final, NamedTuple


class DocumentState(StrEnum):
    """Where a document stands between its deposit and the index."""

    RECEIVED = "received"
    EXTRACTING = "extracting"
    INDEXING = "indexing"
    INDEXED = "indexed"
    UNPACKED = "unpacked"
    FAILED = "failed"


class FileRole(StrEnum):
    """What a file is to its document."""

    TEXT = "text"
    ANNEX = "annex"
    LANGUAGE_VERSION = "language-version"
    ATTACHMENT = "attachment"


class MemberOutcome(StrEnum):
    """What became of a file inside another; a failure reason says why it was left there."""

    TAKEN = "taken"
    KNOWN = "known"


class TextMethod(StrEnum):
    """How the text of a page was obtained."""

    LAYER = "layer"
    POSITIONS = "positions"
    FALLBACK = "fallback"
    OCR = "ocr"
    HAND = "hand"


class RecognitionState(StrEnum):
    """Where a page without a usable text layer stands in the queue of optical recognition."""

    WAITING = "waiting"
    ORDERED = "ordered"
    DONE = "done"
    FAILED = "failed"


class FailureReason(StrEnum):
    """Why a document could not be read, in words that an edge translates."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    PROTECTED = "protected"
    UNSUPPORTED = "unsupported"
    NO_TEXT = "no-text"
    TOO_LARGE = "too-large"
    TOO_MANY_PAGES = "too-many-pages"
    TOO_MANY_FILES = "too-many-files"
    TOO_SLOW = "too-slow"
    TOO_MUCH_MEMORY = "too-much-memory"
    CRASHED = "crashed"
    FILE_MISSING = "file-missing"
    CONVERTER_MISSING = "converter-missing"
    NOTHING_INSIDE = "nothing-inside"


class Notice(StrEnum):
    """Something about a file that staff should know; nothing of it is ever executed."""

    SIGNED = "signed"
    JAVASCRIPT = "javascript"
    ATTACHMENTS = "attachments"


class Kinship(StrEnum):
    """What two documents are to each other, as far as their texts tell."""

    SAME_TEXT = "same-text"
    LANGUAGE_VERSION = "language-version"


class StartingType(NamedTuple):
    """A document type that a new centre starts with."""

    code: str
    label_fr: str
    label_ar: str
    label_en: str


STARTING_TYPES: Final = (
    StartingType("treaty", "Convention internationale", "اتفاقية دولية", "Treaty"),
    StartingType("national-report", "Rapport national", "تقرير وطني", "National report"),
    StartingType("alternative-report", "Rapport alternatif", "تقرير مواز", "Alternative report"),
    StartingType("list-of-issues", "Liste de points à traiter", "قائمة المسائل", "List of issues"),
    StartingType("replies", "Réponses à la liste de points", "ردود على قائمة المسائل", "Replies"),
    StartingType("summary-record", "Compte rendu analytique", "محضر موجز", "Summary record"),
    StartingType(
        "concluding-observations",
        "Observations finales",
        "ملاحظات ختامية",
        "Concluding observations",
    ),
    StartingType("general-comment", "Observation générale", "تعليق عام", "General comment"),
    StartingType("views", "Constatations", "آراء", "Views"),
    StartingType("complaint", "Plainte individuelle", "شكاية فردية", "Individual complaint"),
    StartingType(
        "special-procedure-report",
        "Rapport de procédure spéciale",
        "تقرير الإجراءات الخاصة",
        "Special-procedure report",
    ),
    StartingType(
        "upr-report",
        "Rapport de l’Examen périodique universel",
        "تقرير الاستعراض الدوري الشامل",
        "UPR report",
    ),
    StartingType("resolution", "Résolution", "قرار", "Resolution"),
    StartingType("law", "Loi ou règlement", "قانون أو نص تنظيمي", "Law"),
    StartingType("judgment", "Décision de justice", "حكم قضائي", "Judgment"),
    StartingType(
        "partnership-agreement",
        "Convention de partenariat",
        "اتفاقية شراكة",
        "Partnership agreement",
    ),
    StartingType("guide", "Guide pratique", "دليل عملي", "Guide"),
    StartingType("training-material", "Support de formation", "مادة تكوينية", "Training material"),
    StartingType("study", "Étude", "دراسة", "Study"),
    StartingType("report", "Rapport", "تقرير", "Report"),
    StartingType("press-article", "Article de presse", "مقال صحفي", "Press article"),
    StartingType("other", "Autre", "وثيقة أخرى", "Other"),
)
