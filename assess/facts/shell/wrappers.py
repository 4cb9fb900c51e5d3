"""The command inside its wrappers: sudo, env, timeout, poetry run, npx, docker run, bash -c and their kin."""

from __future__ import annotations

from dataclasses import dataclass

DEPTH_LIMIT = 8


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """What really runs: words after wrappers are off, or a script to split again; `inner` is run besides `words`."""

    words: tuple[str, ...]
    script: str = ""
    """Text of `bash -c '...'`; then `words` is empty."""
    inner: tuple[str, ...] = ()
    """What runs in a container or on another machine, beside the command that starts it."""
    inner_script: str = ""


_FLAGS_WITH_VALUE: dict[str, frozenset[str]] = {
    "sudo": frozenset({"-u", "-g", "-h", "-C", "-p", "-r", "-t", "-D", "--user", "--group"}),
    "env": frozenset({"-u", "-C", "-S", "--unset", "--chdir"}),
    "time": frozenset({"-f", "-o"}),
    "timeout": frozenset({"-k", "-s", "--signal", "--kill-after"}),
    "nice": frozenset({"-n"}),
    "ionice": frozenset({"-c", "-n"}),
    "stdbuf": frozenset({"-i", "-o", "-e"}),
    "xvfb-run": frozenset({"-s", "-n", "-e", "--server-args"}),
    "xargs": frozenset({"-I", "-n", "-P", "-L", "-d", "-a", "-s", "-E"}),
    "uv": frozenset({
        "--with", "--extra", "--group", "--only-group", "--package", "-p", "--python", "--project", "--directory",
        "--env-file", "--with-requirements", "--with-editable", "--no-group", "--from", "--index", "--index-url",
    }),
    "conda": frozenset({"-n", "--name", "-p", "--prefix", "--cwd"}),
    "npx": frozenset({"-p", "--package", "-c", "--call", "--prefix", "-w", "--workspace"}),
    "docker": frozenset({
        "-v", "--volume", "-e", "--env", "-w", "--workdir", "-u", "--user", "-p", "--publish", "--name", "--network",
        "--net", "--entrypoint", "--env-file", "--mount", "-m", "--memory", "--cpus", "--platform", "-h", "--hostname",
        "-l", "--label", "--add-host", "--gpus", "--ipc", "--shm-size", "--pull", "--link", "--volumes-from", "-f",
        "--file", "--project-name", "--profile", "--index", "--tmpfs", "--security-opt", "--cap-add", "--restart",
        "--expose", "--device", "--ulimit", "--cidfile", "--log-driver", "--dns", "--runtime", "-a", "--attach",
    }),
    "coverage": frozenset({"--source", "--omit", "--include", "--rcfile", "--context", "--data-file"}),
    "kubectl": frozenset({"-n", "--namespace", "-c", "--container", "--context", "--kubeconfig"}),
    "ssh": frozenset({"-i", "-p", "-o", "-l", "-F", "-J", "-L", "-R", "-D", "-b", "-c", "-E", "-m", "-S", "-W"}),
}  # fmt: skip
_PLAIN = frozenset(
    {"sudo", "env", "time", "nice", "ionice", "nohup", "exec", "command", "stdbuf", "xvfb-run", "builtin", "eatmydata",
     "setsid", "dumb-init", "tini", "gosu", "chronic", "unbuffer", "ccache", "winpty", "caffeinate", "doas"}
)  # fmt: skip
_RUN = {
    "poetry": ("run",), "pipenv": ("run",), "rye": ("run",), "uv": ("run",), "conda": ("run",), "mamba": ("run",),
    "micromamba": ("run",), "dotenv": ("run",), "bundle": ("exec",), "aws-vault": ("exec",), "chamber": ("exec",),
    "doppler": ("run",), "infisical": ("run",), "asdf": ("exec",), "mise": ("exec", "x"), "pyenv": ("exec",),
    "rbenv": ("exec",), "direnv": ("exec",), "op": ("run",), "teller": ("run",), "nix": ("develop",), "devbox": ("run",),
}  # fmt: skip
_NODE_RUN = {"npm": ("exec", "x"), "pnpm": ("exec", "dlx"), "yarn": ("exec", "dlx"), "bun": ("x",)}
_SHELLS = frozenset({"bash", "sh", "zsh", "dash", "ash", "ksh", "/bin/bash", "/bin/sh", "/usr/bin/bash", "cmd"})


