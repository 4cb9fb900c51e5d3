"""Python modules and the Python of notebooks, read through their syntax trees."""

from __future__ import annotations

import ast
import re
import warnings

from assess.facts.extractor import Unparsable
from assess.facts.notebooks import NOTEBOOKS, read_notebook
from assess.facts.python.fallback import approximate
from assess.facts.python.magics import plain_python
from assess.facts.python.values import (
    Call,
    Class,
    Function,
    Import,
    PythonModule,
    Setting,
    TestFunction,
    Text,
)
from assess.facts.python.visitor import Visitor

__all__ = [
    "NOTEBOOK_CODE",
    "PYTHON",
    "Call",
    "Class",
    "Function",
    "Import",
    "PythonModule",
    "Setting",
    "TestFunction",
    "Text",
    "read_module",
]
_FLAGS = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_LOOKS_LIKE_PYTHON = re.compile(
    r"(?m)^[ \t]*+(?:import|from|def|class|async|@|if|for|with|try|[A-Za-z_][\w.]*+[ \t]*+[=(])"
)


class PythonExtractor:
    """Reads Python modules; what this Python cannot parse is read by patterns and marked approximate."""

    name = "python-code"
    version = 2
    limit_bytes = 2_000_000

    def selects(self, path: str) -> bool:
        """Modules and scripts by their suffix."""
        return path.endswith((".py", ".pyw"))

    def concerns(self, text: str) -> bool:
        """Every module, empty ones too: packages are told by them."""
        del text
        return True

    def extract(self, path: str, text: str) -> PythonModule:
        """The facts of one module. Raises: Unparsable."""
        del path
        return read_module(text)


class NotebookCodeExtractor:
    """Reads the code cells of Python notebooks as one module, with the lines of the notebook file."""

    name = "notebook-code"
    version = 2
    limit_bytes = NOTEBOOKS.limit_bytes

    def selects(self, path: str) -> bool:
        """Notebooks."""
        return NOTEBOOKS.selects(path)

    def concerns(self, text: str) -> bool:
        """Notebooks that hold something."""
        return NOTEBOOKS.concerns(text)

    def extract(self, path: str, text: str) -> PythonModule:
        """The facts of all code cells; other languages give an empty module. Raises: Unparsable."""
        del path
        notebook = read_notebook(text)
        if notebook.language not in ("python", "python3", "ipython", "pyspark"):
            return PythonModule(approximate=True)
        visitor, broken = Visitor(), []
        for cell in notebook.code_cells:
            tree = _tree(plain_python(cell.source))
            if tree is None:
                broken.append(approximate(plain_python(cell.source)))
                continue
            visitor.place = cell.line_at
            visitor.module(tree)
        return _joined(visitor.result(), broken)


PYTHON = PythonExtractor()
NOTEBOOK_CODE = NotebookCodeExtractor()


def read_module(text: str) -> PythonModule:
    """The facts of one module's text. Raises: Unparsable when it does not look like Python at all."""
    tree = _tree(text)
    if tree is None:
        if not _LOOKS_LIKE_PYTHON.search(text):
            raise Unparsable("not readable as Python")
        return approximate(text)
    visitor = Visitor()
    visitor.module(tree)
    return visitor.result()


def _tree(source: str) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = compile(source, "<module>", "exec", flags=_FLAGS, dont_inherit=True)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return None
    assert isinstance(tree, ast.Module)
    return tree


def _joined(module: PythonModule, broken: list[PythonModule]) -> PythonModule:
    if not broken:
        return module
    return PythonModule(
        imports=(*module.imports, *(i for b in broken for i in b.imports)),
        calls=(*module.calls, *(c for b in broken for c in b.calls)),
        functions=(*module.functions, *(f for b in broken for f in b.functions)),
        classes=module.classes,
        tests=module.tests,
        texts=module.texts,
        settings=module.settings,
        names=module.names,
        values=module.values,
        main_line=module.main_line,
        documented=module.documented,
        statements=module.statements + len(broken),
        approximate=True,
    )
