"""npm, yarn, pnpm, bun and monorepo runners: which package scripts a call starts."""

from __future__ import annotations

from posixpath import dirname

from assess.facts.build_files.model import BuildFile
from assess.links.ci.build_index import BuildIndex
from assess.links.ci.next_steps import Call, Next
from assess.links.ci.places import folder_of

_SHORT = frozenset({"test", "start", "stop", "restart"})
_OWN = frozenset(
    {"install", "i", "ci", "add", "remove", "audit", "publish", "pack", "init", "config", "cache", "version", "outdated",
     "exec", "dlx", "login", "link", "why", "set", "up", "upgrade", "update", "prune", "view", "x", "create", "npm", "dedupe"}
)  # fmt: skip
_FOLDER_FLAGS = frozenset({"--prefix", "--cwd", "-C", "--dir"})
_EVERYWHERE = frozenset(
    {"--workspaces", "-ws", "-r", "--recursive", "--filter", "-F", "-w", "--workspace", "workspaces", "foreach"}
)
PACKAGE_LIMIT = 20


def node_next(index: BuildIndex, call: Call) -> tuple[Next, ...]:
    """The scripts that a call starts, in the package of its folder or in all packages."""
    folder, name, everywhere = _asked(call)
    if not name:
        return ()
    if everywhere or call.program in ("lerna", "turbo", "nx"):
        files = [f for path, f in sorted(index.by_tool.get("npm", {}).items()) if index.counts(path)]
        files = [f for f in files if f.target(name) is not None][:PACKAGE_LIMIT]
    else:
        files = [f for f in index.files("npm", folder) if f.target(name) is not None or _asks_for_script(call)]
    return tuple(step for file in files for step in _of_file(index, file, name) or [Next(file.path, key=f"npm {name}")])


def _asks_for_script(call: Call) -> bool:
    """Whether only a script can be meant, so that a missing one leads to nothing."""
    return any(a in ("run", "run-script", "test", "t") for a in call.arguments[:3])


def _of_file(index: BuildIndex, file: BuildFile, name: str) -> list[Next]:
    folder = dirname(file.path)
    return [Next(file.path, t.scripts, folder, f"npm {file.path} {t.name}") for t in index.closure(file, (name,))]


def _asked(call: Call) -> tuple[str, str, bool]:
    """Folder, script name, and whether every package is meant."""
    folder, everywhere = call.folder, False
    plain: list[str] = []
    position = 0
    while position < len(call.arguments):
        word = call.arguments[position]
        flag, equals, value = word.partition("=")
        if word == "--":
            break
        if flag in _FOLDER_FLAGS:
            position += not equals
            value = value if equals else "".join(call.arguments[position : position + 1])
            folder = folder_of(folder, value)
        elif flag in _EVERYWHERE:
            everywhere = True
            position += flag in ("--filter", "-F", "-w", "--workspace") and not equals
        elif not word.startswith("-"):
            plain.append(word)
        position += 1
    return folder, _name(call, plain), everywhere


def _name(call: Call, plain: list[str]) -> str:
    if call.program in ("lerna", "turbo", "nx"):
        target = next((a.partition("=")[2] for a in call.arguments if a.startswith(("--target=", "-t="))), "")
        rest = [w for w in plain if w not in ("run", "run-many", "affected", "exec")]
        return target or (rest[0] if rest else "")
    if not plain:
        return ""
    head, rest = plain[0], plain[1:]
    if head in ("run", "run-script", "rum", "urn"):
        return rest[0] if rest else ""
    if head == "workspace" and len(rest) >= 2:
        return rest[2] if rest[1] == "run" and len(rest) > 2 else rest[1]
    if call.program == "npm":
        return "test" if head in ("t", "tst") else head if head in _SHORT else ""
    return "" if head in _OWN else head