def unwrap(words: tuple[str, ...]) -> Unwrapped:
    """Take wrappers off, outermost first."""
    current = words
    for _ in range(DEPTH_LIMIT):
        if not current:
            break
        special = _shell(current) or _container(current)
        if special is not None:
            return special
        inside = _inside(current)
        if inside is None or inside == current:
            break
        current = _after_assignments(inside)
    return Unwrapped(current)


def program_name(word: str) -> str:
    """A program's plain name: without folder and `.exe`; scripts of the repository keep their path."""
    if word.startswith(("./", "../")) or word.endswith((".sh", ".bash", ".py", ".R", ".ps1")):
        return word
    name = word.rsplit("/", 1)[-1] if "/" in word and _is_system_path(word) else word
    return name.removesuffix(".exe")


def _is_system_path(word: str) -> bool:
    return word.startswith(("/", "~", "$", "node_modules/.bin/", "venv/")) or "/bin/" in word


def _after_assignments(words: tuple[str, ...]) -> tuple[str, ...]:
    start = 0
    while start < len(words) and words[start].partition("=")[1] and words[start].partition("=")[0].isidentifier():
        start += 1
    return words[start:]


def _inside(words: tuple[str, ...]) -> tuple[str, ...] | None:
    name = program_name(words[0])
    if name in _PLAIN:
        return _past_flags(words[1:], _FLAGS_WITH_VALUE.get(name, frozenset()))
    if name == "timeout":
        return _past_flags(words[1:], _FLAGS_WITH_VALUE[name])[1:]
    if name in ("npx", "uvx", "bunx", "pipx"):
        rest = words[2:] if name == "pipx" and words[1:2] == ("run",) else words[1:]
        return None if name == "pipx" and rest == words[1:] else _without_version(rest, name)
    if name in _NODE_RUN and words[1:2] and words[1] in _NODE_RUN[name]:
        return _without_version(words[2:], "npx")
    if name in _RUN and words[1:2] and words[1] in _RUN[name]:
        flags = _FLAGS_WITH_VALUE["conda" if name.endswith("mamba") else name] if name in _FLAGS_WITH_VALUE else None
        return _after_dashes(_past_flags(words[2:], flags or frozenset({"--directory", "-C", "-f", "-e", "--project"})))
    if name == "xargs":
        return _past_flags(words[1:], _FLAGS_WITH_VALUE["xargs"])
    if name == "find" and ("-exec" in words or "-execdir" in words):
        start = words.index("-exec" if "-exec" in words else "-execdir")
        return tuple(w for w in words[start + 1 :] if w not in ("{}", ";", "+", "\\;"))
    return None


def _without_version(words: tuple[str, ...], name: str) -> tuple[str, ...]:
    flags = _FLAGS_WITH_VALUE["uv" if name == "uvx" else "npx"]
    rest = _after_dashes(_past_flags(words, flags))
    if not rest:
        return rest
    first = rest[0]
    at = first.find("@", 1)
    return (first[:at] if at > 0 else first.split("==")[0], *rest[1:])


