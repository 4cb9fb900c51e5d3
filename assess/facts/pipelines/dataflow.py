"""Which steps a function body creates and which of them wait for which: data passed on, `>>`, `after`, `chain`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from assess.facts.pipelines.flow import FlowStep
from assess.facts.pipelines.python_source import Function

STEP_LIMIT = 2000
_UPSTREAM = frozenset(
    {"set_upstream", "run_after", "after", "add_upstream", "add_depends_on", "with_upstream", "needs"}
)
_DOWNSTREAM = frozenset({"set_downstream", "set_next", "next"})
_CHAINS = frozenset({"chain", "chain_linear", "cross_downstream"})
Names = frozenset[str]
NONE: Names = frozenset()


@dataclass(slots=True)
class Draft:
    """A step while its surroundings are still being read."""

    name: str
    line: int
    runs: tuple[str, ...] = ()
    retries: bool = False
    timeout: bool = False
    task: str = ""
    owner: str = ""
    """The flow it names itself, when it names one."""
    needs: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """The name within its flow's own namespace."""
        return f"{self.owner}\0{self.name}"

    def step(self) -> FlowStep:
        """The finished step."""
        needs = tuple(sorted({n.partition("\0")[2] for n in self.needs} - {self.name}))
        return FlowStep(self.name, self.line, needs, self.runs, self.retries, self.timeout, task=self.task)


class Walker:
    """Walks statements in order. `draft` says whether a call is a step; `sequential` steps wait for the one before."""

    def __init__(
        self,
        draft: Callable[[ast.Call], Draft | None],
        *,
        sequential: bool = False,
        scope: Callable[[ast.expr], str] | None = None,
    ) -> None:
        self._draft = draft
        self._scope = scope
        self._sequential = sequential
        self._latest: Names = NONE
        self._inside: list[Names] = []
        self._branches = 0
        self.variables: dict[str, Names] = {}
        self.drafts: dict[str, Draft] = {}
        self.owner = ""
        """The flow whose `with` block is being read; `scope` names it."""

    def steps(self) -> tuple[FlowStep, ...]:
        """Every step found, in the order of the text."""
        return tuple(d.step() for d in self.drafts.values())

    def body(self, statements: Iterable[ast.stmt]) -> None:
        """Reads statements in order."""
        for statement in statements:
            self._statement(statement)

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, Function | ast.ClassDef):
            return
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            self._assign(node)
        elif isinstance(node, ast.With | ast.AsyncWith):
            self._with(node)
        elif isinstance(node, ast.If | ast.While):
            self._branches += 1
            self._within(self.value(node.test), [*node.body, *node.orelse])
            self._branches -= 1
        elif isinstance(node, ast.For | ast.AsyncFor):
            produced = self.value(node.iter)
            self._bind(node.target, produced)
            self._within(produced, [*node.body, *node.orelse])
        elif isinstance(node, ast.Try):
            handlers = [s for h in node.handlers for s in h.body]
            self.body([*node.body, *handlers, *node.orelse, *node.finalbody])
        else:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self.value(child)

    def _assign(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
        produced = self.value(node.value) if node.value is not None else NONE
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            kept = self.value(target) if isinstance(node, ast.AugAssign) else NONE
            self._bind(target, produced | kept)

    def _bind(self, target: ast.expr, produced: Names) -> None:
        if isinstance(target, ast.Name):
            kept = self.variables.get(target.id, NONE) if self._branches else NONE
            self.variables[target.id] = produced | kept
        elif isinstance(target, ast.Subscript | ast.Attribute):
            name = _root(target)
            if name and produced:
                self.variables[name] = self.variables.get(name, NONE) | produced
        elif isinstance(target, ast.Tuple | ast.List):
            for part in target.elts:
                self._bind(part.value if isinstance(part, ast.Starred) else part, produced)

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        produced, outer = NONE, self.owner
        for item in node.items:
            produced |= self.value(item.context_expr)
            self.owner = (self._scope(item.context_expr) if self._scope else "") or self.owner
        before = set(self.drafts)
        self._within(produced, node.body)
        self.owner = outer
        created = frozenset(name for name in self.drafts if name not in before)
        for item in node.items:
            if isinstance(item.optional_vars, ast.Name):
                self.variables[item.optional_vars.id] = created or produced

    def _within(self, condition: Names, statements: list[ast.stmt]) -> None:
        self._inside.append(condition)
        self.body(statements)
        self._inside.pop()

    def value(self, node: ast.expr) -> Names:
        """The steps whose results an expression carries; calls in it become steps."""
        if isinstance(node, ast.Name):
            return self.variables.get(node.id, NONE)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.RShift | ast.LShift):
            left, right = self.value(node.left), self.value(node.right)
            self._order(*((left, right) if isinstance(node.op, ast.RShift) else (right, left)))
            return right
        if isinstance(node, ast.Lambda):
            return NONE
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            return self._comprehension(node)
        return frozenset().union(*(self.value(c) for c in ast.iter_child_nodes(node) if isinstance(c, ast.expr)))

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Names:
        produced = NONE
        for generator in node.generators:
            source = self.value(generator.iter)
            self._bind(generator.target, source)
            produced |= source
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        return produced.union(*(self.value(part) for part in parts))

    def _call(self, node: ast.Call) -> Names:
        subject = self.value(node.func.value) if isinstance(node.func, ast.Attribute) else NONE
        arguments = [self.value(a.value if isinstance(a, ast.Starred) else a) for a in node.args]
        given = frozenset().union(*arguments, *(self.value(k.value) for k in node.keywords))
        method = node.func.attr if isinstance(node.func, ast.Attribute) else _root(node.func)
        if subject and method in _UPSTREAM:
            self._order(given, subject)
            return subject
        if subject and method in _DOWNSTREAM:
            self._order(subject, given)
            return subject
        if method in _CHAINS:
            links = self._links(node.args, arguments)
            for before, after in pairwise(links):
                self._order(before, after)
            return given
        draft = self._draft(node)
        if draft is None or len(self.drafts) >= STEP_LIMIT:
            return subject | given
        return self._add(draft, given | subject)

    def _add(self, draft: Draft, given: Names) -> Names:
        draft.owner = draft.owner or self.owner
        kept = self.drafts.setdefault(draft.key, draft)
        kept.needs |= given.union(*self._inside)
        if self._sequential and not kept.needs:
            kept.needs |= self._latest
        self._latest = frozenset({kept.key})
        return self._latest

    def _order(self, before: Names, after: Names) -> None:
        for name in after:
            if name in self.drafts:
                self.drafts[name].needs |= before

    def _links(self, arguments: list[ast.expr], values: list[Names]) -> list[Names]:
        """`chain(*[a, b])` orders what stands in the list."""
        if len(arguments) == 1 and isinstance(arguments[0], ast.Starred):
            inner = arguments[0].value
            if isinstance(inner, ast.List | ast.Tuple):
                return [self.value(e) for e in inner.elts]
        return values


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
