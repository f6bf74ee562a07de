"""Looks into adapters, for tests. Prints JSON.

`adapter.py load <base> <adapter>`: loads it with PEFT; how much it changes what the base model says.
`adapter.py compare <adapter> <adapter>`: the largest difference between their weights.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def load(base: str, adapter: str) -> dict[str, object]:
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(adapter, local_files_only=True)
    model = AutoModelForCausalLM.from_pretrained(base, local_files_only=True, use_safetensors=True)
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": "Where is the red bicycle?"}],
        add_generation_prompt=True,
        return_tensors="pt",
        return_dict=True,
    )
    with torch.no_grad():
        before = model(**prompt).logits
        tuned = PeftModel.from_pretrained(model, adapter, local_files_only=True)
        after = tuned(**prompt).logits
        answer = tuned.generate(**prompt, max_new_tokens=24, do_sample=False)
    config = tuned.peft_config["default"]
    return {
        "rank": config.r,
        "base": config.base_model_name_or_path,
        "difference": (after - before).abs().max().item(),
        "answer": tokenizer.decode(answer[0, prompt["input_ids"].shape[1] :], skip_special_tokens=True),
    }


def compare(first: str, second: str) -> dict[str, object]:
    from safetensors.torch import load_file

    one, other = (load_file(str(Path(folder, "adapter_model.safetensors"))) for folder in (first, second))
    if one.keys() != other.keys():
        return {"same": False, "difference": None}
    return {"same": True, "difference": max((one[name] - other[name]).abs().max().item() for name in one)}


if __name__ == "__main__":
    what, *folders = sys.argv[1:]
    print(json.dumps({"load": load, "compare": compare}[what](*folders)))
