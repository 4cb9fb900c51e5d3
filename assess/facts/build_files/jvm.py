"""Maven, Gradle and sbt builds: which checks their plug-ins add to a build, and sbt's command aliases."""

from __future__ import annotations

from dataclasses import dataclass

import re2

from assess.facts.globs import Globs
from assess.facts.text import line_of

_FILES = Globs(("pom.xml", "*.gradle", "*.gradle.kts", "build.sbt", "**/project/*.sbt"))
_ALIAS = re2.compile(r'addCommandAlias\(\s*"([^"]+)"\s*,\s*"""?([^"]*)"""?')
_ALIAS_PLAIN = re2.compile(r'addCommandAlias\(\s*"([^"]+)"\s*,\s*"([^"]*)"')

_PLUGINS = {
    "maven-checkstyle-plugin": "lint", "maven-pmd-plugin": "lint", "spotbugs-maven-plugin": "lint",
    "findbugs-maven-plugin": "lint", "error_prone": "lint", "errorprone": "lint", "scalastyle-maven-plugin": "lint",
    "spotless-maven-plugin": "format-check", "formatter-maven-plugin": "format-check", "fmt-maven-plugin": "format-check",
    "dependency-check-maven": "dependency-audit", "ossindex-maven-plugin": "dependency-audit",
    "jacoco-maven-plugin": "coverage", "jib-maven-plugin": "build-image", "dockerfile-maven-plugin": "build-image",
    "cyclonedx-maven-plugin": "sbom", "checkstyle": "lint", "com.github.spotbugs": "lint", "pmd": "lint", "detekt": "lint",
    "ktlint": "lint", "com.diffplug.spotless": "format-check", "org.owasp.dependencycheck": "dependency-audit",
    "jacoco": "coverage", "com.google.cloud.tools.jib": "build-image", "sonar-maven-plugin": "security-scan",
    "scalastyle": "lint", "wartremover": "lint", "scalafix": "lint", "scapegoat": "lint",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class JvmBuild:
    """Plug-ins (name, purpose, line) and sbt aliases (name, commands, line) of a build."""

    path: str
    plugins: tuple[tuple[str, str, int], ...]
    aliases: tuple[tuple[str, str, int], ...]


class JvmBuilds:
    """Reads one build file, as text."""

    name = "build-jvm"
    version = 1
    limit_bytes = 1_000_000

    def selects(self, path: str) -> bool:
        """Build files of the three tools."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """Anything at all."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> JvmBuild:
        """Its plug-ins and aliases; those inside XML comments are left out."""
        code = _without_comments(text) if path.endswith(".xml") else _without_line_comments(text)
        plugins = []
        for name, purpose in _PLUGINS.items():
            forms = (
                (f">{name}<",)
                if path.endswith(".xml")
                else (f"'{name}'", f'"{name}"', f"`{name}`", f"id {name}", f"\n    {name}\n")
            )
            at = next((found for form in forms if (found := code.find(form)) >= 0), -1)
            if at >= 0:
                plugins.append((name, purpose, line_of(code, at)))
        matches = [*_ALIAS.finditer(code)] or [*_ALIAS_PLAIN.finditer(code)]
        aliases = tuple((m.group(1), m.group(2), line_of(code, m.start())) for m in matches)
        return JvmBuild(path, tuple(plugins), aliases)


def _without_comments(text: str) -> str:
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        end = len(text) if end < 0 else end + 3
        parts.append(text[at:start] + "\n" * text.count("\n", start, end))
        at = end
    return "".join(parts) + text[at:]


def _without_line_comments(text: str) -> str:
    return "\n".join("" if line.lstrip().startswith("//") else line for line in text.split("\n"))


EXTRACTOR = JvmBuilds()
