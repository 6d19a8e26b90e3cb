"""Made-up rows for evaluation: skewed as real teams are, many groups small, some of nobody."""

from __future__ import annotations

import random
from typing import Any

from reflect_app import assets
from reflect_app.core.evaluation.columns import Column, read_columns, read_plan

COLUMNS = read_columns(assets.read_bytes("evaluation/columns.toml"))
PLAN = read_plan(assets.read_bytes("evaluation/tables.toml"))


def made_rows(seed: int, people: int | None = None) -> list[dict[str, Any]]:
    """Rows of 10 to 400 people, each choice with a weight of its own for this seed."""
    dice = random.Random(seed)
    count = dice.randint(10, 400) if people is None else people
    weights = {
        column.id: [dice.random() ** 4 + 0.003 for _ in (column.choices or range(4))]
        for column in COLUMNS
    }
    silent = dice.choice((0.0, 0.02, 0.2))
    return [
        {
            column.id: _answer(column, weights[column.id], dice)
            for column in COLUMNS
            if dice.random() >= silent
        }
        for _ in range(count)
    ]


def _answer(column: Column, weights: list[float], dice: random.Random) -> Any:
    ids = [pick.id for pick in column.choices]
    if column.kind == "choice":
        return dice.choices(ids, weights)[0]
    if column.kind == "picks":
        return [id_ for id_, weight in zip(ids, weights, strict=True) if dice.random() < weight]
    if column.kind == "counts":
        return {id_: 1 for id_, weight in zip(ids, weights, strict=True) if dice.random() < weight}
    if column.kind == "yes_no":
        return dice.random() < weights[0]
    if column.kind == "median":
        return dice.randint(0, 20) / 2
    return dice.choices((0, 1, 2, 5), weights)[0]
