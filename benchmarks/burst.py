"""A burst of 50,000 frames, sent as quickly as a publisher can: how many arrive and are stored?

A publisher in a process of its own sends them over ZeroMQ on 127.0.0.1, without a pause and
without a limit of its own, to a dashboard started as `misp-dashboard run`.

Run: python benchmarks/burst.py [--frames N]
"""

import argparse
import sys

from benchmarks.dashboard import free_port, serving, temporary_folder
from benchmarks.publisher import publishing

TIMEOUT_S = 180


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=50_000)
    asked = parser.parse_args()
    address = f"tcp://127.0.0.1:{free_port()}"
    with (
        temporary_folder() as folder,
        publishing(address, asked.frames) as publisher,
        serving(folder, address) as dashboard,
    ):
        publisher.wait_for_subscriber()
        publisher.send()
        first, last = publisher.sent()
        done = dashboard.wait_for_frames(publisher.frames, TIMEOUT_S)
        received = dashboard.figure("frames_received_total")
        stored = dashboard.figure("frames_stored_total")
        activities = dashboard.figure("activities_total")
        per_s = publisher.frames / (last - first)
        print(f"sent      {publisher.frames:>8,} frames in {last - first:.2f} s ({per_s:,.0f}/s)")
        print(f"received  {received:>8,}")
        print(f"stored    {stored:>8,} as {activities:,} activities")
        print(f"kept apart{dashboard.figure('frames_rejected_total'):>8,}")
        print(f"lost      {publisher.frames - stored:>8,}")
        if publisher.frames != stored:
            sys.exit("frames were lost")
        if done is not None:
            print(f"the last row was on disk {done - first:.1f} s after the first send")


if __name__ == "__main__":
    main()
