"""The security headers every answer carries, and the content security policy among them."""

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc\b)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)

EMBEDS = "/embed/"

_UNUSED_DEVICES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def script_hashes(html: str) -> tuple[str, ...]:
    """Hash each inline script of a page, in the form a content security policy takes ('sha256-…')."""
    digests = (hashlib.sha256(code.encode()).digest() for code in _INLINE_SCRIPT.findall(html))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def content_policy(index_html: str) -> str:
    """Write the policy that lets Streamlit's front end run, asks no other host, and refuses any injected script.

    Args:
        index_html: The page all documents are made from; its inline scripts are allowed by their hashes.
    """
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *script_hashes(index_html))),
            # Emotion, the front end's style library, and Plotly write style elements at run time.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def embed_policy(policy: str) -> str:
    """Return a policy under which any site may show the page in a frame."""
    return policy.replace("frame-ancestors 'self'", "frame-ancestors *")


def _headers(policy: str) -> dict[str, str]:
    return {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "strict-origin-when-cross-origin",
        "permissions-policy": _UNUSED_DEVICES,
    }


class SecurityHeaders:
    """Adds the security headers to every HTTP answer, whoever made it."""

    def __init__(self, app: ASGIApp, *, policy: str) -> None:
        self._app = app
        self._headers = _headers(policy)
        self._embed_headers = _headers(embed_policy(policy))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the answer's start."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                is_embed = scope["path"].startswith(EMBEDS)
                MutableHeaders(scope=message).update(self._embed_headers if is_embed else self._headers)
            await send(message)

        await self._app(scope, receive, send_with_headers)
