"""Which language a message is in, as far as that can be told: the network knows English only."""

from bot.domain.detection.reading import ENGLISH

LEAST_WORDS = 4
"""Fewer say too little: "dark mode bitte" may be anything."""
SURE = 0.8


class Languages:
    """Tells languages apart by the letters that stand together (py3langid, 97 languages, no network)."""

    def __init__(self) -> None:
        # Imported here: loading takes a moment, which must not hold up the start.
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

        self._identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def of(self, words: str) -> str:
        """The language's two letters (ISO 639-1); English where it is not sure of another one."""
        if len(words.split()) < LEAST_WORDS and words.isascii():
            return ENGLISH
        language, sure = self._identifier.classify(words)
        return str(language) if float(sure) >= SURE else ENGLISH
