"""What a row is about: its uuid where MISP gives one."""

from misp_dashboard.activity.row import NO_UUID
from misp_dashboard.message.identity import is_uuid


def uuid_of(text: str) -> str:
    """In lower case; `NO_UUID` for what is none, as the table takes nothing else."""
    return text.lower() if is_uuid(text) else NO_UUID


def key_of(uuid: str, local_id: int) -> str:
    """What tells the subject from every other one of its instance."""
    return uuid.lower() or str(local_id)


def local_key_of(local_id: int, uuid: str) -> str:
    """The same for what other frames name by its local id alone; a feed's has only its uuid."""
    return str(local_id) if local_id else uuid.lower()
