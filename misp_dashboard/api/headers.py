"""What every answer tells the browser: load from here only, guess nothing, frame nowhere else."""

from litestar.datastructures import MutableScopeHeaders
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send


class SecurityHeaders(ASGIMiddleware):
    """`tiles_origin` is the one foreign host, when the administrator configured map tiles."""

    def __init__(self, tiles_origin: str = "") -> None:
        foreign = f" {tiles_origin}" if tiles_origin else ""
        self._policy = "; ".join(
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

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                headers["Content-Security-Policy"] = self._policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                path = scope["path"]
                if path.startswith("/assets/"):
                    headers["Cache-Control"] = "public, max-age=31536000, immutable"
                elif "cache-control" not in headers:
                    headers["Cache-Control"] = "no-cache"
            await send(message)

        await next_app(scope, receive, send_with_headers)
