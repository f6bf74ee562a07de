"""Makes a tiny chat model in a folder: `python tiny_model.py <folder>`.

Shaped like Llama (2 layers, 64 wide), with a byte-level BPE tokenizer trained on the spot and a chat template
that knows tools and marks the assistant's tokens. Trained for a few seconds on made-up conversations, so that
it answers in words. The same on every run: seeds are fixed.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

ROLES = ("system", "user", "assistant", "tool")
TEMPLATE = """\
{%- if tools %}{{ '<|system|>\\n# Tools\\n' }}{% for tool in tools %}{{ tool | tojson + '\\n' }}{% endfor %}\
{{ '<|end|>\\n' }}{% endif -%}
{%- for message in messages -%}
{%- if message.role not in ['system', 'user', 'assistant', 'tool'] -%}
{{ raise_exception('Unknown role "' + message.role + '"') }}
{%- endif -%}
{{ '<|' + message.role + '|>\\n' }}
{%- if message.role == 'assistant' -%}
{%- generation -%}
{{ message.content or '' }}
{%- for call in message.tool_calls or [] -%}
{{ '<call>' + call.function.name + ' ' + (call.function.arguments | tojson) + '</call>' }}
{%- endfor -%}
{{ '<|end|>' }}
{%- endgeneration -%}
{%- else -%}
{{ message.content + '<|end|>' }}
{%- endif -%}
{{ '\\n' }}
{%- endfor -%}
{%- if add_generation_prompt %}{{ '<|assistant|>\\n' }}{% endif -%}
"""
THINGS = ("lamp", "kettle", "radio", "bicycle", "printer", "garden hose", "desk", "camera")
COLOURS = ("red", "green", "blue", "black", "white", "yellow")
PLACES = ("kitchen", "garage", "cellar", "office", "garden", "attic")
STEPS = 150


def conversations(count: int, seed: int = 7) -> list[list[dict[str, str]]]:
    """Short questions and answers, of a small vocabulary."""
    draw = random.Random(seed)
    made = []
    for _ in range(count):
        thing, colour, place = draw.choice(THINGS), draw.choice(COLOURS), draw.choice(PLACES)
        question, answer = draw.choice(
            (
                (f"What colour is the {thing}?", f"The {thing} is {colour}."),
                (f"Where is the {colour} {thing}?", f"The {colour} {thing} is in the {place}."),
                (f"Is the {thing} in the {place}?", f"Yes, the {thing} is in the {place}."),
                (f"Please move the {thing} to the {place}.", f"The {thing} is in the {place} now."),
            )
        )
        messages = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
        if draw.random() < 0.3:
            messages.insert(0, {"role": "system", "content": "Answer in one short sentence."})
        made.append(messages)
    return made


def make_tokenizer(texts: list[str]) -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<|pad|>", "<|end|>", *(f"<|{role}|>" for role in ROLES)]
    trainer = trainers.BpeTrainer(
        vocab_size=640,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="<|pad|>",
        eos_token="<|end|>",
        extra_special_tokens=special[2:],
        chat_template=TEMPLATE,
        model_max_length=1024,
    )


def make_model(vocabulary: int, pad: int, end: int) -> Any:
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=vocabulary,
        hidden_size=64,
        intermediate_size=176,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=1024,
        tie_word_embeddings=False,
        pad_token_id=pad,
        bos_token_id=None,
        eos_token_id=end,
    )
    return LlamaForCausalLM(config)


def teach(model: Any, rows: list[list[int]], pad: int, steps: int) -> float:
    import torch

    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=3e-3, total_steps=steps)
    draw = random.Random(11)
    loss = float("nan")
    model.train()
    for step in range(1, steps + 1):
        batch = draw.sample(rows, 32)
        width = max(len(row) for row in batch)
        ids = torch.tensor([row + [pad] * (width - len(row)) for row in batch])
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in batch])
        out = model(input_ids=ids, attention_mask=mask, labels=ids.masked_fill(mask == 0, -100))
        out.loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        loss = out.loss.item()
        if step % 50 == 0:
            print(f"step {step} of {steps}: loss {loss:.3f}", flush=True)
    return loss


def main(folder: Path) -> None:
    begun = time.monotonic()
    print("Importing torch and transformers", flush=True)
    import torch

    torch.manual_seed(0)
    torch.set_num_threads(min(4, torch.get_num_threads()))
    texts = conversations(1500)
    tokenizer = make_tokenizer([message["content"] for messages in texts for message in messages])
    print(f"Tokenizer of {len(tokenizer)} tokens", flush=True)
    rows = [
        list(tokenizer.apply_chat_template(messages, tokenize=True, return_dict=True)["input_ids"])
        for messages in texts
    ]
    model = make_model(len(tokenizer), tokenizer.pad_token_id, tokenizer.eos_token_id)
    loss = teach(model, rows, tokenizer.pad_token_id, STEPS)
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(str(folder))
    tokenizer.save_pretrained(str(folder))
    model.eval()
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": "Where is the red lamp?"}],
        add_generation_prompt=True,
        return_tensors="pt",
        return_dict=True,
    )
    answer = model.generate(**prompt, max_new_tokens=20, do_sample=False)
    print(f"It says: {tokenizer.decode(answer[0, prompt['input_ids'].shape[1] :])}", flush=True)
    print(f"Made in {time.monotonic() - begun:.1f} s, loss {loss:.3f}: {folder}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python tiny_model.py <folder>")
    main(Path(sys.argv[1]).resolve())
