"""Names of the months as documents write them, folded as ``docsearch.text.dates`` reads them."""

from collections.abc import Iterable, Mapping
from typing import Final

from docsearch.text import arabic, french
from docsearch.text.normalise import plain

_GREGORIAN: Final = (
    "janvier, january, يناير, كانون الثاني, جانفي",
    "février, february, فبراير, شباط, فيفري",
    "mars, march, مارس, آذار",
    "avril, april, أبريل, إبريل, نيسان, أفريل",
    "mai, may, ماي, مايو, أيار",
    "juin, june, يونيو, يونيه, حزيران, جوان",
    "juillet, july, يوليوز, يوليو, يوليه, تموز, جويلية",
    "août, august, غشت, أغسطس, آب, أوت",
    "septembre, september, شتنبر, سبتمبر, أيلول",
    "octobre, october, أكتوبر, تشرين الأول",
    "novembre, november, نونبر, نوفمبر, تشرين الثاني",
    "décembre, december, دجنبر, ديسمبر, كانون الأول",
)

_HIJRI: Final = (
    "moharram, moharrem, mouharram, muharram, محرم, المحرم",
    "safar, صفر",
    "rabii I, rabia I, rabi I, rabii 1, rabii al awal, rabii al awwal, ربيع الأول",
    "rabii II, rabia II, rabi II, rabii 2, rabii at-tani, rabii attani, rabii al akhir,"
    " ربيع الثاني, ربيع الآخر",
    "joumada I, jumada I, joumada 1, joumada al oula, جمادى الأولى, جمادى الأول",
    "joumada II, jumada II, joumada 2, joumada al akhira, joumada attania,"
    " جمادى الثانية, جمادى الآخرة, جمادى الثاني, جمادى الآخر",
    "rejeb, rajab, rajeb, رجب",
    "chaabane, chaaban, chabane, shaaban, شعبان",
    "ramadan, ramadhan, رمضان",
    "chaoual, chawal, chawwal, shawwal, شوال",
    "kaada, kaïda, qaada, dou al kaada, dou al-kaada, doul kaada, dou el kaada, dhou al kaada,"
    " dhu al-qadah, ذو القعدة, ذي القعدة",
    "hija, hijja, dou al hija, dou al-hijja, dou al hijja, doul hijja, dou el hijja, dhou al hijja,"
    " dhu al-hijjah, ذو الحجة, ذي الحجة",
)

HIJRI_LABELS: Final[Mapping[str, tuple[str, ...]]] = {
    "fr": (
        *("moharram", "safar", "rabii I", "rabii II", "joumada I", "joumada II"),
        *("rejeb", "chaabane", "ramadan", "chaoual", "dou al kaada", "dou al hijja"),
    ),
    "ar": (
        *("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة"),
        *("رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"),
    ),
    "en": (
        *("Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II"),
        *("Rajab", "Shaaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah"),
    ),
}


def folded(text: str) -> str:
    """Return the text in the spelling of the month names below."""
    return french.fold(arabic.fold(plain(text)))


def _by_name(months: Iterable[str]) -> Mapping[str, int]:
    return {
        folded(name.strip()): number
        for number, names in enumerate(months, start=1)
        for name in names.split(",")
    }


GREGORIAN_MONTHS: Final = _by_name(_GREGORIAN)
HIJRI_MONTHS: Final = _by_name(_HIJRI)
