"""Base model, tokenizer and adapter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .device import Device
from .spec import Spec
from .trouble import DIVERGED, NO_MODEL, Trouble

if TYPE_CHECKING:
    from peft import LoraConfig


def load_tokenizer(base_model: str, *, local: bool) -> Any:
    """The base model's tokenizer, with a token to pad with. Never runs code that comes with a model.

    `local`: only files that are on this machine are used.
    """
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(base_model, trust_remote_code=False, local_files_only=local)
    except OSError as error:
        if local and not Path(base_model).is_dir():
            raise Trouble(
                f"The base model {base_model} can't be loaded: the hub can't be reached, and the model isn't "
                "among those that were downloaded before.",
                NO_MODEL,
            ) from error
        raise
    if tokenizer.pad_token is None:
        if tokenizer.eos_token is None:
            raise Trouble(
                f"The tokenizer of {base_model} has neither a padding nor an end-of-text token.",
                "Take a model whose tokenizer_config.json names an eos_token.",
            )
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def load_model(spec: Spec, device: Device, precision: str, *, local: bool) -> Any:
    """The base model, its weights read from safetensors files alone.

    A frozen base model is kept in the precision that is computed with. Weights that are trained themselves
    stay fp32: steps are smaller than what half precision tells apart.
    """
    import torch
    from transformers import AutoModelForCausalLM

    half = {"bf16": torch.bfloat16, "fp16": torch.float16}.get(precision, torch.float32)
    options: dict[str, Any] = {"dtype": torch.float32 if spec.adapter.type == "none" else half}
    if spec.adapter.type == "qlora":
        from transformers import BitsAndBytesConfig

        options["quantization_config"] = BitsAndBytesConfig(
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=half,
        )
        options["device_map"] = {"": torch.cuda.current_device()}
    model = AutoModelForCausalLM.from_pretrained(
        spec.base_model,
        use_safetensors=True,
        trust_remote_code=False,
        local_files_only=local,
        **options,
    )
    model.config.use_cache = False
    return model


def adapter_config(spec: Spec) -> LoraConfig | None:
    """None where all weights are trained."""
    if spec.adapter.type == "none":
        return None
    from peft import LoraConfig

    return LoraConfig(
        r=spec.adapter.rank,
        lora_alpha=spec.adapter.alpha,
        lora_dropout=spec.adapter.dropout,
        target_modules=spec.adapter.target_modules,
        bias="none",
        task_type="CAUSAL_LM",
    )


def count_parameters(model: Any) -> tuple[int, int]:
    """All parameters and those that are trained. A 4-bit weight counts as what it stands for, not as its
    storage.
    """
    if hasattr(model, "get_nb_trainable_parameters"):
        trainable, total = model.get_nb_trainable_parameters()
        return int(total), int(trainable)
    total = sum(parameter.numel() for parameter in model.parameters())
    return total, sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)


def check_finite(model: Any) -> None:
    """Raises `Trouble` where training has driven weights to NaN or infinity: such an adapter is worth
    nothing.
    """
    import torch

    for name, parameter in model.named_parameters():
        if parameter.requires_grad and not torch.isfinite(parameter).all():
            raise Trouble(
                f"Training diverged: the weights of {name} are no numbers any more.",
                DIVERGED,
            )
