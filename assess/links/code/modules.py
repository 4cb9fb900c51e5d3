"""Who imports whom in the first-party Python code, over all import roots of a repository."""

from __future__ import annotations

import sys
from collections import defaultdict, deque
from collections.abc import Iterable
from functools import cached_property
from posixpath import basename, dirname

from assess.facts.python_code import NOTEBOOK_CODE, PYTHON, Import, PythonModule
from assess.facts.store import Facts
from assess.links.code.carried_names import carried_names
from assess.links.code.code_index import CodeIndex
from assess.links.kinds import Role
from assess.links.scope.roles import Roles

INIT = "__init__.py"
_SOURCE_FOLDERS = ("src/", "lib/", "python/", "app/", "dags/", "plugins/")
_UNSEEN = frozenset({Role.VENDORED, Role.TEMPLATE, Role.EXCLUDED})
_TWINS_LIMIT = 3
"""A dotted name that more modules end in says nothing."""


class ModuleGraph:
    """The import graph of modules and notebooks; vendored, template and excluded files are no part of it."""

    def __init__(self, facts: Facts, roles: Roles) -> None:
        self._facts = facts
        self._roles = roles
        self._resolved: dict[tuple[str, str], str | None] = {}

    @cached_property
    def code(self) -> dict[str, PythonModule]:
        """Facts of every first-party module and notebook, by path."""
        every = {**self._facts.of(PYTHON), **self._facts.of(NOTEBOOK_CODE)}
        return {path: every[path] for path in sorted(every) if self._roles.of(path) not in _UNSEEN}

    @cached_property
    def index(self) -> CodeIndex:
        """Calls, imports and classes of that code, by dotted patterns."""
        return CodeIndex(self.code, carried_names(self.code, self.resolve))

    def imports(self, path: str) -> tuple[str, ...]:
        """Modules that a module or notebook names in its imports, in their order."""
        return self._imports.get(path, ())

    def importers(self, path: str) -> tuple[str, ...]:
        """Modules and notebooks that import a module."""
        return self._importers.get(path, ())

    def closure(self, paths: Iterable[str]) -> frozenset[str]:
        """The modules themselves and everything that importing them runs."""
        return frozenset(self.trail(paths))

    def trail(self, paths: Iterable[str]) -> dict[str, str]:
        """Everything that importing the paths runs, each with the module that leads to it ('' for the paths)."""
        found: dict[str, str] = {}
        queue: deque[tuple[str, str]] = deque((path, "") for path in paths)
        while queue:
            path, by = queue.popleft()
            if path in found:
                continue
            found[path] = by
            queue.extend((target, path) for target in self.imports(path))
            queue.extend((init, by or path) for init in self._inits(path))
        return found

    def tests_touching(self, path: str) -> tuple[str, ...]:
        """Test files that import a module: directly, or through a test helper or the module's package."""
        direct = self.importers(path)
        through = [i for i in direct if basename(i) == INIT or self._is_helper(i)]
        every = {*direct, *(t for hop in through for t in self.importers(hop))}
        conftests = [dirname(h) for h in every if basename(h) == "conftest.py"]
        every |= {t for t in self._tests if any(not d or t.startswith(d + "/") for d in conftests)}
        return tuple(t for t in self._tests if t in every)

    def resolve(self, dotted: str, near: str) -> str | None:
        """The module that a dotted name means, seen from a file; None for foreign ones."""
        key = (dirname(near), dotted)
        if key not in self._resolved:
            self._resolved[key] = (
                self._relative(dotted, near) if dotted.startswith(".") else self._absolute(dotted, near)
            )
        found = self._resolved[key]
        return None if found == near else found

    def line_of_import(self, path: str, target: str) -> int:
        """Where a module imports another one; 1 when the import is not written out."""
        for made in self.code[path].imports if path in self.code else ():
            if target in self._targets(made, path):
                return made.line
        return 1

    @cached_property
    def _tests(self) -> tuple[str, ...]:
        return tuple(p for p, m in self.code.items() if m.tests and self._roles.of(p) is Role.TEST)

    def _is_helper(self, path: str) -> bool:
        return self._roles.of(path) is Role.TEST and not self.code[path].tests

    @cached_property
    def _imports(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for path, module in self.code.items():
            targets = dict.fromkeys(t for made in module.imports for t in self._targets(made, path))
            if targets:
                found[path] = tuple(targets)
        return found

    @cached_property
    def _importers(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path, targets in self._imports.items():
            for target in targets:
                found[target].append(path)
        return {target: tuple(paths) for target, paths in found.items()}

    def _targets(self, made: Import, path: str) -> tuple[str, ...]:
        """What one import runs: the submodule, if the name is one, else the module."""
        if made.name and made.name != "*":
            sub = self.resolve(made.target, path)
            if sub is not None:
                return (sub,)
        found = self.resolve(made.module, path) if made.module.strip(".") or made.name else None
        return (found,) if found is not None else ()

    def _inits(self, path: str) -> list[str]:
        """The packages around a module, which importing it runs first."""
        found, folder = [], dirname(path)
        while folder and f"{folder}/{INIT}" in self.code:
            found.append(f"{folder}/{INIT}")
            folder = dirname(folder)
        return [init for init in found if init != path]

    def _relative(self, dotted: str, near: str) -> str | None:
        rest = dotted.lstrip(".")
        folder = dirname(near)
        for _ in range(len(dotted) - len(rest) - 1):
            if not folder:
                return None
            folder = dirname(folder)
        return self._module_in(folder + "/" if folder else "", rest)

    def _absolute(self, dotted: str, near: str) -> str | None:
        own = dirname(near)
        first = dotted.partition(".")[0]
        standard = first in sys.stdlib_module_names
        if (
            not standard
            and f"{own}/{INIT}" not in self.code
            and (found := self._module_in(own + "/" if own else "", dotted))
        ):
            return found
        folder = own
        while folder:
            folder = dirname(folder)
            root = folder + "/" if folder else ""
            for sub in ("", *_SOURCE_FOLDERS):
                found = self._module_in(root + sub, dotted)
                if found is not None and not (standard and dirname(found) == root.rstrip("/")):
                    return found
        if not own and (found := next((f for s in _SOURCE_FOLDERS if (f := self._module_in(s, dotted))), None)):
            return found
        return None if standard else self._elsewhere(dotted, near)

    def _module_in(self, root: str, dotted: str) -> str | None:
        stem = (root + dotted.replace(".", "/")).rstrip("/")
        for candidate in (f"{stem}.py", f"{stem}/{INIT}" if stem else INIT):
            if candidate in self.code:
                return candidate
        return None

    def _elsewhere(self, dotted: str, near: str) -> str | None:
        """A module below some other root: another package of the repository, or a folder put on `sys.path`."""
        tail = dotted.replace(".", "/")
        if "." not in dotted and not self._changes_path(near) and f"{tail}/{INIT}" not in self._ends:
            return None
        twins = [*self._ends.get(f"{tail}.py", ()), *self._ends.get(f"{tail}/{INIT}", ())]
        twins = [
            t for t in twins if self._is_root(t[: -len(tail) - (3 if t.endswith(f"{tail}.py") else len(INIT) + 1)])
        ]
        if not 0 < len(twins) <= _TWINS_LIMIT:
            return None
        return max(twins, key=lambda twin: (_shared(twin, near), twin))

    def _is_root(self, folder: str) -> bool:
        """Whether a folder can be an import root: it is no package itself."""
        return f"{folder}{INIT}" not in self.code

    def _changes_path(self, path: str) -> bool:
        module = self.code.get(path)
        helpers = [module, self.code.get(f"{dirname(path)}/conftest.py")]
        return any(c.name.startswith("sys.path.") for m in helpers if m is not None for c in m.calls)

    @cached_property
    def _ends(self) -> dict[str, tuple[str, ...]]:
        """Modules by every end of their path: `c.py`, `b/c.py`, `a/b/c.py`."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.code:
            parts = path.split("/")
            for start in range(max(0, len(parts) - 6), len(parts)):
                found["/".join(parts[start:])].append(path)
        return {end: tuple(paths) for end, paths in found.items()}


def _shared(one: str, other: str) -> int:
    """How many folders two paths share from the top."""
    pairs = zip(one.split("/")[:-1], other.split("/")[:-1], strict=False)
    count = 0
    for a, b in pairs:
        if a != b:
            break
        count += 1
    return count
