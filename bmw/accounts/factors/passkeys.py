"""Passkeys (WebAuthn): what a browser is asked to sign, and whether it did."""

import ipaddress
import json
from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_bytes
from typing import Any
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from bmw.accounts.factors.models import Factor

PATIENCE = 300_000
"""Milliseconds a browser waits for its owner."""
LONGEST = 20_000
BROKEN = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError)
"""What the verification may raise on an answer that nobody's authenticator made."""


@dataclass(frozen=True)
class Home:
    """The host that passkeys belong to, and the address its pages have."""

    host: str
    origin: str
    name: str

    @classmethod
    def of(cls, public_url: str, name: str) -> "Home | None":
        """The home of passkeys; none where people reach the platform by a number, for passkeys need a host name."""
        host = urlsplit(public_url).hostname or ""
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return cls(host, public_url.rstrip("/"), name) if host else None
        return None


@dataclass(frozen=True)
class NewKey:
    """A passkey that was just made."""

    key_id: bytes
    public_key: bytes
    counter: int


def new_challenge() -> bytes:
    """Something random to be signed, once."""
    return token_bytes(32)


def to_make(home: Home, who: tuple[bytes, str], has: Iterable[Factor], challenge: bytes) -> dict[str, Any]:
    """What a browser needs for making a passkey."""
    handle, name = who
    wanted = AuthenticatorSelectionCriteria(
        resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.REQUIRED
    )
    return options_to_json_dict(
        generate_registration_options(
            rp_id=home.host,
            rp_name=home.name,
            user_id=handle,
            user_name=name,
            challenge=challenge,
            timeout=PATIENCE,
            authenticator_selection=wanted,
            exclude_credentials=[PublicKeyCredentialDescriptor(id=each.key_id) for each in has],
        )
    )


def to_sign(home: Home, keys: Iterable[Factor], challenge: bytes) -> dict[str, Any]:
    """What a browser needs for signing with a passkey."""
    return options_to_json_dict(
        generate_authentication_options(
            rp_id=home.host,
            challenge=challenge,
            timeout=PATIENCE,
            allow_credentials=[PublicKeyCredentialDescriptor(id=each.key_id) for each in keys],
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def made(home: Home, answer: str, challenge: bytes) -> NewKey | None:
    """The passkey that a browser made, if everything about it is right."""
    try:
        found = verify_registration_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=home.host,
            expected_origin=home.origin,
            require_user_verification=True,
        )
    except BROKEN:
        return None
    return NewKey(found.credential_id, found.credential_public_key, found.sign_count)


def named(answer: str) -> bytes:
    """Which passkey an answer says it was signed with; empty if it says nothing."""
    try:
        return base64url_to_bytes(str(_read(answer)["rawId"]))
    except BROKEN:
        return b""


def signed(home: Home, answer: str, key: Factor, challenge: bytes) -> int | None:
    """The new count of a passkey that has signed; nothing if it has not, or if it counts like a copy."""
    try:
        found = verify_authentication_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=home.host,
            expected_origin=home.origin,
            credential_public_key=key.material,
            credential_current_sign_count=key.counter,
            require_user_verification=True,
        )
    except BROKEN:
        return None
    return found.new_sign_count


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST:
        raise ValueError("too long")
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise TypeError("not an object")
    return found
