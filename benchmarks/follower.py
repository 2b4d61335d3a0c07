"""Pages that follow the live stream: `python -m benchmarks.follower PORT COUNT`.

Each holds `GET /api/live` open and reads what comes, as a browser does that shows nothing. Says
"following" when every one has had its hello.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


async def follow(port: int, greeted: asyncio.Semaphore) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /api/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    await reader.readuntil(b"event: hello")
    greeted.release()
    while await reader.read(65536):
        pass


async def main(port: int, count: int) -> None:
    greeted = asyncio.Semaphore(0)
    pages = [asyncio.create_task(follow(port, greeted)) for _ in range(count)]
    for _ in pages:
        await greeted.acquire()
    print("following", flush=True)
    await asyncio.gather(*pages)


@contextmanager
def following(port: int, count: int) -> Iterator[None]:
    """So many pages, all in one other process."""
    if not count:
        yield
        return
    command = [sys.executable, "-m", "benchmarks.follower", str(port), str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "following\n"
            yield
        finally:
            process.kill()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
