"""What a hand-written file never goes beyond."""

from __future__ import annotations

import re

MAX_BYTES = 1 << 20
MAX_DEPTH = 64  # libyaml's loader ends the process at 50,000 nested brackets
MAX_NODES = 50_000
MAX_FINDINGS = 50
# What no page can show and no editor shows: controls, line separators that editors do not count
# as lines, text direction overrides, halves of a surrogate pair, non-characters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
