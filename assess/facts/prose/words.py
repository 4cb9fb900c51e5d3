"""A document's own words: links, badges, markup, placeholders, promises and lists of names taken off."""

from __future__ import annotations

import re2

_IMAGE = re2.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?")
_EMPTY_LINK = re2.compile(r"\[\s*\](?:\([^)]*\)|\[[^\]]*\])?")
_LINK = re2.compile(r"\[([^\[\]]+)\](?:\([^)]*\)|\[[^\]]*\])")
_RST_LINK = re2.compile(
    r"`([^`<]*)<[^`>]*>`_+|:[\w:]+:`~?([^`<]*)(?:<[^`>]*>)?`|(?:link|xref|mailto):\S*?\[([^\]]*)\]|https?://[^\s\[]+\[([^\]]*)\]"
)
_ADDRESS = re2.compile(r"<?\b(?:https?|ftp|git|ssh|s3|gs|file)://[^\s<>)\]]*>?|\bwww\.[^\s<>)\]]+")
_REFERENCE = re2.compile(r"^\s*\[[^\]]+\]:\s*\S+.*$")
_TAG = re2.compile(
    r"(?i)</?(?:a|abbr|b|blockquote|br|center|code|col|colgroup|dd|del|details|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|input|ins"
    r"|kbd|label|li|link|mark|nobr|ol|p|picture|pre|q|s|samp|script|section|small|source|span|strong|style|sub|summary|sup|svg|table|tbody|td|tfoot"
    r"|th|thead|tr|tt|u|ul|var|video|wbr)(?:\s[^<>]*)?/?>"
)
_HOLE = re2.compile(
    r"(?i)\{\{[^{}]*\}\}|\{%[^%]*%\}|<(?:[a-z][\w .,:/'-]{1,60})>|\[(?:insert|add|your|describe|name of|project|todo|tbd|more information|fill|enter|link|e\.?g\.?)\b[^\]]{0,80}\]|\$\{[^{}]*\}"
)
_UNWRITTEN = re2.compile(
    r"(?i)^\W*(?:todo|tbd|tba|fixme|xxx|to be (?:done|defined|determined|decided|announced|added|written|completed|filled)|coming soon|work in progress|wip|n/?a|none yet|lorem ipsum)\b"
    r"|lorem ipsum|\bto ?do: (?:add|write|describe|fill|explain)|\[more information needed\]|^\W*(?:describe|explain|provide|fill in|insert|add) (?:a |an |the |your |here )[^.]{0,60}(?:here|below)\W*$"
)
_HALF_LINK = re2.compile(r"\]\([^)]*\)?|\[!\w+\]")
_MARKS = str.maketrans("", "", "*`~\\")
_PUNCTUATION = (
    "".join(chr(c) for c in range(33, 127) if not chr(c).isalnum())
    + "\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u00b7\u3001\u3002"
)
_LABELLED = re2.compile(r"^[^:=\x{2013}\x{2014}]{1,60}(?::|=|\x{2013}|\x{2014})\s*\S")
_TOOLS_LABEL = re2.compile(
    r"(?i)^\W*(?:tools?|tooling|(?:tech(?:nology|nical)? )?stack|technolog\w+|tech|built (?:with|using|on)|powered by|librar\w+|frameworks?|languages?|requirements?|dependencies|keywords?|tags?|topics?|skills?|uses?|using|software|integrations?)\b"
)
_SEPARATORS = re2.compile(r"\s*(?:[,;/|+&\x{b7}\x{2022}]|\band\b|\bor\b|\bund\b|\bet\b)\s*")
_PROMISE = re2.compile(
    r"(?i)\b(?:future work|roadmap|(?:is|are|was|be|still|currently|not) (?:planned|planning)|plan(?:s|ned)? to|we (?:want|intend|hope|would like) to"
    r"|(?:will|would|could|should|can) (?:later |eventually |soon |also )?be (?:added|implemented|introduced|extended|written|defined|documented|set up|created)"
    r"|to be (?:added|implemented|defined|done|decided|determined|written)|not yet|yet to be|not (?:implemented|supported|part of)|in (?:the|a) future"
    r"|(?:i|we|one) (?:would|could|might) (?:also |additionally |further |still |then )?(?:add|consider|want|extend|include|introduce|implement)"
    r"|future (?:version|release|iteration|extension|improvement|enhancement)s?|coming soon|todo|tbd|wish ?list|nice to have|out of scope"
    r"|(?:intentionally|deliberately) (?:omitted|left out|not)|does not (?:provide|implement))\b"
)
PROMISING_HEADING = re2.compile(
    r"(?i)\b(?:future (?:work|improvements?|enhancements?|plans?|directions?|extensions?|development|scope)|road ?map|to-?dos?|next steps?|planned|(?:possible|potential|suggested|further|production) (?:improvements?|extensions?|enhancements?|upgrades?)|ideas|backlog|wish ?list|nice to haves?|not (?:yet )?(?:implemented|included|covered|done)|coming soon|what(?:'s| is) (?:next|missing|not)|out of scope|upcoming|if i had more time)\b"
)
LISTING_HEADING = re2.compile(
    r"(?i)^\W*(?:(?:tech(?:nology|nical|nologies)?|tool(?:s|ing)?|software|project) ?stack|stack|tech(?:nolog(?:y|ies))?|technologies (?:used|and tools)|tools(?: (?:used|and (?:technologies|libraries|frameworks)))?|built (?:with|using)|libraries(?: used)?|frameworks(?: used)?|references|bibliography|further reading|useful links|links|resources|credits|acknowledge?ments?|see also|related (?:projects|work)|table of contents|contents|toc|licen[cs]e|keywords|topics|skills(?: demonstrated)?|what (?:i|you(?:'ll)?) learn(?:ed)?)\W*$"
)
_SHORT_ITEM = 3
_LONGEST_LIST = 60


