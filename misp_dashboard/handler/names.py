"""A list of names becomes no row: nothing happened."""

from misp_dashboard.activity.row import Activity
from misp_dashboard.message.names import NamesMessage
from misp_dashboard.source.frame import Frame


def handle_names(_message: NamesMessage, _frame: Frame) -> list[Activity]:
    return []
