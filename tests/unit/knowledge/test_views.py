import itertools

from hypothesis import given
from hypothesis import strategies as st

from knowledge.retrieval.views import sentence_spans


@given(st.text(alphabet="党员应当 。；\n！”（）一二3", max_size=120))
def test_spans_are_in_order_and_cover_every_character_but_blanks(text: str) -> None:
    spans = sentence_spans(text)
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


def test_a_closing_quote_stays_with_its_sentence() -> None:
    text = "他说：“应当请假。”然后离开。"
    assert [text[start:end] for start, end in sentence_spans(text)] == ["他说：“应当请假。”", "然后离开。"]
