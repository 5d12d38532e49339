"""Voter keys: the same person is the same voter within a register, and nobody can be followed beyond it."""

import hmac

from bmw.kernel.states import NotPossible
from bmw.votes.models import Register


class RegisterClosed(NotPossible):
    """The register's secret was destroyed when its process was archived; nobody can vote in it any more."""


def voter_key(register: Register, voter_id: bytes) -> bytes:
    """The key of a voter in a register: HMAC-SHA256 of their random id under the register's secret."""
    if register.secret is None:
        raise RegisterClosed(f"register {register.id} is closed")
    return hmac.digest(register.secret, voter_id, "sha256")
