"""Every sentence stands in both languages, which agree; every code has its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.activities.outputs.model import PaperProblemKind
from bot.activities.outputs.sentences import PAPER_PROBLEMS
from bot.cli.sentences.ingest import OUTCOMES, REFUSALS, IngestText
from bot.errors import BotError, ErrorCode
from bot.people.roster.model import ChangeKind, ProblemKind
from bot.people.roster.sentences import CHANGES, PROBLEMS
from bot.questions.sentences import FLAGS, REASONS, STATUSES
from bot.texts import Language, Named, Sayable, Sentence, say, sentence, speak
from bot.texts.errors import EXPLAINED
from bot.web import pages
from bot.web.pages import GLOBALS
from ingest.model import RefusalCode
from ingest.refresh.report import IngestOutcome
from ingest.refresh.usecases import SAME_NAME
from knowledge.model import Flag, RefusalReason, Status
from tests.support.sentences import everything_said

SAID = everything_said()
BOT = Path(__file__).parents[2] / "bot"
PAGES = Path(pages.__file__).parent / "templates"
NAMED = re.compile(r"\b([A-Z][A-Za-z]*Text)\.([A-Z][A-Z0-9_]*)")


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    speak(Language.ZH_CN)


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_the_tables_are_found() -> None:
    assert len(SAID) > 900


@pytest.mark.parametrize(("where", "text"), SAID, ids=[where for where, _ in SAID])
def test_languages_need_the_same_facts(where: str, text: Sayable) -> None:
    assert all(text.template(language).strip() for language in Language), where
    assert len({frozenset(placeholders(text.template(language))) for language in Language}) == 1


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        (EXPLAINED, ErrorCode),
        (REFUSALS, [*RefusalCode, SAME_NAME]),
        (OUTCOMES, IngestOutcome),
        (STATUSES, Status),
        (FLAGS, Flag),
        (REASONS, RefusalReason),
        (PROBLEMS, ProblemKind),
        (CHANGES, ChangeKind),
        (PAPER_PROBLEMS, PaperProblemKind),
    ],
    ids=["errors", "refusals", "outcomes", "statuses", "flags", "reasons", "problems", "changes", "paper"],
)
def test_every_code_has_its_words(table: dict[object, Sayable], keys: type[object]) -> None:
    assert set(table) == set(keys)  # type: ignore[call-overload]


def test_every_sentence_is_said_by_somebody() -> None:
    """A sentence without a place is dead. Pages look up what was done by its address: DID_LOCK for `?did=lock`."""
    code = [page.read_text(encoding="utf-8") for kind in ("*.py", "*.html") for page in BOT.rglob(kind)]
    said = {found for text in code for found in re.findall(r"\b([A-Z]\w*)\.([A-Z][A-Z0-9_]*)\b", text)}
    done = {("PageText", f"DID_{name.upper()}") for text in code for name in re.findall(r'"([a-z_]+)"', text)}
    tables = [(table.__name__, key.name) for table in Sentence.__subclasses__() for key in table]
    assert sorted(set(tables) - said - done) == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", ErrorCode)
def test_every_error_is_explained(code: ErrorCode, language: Language) -> None:
    speak(language)
    facts = dict.fromkeys(placeholders(EXPLAINED[code].template(language)), "X")
    assert sentence(BotError(code, **facts)).endswith(("。", "."))


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_every_refusal_says_what_to_do(code: str) -> None:
    assert say(REFUSALS[code], detail="12 MB").endswith("。")


def test_pages_name_sentences_that_there_are() -> None:
    """A page's template is read when it is shown, so a sentence that is gone would be missed until then."""
    used = {found for page in PAGES.glob("*.html") for found in NAMED.findall(page.read_text(encoding="utf-8"))}
    assert len(used) > 150
    assert [f"{table}.{key}" for table, key in sorted(used) if not hasattr(GLOBALS[table], key)] == []


def test_a_rule_in_force_is_called_so() -> None:
    assert say(STATUSES[Status.IN_FORCE]) == "现行有效"


def test_a_name_without_its_words_is_no_name() -> None:
    with pytest.raises(TypeError):

        class Nameless(Named):
            ONE = "one"


def test_a_missing_fact_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        say(IngestText.PROGRESS)


@pytest.mark.parametrize(("where", "text"), SAID, ids=[where for where, _ in SAID])
def test_chinese_sentences_use_chinese_punctuation(where: str, text: Sayable) -> None:
    assert not set(text.template(Language.ZH_CN)) & set(",;?!"), where
