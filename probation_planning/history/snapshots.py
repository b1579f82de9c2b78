"""Data frozen in one canonical form, so that the same facts always have the same fingerprint."""

import hashlib
import json
from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any


def canonical(data: Any) -> str:
    """JSON with sorted keys and no spare space; dates in ISO form, decimals as written."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def fingerprint(data: Any) -> str:
    """SHA-256 of the canonical form, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def plain(data: Any) -> Any:
    """The same data in JSON's own types, as a JSON column holds it."""
    return json.loads(canonical(data))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical form.")
