"""The live page under a burst: how long are its tasks, does its memory stay level?

A publisher in a process of its own sends 500 activities a second for a minute to a dashboard
started as `misp-dashboard run`, while headless Chromium has the live page open at 1440×900. There
is no graphics card: everything is drawn by the processor, by the browser's own processes, which
the page has to share with all others. `--flat` draws the map without WebGL. `--profile` goes on
for 20 s more and says where the time of the page's thread goes.

Run: python benchmarks/page.py [--per-s N] [--seconds N] [--flat] [--profile]
"""

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.dashboard import free_port, serving, temporary_folder
from benchmarks.steady import steady

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser.chromium import ARGUMENTS, THIN_CLIENT, WEBGL, chromium  # noqa: E402

PROFILED_S = 20
TYPE_EVERY_S = 5
MEMORY_EVERY_S = 30
WATCH = """() => {
    const seen = { tasks: [], frames: [], events: [], quiet: [] }
    window.seen = seen
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) seen.tasks.push([one.startTime, one.duration])
    }).observe({ type: 'longtask' })
    new PerformanceObserver((list) => {
        for (const one of list.getEntries())
            seen.events.push([
                one.duration,
                one.processingStart - one.startTime,
                one.processingEnd - one.processingStart,
            ])
    }).observe({ type: 'event', durationThreshold: 16 })
    const frame = (at) => { seen.frames.push(at); requestAnimationFrame(frame) }
    requestAnimationFrame(frame)
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--per-s", type=float, default=500)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--flat", action="store_true")
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    address = f"tcp://127.0.0.1:{free_port()}"
    lasts_s = asked.seconds + (PROFILED_S + 10 if asked.profile else 5)
    with (
        temporary_folder() as folder,
        steady(address, asked.per_s, lasts_s) as publisher,
        serving(folder, address) as dashboard,
        sync_playwright() as playwright,
    ):
        drawing = THIN_CLIENT if asked.flat else WEBGL
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[*ARGUMENTS, *drawing]
        )
        page, session = opened(browser, dashboard.port)
        publisher.begin()
        measure(page, session, asked.seconds)
        if asked.profile:
            profile(session)
        sent, late_s = publisher.ended()
        print(f"\nsent {sent:,} frames; the last one {late_s:.2f} s late")
        print(f"load of the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        browser.close()


def opened(browser: Browser, port: int) -> tuple[Page, CDPSession]:
    """The page when it is live and its map is drawn."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"http://127.0.0.1:{port}/")
    page.get_by_text("1/1 live").wait_for()
    page.get_by_role("button", name="Whole world").wait_for(timeout=60_000)
    return page, page.context.new_cdp_session(page)


def measure(page: Page, session: CDPSession, for_s: int) -> None:
    page.evaluate(WATCH)
    memory = [(0, memory_of(page, session))]
    began = time.monotonic()
    for second in range(MEMORY_EVERY_S, for_s + 1, MEMORY_EVERY_S):
        use(page, began + second)
        memory.append((second, memory_of(page, session)))
    seen = page.evaluate("window.seen")
    print_tasks(seen, for_s)
    print_frames(seen["frames"], seen["quiet"])
    print("\n| after | JS heap | DOM nodes | log lines drawn |\n|---|---|---|---|")
    for second, (heap_bytes, nodes, lines) in memory:
        print(f"| {second} s | {heap_bytes / 1e6:.1f} MB | {nodes:,} | {lines} |")


def use(page: Page, until: float) -> None:
    """Somebody types into the search field now and then."""
    field = page.get_by_role("textbox", name="Search (/)")
    while time.monotonic() < until:
        field.press("x")
        page.wait_for_timeout(min(TYPE_EVERY_S, max(0.0, until - time.monotonic())) * 1000)


def memory_of(page: Page, session: CDPSession) -> tuple[int, int, int]:
    """After a collection, which is not the page's doing: its time is left out."""
    from_ms = page.evaluate("performance.now()")
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"]
    nodes, lines, now_ms = page.evaluate(
        """() => [
            document.getElementsByTagName('*').length,
            document.querySelectorAll('[role=list][aria-label=Log] [role=listitem]').length,
            performance.now(),
        ]"""
    )
    page.evaluate("quiet => window.seen.quiet.push(quiet)", [from_ms, now_ms])
    return int(heap), int(nodes), int(lines)


def print_tasks(seen: dict[str, Any], for_s: int) -> None:
    tasks = sorted(
        (duration for start, duration in seen["tasks"] if not within(start, duration, seen)),
        reverse=True,
    )
    print("\n| tasks of the page's thread | |\n|---|---|")
    print(f"| longest | {tasks[0] if tasks else 0:.0f} ms |")
    for bound in (50, 100, 200):
        longer = [task for task in tasks if task > bound]
        share = sum(longer) / for_s / 10
        print(f"| over {bound} ms | {len(longer)} ({share:.1f} % of the time) |")
    whole, waited, worked = max(seen["events"], default=(0, 0, 0))
    print(
        f"| slowest answer to a key | {whole:.0f} ms: {waited:.0f} waiting, {worked:.0f} at work,"
        f" {whole - waited - worked:.0f} until drawn |"
    )


def within(start: float, duration: float, seen: dict[str, Any]) -> bool:
    """Whether a task overlaps with a collection that was asked for here."""
    return any(start < until and start + duration > since for since, until in seen["quiet"])


def print_frames(frames: list[float], quiet: list[list[float]]) -> None:
    gaps = sorted(
        later - one
        for one, later in zip(frames, frames[1:], strict=False)
        if not any(one < until and later > since for since, until in quiet)
    )
    per_s = Counter(int(at / 1000) for at in frames)
    whole = [per_s[second] for second in range(int(frames[0] / 1000) + 1, int(frames[-1] / 1000))]
    middle, slow, longest = gaps[len(gaps) // 2], gaps[int(len(gaps) * 0.99)], gaps[-1]
    print("\n| frames | |\n|---|---|")
    print(f"| a second, mean (least) | {sum(whole) / len(whole):.1f} ({min(whole)}) |")
    print(f"| between two, median / p99 / longest | {middle:.0f} / {slow:.0f} / {longest:.0f} ms |")


def profile(session: CDPSession) -> None:
    session.send("Profiler.enable")
    session.send("Profiler.setSamplingInterval", {"interval": 500})
    session.send("Profiler.start")
    time.sleep(PROFILED_S)
    told = session.send("Profiler.stop")["profile"]
    nodes = {node["id"]: node["callFrame"] for node in told["nodes"]}
    files: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    for sample, delta_us in zip(told["samples"], told["timeDeltas"], strict=False):
        frame = nodes[sample]
        file = frame["url"].rpartition("/")[2] or frame["functionName"]
        files[file] += delta_us
        place = f"{file}:{frame['lineNumber']}:{frame['columnNumber']}"
        functions[f"{frame['functionName'] or '(anonymous)'} {place}"] += delta_us
    total = sum(files.values())
    print(f"\nself time of the page's thread over {PROFILED_S} s:")
    for counted, count in ((files, 12), (functions, 30)):
        print()
        for name, spent_us in counted.most_common(count):
            print(f"  {spent_us / total:6.1%}  {name}")


if __name__ == "__main__":
    main()
