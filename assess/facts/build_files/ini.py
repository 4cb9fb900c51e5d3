"""INI files with the line of every entry; continuation lines belong to the entry above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One value: its non-empty lines with their numbers."""

    line: int
    lines: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        """All lines joined."""
        return "\n".join(text for _, text in self.lines)


def sections(text: str) -> dict[str, dict[str, Entry]]:
    """Entries by section and key; keys are lower case."""
    found: dict[str, dict[str, Entry]] = {}
    section: dict[str, Entry] = {}
    key = ""
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.rstrip()
        stripped = line.strip()
        if not stripped or stripped.startswith(("#", ";")):
            continue
        if stripped.startswith("[") and stripped.endswith("]") and not raw[0].isspace():
            section = found.setdefault(stripped[1:-1].strip(), {})
            key = ""
        elif raw[0].isspace() and key:
            held = section[key]
            section[key] = Entry(held.line, (*held.lines, (number, stripped)))
        else:
            name, separator, value = _parted(stripped)
            if separator:
                key = name.strip().lower()
                value = value.strip()
                section[key] = Entry(number, ((number, value),) if value else ())
    return found


def _parted(line: str) -> tuple[str, str, str]:
    equals, colon = line.find("="), line.find(":")
    at = equals if colon < 0 or 0 <= equals < colon else colon
    return (line[:at], line[at], line[at + 1 :]) if at > 0 else (line, "", "")
