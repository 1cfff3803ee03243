"""Proof Key for Code Exchange (RFC 7636), and the browser that a consent belongs to."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from hmac import compare_digest


def challenge(verifier: str) -> str:
    """What is shown of a verifier at the beginning: S256 (RFC 7636 section 4.2)."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def browser_digest(browser: str) -> str:
    """What is kept of the cookie of a browser."""
    return sha256(browser.encode("utf-8", "surrogatepass")).hexdigest()


def same_browser(kept: str, browser: str) -> bool:
    """Whether the cookie is that of the browser whose digest was kept."""
    return bool(browser) and compare_digest(kept, browser_digest(browser))
