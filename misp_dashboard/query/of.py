"""An activity has two sides on the map: where it points, and whom it targets."""

from typing import Literal

Of = Literal["origin", "target"]
