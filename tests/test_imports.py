"""Directions of imports and homes of libraries, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import assess
import pytest

PACKAGE = Path(assess.__file__).parent

GROUND = {"errors", "spreadsheet", "suggestion"}
MODEL = GROUND | {"model"}
SNAPSHOT = MODEL | {"snapshot"}
FACTS = SNAPSHOT | {"facts", "yaml_source"}
LINKS = FACTS | {"links"}
DOCUMENTS = MODEL | {"yaml_source", "validation"}
WRITING = {"atomic_file", "file_lock", "yaml_splice"}
BELOW: dict[str, set[str]] = {
    "errors": set(),
    "spreadsheet": set(),
    "suggestion": set(),
    "resources": {"errors"},
    "model": MODEL,
    "atomic_file": GROUND,
    "file_lock": GROUND,
    "yaml_source": MODEL,
    "yaml_rendering": set(),
    "yaml_splice": MODEL | {"yaml_source", "yaml_rendering"},
    "validation": MODEL,
    "snapshot": SNAPSHOT,
    "facts": FACTS,
    "links": LINKS,
    "probes": LINKS | {"probes"},
    "engine": MODEL | {"engine"},
    "comparison": MODEL | {"engine", "comparison"},
    "gate": MODEL | {"engine", "comparison", "gate"},
    "planning": MODEL | {"engine", "comparison", "planning"},
    "output": MODEL | {"output", "resources", "atomic_file"},
    "rubric": DOCUMENTS | {"rubric", "resources"},
    "questionnaire": DOCUMENTS | WRITING | {"questionnaire", "spreadsheet"},
    "configuration": DOCUMENTS | {"snapshot"},
    "starting": MODEL | {"resources", "starting"},
    "answering": DOCUMENTS | {"questionnaire", "output", "answering"},
}
"""What each part may import, itself included; the pipeline joins all of these, the command line sees everything."""

HOMES: dict[str, tuple[str, ...]] = {
    "click": ("cli/",),
    "git": ("snapshot/",),
    "jinja2": ("output/",),
    "rich": ("output/",),
    "tree_sitter": ("facts/",),
    "tree_sitter_hcl": ("facts/",),
    "waitress": ("cli/questionnaire/serve.py",),
    "weasyprint": ("output/pdf.py",),
    "yaml": ("yaml_source.py",),
}
NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "paramiko", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip
LISTENS = {("cli/questionnaire/serve.py", "socket")}
"""The one place that listens, on the loopback address only."""
CODE_RUNNING = {"code", "dill", "marshal", "pickle", "runpy", "shelve"}
WORLD = {
    "date.today", "datetime.now", "datetime.today", "datetime.utcnow", "os.environ", "os.getcwd", "os.getenv",
    "os.getlogin", "Path.cwd", "Path.home", "socket.gethostname", "time.time",
}  # fmt: skip
SEES_THE_WORLD = ("cli/", "snapshot/")
PRINTS = ("cli/", "output/terminal")


@dataclass(frozen=True, slots=True)
class Source:
    """One module of the package."""

    name: str
    tree: ast.Module

    @property
    def part(self) -> str:
        """The package or module right below `assess`; empty for the root."""
        first = self.name.split("/")[0].removesuffix(".py")
        return "" if first in ("__init__", "__main__") else first


def sources() -> list[Source]:
    """Every module, by its path below the package."""
    return [
        Source(path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8"), str(path)))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "_bundled" not in path.parts
    ]


SOURCES = sources()


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Full names of imported modules with their lines, wherever in the module they stand."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are written in full"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an attribute or name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def upward(source: Source) -> list[str]:
    """Imports that do not point down."""
    if source.part in ("", "cli"):
        return []
    allowed = set(BELOW) | {"pipeline"} if source.part == "pipeline" else BELOW[source.part]
    return [
        f"{source.name}:{line} imports {name}"
        for name, line in imported(source.tree)
        if name.startswith("assess.") and (part := name.split(".")[1]) not in allowed and not part.startswith("__")
    ]


def homeless(source: Source) -> list[str]:
    """Imports of libraries outside their homes."""
    return [
        f"{source.name}:{line} imports {name}"
        for name, line in imported(source.tree)
        if (top := name.split(".")[0]) in HOMES and not source.name.startswith(HOMES[top])
    ]


def test_imports_point_down() -> None:
    assert [wrong for source in SOURCES for wrong in upward(source)] == []


def circle(modules: list[Source]) -> list[str]:
    """Modules that import each other, imports for types included; empty when there is no such circle."""
    names = {"assess." + m.name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): m for m in modules}
    seen = {
        name: {full if full in names else full.rpartition(".")[0] for full, _ in imported(module.tree)} & set(names)
        for name, module in names.items()
    }
    try:
        TopologicalSorter({name: others - {name} for name, others in seen.items()}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other() -> None:
    assert circle(SOURCES) == []


def test_libraries_stay_in_their_homes() -> None:
    assert [wrong for source in SOURCES for wrong in homeless(source)] == []


def test_weasyprint_is_imported_at_call_time() -> None:
    for source in SOURCES:
        top = ast.Module([n for n in source.tree.body if isinstance(n, ast.Import | ast.ImportFrom)], [])
        assert [name for name, _ in imported(top) if name.split(".")[0] == "weasyprint"] == [], source.name


def test_no_network_and_nothing_that_runs_foreign_code() -> None:
    forbidden = NETWORK | CODE_RUNNING
    names = [
        f"{source.name}:{line} {name}"
        for source in SOURCES
        for name, line in imported(source.tree)
        if {name, name.rpartition(".")[0], name.split(".")[0]} & forbidden and (source.name, name) not in LISTENS
    ]
    calls = [
        f"{source.name}:{node.lineno} {dotted(node.func)}"
        for source in SOURCES
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and dotted(node.func) in ("eval", "exec", "__import__", "os.system", "os.popen")
    ]
    assert names + calls == []


def test_clock_environment_and_folder_are_read_at_the_rim_only() -> None:
    seen = [
        f"{source.name}:{node.lineno} {name}"
        for source in SOURCES
        if not source.name.startswith(SEES_THE_WORLD)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and (name := dotted(node)) and ".".join(name.split(".")[-2:]) in WORLD
    ]
    assert seen == []


def test_only_the_rim_prints() -> None:
    said = [
        f"{source.name}:{node.lineno}"
        for source in SOURCES
        if not source.name.startswith(PRINTS)
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Call) and dotted(node.func) == "print")
        or (isinstance(node, ast.Attribute) and dotted(node) in ("sys.stdout", "sys.stderr"))
    ]
    assert said == []


def written(name: str, text: str) -> Source:
    return Source(name, ast.parse(text))


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(written("engine/a.py", "import assess.snapshot.protocol"), id="upward"),
        pytest.param(written("model/a.py", "def f():\n    from assess.engine import score"), id="inside a function"),
        pytest.param(written("pipeline/a.py", "from assess.cli import main"), id="from the command line"),
        pytest.param(written("output/a.py", "from assess import facts"), id="from the root"),
    ],
)
def test_the_test_sees_an_import_that_points_up(source: Source) -> None:
    assert len(upward(source)) == 1


def test_the_test_sees_modules_that_import_each_other() -> None:
    one, other = written("gate/a.py", "from assess.gate import b"), "def f():\n    from assess.gate.a import X"
    assert circle([one, written("gate/b.py", "from assess.model import scale")]) == []
    assert set(circle([one, written("gate/b.py", other)])) == {"assess.gate.a", "assess.gate.b"}


def test_the_test_sees_a_library_away_from_home() -> None:
    assert homeless(written("facts/a.py", "import yaml.nodes\nfrom git import Repo")) != []
    assert homeless(written("snapshot/a.py", "from git import Repo")) == []


def test_every_part_of_the_package_has_its_place() -> None:
    parts = {source.part for source in SOURCES} - {"", "cli", "pipeline"}
    assert parts <= set(BELOW)
