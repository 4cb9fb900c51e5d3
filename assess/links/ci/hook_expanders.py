"""pre-commit: the hooks that a call runs."""

from __future__ import annotations

from posixpath import dirname

from assess.facts.build_files.pre_commit import MANUAL_STAGES, Hook
from assess.links.ci.build_index import BuildIndex
from assess.links.ci.next_steps import Call, Next

_VERBS = frozenset({"run", "install", "autoupdate", "install-hooks", "clean", "gc", "validate-config", "uninstall", "sample-config", "migrate-config"})  # fmt: skip


def hooks_next(index: BuildIndex, call: Call) -> tuple[Next, ...]:
    """The hooks of `pre-commit run`; nothing for other verbs."""
    plain = [a for a in call.arguments if not a.startswith("-")]
    if plain[:1] != ["run"] and not (call.program == "prek" and (not plain or plain[0] not in _VERBS)):
        return ()
    wanted = [w for w in plain if w != "run"]
    stage = next(
        (call.arguments[i + 1] for i, a in enumerate(call.arguments[:-1]) if a in ("--hook-stage", "--stage")), ""
    )
    skipped = frozenset(call.value("SKIP").split(","))
    return configured_hooks(index, call.folder, wanted, stage, skipped)


def configured_hooks(
    index: BuildIndex, folder: str, wanted: list[str], stage: str = "", skipped: frozenset[str] = frozenset()
) -> tuple[Next, ...]:
    """Hooks of the folder's configuration; all but those of the manual stage unless they are asked for."""
    found = index.hooks(folder)
    if found is None:
        return ()
    named = [h for h in found.hooks if h.id in wanted]
    hooks = [h for h in named or found.hooks if h.id not in skipped and _runs(h, stage, bool(named))]
    return (Next(found.path, hooks=tuple(hooks), folder=dirname(found.path), key=f"hooks {found.path}"),)


def _runs(hook: Hook, stage: str, named: bool) -> bool:
    if stage:
        return not hook.stages or stage in hook.stages
    return (
        named
        or not hook.stages
        or not frozenset(hook.stages) <= MANUAL_STAGES | {"commit-msg", "pre-push", "push", "post-checkout"}
    )
