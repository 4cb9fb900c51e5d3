"""Find the repository, choose how to read it, and say clearly when that cannot be done."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from assess.errors import InputError, RepositoryError
from assess.snapshot.folder import FolderSnapshot
from assess.snapshot.git_binary import Git
from assess.snapshot.git_commit import CommitSnapshot
from assess.snapshot.protocol import Snapshot, SubjectFacts
from assess.snapshot.work_tree import WorkTreeSnapshot


def open_snapshot(path: Path, *, ref: str | None = None, folder: str = "", name: str | None = None) -> Snapshot:
    """The repository at `path`: at `ref`, else its work tree, else (bare) its HEAD; or a folder without git.

    `folder` makes one folder of it the product. Raises: RepositoryError, InputError.
    """
    if not path.exists():
        raise RepositoryError(f"no such folder: {path}")
    if not path.is_dir():
        raise RepositoryError(f"not a folder: {path}", hint="give the folder of a repository")
    root = _root(folder)
    git = Git(path)
    where = git.attempt("rev-parse", "--is-bare-repository", "--absolute-git-dir")
    if where is None:
        if ref is not None:
            raise RepositoryError(
                f"not a git repository: {path}", hint="--ref needs git; leave it out to read plain files"
            )
        return _checked(FolderSnapshot(path, SubjectFacts(name or path.resolve().name), root), folder)
    bare = where.decode().split("\n")[0] == "true"
    if not bare:
        git = Git(_top(git, path, ref))
    subject = _subject(git, path, ref or ("HEAD" if bare else None), bare, name)
    if bare or ref is not None:
        return _checked(CommitSnapshot(git, subject, root), folder)
    return _checked(WorkTreeSnapshot(git, subject, root), folder)


def _top(git: Git, path: Path, ref: str | None) -> Path:
    shown = git.attempt("rev-parse", "--show-toplevel")
    if shown is None:  # inside a .git folder: its objects can still be read
        if ref is None:
            raise RepositoryError(f"{path} is inside a .git folder", hint="give the work tree, or --ref HEAD")
        return path
    top = Path(shown.decode().rstrip("\n"))
    if top.resolve() != path.resolve():
        inside = path.resolve().relative_to(top.resolve())
        raise InputError(
            f"{path} is a folder inside the repository {top}",
            hint=f"assess scan {top} --path {inside.as_posix()}",
        )
    return top


def _root(folder: str) -> str:
    clean = folder.replace("\\", "/").strip("/")
    if clean in ("", "."):
        return ""
    if ".." in clean.split("/"):
        raise InputError(f"--path {folder} leads out of the repository")
    return clean.removeprefix("./") + "/"


def _checked(snapshot: Snapshot, folder: str) -> Snapshot:
    if snapshot.root and not any(e.path.startswith(snapshot.root) for e in snapshot.entries):
        raise RepositoryError(
            f"the repository has no folder {folder}", hint="--path is relative to the repository's top"
        )
    if not snapshot.entries:
        raise RepositoryError(
            "the repository is empty: no tracked file was found",
            hint="commit or `git add` something first, or name a commit to read: --ref HEAD",
        )
    return snapshot


def _subject(git: Git, path: Path, ref: str | None, bare: bool, name: str | None) -> SubjectFacts:
    resolved = git.attempt("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref or 'HEAD'}^{{commit}}")
    if resolved is None and ref is not None:
        if git.attempt("rev-parse", "--verify", "--quiet", "HEAD") is None:
            raise RepositoryError("the repository is empty: it has no commit yet")
        hint = _deeper(ref) if _shallow(git) else "see `git branch -a` and `git tag`"
        raise RepositoryError(f"no commit is called {ref!r} here", hint=hint)
    commit = resolved.decode().strip() if resolved else None
    branch, origin = _branch_and_origin(path)
    return SubjectFacts(
        name=name or _name(origin, path),
        commit=commit,
        branch=branch if ref in (None, "HEAD") else ref,
        dirty=False if (bare or ref is not None) else None,
        commit_date=_date(git, commit),
        url=web_address(origin),
        shallow=_shallow(git),
    )


def _deeper(ref: str) -> str:
    """What to fetch so that a shallow clone has the commit: as deep as the revision says, else the one commit."""
    stepping = re.fullmatch(r"([^~^]*)((?:~\d{0,6}|\^\d?)+)", ref)
    if stepping:
        steps = re.findall(r"~(\d*)|(\^)", stepping[2])
        depth = 1 + sum(int(number or 1) if not caret else 1 for number, caret in steps)
        branch = stepping[1].removeprefix("origin/")
        what = f"git fetch --depth={depth}" + ("" if branch in ("", "HEAD", "@") else f" origin {branch}")
    elif re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", ref):
        what = f"git fetch --depth=1 origin {ref}"
    elif re.fullmatch(r"[0-9a-f]{7,}", ref):
        return "this clone is shallow; fetch all of it: git fetch --unshallow"
    else:
        name = ref.removeprefix("refs/heads/").removeprefix("origin/")
        what = f"git fetch --depth=1 origin {name}:refs/remotes/origin/{name}, and say origin/{name}"
    return f"this clone is shallow; fetch it: {what}; or everything: git fetch --unshallow"


def _shallow(git: Git) -> bool:
    return (git.attempt("rev-parse", "--is-shallow-repository") or b"").strip() == b"true"


def _date(git: Git, commit: str | None) -> datetime | None:
    shown = git.attempt("log", "--max-count=1", "--format=%ct", commit, "--") if commit else None
    return datetime.fromtimestamp(int(shown), UTC) if shown and shown.strip().isdigit() else None


def _branch_and_origin(path: Path) -> tuple[str | None, str | None]:
    """Checked-out branch and origin's address; None where GitPython cannot read the layout."""
    import git as gitpython

    try:
        with gitpython.Repo(path) as repo:
            branch = None if repo.head.is_detached else repo.active_branch.name
            origin = next((r.url for r in repo.remotes if r.name == "origin"), None)
            return branch, origin
    except (gitpython.exc.GitError, OSError, ValueError, TypeError, AttributeError):
        return None, None


def _name(origin: str | None, path: Path) -> str:
    if origin:
        last = re.split(r"[/:]", origin.rstrip("/"))[-1].removesuffix(".git")
        if last:
            return last
    resolved = path.resolve()
    return resolved.parent.name if resolved.name in (".git", "") else resolved.name.removesuffix(".git")


def web_address(origin: str | None) -> str | None:
    """The https page of a remote, without credentials; None for local and unknown ones."""
    if not origin:
        return None
    scp = re.fullmatch(r"(?:[\w.-]+@)?([\w.-]+\.[a-z]+):([\w./~-]+?)(?:\.git)?/?", origin)
    if scp:
        return f"https://{scp[1]}/{scp[2]}"
    parts = urlsplit(origin)
    if parts.scheme not in ("https", "http", "ssh", "git") or not parts.hostname or "." not in parts.hostname:
        return None
    return f"https://{parts.hostname}{parts.path.removesuffix('/').removesuffix('.git')}"
