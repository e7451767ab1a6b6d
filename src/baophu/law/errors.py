"""What the law answers when there is nothing to quote: each with the article that says so, where there is one."""

from __future__ import annotations

from collections.abc import Iterable

from baophu.kernel.errors import BaoPhuError
from baophu.law.said import Said


class LawError(BaoPhuError):
    """A request that the law, or what we hold of it, does not admit (exit code 2)."""

    code = "outside_the_law"

    def __init__(self, said: Said, **data: object) -> None:
        self.said = said
        super().__init__(**data)

    def message(self, language: str = "vi") -> str:
        """The sentence for a person, in Vietnamese unless ``language`` is ``"en"``."""
        return self.said.in_(language)


class NoRuleInForce(LawError):
    """No rule, or no value, is in force on the date."""

    code = "no_rule_in_force"


class OutsideTheLaw(LawError):
    """An income, age, rank, number of months or group that the law does not admit; the sentence names the range."""


class RequestUnclear(LawError):
    """An option is missing, unknown or contradicts another."""

    code = "request_unclear"


class NotWholeDong(LawError):
    """A value of the law gives a fraction of a đồng, for which it has no rounding rule."""

    code = "not_whole_dong"


class LawFaults(LawError):
    """The files of the law are wrong; ``faults`` lists every fault as file, place and what is wrong."""

    code = "law_files_wrong"

    def __init__(self, faults: Iterable[Said]) -> None:
        self.faults = tuple(faults)
        lines = [f"  {number}. " for number in range(1, len(self.faults) + 1)]
        pairs = list(zip(lines, self.faults, strict=True))
        super().__init__(
            Said(
                "\n".join([f"Dữ liệu pháp luật có {len(pairs)} lỗi:", *(n + fault.vi for n, fault in pairs)]),
                "\n".join([f"Faults in the files of the law: {len(pairs)}.", *(n + fault.en for n, fault in pairs)]),
            ),
            count=len(pairs),
        )
