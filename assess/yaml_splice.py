"""A YAML document changed in place: what stays the same keeps its bytes, comments and order.

`spliced(text, name, data)` gives the text that loads as `data`. Old and new data are compared value by value; only
where they differ is the text cut, at the positions where the parser saw the values. The result is parsed again and
compared before it is given out, so that a form of writing that was not foreseen ends in an error and never in a
changed meaning.
"""

from __future__ import annotations

from typing import Any

from assess.errors import InputError, Place, Problems
from assess.yaml_rendering import block_lines, flow, key_text, line
from assess.yaml_source import Part, Path, load_own, parts

_STEP = 2


def spliced(text: str, name: str, data: Any) -> str:
    """The text, changed so that it loads as `data`.

    Raises: Problems when the text is no strict YAML; InputError when it cannot be changed by a machine.
    """
    old = load_own(text, name).data
    if same(old, data):
        return text
    ended = text if not text or text.endswith("\n") else text + _newline(text)
    for coarse in (False, True):
        found = _attempt(ended, name, old, data, coarse=coarse)
        if found is not None:
            return found
    hint = "nothing was changed; write it by hand, one key per line"
    raise InputError("this file is written in a form that cannot be changed safely", Place(name), hint)


def same(one: Any, other: Any) -> bool:
    """Equality of plain data, whatever the order of keys, that tells true from 1 and 1 from 1.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def _attempt(text: str, name: str, old: Any, new: Any, *, coarse: bool) -> str | None:
    """The changed text, or None when it does not load as it should; `coarse` rewrites whole answers."""
    splicer = _Splicer(text, deepest=2 if coarse else None)
    try:
        splicer.document(old, new)
        found = splicer.result()
        return found if same(load_own(found, name).data, new) else None
    except (Problems, IndexError, ValueError):
        return None


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


class _Splicer:
    """Collects cuts `(start, end, text)` over one document."""

    def __init__(self, text: str, deepest: int | None) -> None:
        self._text = text
        self._newline = _newline(text)
        self._deepest = deepest
        self._cuts: list[tuple[int, int, str]] = []

    def result(self) -> str:
        """The text with all cuts made; of those at one place, the deeper insertion comes first."""
        out, at = [], 0
        for start, end, new in sorted(self._cuts, key=lambda cut: cut[:2]):
            if start < at:
                raise ValueError("cuts overlap")
            out += [self._text[at:start], new]
            at = end
        return "".join([*out, self._text[at:]])

    def document(self, old: Any, new: Any) -> None:
        """From the whole of the old data to the new."""
        root = parts(self._text)
        if old is None or root is None:
            self._cuts.append((len(self._text), len(self._text), self._lines(new, 0)))
        else:
            self._change(root, old, new, ())

    def _change(self, part: Part, old: Any, new: Any, path: Path) -> None:
        """Inside one value; replaces what is no longer of the same kind in the place that holds it."""
        if isinstance(old, dict) and old and isinstance(new, dict) and new:
            if part.block and _wraps(old, new):
                self._wrap(part, old, new)
            else:
                self._map(part, old, new, path)
        elif isinstance(old, list) and old and isinstance(new, list) and (gone := _gone(old, new)):
            dashes = [self._text.rfind("-", 0, item.start) if part.block else item.start for _, _, item in part.items]
            self._delete(list(zip(dashes, (item for _, _, item in part.items), strict=True)), gone, block=part.block)
        elif isinstance(old, list) and old and isinstance(new, list) and len(new) >= len(old):
            self._list(part, old, new, path)
        else:
            raise ValueError("replaced by its holder")

    def _inside(self, old: Any, new: Any, path: Path) -> bool:
        """Whether the change from one value to the other is made inside it."""
        if self._deepest is not None and len(path) >= self._deepest:
            return False
        if isinstance(old, dict) and isinstance(new, dict):
            return bool(old and new)
        lists = isinstance(old, list) and isinstance(new, list) and bool(old and new)
        return lists and (len(old) <= len(new) or bool(_gone(old, new)))

    def _map(self, part: Part, old: dict[str, Any], new: dict[str, Any], path: Path) -> None:
        items = [(str(key), span, value) for key, span, value in part.items]
        gone = [key not in new for key, _, _ in items]
        for key, span, value in items:
            if key not in new or same(old[key], new[key]):
                continue
            if self._inside(old[key], new[key], (*path, key)):
                self._change(value, old[key], new[key], (*path, key))
            elif part.block:
                self._put_value(part.items[0][1][0], span, value, new[key])
            else:
                self._cuts.append((value.start, value.end, _spaced(self._text, value.start, flow(new[key]))))
        self._delete([(span[0], value) for _, span, value in items], gone, block=part.block)
        added = {key: value for key, value in new.items() if key not in old}
        if added:
            self._append(part, added)

    def _list(self, part: Part, old: list[Any], new: list[Any], path: Path) -> None:
        for index, (_, _, value) in enumerate(part.items):
            if same(old[index], new[index]):
                continue
            if self._inside(old[index], new[index], (*path, index)):
                self._change(value, old[index], new[index], (*path, index))
            elif part.block and not value.literal:
                text = self._lines(new[index], value.column).strip("\r\n")[value.column :]
                self._cuts.append((value.start, value.end, text))
            else:
                self._cuts.append((value.start, value.end, flow(new[index])))
        if len(new) > len(old):
            self._append(part, new[len(old) :])

    def _append(self, part: Part, added: dict[str, Any] | list[Any]) -> None:
        last = part.items[-1][2]
        if part.block:
            at = self._line_end(last)
            self._cuts.append((at, at, self._lines(added, part.column)))
        else:
            self._cuts.append((last.end, last.end, ", " + flow(added)[1:-1]))

    def _delete(self, items: list[tuple[int, Part]], gone: list[bool], *, block: bool) -> None:
        """Takes items of a map away: `items` are the offset of the key, and the value."""
        for index, (start, value) in enumerate(items):
            if not gone[index]:
                continue
            if block and not self._text[self._line_start(start) : start].strip(" "):
                self._cuts.append((self._line_start(start), self._line_end(value), ""))
            elif block or not all(gone[index:]):
                self._cuts.append((start, items[index + 1][0], ""))
            else:
                self._cuts.append((items[index - 1][1].end if index else start, value.end, ""))

    def _put_value(self, first_key: int, span: tuple[int, int], value: Part, new: Any) -> None:
        """Another value behind a key of a map that is written over lines."""
        colon = self._text.index(":", span[1]) + 1
        below = isinstance(new, dict | list) and bool(new)
        if value.start >= self._end_of_line(colon):
            self._cuts.append((self._line_start(value.start), self._line_end(value), ""))
        elif value.literal:
            self._cuts.append((colon, value.end, self._newline))
        else:
            self._cuts.append((colon, value.end, ""))
        if below:
            at = self._line_end(value)
            column = first_key - self._line_start(first_key)
            self._cuts.append((at, at, self._lines(new, column + _STEP)))
        else:
            self._cuts.append((colon, colon, " " + line(new)))

    def _wrap(self, part: Part, old: dict[str, Any], new: dict[str, Any]) -> None:
        """One map becomes the first of a list of maps: its lines move to the right, with their comments."""
        ((key, listed),) = ((k, v) for k, v in new.items() if isinstance(v, list))
        column = part.column
        start, end = self._line_start(part.start), self._line_end(part.items[-1][2])
        lines = self._text[start:end].split("\n")
        pad = " " * (2 * _STEP)
        moved = [pad + one if one.strip() else one for one in lines]
        moved[0] = " " * (column + _STEP) + "- " + lines[0][column:]
        rest = {k: v for k, v in new.items() if k != key}
        text = " " * column + f"{key_text(key)}:" + self._newline + "\n".join(moved)
        if len(listed) > 1:
            text += self._lines(listed[1:], column + _STEP)
        if rest:
            text += self._lines(rest, column)
        self._cuts.append((start, end, text))

    def _lines(self, data: Any, column: int) -> str:
        return "".join(one + self._newline for one in block_lines(data, column))

    def _line_start(self, offset: int) -> int:
        return self._text.rfind("\n", 0, offset) + 1

    def _end_of_line(self, offset: int) -> int:
        found = self._text.find("\n", offset)
        return len(self._text) if found < 0 else found + 1

    def _line_end(self, part: Part) -> int:
        """Where the line ends on which a value ends, its comment included."""
        last = part
        while last.block and last.items:
            last = last.items[-1][2]
        return last.end if last.literal and self._text[: last.end].endswith("\n") else self._end_of_line(last.end)


def _gone(old: list[Any], new: list[Any]) -> list[bool]:
    """Which items went, when that is all that happened to a list; else nothing."""
    rest = iter(new)
    wanted = next(rest, None)
    gone = []
    for item in old:
        kept = wanted is not None and same(item, wanted)
        gone.append(not kept)
        wanted = next(rest, None) if kept else wanted
    return gone if gone.count(False) == len(new) < len(old) else []


def _wraps(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether the new map holds a list that begins with the old one."""
    lists = [value for value in new.values() if isinstance(value, list)]
    return len(lists) == 1 and not set(old) & set(new) and bool(lists[0]) and same(lists[0][0], old)


def _spaced(text: str, start: int, new: str) -> str:
    """With a space before it where it would stick to the colon."""
    return f" {new}" if text[start - 1 : start] == ":" else new
