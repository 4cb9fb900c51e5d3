from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, Literal

import pytest
from assess.errors import Place, Problems
from assess.model.document import Document
from assess.validation import validated
from pydantic import Field, field_validator


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class Wheel(Document):
    size: float = Field(default=1, gt=0)
    colour: Colour = Colour.RED


class Cart(Document):
    name: str
    built: date | None = None
    wheels: tuple[Wheel, ...] = ()
    spare: dict[str, Wheel] = {}
    kind: Literal["hand", "horse"] = "hand"

    @field_validator("name")
    @classmethod
    def _named(cls, name: str) -> str:
        if name == "cart":
            raise ValueError("a cart needs a name of its own")
        return name


def place(path: tuple[str | int, ...]) -> Place:
    return Place("/".join(map(str, path)) or "top")


def test_a_document_without_mistakes() -> None:
    data = {"name": "Rosinante", "built": "2026-06-30", "wheels": [{"size": 2}], "spare": {"left": {"colour": "green"}}}
    cart = validated(Cart, data, place)
    assert (cart.built, cart.wheels[0].size, cart.spare["left"].colour) == (date(2026, 6, 30), 2.0, Colour.GREEN)


@pytest.mark.parametrize(
    ("data", "messages"),
    [
        pytest.param(None, ["name: the key 'name' is missing"], id="nothing at all"),
        pytest.param([], ["top: the document: expected a map, got a list"], id="a list"),
        pytest.param(
            {"nmae": "a"},
            ["name: the key 'name' is missing", "nmae: unknown key 'nmae' (did you mean 'name'?)"],
            id="misspelt",
        ),
        pytest.param({"name": "cart"}, ["name: name: a cart needs a name of its own"], id="a validator of ours"),
        pytest.param(
            {"name": "a", "built": "June"},
            ['built: built: expected a date such as 2026-03-31, got "June"'],
            id="a month",
        ),
        pytest.param(
            {"name": "a", "kind": "hose"},
            ["kind: kind: expected 'hand' or 'horse', got \"hose\" (did you mean 'horse'?)"],
            id="a misspelt word",
        ),
        pytest.param(
            {"name": "a", "wheels": [{"sise": 1}]},
            ["wheels/0/sise: unknown key 'sise' (did you mean 'size'?)"],
            id="inside a list",
        ),
        pytest.param(
            {"name": "a", "spare": {"x": {"zzz": 1}}},
            ["spare/x/zzz: unknown key 'zzz' (known keys: size, colour)"],
            id="inside a map",
        ),
        pytest.param(
            {"name": "a", "spare": {"x": {"colour": "geen"}}},
            ["spare/x/colour: colour: expected 'red' or 'green', got \"geen\" (did you mean 'green'?)"],
            id="a misspelt member",
        ),
        pytest.param(
            {"name": "a", "wheels": [{"size": 0}]},
            ["wheels/0/size: size: input should be greater than 0, got 0"],
            id="too small",
        ),
        pytest.param(
            {"name": "a", "wheels": "x" * 99},
            [f'wheels: wheels: expected a list, got "{"x" * 58}\u2026'],
            id="a long text is cut",
        ),
    ],
)
def test_mistakes(data: Any, messages: list[str]) -> None:
    with pytest.raises(Problems) as caught:
        validated(Cart, data, place)
    assert str(caught.value).splitlines() == messages
