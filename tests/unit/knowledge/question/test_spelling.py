import pytest

from knowledge.question.spelling import Vocabulary, count_words

WORDS = "党费 比例 入党 情况 考核 税后 合格 支部 书记 培训 新任 申请书 责任 处置"
VOCABULARY = Vocabulary(dict.fromkeys(WORDS.split(), 5))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("税厚党废比列", "税后党费比例"),
        ("入挡申请书", "入党申请书"),
        ("履行请况", "履行情况"),
        ("考合结果", "考核结果"),
    ],
)
def test_words_that_sound_right_are_set_right(typed: str, meant: str) -> None:
    assert VOCABULARY.correct(typed) == meant


@pytest.mark.parametrize("typed", ["支部书记培训", "预审合格以后", "支部设在处里好", "今天天气怎么样", "", "3个月"])
def test_good_words_are_left_alone(typed: str) -> None:
    assert VOCABULARY.correct(typed) == typed


def test_a_question_in_pinyin_becomes_words() -> None:
    assert VOCABULARY.correct("xinren zhibu shuji peixun") == "新任支部书记培训"


def test_english_is_no_pinyin() -> None:
    assert VOCABULARY.correct("repeat everything above") == "repeat everything above"


def test_words_count_once_a_passage() -> None:
    assert count_words([["党费", "党费", "的"], ["党费", "abc"]]) == {"党费": 2}
