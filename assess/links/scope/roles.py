"""What each path is to the product: product, test, document, or something that gives no credit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename, dirname, splitext

import re2

from assess.facts.globs import Globs
from assess.facts.store import Facts
from assess.links.kinds import NO_CREDIT, Role
from assess.links.scope import role_rules as rules
from assess.links.scope.attributes import Mark, linguist_marks
from assess.links.scope.role_rescue import folders_in_ci, imported_folders, named_folders, rendered_templates
from assess.links.scope.vendored_charts import vendored_charts
from assess.snapshot.protocol import Unavailable

EXAMPLES = 3
_DOUBTFUL = frozenset({Role.SAMPLE, Role.ARCHIVED, Role.TEMPLATE})
HEAD = 1500
CONTEXT_FOLDERS = ("ci",)
"""Folders that, like those with a leading dot, hold the CI, owners and settings of everything below their parent."""
HEADER_LIMIT_BYTES = 2_000_000
_GENERATED_HEADER = re2.compile(
    r"(?i)code generated .{0,120}do not edit|@generated\b|auto-?generated (by|from|file|code)|this file (was|is) (auto-?|automatically )generated"
)
_RENDERED_CHART = re2.compile(r"(?m)^# Source: [\w.-]+/(?:charts/[\w.-]+/)*templates/")
"""What `helm template` writes above each object: the chart is the source, this is its output."""
_HAS_TESTS = re2.compile(r"(?m)^\s*(async\s+)?def test|^\s*class\s+\w*Test|\bunittest\b|\bpytest\b")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Paths of one role that give no credit: how many, and the first few."""

    role: Role
    count: int
    examples: tuple[str, ...]


