"""Contents and sizes of git blobs, in bulk and one by one."""

from __future__ import annotations

import subprocess
import weakref
from collections.abc import Iterable, Iterator

from assess.snapshot.git_binary import Git, feed_lines
from assess.snapshot.protocol import Unavailable

MISSING = "its contents are not in this copy of the repository"
LARGEST_READ_BYTES = 50_000_000


class Objects:
    """Blob access through `git cat-file --batch`; missing blobs are answers, not failures."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._single: subprocess.Popen[bytes] | None = None

    def sizes(self, blobs: Iterable[str]) -> dict[str, int]:
        """Size in bytes of every blob that is here."""
        feed = "\n".join(dict.fromkeys(blobs)).encode() + b"\n"
        out = self._git.attempt("cat-file", "--batch-check=%(objectname) %(objectsize)", "--buffer", feed=feed)
        pairs = (line.split() for line in (out or b"").decode("ascii", "replace").splitlines())
        return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2 and pair[1].isdigit()}

    def read(self, blob: str) -> bytes:
        """One blob. Raises: Unavailable."""
        process = self._single
        if process is None or process.poll() is not None:
            process = self._single = self._git.stream("cat-file", "--batch")
            weakref.finalize(self, _end, process)
        assert process.stdin is not None
        try:
            process.stdin.write(blob.encode() + b"\n")
            process.stdin.flush()
        except (BrokenPipeError, OSError) as error:
            raise Unavailable(MISSING) from error
        found = _next_blob(process)
        if isinstance(found, Unavailable):
            raise found
        return found

    def read_many(self, blobs: list[str]) -> Iterator[bytes | Unavailable]:
        """Many blobs in order, through one process."""
        process = self._git.stream("cat-file", "--batch", "--buffer")
        assert process.stdin is not None
        feeder = feed_lines(process.stdin, blobs)
        try:
            for _ in blobs:
                yield _next_blob(process)
        finally:
            process.kill()
            process.wait()
            feeder.join(timeout=5)
            if process.stdout:
                process.stdout.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close the pipes, which ends `git cat-file`, and wait for it."""
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    process.wait()


def _next_blob(process: subprocess.Popen[bytes]) -> bytes | Unavailable:
    assert process.stdout is not None
    header = process.stdout.readline().split()
    if len(header) != 3 or not header[2].isdigit():
        return Unavailable(MISSING)
    size = int(header[2])
    if size > LARGEST_READ_BYTES:
        _skip(process, size + 1)
        return Unavailable(f"too large to read ({size // 1_000_000} MB)")
    content = process.stdout.read(size)
    process.stdout.read(1)
    return content


def _skip(process: subprocess.Popen[bytes], count: int) -> None:
    assert process.stdout is not None
    while count > 0:
        chunk = process.stdout.read(min(count, 1 << 20))
        if not chunk:
            return
        count -= len(chunk)
