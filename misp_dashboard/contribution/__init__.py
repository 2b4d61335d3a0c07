"""How sharing is rewarded: pure functions over counted activities."""
