"""The centre: every service, wired together once by ``app``."""

from dataclasses import dataclass

from docsearch.services.accounts import AccountService
from docsearch.services.corrections import CorrectionService
from docsearch.services.disclosure import DisclosureService
from docsearch.services.disk_room import DiskRoom
from docsearch.services.documents import DocumentService
from docsearch.services.health import HealthService
from docsearch.services.history import HistoryService
from docsearch.services.indexing import IndexingService
from docsearch.services.intake import IntakeService
from docsearch.services.lexicon import LexiconService
from docsearch.services.likeness import LikenessService
from docsearch.services.page_images import PageImageService
from docsearch.services.quality import QualityService
from docsearch.services.recognition import RecognitionService
from docsearch.services.searching import SearchService
from docsearch.services.similar import SimilarService
from docsearch.services.suggestions import SuggestionService
from docsearch.services.term_lists import TermListService
from docsearch.services.unanswered import UnansweredService
from docsearch.services.unit_of_work import Transactions
from docsearch.services.unlocking import UnlockingService
from docsearch.services.unpacking import UnpackingService
from docsearch.services.vocabularies import VocabularyService
from docsearch.services.worker import Worker
from docsearch.storage import FileStore


@dataclass(frozen=True, slots=True)
class Centre:
    """What an edge may call."""

    transactions: Transactions
    store: FileStore
    accounts: AccountService
    corrections: CorrectionService
    disclosure: DisclosureService
    documents: DocumentService
    health: HealthService
    history: HistoryService
    indexing: IndexingService
    intake: IntakeService
    lexicon: LexiconService
    likeness: LikenessService
    page_images: PageImageService
    quality: QualityService
    recognition: RecognitionService
    room: DiskRoom
    search: SearchService
    similar: SimilarService
    suggestions: SuggestionService
    term_lists: TermListService
    unanswered: UnansweredService
    unlocking: UnlockingService
    unpacking: UnpackingService
    vocabularies: VocabularyService
    worker: Worker
