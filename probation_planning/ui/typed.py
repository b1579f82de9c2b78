"""What people type: letters and line ends in one form, and nothing that hides or turns the others round.

What cannot be seen and is still part of writing stays: the joiners of Persian, the scripts of India and emoji, the
breaks of Thai and Khmer words, soft hyphens, and the marks of direction beside a single letter. Embeddings, overrides
and isolates go, since they reach over whatever text comes after them, and so do control characters and tags, which
say things to machines that no reader sees.
"""

import re
import unicodedata

# Word's own line break, a new page, NEL, and Unicode's line and paragraph separators.
LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
BYTE_ORDER_MARK = "\ufeff"
HIDDEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of direction
    "\u2061-\u2064\u206a-\u206f\ufff9-\ufffb"  # invisible operators, deprecated marks, annotations
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # marks of shorthand and of musical notation
    "\U000e0000-\U000e007f"  # tags
    "]"
)
READABLE = frozenset("LNPS")
WORDS_BEFORE = 20


def in_one_form(text: str) -> str:
    """The same text with its letters composed (NFC) and each line end as a newline."""
    return unicodedata.normalize("NFC", LINE_END.sub("\n", text).replace(BYTE_ORDER_MARK, ""))


def fault_in(text: str, box: str) -> str:
    """Why the text typed into the box of this name cannot be taken, and what to do; empty when it can."""
    if text and not any(unicodedata.category(letter)[0] in READABLE for letter in text):
        return f"“{box}” holds nothing that can be read. Write something, or leave the box empty."
    if hidden := HIDDEN.search(text):
        name = unicodedata.name(hidden[0], "").lower() or f"control character U+{ord(hidden[0]):04X}"
        before = text[: hidden.start()].strip()[-WORDS_BEFORE:].strip()
        where = f"after “{before}”" if before else "at its beginning"
        return f"“{box}” holds an invisible character ({name}) {where}. Delete it, or type the words there again."
    return ""
