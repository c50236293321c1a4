"""Codes that are typed once: how one is made from chance, and what is stored of it."""

import hashlib

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No letters or digits that are read wrong on paper (I, O, 0, 1)."""
GROUPS, GROUP = 4, 4


def new_code(chance: bytes) -> str:
    """A one-time code from sixteen unguessable bytes, 80 bits of them: "K7QM-3XWP-9TRD-WW2H"."""
    letters = [ALPHABET[one % len(ALPHABET)] for one in chance[: GROUPS * GROUP]]
    return "-".join("".join(letters[i : i + GROUP]) for i in range(0, len(letters), GROUP))


def digest(code: str) -> str:
    """What is stored of an invitation code (80 random bits, so a plain digest cannot be guessed back)."""
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()
