"""What every answer carries so that browsers guard our readers."""

from flask import Flask, Response, g, request

from bmw.kernel.settings import Settings
from bmw.ui import current

POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "font-src 'self'; "
    "media-src 'self'; "
    "connect-src 'self'; "
    "manifest-src 'self'; "
    "worker-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; "
    "trusted-types app"
)
UNUSED = (
    "accelerometer autoplay browsing-topics camera display-capture encrypted-media "
    "fullscreen gamepad geolocation gyroscope hid idle-detection local-fonts magnetometer microphone midi "
    "otp-credentials payment picture-in-picture "
    "screen-wake-lock serial storage-access usb window-management xr-spatial-tracking"
)
"""Powers of browsers that no page of ours needs; passkeys are not among them."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in UNUSED.split()),
}
FOR_FILES = {name: HEADERS[name] for name in ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")}
"""Style, scripts, fonts and icons: the rest speaks to documents only and would cost a first visit a kilobyte a file."""
YEAR = 31_536_000


def secured(settings: Settings) -> dict[str, str]:
    """What keeps browsers on https once they came that way."""
    return {"Strict-Transport-Security": f"max-age={YEAR}; includeSubDomains"} if settings.is_https else {}


def set_up(app: Flask) -> None:
    """Give every answer its headers."""

    @app.after_request
    def guard(response: Response) -> Response:
        is_file = (request.endpoint == "static" or g.get("is_file")) and response.status_code < 400
        for name, value in (FOR_FILES if is_file else HEADERS).items():
            response.headers.setdefault(name, value)
        response.headers.update(secured(current.settings()))
        if is_file:
            return response
        if response.mimetype == "text/html":
            response.headers.setdefault("Content-Language", current.lang().split("-")[0])
        if response.status_code >= 400 or request.method not in ("GET", "HEAD"):
            response.headers["Cache-Control"] = "no-store"
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-cache"
        return response
