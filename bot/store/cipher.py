"""Private notes and debriefs at rest: sealed with the first key, opened with any of them."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class BadKey(ValueError):
    """A key that is no key; the message never shows it."""


class Unreadable(Exception):
    """A sealed text that none of the given keys opens; the message shows neither text nor key."""


class Cipher:
    """Seals and opens texts. To rotate, put the new key first and keep the old ones until everything was saved anew."""

    __slots__ = ("_keys", "_newest")

    def __init__(self, keys: MultiFernet, newest: Fernet) -> None:
        self._keys = keys
        self._newest = newest

    @classmethod
    def from_keys(cls, keys: Sequence[str]) -> "Cipher":
        """Keys as `Cipher.new_key` makes them (32 url-safe base64 bytes), newest first. Raises BadKey."""
        if not keys:
            raise BadKey("no encryption key was given")
        fernets = []
        for place, key in enumerate(keys, start=1):
            try:
                fernets.append(Fernet(key))
            except ValueError:
                raise BadKey(f"encryption key {place} is not 32 url-safe base64-encoded bytes") from None
        return cls(MultiFernet(fernets), fernets[0])

    @staticmethod
    def new_key() -> str:
        return Fernet.generate_key().decode()

    def seal(self, text: str) -> str:
        return self._keys.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises Unreadable where no key fits or the stored text was tampered with."""
        try:
            return self._keys.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise Unreadable("an encrypted text cannot be opened with the given keys") from None

    def sealed_anew(self, sealed: str) -> str | None:
        """The same text under the newest key; None where it is there already. Raises Unreadable."""
        try:
            self._newest.decrypt(sealed.encode())
        except InvalidToken:
            return self.seal(self.open(sealed))
        return None

    def __repr__(self) -> str:
        return "Cipher()"

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("a cipher does not leave its process")
