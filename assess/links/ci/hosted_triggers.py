"""What starts builds of hosted services (Cloud Build, CodeBuild), when infrastructure code or set-up documents name it."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, dirname

import re2

from assess.facts.ci import scenarios as s
from assess.facts.store import Facts
from assess.links.kinds import NO_CREDIT
from assess.links.scope.roles import Roles
from assess.snapshot.protocol import Unavailable

SYSTEMS = frozenset({"cloud-build", "code-build"})
LIMIT_BYTES = 400_000
SHORT_NAME = 6
"""Folder names up to this long are words that occur everywhere."""
_USUAL = ("buildspec.yml", "buildspec.yaml")
_CODE = (".tf", ".tf.json", ".yaml", ".yml", ".json", ".ts", ".py", ".template")
_DOCUMENTS = (".md", ".rst", ".adoc", ".txt")
_RESOURCE = re2.compile(r'resource\s+"(google_cloudbuild_trigger|aws_codebuild_webhook|aws_codepipeline)"')
_FILENAME = re2.compile(r'\b(?:filename|path|buildspec)\s*[=:]\s*"?([^"\n]+)"?')
_PIPELINE = re2.compile(
    r"AWS::CodePipeline::Pipeline|aws_codepipeline|\bCodePipeline\(|aws-codepipeline|codepipeline\.Pipeline\("
)
_SEEDED = re2.compile(r"AWS::CodeCommit::Repository|aws_codecommit_repository|codecommit\.Repository\(")
_BUILD_SPEC = re2.compile(r"""(?i)\bbuild_?spec(?:_file)?["']?\s*[:=]\s*["']?([\w./-]+\.ya?ml)\b""")
_WEBHOOK = re2.compile(r"aws_codebuild_webhook|\bWebhook:\s*true|webhook:\s*true|PULL_REQUEST_CREATED")
_WORDS = (
    (re2.compile(r"(?i)\bpull.?requests?\b|\bmerge requests?\b|\bPRs?\b"), (s.CHANGE,)),
    (re2.compile(r"(?i)\b(?:push|commit|merge)(?:es|ed|s)?\b[^.\n]{0,40}\b(?:main|master|branch|default)|\bon (?:merge|push)\b"), (s.PUSH,)),
    (re2.compile(r"(?i)\b(?:git |new |semver )tags?\b|\bon (?:new )?(?:tag|release)"), (s.TAG,)),
    (re2.compile(r"(?i)\bschedul|\bnightly\b|\bcron\b"), (s.SCHEDULE,)),
)  # fmt: skip


class HostedTriggers:
    """Triggers that a snapshot's infrastructure code and documents name."""

    def __init__(self, facts: Facts, roles: Roles) -> None:
        self._facts = facts
        self._roles = roles
        self._code: list[str] | None = None
        self._documents: list[str] | None = None

    def of(self, system: str, path: str) -> tuple[s.Scenario, ...]:
        """What starts the build that a file defines; empty when nothing says."""
        found = list(self._in_code(system, path))
        return tuple(dict.fromkeys(found or self._in_documents(path)))

    def _texts(self, endings: tuple[str, ...], words: tuple[str, ...]) -> list[str]:
        wanted = [p for p in self._facts.paths if p.endswith(endings) and self._roles.of(p) not in NO_CREDIT]
        texts = (text for _, text in self._facts.texts(wanted, LIMIT_BYTES) if not isinstance(text, Unavailable))
        return [text for text in texts if any(word in text for word in words)]

    def _in_code(self, system: str, path: str) -> Iterator[s.Scenario]:
        if self._code is None:
            words = (
                "google_cloudbuild_trigger",
                "codepipeline",
                "CodePipeline",
                "aws_codebuild_webhook",
                "AWS::CodeBuild",
            )
            self._code = self._texts(_CODE, words)
        for text in self._code:
            if system == "cloud-build":
                yield from _cloud_build(text, path)
            elif _names(text, path):
                yield from _code_build(text)

    def _in_documents(self, path: str) -> tuple[s.Scenario, ...]:
        if self._documents is None:
            self._documents = self._texts(_DOCUMENTS, ("trigger", "Trigger"))
        return tuple(event for text in self._documents for event in _documented(text, basename(path)))


def _names(text: str, path: str) -> bool:
    """Whether infrastructure code speaks of a build specification.

    One at the top needs no name; one in a folder that is a repository of its own once set up goes by the end of its
    path, or by the folder's name where it has the usual file name. Where the code makes that repository, the name is
    seen from the folder.
    """
    if path in text or any(end in text for end in _ends(path)):
        return True
    folder = basename(dirname(path))
    if basename(path) in _USUAL and (not folder or (len(folder) > SHORT_NAME and folder in text)):
        return True
    return bool(_SEEDED.search(text)) and any(f"/{path}".endswith(f"/{m.group(1)}") for m in _BUILD_SPEC.finditer(text))


def _ends(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[start:]) for start in range(1, len(parts) - 1))


def _code_build(text: str) -> Iterator[s.Scenario]:
    if _WEBHOOK.search(text):
        yield s.CHANGE if "PULL_REQUEST" in text else s.PUSH
    if _PIPELINE.search(text):
        yield s.PUSH


def _cloud_build(text: str, path: str) -> Iterator[s.Scenario]:
    for match in _RESOURCE.finditer(text):
        if match.group(1) != "google_cloudbuild_trigger":
            continue
        block = _block(text, match.end())
        named = _FILENAME.search(block)
        written = named.group(1).strip() if named else ""
        if "disabled = true" in " ".join(block.split()):
            continue
        literal = written and not any(mark in written for mark in ("$", "var.", "each.", "local."))
        if literal and not (path == written or path.endswith("/" + written.lstrip("./"))):
            continue
        if "pull_request" in block:
            yield s.CHANGE
        elif "tag" in block and "branch" not in block:
            yield s.TAG
        elif "push" in block or "branch_name" in block or "trigger_template" in block:
            yield s.PUSH
        elif "pubsub_config" in block or "webhook_config" in block:
            yield s.API


def _block(text: str, at: int) -> str:
    start = text.find("{", at)
    depth = 0
    for offset in range(start, min(len(text), start + 20_000)) if start >= 0 else ():
        depth += (text[offset] == "{") - (text[offset] == "}")
        if depth == 0:
            return text[start:offset]
    return text[start : start + 2000] if start >= 0 else ""


def _documented(text: str, name: str) -> Iterator[s.Scenario]:
    """Events that a document names in the line that speaks of the file, else in the heading above it."""
    heading = ""
    fenced = False
    for line in text.split("\n"):
        fenced = fenced != line.lstrip().startswith("```")
        if line.startswith("#") and not fenced:
            heading = line
        elif name in line:
            yield from (_spoken(line) if "trigger" in line.lower() else ()) or _spoken(heading)


def _spoken(line: str) -> tuple[s.Scenario, ...]:
    return tuple(event for pattern, events in _WORDS if pattern.search(line) for event in events)
