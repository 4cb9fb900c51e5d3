"""Ansible playbooks and role tasks: each task as the module that it calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assess.facts.infrastructure.reading import DocumentReader
from assess.facts.infrastructure.resource import Resource, flat
from assess.facts.pipelines.documents import items, mapping, one_or_many, word
from assess.yaml_source import Loaded

DEPTH_LIMIT = 6
_WORDS = frozenset({
    "name", "when", "with_items", "loop", "loop_control", "register", "become", "become_user", "become_method", "tags", "notify", "vars",
    "until", "retries", "delay", "ignore_errors", "changed_when", "failed_when", "environment", "args", "delegate_to", "run_once", "no_log",
    "check_mode", "listen", "async", "poll", "any_errors_fatal", "local_action", "block", "rescue", "always", "remote_user", "diff", "with_dict",
    "with_fileglob", "with_together", "with_subelements", "first_available_file", "throttle", "timeout", "module_defaults", "collections",
})  # fmt: skip


def read(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """Plays of a playbook, or the tasks of a role."""
    return tuple(r for d in documents for r in _document(path, d))


def _document(path: str, document: Loaded) -> Iterator[Resource]:
    for index, entry in enumerate(items(document.data)):
        body = mapping(entry)
        if "hosts" in body:
            name = word(body.get("name")) or word(body.get("hosts")) or "play"
            roles = flat({k: body[k] for k in ("hosts", "roles") if k in body}, document, (index,))
            yield Resource("ansible:play", name, path, document.line(index), roles)
            for section in ("pre_tasks", "tasks", "post_tasks", "handlers"):
                yield from _tasks(path, document, items(body.get(section)), (index, section), 0)
        elif "/tasks/" in f"/{path}" or "/handlers/" in f"/{path}":
            yield from _tasks(path, document, [entry], (), 0, index)


def _tasks(
    path: str, document: Loaded, tasks: list[Any], place: tuple[str | int, ...], depth: int, start: int = 0
) -> Iterator[Resource]:
    for index, task in enumerate(tasks, start):
        body, at = mapping(task), (*place, index)
        for section in ("block", "rescue", "always"):
            if depth < DEPTH_LIMIT:
                yield from _tasks(path, document, items(body.get(section)), (*at, section), depth + 1)
        module = _module(body)
        if module:
            off = [word(w) for w in one_or_many(body.get("when"))] in (["false"], ["False"])
            attributes = flat(body.get(module), document, (*at, module), document.line(*at))
            yield Resource(
                f"ansible:{module}", word(body.get("name")) or module, path, document.line(*at), attributes, off
            )


def _module(task: Mapping[str, Any]) -> str:
    return next((str(k) for k in task if str(k) not in _WORDS and not str(k).startswith("with_")), "")


READERS = (
    DocumentReader(
        ("*.y{a,}ml",),
        (
            ("hosts:", "ansible.", "- name:"),
            ("tasks:", "roles:", "ansible.", "become:", "apt:", "template:", "copy:", "service:", "hosts:"),
        ),
        read,
        weak=True,
    ),
)
