"""The families of errors; each carries a stable code and the facts, never translated words."""


class DocsearchError(Exception):
    """An operation was refused: ``code`` is stable, ``facts`` fill the translated sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code


class Invalid(DocsearchError):
    """The input cannot be accepted as it is."""


class Denied(DocsearchError):
    """The actor lacks the permission."""


class NotFound(DocsearchError):
    """There is no such record, or the actor may not know of it."""


class Conflict(DocsearchError):
    """The input contradicts what is already stored."""


class Unavailable(DocsearchError):
    """The centre cannot do it for the moment: a lock, a full disk, a damaged index."""
