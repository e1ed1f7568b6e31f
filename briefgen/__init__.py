"""briefgen: messy source documents and one YAML file in, a briefing pack for each audience out."""

from __future__ import annotations

__version__ = "0.1.0"
