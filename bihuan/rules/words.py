"""A phrase of the office in both of its languages."""

from typing import NamedTuple


class Words(NamedTuple):
    """One phrase, in Chinese and in English. ``{}`` fields are filled by :meth:`fill`."""

    zh: str
    en: str

    def fill(self, **values: object) -> "Words":
        """Return the phrase with its ``{name}`` fields filled; a value that is itself Words speaks its own language."""
        zh = {k: v.zh if isinstance(v, Words) else v for k, v in values.items()}
        en = {k: v.en if isinstance(v, Words) else v for k, v in values.items()}
        return Words(self.zh.format(**zh), self.en.format(**en))

    def in_language(self, code: str) -> str:
        """The phrase in a Django language code: ``zh…`` gives Chinese, anything else English."""
        return self.zh if code.startswith("zh") else self.en


#: Nothing to say, where a table may leave a phrase out.
NO_WORDS = Words("", "")
