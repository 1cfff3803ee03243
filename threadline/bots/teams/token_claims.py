"""What a token says of whose it is. Its signature is Entra's to check, which exchanges no other."""

_LONGEST_TOKEN = 16_000


def belongs_to(token: str, object_id: str, tenant: str) -> bool:
    """Whether a token is of this directory object in this tenant."""
    import jwt

    if not object_id or len(token) > _LONGEST_TOKEN:
        return False
    try:
        claims = jwt.decode(token, options={"verify_signature": False, "verify_exp": False, "verify_aud": False})
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        return False
    same = {"oid": object_id, "tid": tenant}
    return all(str(claims.get(name) or "").lower() == given.lower() for name, given in same.items())
