"""What the model sees of prepared rows: `seen.py <model> <method> <loss> <rows> [<method> <loss> <rows> …]`.

Prints JSON: for each file a list with one item a row. For supervised rows the text, and of it what is learnt;
for preferences the prompt and both answers.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "python"))

from tuneset_driver.model import load_tokenizer
from tuneset_driver.render import IGNORED, Renderer


def seen(tokenizer: Any, method: str, loss: str, rows: str) -> list[dict[str, str]]:
    renderer = Renderer(tokenizer, loss)
    found = []
    for line in Path(rows).read_text(encoding="utf-8").splitlines():
        if method == "sft":
            sequence = renderer.sequence(json.loads(line))
            parts = {
                "text": sequence.ids,
                "learnt": [token for token in sequence.labels if token != IGNORED],
            }
        else:
            pair = renderer.pair(json.loads(line))
            parts = {"prompt": pair.prompt, "chosen": pair.chosen, "rejected": pair.rejected}
        found.append({name: tokenizer.decode(tokens) for name, tokens in parts.items()})
    return found


if __name__ == "__main__":
    model, *asked = sys.argv[1:]
    tokenizer = load_tokenizer(model, local=True)
    print(json.dumps([seen(tokenizer, *asked[at : at + 3]) for at in range(0, len(asked), 3)]))
