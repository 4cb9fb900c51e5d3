"""What one Python module or notebook says: imports, calls, definitions, tests, reads of the environment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name. `import a.b as c` is module `a.b`, name '', alias `c`; `from .a import b` is module `.a`, name `b`."""

    module: str
    """As written, with leading dots for relative imports."""
    name: str
    alias: str
    """What the module calls it."""
    line: int
    guarded: bool = False
    """Inside `try` or `if TYPE_CHECKING`."""
    inside: str = ""
    """The function that holds it, by its dotted name; empty at the top."""

    @property
    def target(self) -> str:
        """Module and name, dotted."""
        if not self.name or self.name == "*":
            return self.module
        return f"{self.module}{self.name}" if self.module.endswith(".") else f"{self.module}.{self.name}"


@dataclass(frozen=True, slots=True)
class Call:
    """One call or decorator. The name is resolved through imports and simple assignments.

    A method of what a call gave keeps the chain without parentheses: `x = LogisticRegression(); x.fit(d)` is
    `sklearn.linear_model.LogisticRegression.fit`. A receiver that is not known is `?`: `?.fit`.
    """

    name: str
    line: int
    arguments: tuple[str, ...] = ()
    """The first positional arguments: text of constants, dotted names, `?` for anything else."""
    keywords: tuple[tuple[str, str], ...] = ()
    """Keyword arguments with values in the same words; `**` for unpacked mappings."""
    inside: str = ""
    """Dotted name of the function or class that holds it; empty at the top."""
    decorator: bool = False

    def keyword(self, name: str) -> str | None:
        """One keyword argument's value; None when it is not given."""
        return next((value for key, value in self.keywords if key == name), None)


@dataclass(frozen=True, slots=True)
class Function:
    """One function or method."""

    name: str
    """With classes and outer functions: `Model.fit`."""
    line: int
    end_line: int
    public: bool
    documented: bool
    annotated: int
    """Annotated parameters and return value ..."""
    annotatable: int
    """... of how many; `self` and `cls` do not count."""
    decorators: tuple[str, ...] = ()
    method: bool = False
    nested: bool = False
    """Inside another function."""


@dataclass(frozen=True, slots=True)
class Class:
    """One class."""

    name: str
    line: int
    public: bool
    documented: bool
    bases: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TestFunction:
    """One function that a test runner collects."""

    __test__ = False

    name: str
    line: int
    assertions: int
    """Assertions about something that is not constant, its helpers' in the same module included."""
    skipped: bool = False
    """Marked as skipped or as expected to fail, whatever happens."""


@dataclass(frozen=True, slots=True)
class Text:
    """A string constant that may name a path or a module of the repository."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable that is read from the environment; the name is empty when it is worked out."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class PythonModule:
    """Everything of one module; `approximate` when it could not be parsed and patterns read it."""

    imports: tuple[Import, ...] = ()
    calls: tuple[Call, ...] = ()
    functions: tuple[Function, ...] = ()
    classes: tuple[Class, ...] = ()
    tests: tuple[TestFunction, ...] = ()
    texts: tuple[Text, ...] = ()
    settings: tuple[Setting, ...] = ()
    names: tuple[str, ...] = ()
    """Names assigned at the top."""
    values: tuple[tuple[str, str], ...] = ()
    """Those that stand for something of another module, with its dotted name: `schema`, `pandera.DataFrameSchema`."""
    main_line: int = 0
    """Line of `if __name__ == "__main__"`; 0 when there is none."""
    documented: bool = False
    statements: int = 0
    """Statements at the top, docstring and imports left out."""
    approximate: bool = False

    @property
    def empty(self) -> bool:
        """Whether it holds nothing that could be tested: at most imports, docstring and constants of the package."""
        return not (self.functions or self.classes or self.calls)

    @property
    def prints(self) -> int:
        """Calls of `print`."""
        return sum(call.name == "print" for call in self.calls)
