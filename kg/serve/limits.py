"""What a server allows, and the answers that it gives when a request asks for more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request."""

    seconds: float = 30.0  # a query that runs longer is stopped
    query_bytes: int = 1_000_000  # a longer request body is refused
    answer_bytes: int = 100_000_000  # a longer answer is refused, whole
    workers: int = 4  # queries that run at once
    cors: bool = False  # let pages of other sites read the answers


class Refused(Exception):
    """A request that cannot be answered: HTTP status and one line of text."""

    def __init__(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        """Keep what the client is told."""
        super().__init__(text)
        self.status = status
        self.text = text
        self.headers = headers or {}
