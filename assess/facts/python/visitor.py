"""One walk over a syntax tree that gathers every fact of a module."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from assess.facts.python.assertions import Tally, can_fail, is_assertion, is_skip
from assess.facts.python.definitions import (
    AnyFunction,
    describe_function,
    is_main,
    is_public,
    line_of_name,
    parameters,
    undocumented,
)
from assess.facts.python.scopes import UNKNOWN, Scopes, is_foreign, value_text
from assess.facts.python.texts import names_something
from assess.facts.python.values import Call, Class, Function, Import, PythonModule, Setting, Text

_PLAIN_FIELDS = frozenset(
    {"ctx", "id", "attr", "arg", "op", "ops", "kind", "type_comment", "conversion", "is_async", "rest"}
)
MOST_TEXTS = 500
MOST_ARGUMENTS = 6
_READS = ("os.getenv", "os.environ.get", "os.environ.setdefault", "os.environ.pop", "decouple.config", "environ.Env")


class Visitor:
    """Gathers facts; `place` turns a tree's line into the file's line."""

    def __init__(self) -> None:
        self.scopes = Scopes()
        self.imports: list[Import] = []
        self.calls: list[Call] = []
        self.functions: list[Function] = []
        self.classes: list[Class] = []
        self.texts: list[Text] = []
        self.settings: list[Setting] = []
        self.names: dict[str, str] = {}
        self.tally = Tally()
        self.main_line = 0
        self.documented = False
        self.statements = 0
        self.place: Callable[[int], int] = int
        self._within: list[str] = []
        self._kinds: list[str] = []
        self._guards = 0

    def module(self, tree: ast.Module) -> None:
        """Visit one module or one notebook cell; scopes carry over."""
        body = tree.body
        if ast.get_docstring(tree, clean=False) is not None:
            self.documented, body = True, body[1:]
        self.statements += sum(not isinstance(s, ast.Import | ast.ImportFrom) for s in body)
        self._all(body)

    def result(self) -> PythonModule:
        """What was gathered."""
        return PythonModule(
            imports=tuple(self.imports),
            calls=tuple(self.calls),
            functions=tuple(self.functions),
            classes=tuple(self.classes),
            tests=self.tally.tests(),
            texts=tuple(self.texts),
            settings=tuple(self.settings),
            names=tuple(self.names),
            values=tuple((name, value) for name, value in self.names.items() if is_foreign(value)),
            main_line=self.main_line,
            documented=self.documented,
            statements=self.statements,
        )

    @property
    def _inside(self) -> str:
        return ".".join(self._within)

    def _visit(self, node: ast.AST) -> None:
        handler = _HANDLERS.get(type(node))
        if handler is None:
            self._children(node)
        else:
            handler(self, node)

    def _children(self, node: ast.AST) -> None:
        for name in _FIELDS.get(type(node), node._fields):
            value = getattr(node, name, None)
            if isinstance(value, list):
                self._all(value)
            elif isinstance(value, ast.AST):
                self._visit(value)

    def _all(self, nodes: Sequence[Any]) -> None:
        for node in nodes:
            if isinstance(node, ast.AST):
                self._visit(node)

    # -- imports

    def _import(self, node: ast.Import) -> None:
        for name in node.names:
            alias = name.asname or name.name.partition(".")[0]
            self.scopes.bind_import(alias, name.name if name.asname else alias)
            self._note_import(name.name, "", alias, node.lineno)

    def _import_from(self, node: ast.ImportFrom) -> None:
        module = "." * node.level + (node.module or "")
        for name in node.names:
            alias = name.asname or name.name
            made = self._note_import(module, name.name, alias, node.lineno)
            if name.name != "*":
                self.scopes.bind_import(alias, made.target)

    def _note_import(self, module: str, name: str, alias: str, line: int) -> Import:
        made = Import(module, name, alias, self.place(line), guarded=self._guards > 0, inside=self._function_name())
        self.imports.append(made)
        return made

    def _function_name(self) -> str:
        return self._inside if "function" in self._kinds else ""

    def _try(self, node: Any) -> None:
        self._guards += 1
        self._children(node)
        self._guards -= 1

    # -- definitions

    def _function(self, node: AnyFunction) -> None:
        decorators = self._decorators(node.decorator_list)
        method = bool(self._kinds) and self._kinds[-1] == "class"
        self._note_function(node, decorators, method)
        self.scopes.bind(node.name, node.name)
        takes = node.args
        for default in (*takes.defaults, *(d for d in takes.kw_defaults if d is not None)):
            self._visit(default)
        self._enter(node.name, "function")
        for argument in parameters(takes):
            if argument.arg != "self":
                self.scopes.bind(argument.arg, self._annotated_as(argument.annotation))
        self._all(undocumented(node))
        self._leave()

    def _note_function(self, node: AnyFunction, decorators: tuple[str, ...], method: bool) -> None:
        made = describe_function(node, tuple(self._within), self.place, decorators, method, "function" in self._kinds)
        self.functions.append(made)
        if node.name.startswith("test") and not made.nested:
            self.tally.candidates.append((made.name, made.line, self._skipped or any(map(is_skip, decorators))))

    def _class(self, node: ast.ClassDef) -> None:
        decorators = self._decorators(node.decorator_list)
        bases = tuple(self.scopes.dotted(base) for base in node.bases)
        documented = ast.get_docstring(node, clean=False) is not None
        public = is_public((*self._within, node.name))
        name = ".".join((*self._within, node.name))
        self.classes.append(Class(name, self.place(node.lineno), public, documented, bases, decorators))
        if any(base.rsplit(".", 1)[-1] == "BaseSettings" for base in bases):
            self.settings.extend(
                Setting(s.target.id.upper(), self.place(s.lineno))
                for s in node.body
                if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name)
            )
        self.scopes.bind(node.name, node.name)
        self._all([*node.bases, *node.keywords])
        self._enter(node.name, "skipped class" if any(map(is_skip, decorators)) else "class")
        self._all(undocumented(node))
        self._leave()

    @property
    def _skipped(self) -> bool:
        return "skipped class" in self._kinds

    def _enter(self, name: str, kind: str) -> None:
        self._within.append(name)
        self._kinds.append(kind)
        self.scopes.push()

    def _leave(self) -> None:
        self._within.pop()
        self._kinds.pop()
        self.scopes.pop()

    def _decorators(self, nodes: list[ast.expr]) -> tuple[str, ...]:
        names = []
        for node in nodes:
            names.append(self.scopes.dotted(node))
            self._note_call(node if isinstance(node, ast.Call) else None, node, decorator=True)
        return tuple(names)

    # -- values

    def _assign(self, node: ast.Assign) -> None:
        self._visit(node.value)
        meaning = self._meaning_of(node.value)
        for target in node.targets:
            self._bind(target, meaning, node.value)

    def _annotated(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._visit(node.value)
        meaning = self._meaning_of(node.value) if node.value is not None else UNKNOWN
        self._bind(node.target, self._annotated_as(node.annotation) if meaning == UNKNOWN else meaning, node.value)

    def _bind(self, target: ast.expr, meaning: str, value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self.scopes.bind(target.id, meaning)
            if not self._within:
                self.names[target.id] = meaning
            if target.id == "pytestmark" and value is not None and "pytest.mark.skip" in self._marks(value):
                self.tally.all_skipped = True
        elif isinstance(target, ast.Attribute):
            if isinstance(target.value, ast.Name) and target.value.id == "self":
                self.scopes.bind(f"self.{target.attr}", meaning)
            else:
                self._visit(target.value)
        elif isinstance(target, ast.Tuple | ast.List):
            values = value.elts if isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts) else ()
            for index, part in enumerate(target.elts):
                self._bind(part, self._meaning_of(values[index]) if values else UNKNOWN, None)
        elif isinstance(target, ast.Starred):
            self._bind(target.value, UNKNOWN, None)
        else:
            self._visit(target)

    def _marks(self, value: ast.expr) -> tuple[str, ...]:
        parts = value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
        return tuple(self.scopes.dotted(part) for part in parts)

    def _meaning_of(self, value: ast.expr) -> str:
        if isinstance(value, ast.Call | ast.Name | ast.Attribute | ast.Await):
            return self.scopes.dotted(value)
        return UNKNOWN

    def _annotated_as(self, annotation: ast.expr | None) -> str:
        if isinstance(annotation, ast.Name | ast.Attribute):
            name = self.scopes.dotted(annotation)
            return name if "." in name else UNKNOWN
        return UNKNOWN

    def _for(self, node: ast.For | ast.AsyncFor) -> None:
        self._visit(node.iter)
        self._bind(node.target, UNKNOWN, None)
        self._all([*node.body, *node.orelse])

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self._visit(item.context_expr)
            if item.optional_vars is not None:
                self._bind(item.optional_vars, self._meaning_of(item.context_expr), None)
        self._all(node.body)

    def _if(self, node: ast.If) -> None:
        if not self._within and is_main(node.test) and not self.main_line:
            self.main_line = self.place(node.lineno)
        checking = isinstance(node.test, ast.Name | ast.Attribute) and self.scopes.dotted(node.test).endswith(
            "TYPE_CHECKING"
        )
        self._guards += checking
        self._children(node)
        self._guards -= checking

    def _assert(self, node: ast.Assert) -> None:
        if can_fail(node.test):
            self.tally.note_assertion(self._inside)
        self._children(node)

    # -- calls and constants

    def _call(self, node: ast.Call) -> None:
        self._note_call(node, node.func, decorator=False)

    def _note_call(self, node: ast.Call | None, named: ast.expr, *, decorator: bool) -> None:
        name = self.scopes.dotted(named)
        inside = self._inside
        made = Call(
            name=name,
            line=self.place(line_of_name(named)),
            arguments=tuple(value_text(a, self.scopes) for a in node.args[:MOST_ARGUMENTS]) if node else (),
            keywords=tuple((k.arg or "**", value_text(k.value, self.scopes)) for k in node.keywords) if node else (),
            inside=inside,
            decorator=decorator,
        )
        self.calls.append(made)
        if node is None:
            return
        self.tally.note_call(inside, name)
        if is_assertion(name, node):
            self.tally.note_assertion(inside)
        if name in _READS or name.endswith(".environ.get"):
            self.settings.append(Setting(_constant_text(node.args), made.line))
        if name == "pytest.skip" and made.keyword("allow_module_level") == "True" and not self._within:
            self.tally.all_skipped = True
        self._children(node)

    def _subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.value, ast.Attribute | ast.Name) and self.scopes.dotted(node.value) == "os.environ":
            name = node.slice.value if isinstance(node.slice, ast.Constant) else ""
            self.settings.append(Setting(str(name), self.place(node.lineno)))
        self._children(node)

    def _leaf(self, node: ast.AST) -> None:
        """Nothing to see, and nothing below."""

    def _constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, str) and len(self.texts) < MOST_TEXTS and names_something(value):
            self.texts.append(Text(value, self.place(node.lineno)))


def _constant_text(arguments: list[ast.expr]) -> str:
    """The first argument, when it is written down as text."""
    first = arguments[0] if arguments else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(name for name in kind._fields if name not in _PLAIN_FIELDS)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}
"""The fields of a node that may hold other nodes."""

_HANDLERS: dict[type[ast.AST], Callable[[Visitor, Any], None]] = {
    ast.Import: Visitor._import,
    ast.ImportFrom: Visitor._import_from,
    ast.Try: Visitor._try,
    ast.TryStar: Visitor._try,
    ast.FunctionDef: Visitor._function,
    ast.AsyncFunctionDef: Visitor._function,
    ast.ClassDef: Visitor._class,
    ast.Assign: Visitor._assign,
    ast.AnnAssign: Visitor._annotated,
    ast.For: Visitor._for,
    ast.AsyncFor: Visitor._for,
    ast.With: Visitor._with,
    ast.AsyncWith: Visitor._with,
    ast.If: Visitor._if,
    ast.Assert: Visitor._assert,
    ast.Call: Visitor._call,
    ast.Subscript: Visitor._subscript,
    ast.Constant: Visitor._constant,
    ast.Name: Visitor._leaf,
    ast.Pass: Visitor._leaf,
    ast.Global: Visitor._leaf,
}
