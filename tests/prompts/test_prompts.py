"""Every prompt is the text that was reviewed for its version."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.generating.prompt import PROMPTS, Prompt, PromptBroken

PROMPT_FILES = sorted(PROMPTS.glob("*.md"))
REVIEWED = Path(__file__).parent / "reviewed"


def reviewed_text(prompt_id: str, version: int) -> str:
    return (REVIEWED / f"{prompt_id}-{version}.txt").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize("path", PROMPT_FILES, ids=lambda path: path.stem)
def test_prompt_is_the_text_reviewed_for_its_version(path: Path) -> None:
    prompt = Prompt.read(path)
    assert prompt.placeholders == prompt.inputs
    assert prompt.render(**{name: f"<{name}>" for name in prompt.inputs}) == reviewed_text(prompt.id, prompt.version)


def test_a_changed_word_changes_the_fingerprint(tmp_path: Path) -> None:
    changed = tmp_path / "answer.md"
    changed.write_text((PROMPTS / "answer.md").read_text(encoding="utf-8").replace("三句", "四句"), encoding="utf-8")
    before, after = Prompt.read(PROMPTS / "answer.md"), Prompt.read(changed)
    assert before.fingerprint.startswith("answer-1-")
    assert before.fingerprint != after.fingerprint


def test_a_dollar_in_a_value_opens_nothing() -> None:
    system, user = Prompt.read(PROMPTS / "answer.md").messages(today="今天", passages="$question", question="$passages")
    assert "$question" in user
    assert "$passages" in user
    assert "今天" in system


@pytest.mark.parametrize(
    "text", ["", "没有头", "---\nid: a\n---\nx\n---\ny", "---\nid: a\nversion: 一\ninputs: b\n---\nx\n---\ny"]
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    broken = tmp_path / "a.md"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(PromptBroken, match=r"a\.md"):
        Prompt.read(broken)
