"""Infrastructure written as programs: Pulumi and the AWS CDK (and CDKTF), in Python and TypeScript."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice

import re2

from assess.facts.infrastructure.reading import TextReader
from assess.facts.infrastructure.resource import ATTRIBUTE_LIMIT, VALUE_LIMIT, Attribute, Resource
from assess.facts.pipelines.python_source import PythonSource, parse_python

CALLS_LIMIT = 1000
_STACK_ACTIONS = ("CloudFormationCreateUpdateStackAction", "CloudFormationExecuteChangeSetAction")
"""Steps of a delivery pipeline; they carry a name in the options, not a scope."""
_PULUMI = ("pulumi_",)
_CDK = ("aws_cdk", "cdktf", "imports.", "constructs")
_SETTINGS = frozenset({"App", "Stack", "Environment", "Tags", "Duration", "CfnOutput", "Construct", "ResourceOptions", "Stage",
                       "InvokeOptions", "Provider", "StackReference", "Config", "Output", "Asset", "FileAsset"})  # fmt: skip
_NEW = re2.compile(
    r"\bnew\s+([A-Za-z_][\w.]*)\s*(?:<[^>\n]*>)?\(\s*(this|self|stack|scope)?\s*,?\s*[`'\"]([^`'\"\n]*)[`'\"]"
)
_NEW_ACTION = re2.compile(rf"\bnew\s+(?:[\w.]+\.)?({'|'.join(_STACK_ACTIONS)})\(")
_NAMED_IMPORT = re2.compile(r"import\s*\{([^}]*)\}\s*from\s*['\"](?:aws-cdk-lib/|@aws-cdk/)aws-([\w-]+)['\"]")
_PAIR = re2.compile(r"([A-Za-z_]\w*)\s*:\s*([^,{}\[\]\n]+)")
_CLUSTER_OPERATORS = (
    "CreateClusterOperator",
    "CreateJobFlowOperator",
    "CreateWorkGroupOperator",
    "CreateBatchOperator",
)


def read_python(path: str, text: str) -> tuple[Resource, ...]:
    """Constructor calls with a scope and a name (CDK) or a name (Pulumi). Raises: Unparsable."""
    source = parse_python(path, text)
    return tuple(_calls(source))


def _calls(source: PythonSource) -> Iterator[Resource]:
    for call in source.calls():
        name = source.dotted(call)
        last = name.rsplit(".", 1)[-1]
        if name.startswith(_PULUMI) and last[:1].isupper() and call.args and last not in _SETTINGS:
            given = source.text(call.args[0])
            if given and not last.endswith(("Args", "ArgsDict")):
                kind = name.removeprefix("pulumi_")
                yield Resource(f"pulumi:{kind}", given, source.path, call.lineno, tuple(_keywords(source, call)))
        elif name.startswith(_CDK) and last[:1].isupper() and len(call.args) >= 2 and last not in _SETTINGS:
            given = source.text(call.args[1])
            scope = call.args[0]
            if given and isinstance(scope, ast.Name | ast.Attribute):
                kind = name.removeprefix("aws_cdk.").removeprefix("aws_")
                yield Resource(f"cdk:{kind}", given, source.path, call.lineno, tuple(_keywords(source, call)))
        elif last in _STACK_ACTIONS:
            yield Resource(f"cdk:codepipeline_actions.{last}", last, source.path, call.lineno)
        elif name.endswith(_CLUSTER_OPERATORS):
            yield Resource(
                f"airflow:{last}", source.texts(call)[0] if source.texts(call) else last, source.path, call.lineno
            )


def _keywords(source: PythonSource, call: ast.Call, prefix: str = "", depth: int = 0) -> Iterator[Attribute]:
    for item in call.keywords:
        if not item.arg:
            continue
        key = f"{prefix}{item.arg}"
        if isinstance(item.value, ast.Call) and item.value.keywords and depth < 4:
            yield from _keywords(source, item.value, f"{key}.", depth + 1)
        elif (
            isinstance(item.value, ast.List)
            and depth < 4
            and any(isinstance(e, ast.Call) and e.keywords for e in item.value.elts)
        ):
            for index, element in enumerate(item.value.elts):
                if isinstance(element, ast.Call):
                    yield from _keywords(source, element, f"{key}.{index}.", depth + 1)
        else:
            yield key, _written(source, item.value), item.value.lineno


def _written(source: PythonSource, value: ast.expr) -> str:
    if isinstance(value, ast.Constant):
        return "true" if value.value is True else "false" if value.value is False else str(value.value)[:VALUE_LIMIT]
    return source.text(value)[:VALUE_LIMIT] or ast.unparse(value)[:VALUE_LIMIT]


def read_typescript(path: str, text: str) -> tuple[Resource, ...]:
    """`new s3.Bucket(this, "Name", {...})` and `new aws.s3.Bucket("name", {...})`."""
    pulumi = "@pulumi/" in text
    modules = {
        name.split(" as ")[-1].strip(): str(match.group(2)).replace("-", "")
        for match in _NAMED_IMPORT.finditer(text)
        for name in str(match.group(1)).split(",")
    }
    found = []
    for match in islice(_NEW.finditer(text), CALLS_LIMIT):
        name, scope = str(match.group(1)), match.group(2)
        last = name.rsplit(".", 1)[-1]
        if not last[:1].isupper() or last in _SETTINGS or (not scope and not pulumi) or ("." not in name and not scope):
            continue
        line = text.count("\n", 0, match.start()) + 1
        system = "cdk" if scope and not pulumi else "pulumi"
        if name in modules:
            name = f"{modules[name]}.{name}"
        found.append(
            Resource(f"{system}:{name}", str(match.group(3)), path, line, tuple(_options(text, match.end(), line)))
        )
    for action in islice(_NEW_ACTION.finditer(text), CALLS_LIMIT):
        line = text.count("\n", 0, action.start()) + 1
        found.append(Resource(f"cdk:codepipeline_actions.{action.group(1)}", str(action.group(1)), path, line))
    return tuple(found)


def _options(text: str, start: int, line: int) -> Iterator[Attribute]:
    """Pairs in the braces that follow, by their innermost key."""
    depth, end = 0, start
    while end < min(len(text), start + 8000):
        depth += (text[end] in "({[") - (text[end] in ")}]")
        if depth < 0:
            break
        end += 1
    body = text[start:end]
    for index, match in enumerate(_PAIR.finditer(body)):
        if index >= ATTRIBUTE_LIMIT:
            return
        where = line + body.count("\n", 0, match.start())
        yield str(match.group(1)), str(match.group(2)).strip().strip("'\"`")[:VALUE_LIMIT], where


READERS = (
    TextReader(("*.py",), ("pulumi_", "aws_cdk", "cdktf", *_CLUSTER_OPERATORS), read_python),
    TextReader(("*.ts", "*.js"), ("aws-cdk-lib", "@aws-cdk/", "@pulumi/", "cdktf"), read_typescript),
)
