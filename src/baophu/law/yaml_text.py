"""YAML as a file of the law must be: no key twice, numbers with a point as exact decimals, places known by line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from baophu.law.said import Said

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Base):  # type: ignore[misc]
    """A safe loader for which a repeated key is an error and 0.045 is exactly that."""


class YamlFault(ValueError):
    """What is wrong at one place of a file that is YAML."""

    def __init__(self, node: yaml.Node, said: Said) -> None:
        self.line: int = node.start_mark.line + 1
        self.said = said
        super().__init__(said.vi)


def _decimal(loader: Any, node: yaml.ScalarNode) -> Decimal:
    try:
        return Decimal(str(loader.construct_scalar(node)))
    except InvalidOperation as error:
        raise YamlFault(node, Said(f"“{node.value}” không phải là số", f"“{node.value}” is no number")) from error


def _date(loader: Any, node: yaml.ScalarNode) -> date:
    try:
        return date.fromisoformat(str(loader.construct_scalar(node)))
    except ValueError as error:
        raise YamlFault(node, Said(f"“{node.value}” không phải là ngày", f"“{node.value}” is no date")) from error


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    for (key_node, _), key in zip(node.value, keys, strict=True):
        if keys.count(key) > 1:
            raise YamlFault(key_node, Said(f"mục “{key}” đứng hai lần", f"the key “{key}” stands twice"))
    return {key: loader.construct_object(value, deep=True) for key, (_, value) in zip(keys, node.value, strict=True)}


_StrictLoader.add_constructor("tag:yaml.org,2002:float", _decimal)
_StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", _date)
_StrictLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


class YamlText:
    """One file: its ``data``, and the line of any place in it.

    Raises ``yaml.YAMLError`` for a text that is no YAML, ``YamlFault`` for a value that is none.
    """

    def __init__(self, text: str) -> None:
        self.data: Any = yaml.load(text, Loader=_StrictLoader)
        self._text = text
        self._root: yaml.Node | None = None

    def line(self, path: Sequence[str | int]) -> int:
        """The line, from 1, of the deepest part of ``path`` that the file has."""
        if self._root is None:
            self._root = yaml.compose(self._text, Loader=_Base)
        node, line = self._root, 1
        for step in path:
            found = _child(node, step)
            if found is None:
                continue
            key, node = found
            line = key.start_mark.line + 1
        return line


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """The node that stands for ``step``, and its value; None for a step that is not in the file."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None
