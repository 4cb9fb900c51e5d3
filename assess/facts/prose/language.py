"""Which language a text is written in, guessed from its script and commonest words."""

from __future__ import annotations

_STOP_WORDS = {
    "en": frozenset(
        ["the", "and", "of", "to", "is", "in", "that", "for", "with", "this", "are", "it", "on", "as", "be"]
    ),
    "de": frozenset(
        ["der", "die", "das", "und", "ist", "nicht", "mit", "für", "auf", "wird", "werden", "ein", "eine", "zu", "von"]
    ),
    "fr": frozenset(
        ["le", "la", "les", "des", "et", "est", "pour", "dans", "une", "que", "sur", "avec", "pas", "du", "au"]
    ),
    "es": frozenset(
        ["el", "la", "los", "las", "y", "es", "para", "en", "una", "que", "con", "del", "por", "se", "como"]
    ),
    "pt": frozenset(["o", "os", "as", "e", "para", "em", "uma", "que", "com", "do", "da", "não", "se", "por", "como"]),
    "it": frozenset(
        ["il", "lo", "gli", "e", "di", "per", "una", "che", "con", "del", "della", "non", "sono", "nel", "da"]
    ),
    "nl": frozenset(
        ["de", "het", "een", "en", "van", "is", "voor", "niet", "met", "op", "worden", "dat", "zijn", "te", "door"]
    ),
    "sl": frozenset(["in", "je", "na", "za", "se", "da", "so", "ki", "z", "ni", "pri", "lahko", "ali", "bo", "od"]),
    "pl": frozenset(["i", "w", "na", "nie", "jest", "do", "z", "się", "to", "dla", "przez", "oraz", "jak", "od", "po"]),
}
_SCRIPTS = (
    ("ja", 0x3040, 0x30FF),
    ("ko", 0xAC00, 0xD7AF),
    ("zh", 0x4E00, 0x9FFF),
    ("ru", 0x0400, 0x04FF),
    ("ar", 0x0600, 0x06FF),
)


def language_of(text: str) -> str:
    """A guess from the script and the commonest words; empty for short or mixed texts."""
    head = text[:8000]
    letters = [ord(c) for c in head if c.isalpha()]
    for code, low, high in _SCRIPTS:
        if letters and sum(low <= point <= high for point in letters) * 5 > len(letters):
            return code
    words = [w.strip(".,;:!?()\"'").lower() for w in head.split()]
    counts = {code: sum(w in stops for w in words) for code, stops in _STOP_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if len(words) > 15 and counts[best] * 12 > len(words) else ""
