"""Prompts: text files with an id, a version and inputs. Changing a word means a new version."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from string import Template

PROMPTS = Path(__file__).parents[2] / "prompts"  # the one place that says where prompts lie: beside the packages
_MARK = "---"


class PromptBroken(Exception):
    """A prompt file does not have the shape of a prompt; the message names the file."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as its file holds it: `system` is what the model is told, `user` what it is given to read."""

    id: str
    version: int
    inputs: frozenset[str]
    system: str
    user: str

    @classmethod
    def read(cls, path: Path) -> Prompt:
        """Read a prompt: front matter, a line of dashes, the system text, a line of dashes, the user text.

        Errors: PromptBroken; OSError when there is no such file.
        """
        parts = path.read_text(encoding="utf-8").split(f"{_MARK}\n", 3)
        if len(parts) != 4 or parts[0]:
            raise PromptBroken(path.name)
        facts = dict(line.split(": ", 1) for line in parts[1].splitlines() if ": " in line)
        try:
            inputs = frozenset(name.strip() for name in facts["inputs"].split(","))
            return cls(facts["id"], int(facts["version"]), inputs, parts[2].strip(), parts[3].strip())
        except (KeyError, ValueError) as broken:
            raise PromptBroken(path.name) from broken

    @property
    def placeholders(self) -> frozenset[str]:
        """The names that the texts leave open."""
        return frozenset(Template(f"{self.system}\n{self.user}").get_identifiers())

    @property
    def fingerprint(self) -> str:
        """Id, version and the first figures of the text's sha256: what a stored answer keeps."""
        digest = hashlib.sha256(f"{self.system}\n{_MARK}\n{self.user}".encode()).hexdigest()
        return f"{self.id}-{self.version}-{digest[:12]}"

    def messages(self, **values: str) -> tuple[str, str]:
        """Give the system text and the user text with the values put in; a `$` inside a value stays a `$`."""
        return Template(self.system).substitute(values), Template(self.user).substitute(values)

    def render(self, **values: str) -> str:
        """Give both texts as one, for reading."""
        return f"\n{_MARK}\n".join(self.messages(**values))
