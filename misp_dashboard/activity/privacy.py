"""What is told of the people who sign in: nothing, a pseudonym, or their e-mail address."""

import hmac
import re
from pathlib import Path
from typing import Literal

import msgspec

from misp_dashboard.activity.pseudonym_key import pseudonym_key
from misp_dashboard.activity.row import Activity

Users = Literal["none", "pseudonym", "email"]

PSEUDONYM = "^user-[0-9a-f]{12}$"
"""A regular expression that Python and ClickHouse read alike."""

_is_pseudonym = re.compile(PSEUDONYM).match


class Privacy(msgspec.Struct, frozen=True):
    """`key` makes the pseudonyms: without it, nobody can tell whose one is by trying addresses."""

    users: Users = "none"
    key: bytes = b""

    def of(self, activity: Activity) -> Activity:
        """The activity with no more of its user than may be told."""
        if not activity.user:
            return activity
        return msgspec.structs.replace(activity, user=self.name(activity.user))

    def name(self, user: str) -> str:
        """What may be told of an e-mail address; a pseudonym never becomes an address again."""
        if self.users == "none":
            return ""
        if self.users == "email" or _is_pseudonym(user) or not user:
            return user
        return pseudonym(user, self.key)


def privacy_of(users: Users, data_dir: Path) -> Privacy:
    """As configured; pseudonyms need the folder's key. Raises `KeyUnusable`."""
    return Privacy(users, pseudonym_key(data_dir) if users == "pseudonym" else b"")


def pseudonym(email: str, key: bytes) -> str:
    """The same for the same address, whatever its letter case: HMAC-SHA-256, 48 bits of it."""
    digest = hmac.digest(key, email.strip().casefold().encode("utf-8", "surrogatepass"), "sha256")
    return f"user-{digest[:6].hex()}"
