"""What JUnit XML may hold, after the description that most readers follow.

There is no schema by JUnit itself. Source: `junit-10.xsd` of the xUnit plugin for Jenkins
(github.com/jenkinsci/xunit-plugin, src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd, commit 031e285),
by which pytest checks its own output, too. Its facts are restated here, since no library in use ships the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as Xml


@dataclass(frozen=True, slots=True)
class Shape:
    """One element: attributes that it must and may have, elements that may stand in it, and whether text may."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    text: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OUTCOME = Shape(optional=_words("type message"), text=True)
_SUITE_MAY = _words("group time skipped timestamp hostname id package file log url")

SHAPES = {
    "testsuites": Shape(optional=_words("name time tests failures errors"), children=_words("testsuite")),
    "testsuite": Shape(
        _words("name tests failures errors"),
        _SUITE_MAY,
        _words("testsuite properties testcase system-out system-err"),
    ),
    "testcase": Shape(
        _words("name"),
        _words("time classname group"),
        _words("skipped error failure rerunFailure rerunError flakyFailure flakyError system-out system-err"),
    ),
    "failure": _OUTCOME,
    "error": _OUTCOME,
    "skipped": _OUTCOME,
}
TIME = re.compile(r"[0-9]{0,3}([,]?[0-9]{3})*(\.[0-9]*)?")


def faults(element: Xml.Element) -> Iterator[str]:
    """What in an element, and in all below it, the description does not allow."""
    shape = SHAPES.get(element.tag)
    if shape is None:
        yield f"<{element.tag}> is not known"
        return
    names = set(element.attrib)
    yield from (f"<{element.tag}> lacks {name}" for name in sorted(shape.required - names))
    yield from (f"<{element.tag}> has {name}" for name in sorted(names - shape.required - shape.optional))
    if element.tag != "testcase" and not TIME.fullmatch(element.get("time", "")):
        yield f"time {element.get('time')!r} is no number of seconds"
    if not shape.text and (element.text or "").strip():
        yield f"<{element.tag}> holds text"
    for child in element:
        if child.tag not in shape.children:
            yield f"<{child.tag}> stands in <{element.tag}>"
        if (child.tail or "").strip():
            yield f"<{element.tag}> holds text"
        yield from faults(child)
