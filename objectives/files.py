"""What a file put in as evidence may be: its name cleaned, its kind known by its content. Needs no database."""

import io
import re
import unicodedata
import zipfile

import puremagic

from probation_planning.ui.typed import HIDDEN

TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
ACCEPTED = "PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, TXT or CSV"
LONGEST_NAME = 120
# Parts of an archive: a document has some dozens.
MOST_PARTS = 2000
ONE_PART = b"PK\x01\x02"
# What a document would hold unpacked, in octets; nothing is ever unpacked here.
MOST_UNPACKED = 500 * 1024 * 1024
NEEDED = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
SEPARATORS = re.compile(r"[/\\]")
# Letters that a system of files, or a header, takes for something else; and marks that turn the others round.
UNSAFE = re.compile(r'[<>:"|?*%#;\x00-\x1f\x7f-\x9f]|[\u200b-\u200f\u2028\u2029]')


def clean_name(name: str) -> str:
    """The name without folders, hidden letters and what an address or a header could trip over; its ending stays."""
    last = SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    plain = " ".join(UNSAFE.sub(" ", HIDDEN.sub("", last)).split())
    stem, dot, ending = plain.rpartition(".")
    stem = (stem if dot else plain).strip(". ") or "file"
    ending = f".{ending.strip().lower()}" if dot else ""
    return stem[: LONGEST_NAME - len(ending)].strip() + ending[:LONGEST_NAME]


def type_of(name: str, data: bytes) -> str:
    """The media type of a file of this (cleaned) name, known by its content.

    Raises ValueError with a sentence where it is of no accepted kind, or is not what its name says.
    """
    stem, _, ending = name.rpartition(".")
    if not stem or ending not in TYPES:
        raise ValueError(f"“{name}” is no file that is taken here. Choose a {ACCEPTED} file.")
    if not data:
        raise ValueError(f"“{name}” is empty. Choose a file that holds something.")
    if not _is(ending, data):
        raise ValueError(f"“{name}” does not hold what its name says. Save it anew as {ending.upper()} and choose it.")
    return TYPES[ending]


def _is(ending: str, data: bytes) -> bool:
    if ending in {"txt", "csv"}:
        return _is_text(data)
    if ending in {"docx", "xlsx", "odt", "ods"}:
        return _is_document(ending, data)
    return TYPES[ending] in _guesses(data)


def _guesses(data: bytes) -> set[str]:
    """The media types that the first octets stand for."""
    try:
        return {guess.mime_type for guess in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError):
        return set()


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return "\0" not in text


def _is_document(ending: str, data: bytes) -> bool:
    """Whether the archive is a document of the kind. An archive that could not be read safely is none."""
    if not data.startswith(b"PK\x03\x04") or data.count(ONE_PART) > MOST_PARTS:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part.filename: part for part in archive.infolist()}
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                return False
            if any(name.startswith("/") or ".." in SEPARATORS.split(name) for name in parts):
                return False
            if ending in NEEDED:
                return {"[Content_Types].xml", NEEDED[ending]} <= set(parts)
            with archive.open("mimetype") as said:
                return said.read(100) == TYPES[ending].encode()
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, ValueError, EOFError, OSError):
        return False
