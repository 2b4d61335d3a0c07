"""Finds the browser that the browser tests drive; run as a script it prints its path."""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

ARGUMENTS = (
    "--no-sandbox",  # CI runs as root
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

WEBGL = (
    # a machine without a graphics card draws it in software
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
)
"""What the map needs to be drawn by WebGL; everything is then drawn so, at twice the cost."""

THIN_CLIENT = ("--disable-3d-apis", "--disable-gpu")


def chromium() -> str:
    """The path of Chromium, "" when there is none; the variable CHROMIUM decides."""
    chosen = os.environ.get("CHROMIUM", "")
    return chosen or next((path for name in NAMES if (path := shutil.which(name))), "")


if __name__ == "__main__":
    if not chromium():
        sys.exit("The browser tests need Chromium: install it, or set CHROMIUM to its path.")
    sys.stdout.write(chromium() + "\n")
