"""Values that point to places, told as MISP would."""

import time
from datetime import timedelta

from build import NOW, attribute_message
from dashboard import send

from misp_dashboard.source.publisher import Publisher

AMERICAN, DUTCH, LUXEMBOURGISH = "8.8.8.8", "193.0.6.139", "158.64.1.1"
LUXEMBOURGISH_PHONE = "+352 621 123 456"


def tell(publisher: Publisher, name: str, value: str, comment: str, **fields: str) -> None:
    """The name makes the activity's identity, the value is where it points."""
    kind = "phone-number" if value.startswith("+") else "ip-dst"
    # now, and not when the tests were begun: it must lie in the newest bucket
    plain = {"type": kind, "value": value, "comment": comment, "timestamp": str(int(time.time()))}
    message = attribute_message(name, **{**plain, **fields})
    send(publisher, "misp_json_attribute", message)


def days_ago(days: float) -> str:
    return str(int((NOW - timedelta(days=days)).timestamp()))
