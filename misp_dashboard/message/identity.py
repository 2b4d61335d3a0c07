"""What a message is about must be told from everything else, or it cannot be counted once."""

import re

is_uuid = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}").fullmatch


def require_identity(name: str, local_id: int, uuid: str) -> None:
    """msgspec makes a validation error, with the place, of the `ValueError`."""
    if not local_id and not uuid:
        raise ValueError(f"`{name}` has neither `id` nor `uuid`")
