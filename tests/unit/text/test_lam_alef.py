"""What a font turned round is put right; what was sound stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.text.lam_alef import evidence, repair_lam_alef

SOUND = """
    لا يجوز تعريض أحد للتدخل التعسفي في حياته الخاصة أو أسرته أو مسكنه أو مراسلاته،
    ولا لحملات على شرفه وسمعته. لكل الأطفال الحق في الحماية الاجتماعية والعلاج خلال ثلاثة أشهر،
    وللآباء على سبيل الأولوية حق اختيار نوع التربية في إطار اللامركزية. يولي الأمين العام
    للأمم المتحدة اهتماما كبيرا للإعاقة وشكاوى الأفراد، إلا إذا طلبت السلطات خلاف ذلك.
    آلية المراقبة مستقلة عن الإدارة، والحالة المدنية مجال آخر. الحمد لله وحده، والله ولي التوفيق.
    تتألف اللجنة من رجال القانون ونسائه في المغرب، وأعمالها علنية؛ والمسألة المالية ليست منها.
"""


def turned(text: str) -> str:
    """Return the text as a font leaves it that turns every lam-alef round."""
    return re.sub("ل([اأإآ])", r"\1ل", text)


def test_what_a_page_without_spaces_holds_is_left_as_it_is() -> None:
    wall = "خالل" * 75_000
    assert repair_lam_alef(f"{wall} خالل").text == f"{wall} خلال"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("األطفال", "الأطفال"),
        ("اإلنسان", "الإنسان"),
        ("اآلخرة", "الآخرة"),
        ("االجتماعية", "الاجتماعية"),
        ("لألمم", "للأمم"),
        ("لالتفاقية", "للاتفاقية"),
        ("واإلعالن", "والإعلان"),
        ("باألطفال", "بالأطفال"),
        ("خالل", "خلال"),
        ("إال", "إلا"),
        ("مالحظات", "ملاحظات"),
        ("االستقالل", "الاستقلال"),
        ("هللا", "الله"),
        ("وهللا", "والله"),
        ("باهلل", "بالله"),
        ("اَألطفال", "اَلأطفال"),
    ],
)
def test_a_word_alone(read: str, meant: str) -> None:
    assert repair_lam_alef(read).text == meant


@pytest.mark.parametrize(
    "word",
    "آلية ألف إلى إلكتروني المالية الحالة قال رجال أعمال التالي والي بالغ ثالث صالح مالك سالم "
    "طالب عالم خالد المال تعالى رسالة وكالة عمالة مسألة إيطاليا ألمانيا بالمغرب والقانون لا ولا "
    "الأطفال خلال إلا الله لله للأمم هللو كلا".split(),
)
def test_a_sound_word_alone_stays(word: str) -> None:
    assert repair_lam_alef(word).text == word


def test_a_page_that_was_turned_round() -> None:
    assert repair_lam_alef(turned(SOUND)).text == SOUND


def test_a_sound_page_stays() -> None:
    assert repair_lam_alef(SOUND).text == SOUND
    assert repair_lam_alef(SOUND).count == 0


def test_words_put_right_are_counted() -> None:
    assert repair_lam_alef("حقوق اإلنسان واألطفال في العالم").count == 2


def test_one_sort_may_be_turned_round_and_another_not() -> None:
    """Some fonts draw لا in two glyphs and لأ in one."""
    half = re.sub("ل([أإآ])", r"\1ل", SOUND)

    assert repair_lam_alef(half).text == SOUND


def test_a_doubtful_word_follows_its_page() -> None:
    assert repair_lam_alef("وال يجوز ذلك في األحوال واألماكن األخرى").text.startswith("ولا")
    assert repair_lam_alef("وال يجوز ذلك في الأحوال والأماكن الأخرى").text.startswith("وال")


def test_a_short_page_follows_its_document() -> None:
    pages = [evidence(turned(SOUND))] * 3

    assert repair_lam_alef("ال").text == "ال"
    assert repair_lam_alef("ال", evidence("ال").among(pages)).text == "لا"


@pytest.mark.parametrize(
    "meant",
    [
        "عملا بأحكام المادة الثالثة، وعمال بناء",
        "خلال الأشهر الثلاثة السابقة للدورة الثالثة",
        "تاريخ الولادة ومكان ولادته، واسم الوالدة ولقب والدته",
        "السيد صلاح الدين، لصالح الجمعية",
        "صاحب البلاغ، والمبلغ البالغ مائة درهم",
        "في وقت لاحق، وله الحق في الطعن",
    ],
)
def test_neighbours_tell_what_a_word_of_two_spellings_means(meant: str) -> None:
    assert repair_lam_alef(f"{turned(SOUND)}\n{turned(meant)}").text == f"{SOUND}\n{meant}"
    assert repair_lam_alef(f"{SOUND}\n{meant}").text == f"{SOUND}\n{meant}"


def test_an_article_before_a_number_is_no_word() -> None:
    text = turned(SOUND) + "\nالذكرى ال 75 والذكرى ال(28) ومباراة الـ«داربي»"
    assert repair_lam_alef(text).text == SOUND + "\nالذكرى ال 75 والذكرى ال(28) ومباراة الـ«داربي»"


def test_other_languages_stay() -> None:
    text = "Les libertés الف. سال 1400 را «قبلاً» دال"
    assert repair_lam_alef(text).text == text


@given(st.text("ا أإآلهوب ن\nمَّ1a", max_size=60) | st.text(max_size=60))
def test_every_place_stays(text: str) -> None:
    repaired = repair_lam_alef(text)

    assert len(repaired.text) == len(text)
    assert sorted(repaired.text) == sorted(text)
    assert [c.isspace() for c in repaired.text] == [c.isspace() for c in text]


@given(st.lists(st.sampled_from(turned(SOUND).split() + SOUND.split()), max_size=30).map(" ".join))
def test_what_was_repaired_stays(text: str) -> None:
    once = repair_lam_alef(text).text

    assert repair_lam_alef(once, evidence(text)).text == once
