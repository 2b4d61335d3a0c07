"""misp_json_user: somebody signed in or out, or an account changed."""

from typing import Literal

import msgspec

from misp_dashboard.message.number import Id
from misp_dashboard.message.organisation import NamedOrganisation


class User(msgspec.Struct, frozen=True, gc=False):
    """An account, as it is after what happened."""

    id: Id
    org_id: Id = 0
    email: str | None = None
    disabled: bool | None = None


class UserMessage(msgspec.Struct, frozen=True, gc=False):
    """MISP swaps two of the actions: `add` is a changed account, `edit` a new one."""

    user: User = msgspec.field(name="User")
    action: Literal["login", "logout", "add", "edit"]
    organisation: NamedOrganisation | None = msgspec.field(default=None, name="Organisation")
