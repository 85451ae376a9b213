"""Words with two lam-alef spellings that are words both, told by what stands beside them."""

import re
from typing import Final, NamedTuple


class _Context(NamedTuple):
    """What is read, what it means beside these words, and those words as patterns."""

    read: str
    meant: str
    before: str = ""
    after: str = ""


_ACT: Final = "عقد|عقود|رسم|رسوم|شهادة|تاريخ|مكان|محل|سنة|تسجيل|إجازة|رخصة|عند|حديثي?"
_COMPLAINT: Final = "هذا|صاحب|أصحاب|مقدمي?|موضوع|بحث|مضمون|تقديم|قبول"

# Workers do nothing « بأحكام المادة »; « الأشهر » are three, and « المادة » is the third.
_CONTEXTS: Final = (
    _Context(
        "عمال",
        "عملا",
        after=r"ب(?:أحكام|المادة|المواد|الفقر|الفصل|الفصول|البند|مقتضى|مقتضيات|القرار|قرار|القانون"
        r"|هذا|هذه|الاتفاقي|ما\b|توصي|التوصي|ميثاق|القاعدة|قاعدة|مبدأ|المبدأ)",
    ),
    _Context("صالح", "صلاح", after="الدين"),
    _Context("المالك", "الملاك", after="على الشيوع"),
    _Context("والدة", "ولادة", before=f"{_ACT}|من|كل"),
    _Context("الوالدة", "الولادة", before=f"{_ACT}|قبل|بعد|أثناء|خلال|صفة"),
    _Context("الولادة", "الوالدة", before="اسم|الأم|هوية|جنسية|لقب|سن|أو الوالد|الوالد أو"),
    _Context("والدته", "ولادته", before=f"{_ACT}|فور|منذ|حالة"),
    _Context("والدتها", "ولادتها", before=f"{_ACT}|فور|منذ|حالة"),
    _Context("البالغ", "البلاغ", before=_COMPLAINT),
    _Context("بالغ", "بلاغ", before="أي|تقديم|كل|موضوع|مقدم|صاحب"),
    _Context("بلاغ", "بالغ", after="الجسامة|الأهمية|الرشد|الأثر|الخطورة|القلق"),
    _Context("الحق", "لاحق", before="وقت|تاريخ|موعد|أجل|تعديل|نص|مرسوم|إشعار"),
    _Context(
        "الثالثة",
        "الثلاثة",
        before="الأشهر|الشهور|الأيام|الأعوام|الأعضاء|الأطراف|الأقسام|الأسابيع|أشهر|أيام|هؤلاء",
    ),
    _Context("الثالث", "الثلاث", before=r"السنوات|السنين|المرات|الدول|اللغات|الجهات|الحالات"),
    _Context("سجال", "سجلا", before="يمسك|تمسك|مسك|يعد|تعد|يفتح|تفتح"),
)


def _pattern(context: _Context) -> re.Pattern[str]:
    before = rf"[وفبل]?(?:{context.before})\s+" if context.before else ""
    after = rf"(?=\s+(?:{context.after}))" if context.after else r"\b"
    return re.compile(rf"(?<!\w)({before}و?){context.read}{after}")


_PATTERNS: Final = tuple((context, _pattern(context)) for context in _CONTEXTS)


def repair_in_context(text: str) -> tuple[str, int]:
    """Return the text of a font that turns lam-alef round, and how many words were put right.

    All other words are in order already.
    """
    count = 0
    for context, pattern in _PATTERNS:
        # The search for neighbours is slow, and few pages have any of these words.
        if context.read in text:
            text, found = pattern.subn(rf"\g<1>{context.meant}", text)
            count += found
    return text, count
