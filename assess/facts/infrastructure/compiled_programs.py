"""Infrastructure programs in Java, Kotlin, Scala, Go and C#: the AWS CDK and Pulumi."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import re2

from assess.facts.infrastructure.reading import TextReader
from assess.facts.infrastructure.resource import ATTRIBUTE_LIMIT, VALUE_LIMIT, Attribute, Resource

CALLS_LIMIT = 1000
STATEMENT_LIMIT = 6000
_JAVA_IMPORT = re2.compile(
    r"(?m)^\s*import\s+(?:software\.amazon\.awscdk\.(?:services\.)?|com\.pulumi\.)([\w.]+?)\.([A-Z]\w*)\s*;?\s*$"
)
_JAVA_NEW = re2.compile(
    r"\b(?:new\s+)?([A-Z]\w*)(?:\.Builder\.create)?\(\s*(?:(this|self|stack|scope)\s*,\s*)?\"([^\"\n]+)\""
)
_JAVA_PAIR = re2.compile(r"\.([a-z]\w*)\(\s*([^()\n]+?)\s*\)")
_GO_IMPORT = re2.compile(
    r'(?m)^\s*(?:import\s+)?(\w+)?\s*"github\.com/pulumi/pulumi-([\w-]+)/sdk[\w./]*/go/[\w-]+/([\w/]+)"'
)
_GO_NEW = re2.compile(r"\b(\w+)\.New([A-Z]\w*)\(\s*\w+\s*,\s*(?:jsii\.String\(\s*)?\"([^\"\n]+)\"")
_GO_PAIR = re2.compile(r"\b([A-Z]\w*):\s*(?:(?:jsii|pulumi)\.\w+\(\s*)?([^,\n]+?)\)?,?\s*$")
_SHARP_NEW = re2.compile(r"\bnew\s+(?:[\w.]+\.)?([A-Z]\w*)\(\s*(?:(this|stack|scope)\s*,\s*)?\"([^\"\n]+)\"")
_SHARP_PAIR = re2.compile(r"\b([A-Z]\w*)\s*=\s*([^,{}\n]+)")
_NO_RESOURCES = frozenset(
    {"Stack", "App", "Stage", "Tags", "CfnOutput", "Config", "StackReference", "Exception", "String"}
)


def read_java(path: str, text: str) -> tuple[Resource, ...]:
    """`Bucket.Builder.create(this, "Raw")`, `new Bucket(this, "Raw", ...)` and `new Bucket("raw", ...)` of imported classes."""
    known = {str(m.group(2)): str(m.group(1)) for m in _JAVA_IMPORT.finditer(text)}
    pulumi = "com.pulumi" in text
    return tuple(
        Resource(kind, title, path, _line(text, at), tuple(_pairs(_JAVA_PAIR, text, end)))
        for name, title, at, end in _found(_JAVA_NEW, text)
        if name in known and name not in _NO_RESOURCES
        for kind in [f"{'pulumi' if pulumi else 'cdk'}:{known[name]}.{name}"]
    )


def read_go(path: str, text: str) -> tuple[Resource, ...]:
    """`awss3.NewBucket(stack, jsii.String("Raw"), ...)` and `s3.NewBucket(ctx, "raw", ...)`."""
    imported = {
        str(m.group(1) or m.group(3)).rsplit("/", 1)[-1]: f"pulumi:{m.group(2)}.{str(m.group(3)).replace('/', '.')}"
        for m in _GO_IMPORT.finditer(text)
    }
    found = []
    for match in islice(_GO_NEW.finditer(text), CALLS_LIMIT):
        package, name, title = (str(match.group(i)) for i in (1, 2, 3))
        kind = imported.get(
            package, f"cdk:{package.removeprefix('aws')}" if package.startswith("aws") and "awscdk" in text else ""
        )
        if kind and name not in _NO_RESOURCES:
            attributes = tuple(_pairs(_GO_PAIR, text, match.end()))
            found.append(Resource(f"{kind}.{name}", title, path, _line(text, match.start()), attributes))
    return tuple(found)


def read_csharp(path: str, text: str) -> tuple[Resource, ...]:
    """`new Bucket(this, "Raw", new BucketProps { ... })` of the CDK; C# does not say where a class comes from."""
    return tuple(
        Resource(f"cdk:{name}", title, path, _line(text, at), tuple(_pairs(_SHARP_PAIR, text, end)))
        for name, title, at, end in _found(_SHARP_NEW, text, scoped=True)
        if name not in _NO_RESOURCES and not name.endswith("Stack")
    )


def _found(pattern: re2._Regexp[str], text: str, *, scoped: bool = False) -> Iterator[tuple[str, str, int, int]]:
    for match in islice(pattern.finditer(text), CALLS_LIMIT):
        if match.group(2) or not scoped:
            yield str(match.group(1)), str(match.group(3)), match.start(), match.end()


def _pairs(pattern: re2._Regexp[str], text: str, start: int) -> Iterator[Attribute]:
    """Settings up to the end of the statement, with a small first letter."""
    body = _statement(text, start)
    line = _line(text, start)
    for offset, written in enumerate(body.split("\n")):
        for match in islice(pattern.finditer(written), ATTRIBUTE_LIMIT):
            key, value = str(match.group(1)), str(match.group(2))
            yield key[:1].lower() + key[1:], value.strip().strip("\"'")[:VALUE_LIMIT], line + offset


def _statement(text: str, start: int) -> str:
    depth = 1
    for end in range(start, min(len(text), start + STATEMENT_LIMIT)):
        depth += (text[end] in "({[") - (text[end] in ")}]")
        if (
            (text[end] == ";" and depth <= 0)
            or depth < 0
            or (depth == 0 and text[end + 1 : end + 2] == "\n" and not _goes_on(text, end + 1))
        ):
            return text[start:end]
    return text[start : start + STATEMENT_LIMIT]


def _goes_on(text: str, start: int) -> bool:
    """Whether the next line continues a chain of calls."""
    return text[start : start + 200].lstrip().startswith(".")


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


READERS = (
    TextReader(("*.java", "*.kt", "*.scala"), ("software.amazon.awscdk", "com.pulumi"), read_java),
    TextReader(("*.go",), ("aws-cdk-go", "pulumi/pulumi-"), read_go),
    TextReader(("*.cs",), ("Amazon.CDK",), read_csharp),
)