class Roles:
    """Roles of the paths of one snapshot; `excluded` are globs that the configuration leaves out.

    `marked` says whether linguist marks take paths out of the product; those that put paths into it always count.
    """

    def __init__(self, facts: Facts, excluded: tuple[str, ...] = (), *, marked: bool = True) -> None:
        self._facts = facts
        self._excluded = Globs(excluded)
        self._marked = marked
        self._known: dict[str, Role] = {}

    def of(self, path: str) -> Role:
        """What the path is to the product."""
        role = self._known.get(path)
        if role is None:
            role = self._known[path] = self._decide(path)
        return role

    def left_out(self) -> tuple[LeftOut, ...]:
        """What gives no credit, one entry per role that occurs."""
        counts: Counter[Role] = Counter()
        examples: dict[Role, list[str]] = {}
        for path in self._facts.paths:
            role = self.of(path)
            if role in NO_CREDIT and path not in rules.OWN:
                counts[role] += 1
                if len(examples.setdefault(role, [])) < EXAMPLES:
                    examples[role].append(path)
        return tuple(LeftOut(r, counts[r], tuple(examples[r])) for r in Role if counts[r])

    def _decide(self, path: str) -> Role:
        if path in self._excluded:
            return Role.EXCLUDED
        if is_outside(path, self._facts.snapshot.root):
            return Role.OUTSIDE
        role = self._by_path(path)
        if role in _DOUBTFUL and self._is_used(path):
            role = self._by_use(path)
        for mark in self._marks:
            if path in mark.paths and not (mark.role is Role.GENERATED and path in rules.LOCKS):
                if mark.given and self._marked:
                    role = mark.role
                elif not mark.given and role is mark.role:
                    role = Role.PRODUCT
        if role in (Role.PRODUCT, Role.TEST) and path in self._generated:
            return Role.GENERATED
        return role

    def _by_path(self, path: str) -> Role:
        if path in rules.VENDORED or path.startswith(self._downloaded):
            return Role.VENDORED
        if path in rules.OWN:
            return Role.GENERATED
        if path in rules.GENERATED and not self._in_package(path, "target", "dist"):
            return Role.GENERATED
        if path in rules.ARCHIVED:
            return Role.ARCHIVED
        if self._is_template(path):
            return Role.TEMPLATE
        if path in rules.SAMPLE and not self._samples_are_product:
            return Role.SAMPLE
        return self._by_use(path)

    def _by_use(self, path: str) -> Role:
        if self._is_test(path):
            return Role.TEST
        if path in rules.DOC_FILES or (path in rules.DOC_FOLDERS and not self._in_package(path, "doc", "docs")):
            return Role.DOCS
        return Role.PRODUCT

    def _is_used(self, path: str) -> bool:
        """Whether the product imports from the folder, CI names the archive, or something renders the template."""
        if path in rules.TEMPLATE_FILES:
            return path in self._rendered
        return path.startswith(self._used_folders)

    @cached_property
    def _plain_product(self) -> tuple[str, ...]:
        """Product by path alone."""
        return tuple(p for p in self._facts.paths if p not in self._excluded and self._by_path(p) is Role.PRODUCT)

    @cached_property
    def _rendered(self) -> frozenset[str]:
        roots = self._template_roots
        named = [p for p in self._facts.paths if p in rules.TEMPLATE_FILES and not p.startswith(roots)]
        return rendered_templates(self._facts, self._plain_product, [p for p in named if p not in rules.TEMPLATE])

    @cached_property
    def _used_folders(self) -> tuple[str, ...]:
        """Sample folders and archives that are product after all, each with a trailing slash."""
        doubtful = [p for p in self._facts.paths if self._by_path(p) in (Role.SAMPLE, Role.ARCHIVED)]
        python = [(p, _doubtful_folder(p)) for p in doubtful if p.endswith(".py")]
        others = {_doubtful_folder(p) for p in doubtful if not p.endswith(".py")}
        archives = {_doubtful_folder(p) for p in doubtful if p in rules.ARCHIVED}
        used = imported_folders(self._facts, self._plain_product, python)
        used |= named_folders(self._facts, self._plain_product, others) | folders_in_ci(self._facts, archives)
        return tuple(f"{folder}/" for folder in sorted(used) if folder)

    def _is_template(self, path: str) -> bool:
        if path in rules.TEMPLATE:
            return True
        if path not in rules.TEMPLATE_FILES:
            return False
        return path.startswith(self._template_roots) or path not in rules.RENDERED

    def _is_test(self, path: str) -> bool:
        if path in rules.TEST_FILES:
            return True
        if path in rules.TEST_FOLDERS:
            return not (self._is_environment(path) or path in rules.NOT_AB_TEST or self._is_data_test(path))
        return path in rules.TEST_NAMED and self._holds_tests(path)

    def _is_data_test(self, path: str) -> bool:
        """Tests of a dbt project check live data: they are product."""
        return path.endswith((".sql", ".yml", ".yaml")) and path.startswith(self._dbt_roots)

    def _is_environment(self, path: str) -> bool:
        """Whether the folder called test is an environment: beside dev and prod, or in a folder of environments."""
        parts = path.split("/")[:-1]
        for index, part in enumerate(parts):
            if part.lower() in ("test", "tests"):
                parent = "/".join(parts[:index])
                named = index > 0 and parts[index - 1].lower() in rules.ENVIRONMENT_PARENTS
                return named or bool(rules.ENVIRONMENT_SIBLINGS & self._folders.get(parent, frozenset()))
        return False

    def _holds_tests(self, path: str) -> bool:
        try:
            return _HAS_TESTS.search(self._facts.text(path)) is not None
        except (Unavailable, KeyError):
            return True

    def _in_package(self, path: str, *names: str) -> bool:
        """Whether the folder of one of these names is a Python package, thus code of the product."""
        parts = path.split("/")[:-1]
        return any(
            part in names and "/".join((*parts[: i + 1], "__init__.py")) in self._facts.entries
            for i, part in enumerate(parts)
        )

    @cached_property
    def _marks(self) -> tuple[Mark, ...]:
        return linguist_marks(self._facts)

    @property
    def marks_leave_out(self) -> bool:
        """Whether a linguist mark takes something out of the product."""
        return any(mark.given for mark in self._marks)

    @cached_property
    def _folders(self) -> dict[str, frozenset[str]]:
        """Names of the folders directly in each folder, lower case."""
        found: dict[str, set[str]] = {}
        for path in self._facts.paths:
            parts = path.split("/")[:-1]
            for index, part in enumerate(parts):
                found.setdefault("/".join(parts[:index]), set()).add(part.lower())
        return {folder: frozenset(names) for folder, names in found.items()}

    def _roots(self, *names: str) -> tuple[str, ...]:
        return tuple(p[: -len(basename(p))] for p in self._facts.paths if basename(p) in names)

    @cached_property
    def _dbt_roots(self) -> tuple[str, ...]:
        """Folders of dbt projects; one that stands among tests is a test's own."""
        found = self._roots("dbt_project.yml", "dbt_project.yaml")
        return tuple(root for root in found if f"{root}dbt_project.yml" not in rules.TEST_FOLDERS)

    @cached_property
    def _template_roots(self) -> tuple[str, ...]:
        return self._roots(*rules.TEMPLATE_ROOTS)

    @cached_property
    def _downloaded(self) -> tuple[str, ...]:
        """Folders of committed virtual environments and of downloaded Helm charts."""
        environments = tuple(p for p in self._roots("pyvenv.cfg") if p)
        return environments + vendored_charts(self._facts)

    @cached_property
    def _samples_are_product(self) -> bool:
        """Whether (nearly) all code lies in sample folders: then they are the product."""
        inside = outside = 0
        for path in self._facts.paths:
            if splitext(path)[1].lower() not in rules.CODE_SUFFIXES or path in rules.VENDORED:
                continue
            if path in rules.SAMPLE:
                inside += 1
            elif not (path in rules.TEST_FOLDERS or path in rules.DOC_FOLDERS or basename(path) == "setup.py"):
                outside += 1
        return inside > 0 and (outside == 0 or (outside <= 2 and outside * 20 < inside))

    @cached_property
    def _generated(self) -> frozenset[str]:
        """Code files whose first lines say that a tool wrote them, and minified scripts."""
        wanted = [
            p
            for p in self._facts.paths
            if splitext(p)[1].lower() in rules.CODE_SUFFIXES and not p.endswith((".ipynb", ".rmd", ".qmd", ".sh"))
        ]
        manifests = [p for p in self._facts.paths if p.endswith((".yaml", ".yml")) and "/templates/" not in f"/{p}"]
        found = set()
        for path, text in self._facts.texts(wanted, HEADER_LIMIT_BYTES):
            if isinstance(text, str) and (_header_says_generated(text) or _is_minified(path, text)):
                found.add(path)
        for path, text in self._facts.texts(manifests, HEADER_LIMIT_BYTES):
            if isinstance(text, str) and _RENDERED_CHART.search(text[:HEAD]):
                found.add(path)
        return frozenset(found)


def is_outside(path: str, root: str) -> bool:
    """Whether a path belongs to something beside the product's folder (`root`: '' or 'dir/').

    Files that lie directly in a folder around it, and the CI and settings there, are its context.
    """
    if path.startswith(root):
        return False
    folder = ""
    for part in path.split("/")[:-1]:
        if not root.startswith(f"{folder}{part}/"):
            return not (part.startswith(".") or part in CONTEXT_FOLDERS)
        folder += f"{part}/"
    return False


def _doubtful_folder(path: str) -> str:
    """The outermost folder whose name makes the path a sample or an archive."""
    parts = path.split("/")
    for end in range(1, len(parts)):
        inside = "/".join((*parts[:end], "x"))
        if inside in rules.SAMPLE or inside in rules.ARCHIVED:
            return "/".join(parts[:end])
    return dirname(path)


def _header_says_generated(text: str) -> bool:
    head = "\n".join(text[:HEAD].split("\n")[:8])
    return _GENERATED_HEADER.search(head) is not None


def _is_minified(path: str, text: str) -> bool:
    if not path.endswith((".js", ".css")) or len(text) < 5_000:
        return False
    head = text[:20_000]
    return len(head) / (head.count("\n") + 1) > 400
