"""What every answer tells the browser: load from here only, guess nothing, frame nowhere else."""

from litestar.datastructures import MutableScopeHeaders
from litestar.types import ASGIApp, Message, Receive, Scope, Send


def with_security_headers(app: ASGIApp, tiles_origin: str) -> ASGIApp:
    """Wraps the whole application, so that errors of routing are guarded too.

    `tiles_origin` is the one foreign host, when the administrator configured map tiles.
    """
    policy = _policy(tiles_origin)

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                headers["Content-Security-Policy"] = policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                if scope["path"].startswith("/assets/") and message["status"] == 200:
                    # Vite names each of these files by its content
                    headers["Cache-Control"] = "public, max-age=31536000, immutable"
                elif "cache-control" not in headers:
                    headers["Cache-Control"] = "no-cache"
            await send(message)

        await app(scope, receive, send_with_headers)

    return guarded


def _policy(tiles_origin: str) -> str:
    foreign = f" {tiles_origin}" if tiles_origin else ""
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            # the component library writes its style sheets from script
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob:{foreign}",
            f"connect-src 'self'{foreign}",
            "worker-src 'self' blob:",
            "font-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )
