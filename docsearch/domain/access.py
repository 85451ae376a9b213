"""Who a record is for: access levels, from the widest audience to the narrowest."""

from enum import StrEnum


class AccessLevel(StrEnum):
    """The audience of a record."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"