def _after_dashes(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if words[:1] == ("--",) else words


def _past_flags(words: tuple[str, ...], with_value: frozenset[str]) -> tuple[str, ...]:
    index = 0
    while index < len(words):
        word = words[index]
        name, equals, _ = word.partition("=")
        if word == "--":
            return words[index + 1 :]
        if word.startswith("-") and len(word) > 1:
            index += 2 if word in with_value and not equals else 1
        elif equals and name.isidentifier():
            index += 1
        else:
            break
    return words[index:]


def _shell(words: tuple[str, ...]) -> Unwrapped | None:
    if words[0] == "eval" and len(words) > 1:
        return Unwrapped((), " ".join(words[1:]))
    if words[0] not in _SHELLS:
        return None
    for index, word in enumerate(words[1:], start=1):
        if (
            word.startswith("-") and word.strip("-").isalpha() and "c" in word and word[1] != "-"
        ) or word.lower() == "/c":
            return Unwrapped((), " ".join(words[index + 1 : index + 2] if word != "/c" else words[index + 1 :]))
        if not word.startswith(("-", "+")) and words[index - 1] not in ("-o", "-eo", "-euo", "-xeo", "-exo", "-euxo"):
            break
    return None


def _container(words: tuple[str, ...]) -> Unwrapped | None:
    name = program_name(words[0])
    if name in ("docker", "podman", "nerdctl", "docker-compose", "podman-compose"):
        return _docker(words, name)
    if name in ("kubectl", "oc") and "exec" in words[1:3] and "--" in words:
        return _with_inner(words, words[words.index("--") + 1 :])
    if name == "ssh":
        rest = _past_flags(words[1:], _FLAGS_WITH_VALUE["ssh"])
        return Unwrapped(words, inner_script=" ".join(rest[1:])) if rest[1:] else None
    return None


def _docker(words: tuple[str, ...], name: str) -> Unwrapped | None:
    flags = _FLAGS_WITH_VALUE["docker"]
    rest = _past_flags(words[1:], flags)
    if name.endswith("-compose"):
        verb, after = (rest[0], rest[1:]) if rest else ("", ())
    elif rest[:1] == ("compose",):
        after = _past_flags(rest[1:], flags)
        verb, after = (after[0], after[1:]) if after else ("", ())
    else:
        verb, after = (rest[0], rest[1:]) if rest else ("", ())
        if verb == "container" and after:
            verb, after = after[0], after[1:]
    if verb not in ("run", "exec"):
        return None
    target = _past_flags(after, flags)
    entry = _entrypoint(after)
    inner = ((entry, *target[1:]) if entry else target[1:]) if target else ()
    return _with_inner(words, inner, target[0] if target and verb == "run" else "")


def _entrypoint(words: tuple[str, ...]) -> str:
    for index, word in enumerate(words):
        if word.startswith("--entrypoint="):
            return word.partition("=")[2]
        if word == "--entrypoint" and index + 1 < len(words):
            return words[index + 1]
    return ""


def _with_inner(words: tuple[str, ...], inner: tuple[str, ...], image: str = "") -> Unwrapped:
    tool = image.rsplit("/", 1)[-1].split(":")[0].split("@")[0] if image else ""
    if tool in TOOL_IMAGES and (not inner or program_name(inner[0]) not in _SHELLS):
        same = inner[:1] == (TOOL_IMAGES[tool],)
        return Unwrapped(words, inner=inner if same else (TOOL_IMAGES[tool], *inner))
    if not inner:
        return Unwrapped(words)
    found = _shell(inner)
    if found is not None:
        return Unwrapped(words, inner_script=found.script)
    return Unwrapped(words, inner=inner)


TOOL_IMAGES = {
    "trivy": "trivy", "hadolint": "hadolint", "gitleaks": "gitleaks", "trufflehog": "trufflehog", "checkov": "checkov",
    "tfsec": "tfsec", "tflint": "tflint", "semgrep": "semgrep", "terraform": "terraform", "sonar-scanner-cli": "sonar-scanner",
    "grype": "grype", "syft": "syft", "kaniko": "/kaniko/executor", "executor": "/kaniko/executor", "helm": "helm",
    "kubectl": "kubectl", "k6": "k6", "locust": "locust", "shellcheck": "shellcheck", "yamllint": "yamllint",
    "markdownlint-cli": "markdownlint", "super-linter": "super-linter", "megalinter": "mega-linter-runner",
    "conftest": "conftest", "kubeval": "kubeval", "kubeconform": "kubeconform", "sqlfluff": "sqlfluff",
    "dependency-check": "dependency-check", "cosign": "cosign", "flyway": "flyway", "liquibase": "liquibase",
    "spectral": "spectral", "bandit": "bandit", "kics": "kics", "zap-baseline": "zap-baseline.py", "docker-bench": "dockle",
    "dockle": "dockle", "snyk": "snyk", "renovate": "renovate", "detect-secrets": "detect-secrets", "golangci-lint": "golangci-lint",
}  # fmt: skip
