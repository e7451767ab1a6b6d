"""The Vietnamese syllable: its letters, tones, rimes, and where the tone mark stands.

The ground under :mod:`baophu.kernel.text` (tone placement), :mod:`baophu.kernel.names` (keys) and
:mod:`baophu.kernel.legacy` (which encoding makes real syllables of a column). A word that is no Vietnamese syllable,
such as a Khmer or a foreign name, is recognised as such and left alone by all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

_TONED_ROWS = (
    "aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị",
    "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ",
)  # fmt: skip

TONE_OF = {letter: tone for row in _TONED_ROWS for tone, letter in enumerate(row)}
"""Tone number (0 ngang … 5 nặng) of each lower-case vowel letter."""
TONELESS = {letter: row[0] for row in _TONED_ROWS for letter in row}
"""Each lower-case vowel letter without its tone (ấ → â)."""
TONED = {row[0]: row for row in _TONED_ROWS}
"""The six tones of each toneless vowel letter, in tone order."""
VIETNAMESE_LETTERS = "".join(row for row in _TONED_ROWS) + "đ"
"""All lower-case vowel letters with every tone, and đ."""

_ONSET_LIST = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIME_LIST = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu
    o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
    oe oem oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uôc uôi uôm uôn uông uôt uơ
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
_ONSETS = frozenset(_ONSET_LIST.split()) | {""}
_RIMES = frozenset(_RIME_LIST.split())
_VOWELS = frozenset(TONED)
_MARKED_VOWELS = frozenset("ăâêôơư")
_STOPS = ("c", "ch", "p", "t")
_TONES_BEFORE_STOP = (4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Syllable:
    """One lower-case Vietnamese syllable; ``tone`` is 0 ngang, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng."""

    onset: str
    rime: str
    tone: int

    @property
    def has_pronounceable_tone(self) -> bool:
        """Whether the tone may stand before the final consonant (c, ch, p, t take only sắc and nặng)."""
        return not self.rime.endswith(_STOPS) or self.tone in _TONES_BEFORE_STOP

    @property
    def spelling(self) -> str:
        """The syllable with its tone mark where the dictionary puts it (hòa, thúy, hoàn, quý)."""
        at = _tone_index(self.rime)
        return self.onset + self.rime[:at] + TONED[self.rime[at]][self.tone] + self.rime[at + 1 :]


def _tone_index(rime: str) -> int:
    """Where in a toneless rime the tone mark stands."""
    vowels = 0
    marked = -1
    for letter in rime:
        if letter not in _VOWELS:
            break
        if letter in _MARKED_VOWELS:
            marked = vowels
        vowels += 1
    if marked >= 0:
        return marked
    has_final_consonant = vowels < len(rime)
    return 1 if vowels == 3 or (vowels == 2 and has_final_consonant) else 0


def _split_onset(word: str) -> tuple[str, str]:
    """``word`` (toneless) as onset and rime; "gi" and "qu" belong to the onset where a vowel follows."""
    if word.startswith("gi"):
        rest = word[2:]
        if rest[:1] in _VOWELS and not rest.startswith("ê"):
            return "gi", rest
        return "g", word[1:]
    if word.startswith("qu"):
        return "qu", word[2:]
    at = 0
    while at < len(word) and word[at] not in _VOWELS:
        at += 1
    return word[:at], word[at:]


def _is_rime_after(onset: str, rime: str) -> bool:
    if onset == "qu":
        return rime in _RIMES or "u" + rime in _RIMES or "o" + rime in _RIMES
    return rime in _RIMES


@lru_cache(maxsize=1 << 16)
def parse_syllable(word: str) -> Syllable | None:
    """The syllable that the lower-case NFC ``word`` spells, wherever its one tone mark stands; None if none."""
    tone = 0
    letters = []
    for letter in word:
        mark = TONE_OF.get(letter, 0)
        if mark and tone:
            return None
        tone = tone or mark
        letters.append(TONELESS.get(letter, letter))
    onset, rime = _split_onset("".join(letters))
    if onset not in _ONSETS or not rime or not _is_rime_after(onset, rime):
        return None
    return Syllable(onset=onset, rime=rime, tone=tone)
