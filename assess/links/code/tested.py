"""Which product modules asserting tests run: by imports in Python, by names elsewhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from posixpath import basename, dirname, splitext

import re2

from assess.facts.code_text import code_text
from assess.facts.globs import Globs
from assess.facts.python_code import PYTHON, TestFunction
from assess.facts.store import Facts
from assess.facts.text import line_of
from assess.links.code.languages import BY_SUFFIX, Language, names_of, words_of
from assess.links.code.modules import ModuleGraph
from assess.links.code.stand_ins import replaced_modules
from assess.links.kinds import Role
from assess.links.scope.roles import Roles
from assess.links.web import Links
from assess.snapshot.protocol import Unavailable

LIMIT_BYTES = 2_000_000
SMALLEST_LINES = 3
_COMMAND = re2.compile(
    r"""(?:\bpython[\d.]*|\bRscript|\bbash|\bsh|\bspark-submit|executable\})\s+(?:-\w+\s+)?([\w./-]+\.(?:py|R|sh))\b"""
)
NO_MODULES = Globs(
    (
        "{setup,conftest,noxfile,fabfile,manage,wsgi,asgi,conf,gunicorn.conf,gunicorn_config,__about__,_version,version}.py",
        "**/{migrations,alembic}/**",
        "**/versions/*.py",
        "*.config.{js,ts,mjs,cjs}",
        "*.d.ts",
        "{karma.conf,jest.setup,test,polyfills,setupTests,reportWebVitals,gulpfile,Gruntfile,environment*}.{js,ts}",
        "package-info.java",
        ".*rc.js",
        "{.Rprofile,_targets_packages.R}",
        "**/.github/**",
        "**/packrat/**",
    )
)
"""Files that hold no behaviour of the product: set-up, migrations, settings of tools."""


@dataclass(frozen=True, slots=True)
class Suite:
    """One test file with assertions and the product modules that it runs."""

    path: str
    language: str
    tests: tuple[TestFunction, ...]
    """Asserting tests that are not skipped; outside Python one entry per assertion, without a name."""
    covers: frozenset[str]


class Tested:
    """Suites and product modules of one repository."""

    def __init__(self, facts: Facts, roles: Roles, modules: ModuleGraph) -> None:
        self._facts = facts
        self._roles = roles
        self._modules = modules

    @cached_property
    def products(self) -> dict[str, str]:
        """Product modules that hold behaviour, with their language."""
        found = {
            path: "python"
            for path, code in self._modules.code.items()
            if path.endswith(".py") and not code.empty and self._is_product(path)
        }
        for path, text in self._foreign_products.items():
            if path not in NO_MODULES and sum(bool(row.strip()) for row in text.split("\n")) >= SMALLEST_LINES:
                found[path] = BY_SUFFIX[splitext(path)[1]].name
        return found

    @cached_property
    def suites(self) -> tuple[Suite, ...]:
        """Test files that assert something, by path."""
        found = [
            self._python_suite(p) for p in self._modules.code if self._roles.of(p) is Role.TEST and p.endswith(".py")
        ]
        found += [self._foreign_suite(path, text) for path, text in self._foreign(Role.TEST).items()]
        found += self._inline_suites()
        return tuple(sorted((s for s in found if s is not None and s.tests), key=lambda suite: suite.path))

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Python test files that could not be read."""
        return tuple(p for p in self._facts.unreadable(PYTHON) if self._roles.of(p) is Role.TEST)

    def _is_product(self, path: str) -> bool:
        return self._roles.of(path) is Role.PRODUCT and path not in NO_MODULES

    def _python_suite(self, path: str) -> Suite | None:
        code = self._modules.code[path]
        tests = tuple(t for t in code.tests if t.assertions and not t.skipped)
        if not tests:
            return None
        direct = {m for source in self._sources(path) for m in self._modules.imports(source)}
        direct |= {m for source in self._sources(path) for m in self._loaded(source)}
        hop = {m for one in direct if one in self.products for m in self._modules.imports(one)}
        hop -= replaced_modules(self._modules, path)
        inits = {m for one in direct if basename(one) == "__init__.py" for m in self._modules.imports(one)}
        return Suite(path, "python", tests, frozenset((direct | hop | inits) & self.products.keys()))

    def _sources(self, path: str) -> tuple[str, ...]:
        """A test file, the helpers that it imports, and the conftest files above it."""
        found = [path]
        found += [
            m for m in self._modules.imports(path) if self._roles.of(m) is Role.TEST and not self._modules.code[m].tests
        ]
        folder = dirname(path)
        while True:
            conftest = f"{folder}/conftest.py".lstrip("/")
            if conftest in self._modules.code:
                found.append(conftest)
            if not folder:
                return tuple(dict.fromkeys(found))
            folder = dirname(folder)

    def _loaded(self, path: str) -> set[str]:
        """Modules that are run by path or name, and all DAGs where a DagBag loads them."""
        code, found = self._modules.code[path], set()
        for call in code.calls:
            last = call.name.rpartition(".")[2]
            if last == "DagBag":
                found |= {p for p in self.products if "dags/" in f"/{p}" and p.endswith(".py")}
            elif last in ("import_module", "run_module", "run_path", "__import__") and call.arguments:
                target = self._modules.resolve(call.arguments[0], path)
                found |= {target} if target else set()
        ends = {t.value.lstrip("./") for t in code.texts if t.value.endswith(".py")} | self._commanded(path)
        return found | {p for end in ends for p in self._ending(end)}

    def _commanded(self, path: str) -> set[str]:
        """Scripts in commands that a test gives: `subprocess.run("python jobs/clean.py --small", shell=True)`."""
        try:
            return {match[1].lstrip("./") for match in _COMMAND.finditer(self._facts.text(path))}
        except Unavailable:
            return set()

    def _ending(self, end: str) -> tuple[str, ...]:
        """Product modules that end in a written path; a bare name must be the only one of its kind."""
        found = tuple(p for p in self._by_basename.get(basename(end), ()) if p == end or p.endswith("/" + end))
        return found if "/" in end or len(found) == 1 else ()

    @cached_property
    def _by_basename(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.products:
            found[basename(path)].append(path)
        return found

    @cached_property
    def _foreign_products(self) -> dict[str, str]:
        return self._foreign(Role.PRODUCT)

    def _foreign(self, role: Role) -> dict[str, str]:
        """Code of other languages in one role, comments taken out."""
        wanted = [p for p in self._facts.paths if splitext(p)[1] in BY_SUFFIX and self._roles.of(p) is role]
        texts = self._facts.texts(wanted, LIMIT_BYTES)
        return {path: code_text(path, text) for path, text in texts if not isinstance(text, Unavailable)}

    def _foreign_suite(self, path: str, text: str) -> Suite | None:
        language = BY_SUFFIX[splitext(path)[1]]
        tests = _assertions(language, text)
        if not tests:
            return None
        words = words_of(text)
        named = {p for word in words & self._by_name[language.name].keys() for p in self._by_name[language.name][word]}
        if language.same_folder:
            named = {p for p in named if dirname(p) == dirname(path)}
        return Suite(path, language.name, tests, frozenset(named))

    @cached_property
    def _by_name(self) -> dict[str, dict[str, list[str]]]:
        """Product files of each language by the names that a test would use for them."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for path, text in self._foreign_products.items():
            if path not in self.products:
                continue
            language = BY_SUFFIX[splitext(path)[1]]
            names = set() if language.same_folder else set(names_of(splitext(basename(path))[0], dirname(path)))
            if language.definition:
                names |= {match[1] for match in re2.compile(language.definition).finditer(text)}
            for name in names:
                found[language.name][name].append(path)
        return found

    def _inline_suites(self) -> list[Suite]:
        found = []
        for path, text in self._foreign_products.items():
            language = BY_SUFFIX[splitext(path)[1]]
            if language.inline and path in self.products and re2.compile(language.inline).search(text):
                found.append(Suite(path, language.name, _assertions(language, text), frozenset({path})))
        return found


def _assertions(language: Language, text: str) -> tuple[TestFunction, ...]:
    places = {
        line_of(text, m.start())
        for _, m in zip(range(200), re2.compile(language.assertion).finditer(text), strict=False)
    }
    return tuple(TestFunction("", line, 1) for line in sorted(places))


@lru_cache(maxsize=2)
def tested(links: Links) -> Tested:
    """What is tested, computed once for the links of a snapshot."""
    return Tested(links.facts, links.roles, links.modules)
