"""A series' manifest to one that says its own hash, so that a changed byte of it is noticed."""

from __future__ import annotations

from typing import Final

_NO_DIGEST: Final = b'\n  "digest": ""'


def sealed(data: bytes) -> bytes:
    """JSON whose `digest` is empty, with the SHA-256 of itself there."""
    return data.replace(_NO_DIGEST, _sealed_with(_hash(data)), 1)


def is_unchanged(data: bytes, digest: str) -> bool:
    """Whether a series' manifest is the one that was written under this digest."""
    return _hash(data.replace(_sealed_with(digest), _NO_DIGEST, 1)) == digest


def _sealed_with(digest: str) -> bytes:
    return _NO_DIGEST[:-1] + digest.encode("utf-8", "backslashreplace") + b'"'


def _hash(data: bytes) -> str:
    import hashlib  # noqa: PLC0415 (slow to load, and most runs know the manifest by its look)

    return hashlib.sha256(data).hexdigest()