def own_text(raw: str, kind: str = "text") -> str:
    """What a line says in its own words; empty for links, badges, placeholders, short items and lists of names."""
    linked = "[" in raw or "://" in raw or "www." in raw or "`" in raw
    if linked and _REFERENCE.match(raw):
        return ""
    text = _TAG.sub(" ", raw) if "<" in raw else raw
    if linked:
        text = _EMPTY_LINK.sub("", _IMAGE.sub("", text))
        if kind != "row" and not _has_words(_ADDRESS.sub("", _RST_LINK.sub("", _LINK.sub("", text)))):
            return ""
        text = _HALF_LINK.sub("", _RST_LINK.sub(_shown, _LINK.sub(r"\1", text)))
        text = _ADDRESS.sub(" ", text)
    if any(mark in text for mark in "{[<"):
        text = _HOLE.sub(" ", text)
    text = _without_emphasis(text)
    if not _has_words(text) or _UNWRITTEN.search(text):
        return ""
    return "" if kind != "row" and (_is_short_item(text, kind) or is_names_only(text)) else text


def heading_text(raw: str) -> str:
    """A heading without markup."""
    text = _TAG.sub(" ", _EMPTY_LINK.sub("", _IMAGE.sub("", raw)))
    text = _ADDRESS.sub("", _RST_LINK.sub(_shown, _LINK.sub(r"\1", text)))
    return _without_emphasis(_HOLE.sub(" ", text)).strip("# :")


def without_links(text: str) -> str:
    """The text with each Markdown link's words in its place."""
    return _LINK.sub(r"\1", text) if "[" in text else text


def _without_emphasis(text: str) -> str:
    """Without the marks of bold, italic and code, spaces made single."""
    plain = text.translate(_MARKS).replace("__", " ")
    return " ".join(word.strip("_") if word[0] == "_" or word[-1] == "_" else word for word in plain.split())


def _has_words(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _words(text: str) -> list[str]:
    return [word for part in text.split() if (word := part.strip(_PUNCTUATION))]


def word_count(text: str) -> int:
    """Words; in scripts without spaces two characters count as one."""
    if text.isascii():
        return len(_words(text))
    dense = sum(is_dense(c) for c in text)
    return (dense + 1) // 2 + len(_words("".join(" " if is_dense(c) else c for c in text) if dense else text))


def is_dense(character: str) -> bool:
    """Whether the character belongs to a script written without spaces (Chinese, Japanese, Thai)."""
    return "\u0e00" <= character <= "\u0e7f" or "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff"


def is_names_only(text: str) -> bool:
    """Whether the text merely strings names together, as lists of tools do."""
    label, colon, rest = text.partition(":")
    if colon and rest.strip():
        if not _TOOLS_LABEL.match(label):
            return False
        text = rest
    words = _words(text)
    if not words or len(words) > _LONGEST_LIST:
        return False
    parts = [p for p in _SEPARATORS.split(text) if p.strip(" .")] if len(words) > 2 else []
    if len(parts) > 2 and all(len(p.split()) <= 2 for p in parts):
        return True
    plain = [w for w in words if w[0].islower() and w.isalpha() and len(w) > 1]
    named = [w for w in words if w[0].isupper()]
    return len(named) > 2 and len(plain) <= 2 and "@" not in text and not any(c.isdigit() for c in text)


def is_promise(sentence: str) -> bool:
    """Whether a sentence speaks of what is not there, or not yet."""
    return _PROMISE.search(sentence) is not None


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that holds a span; bounded to 400 characters either side."""
    low, high = max(0, start - 400), min(len(text), end + 400)
    before = max(text.rfind(mark, low, start) for mark in (". ", "! ", "? ", ".\n", ":\n", "\n\n"))
    ends = [found for mark in (". ", "! ", "? ", ".\n", "\n\n") if (found := text.find(mark, end, high)) >= 0]
    return text[(before + 1 if before >= 0 else low) : (min(ends) if ends else high)]


def _is_short_item(text: str, kind: str) -> bool:
    if kind != "item" or _LABELLED.match(text) or "@" in text or any(c.isdigit() for c in text):
        return False
    return word_count(text) <= _SHORT_ITEM


def _shown(match: re2._Match[str]) -> str:
    return next((str(group) for group in match.groups() if group), "")
