"""Answers without a language model: deterministic, offline, and free of credentials.

It is the default provider and the last link of every fallback chain. It picks sentences, counts words and looks names
up; it never writes a sentence about the world of its own, so it cannot be wrong about a date.

Libraries, chosen for weight (they are imported at first use; measured on Python 3.11, x86-64):

- `stopwordsiso` (MIT, 57 languages, one data file, 33 ms, 6 MB): the words that carry no meaning, and by them a
  guess of the language.
- `snowballstemmer` (BSD, pure Python, 30 languages, 15 ms, 3 MB): "meeting" and "meetings" count as one word.
- `vaderSentiment` (MIT, English and emoji, 14 ms, 4 MB): the tone of a text.

Left out: `yake` brings numpy and networkx and is LGPL; `sumy`, `rake-nltk` and `textblob` download data at run time;
`pysbd` and `summa` are no longer maintained. What is left to own code is small: sentence boundaries, sentence choice,
key phrases, and entities by their shape.
"""

from threadline.providers.extractive.provider import ExtractiveProvider, create

__all__ = ["ExtractiveProvider", "create"]
