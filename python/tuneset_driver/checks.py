"""What can be known to be missing before anything heavy is imported or loaded."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

from .spec import Spec
from .trouble import Trouble

PACKAGES = {"wandb": ("wandb",), "tensorboard": ("tensorboard", "tensorboardX"), "mlflow": ("mlflow",)}
PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl")


def check_request(spec: Spec) -> None:
    """Raises `Trouble` where the request can't be met by any machine, or lacks a package."""
    if spec.hyperparameters.early_stopping_patience is not None and spec.data.validation is None:
        raise Trouble(
            "Early stopping looks at the validation loss, and the run has no validation rows.",
            'Name validation files, or set "earlyStoppingPatience" to null.',
        )
    for name in spec.report:
        if name not in PACKAGES:
            raise Trouble(f'"{name}" is no place to report to that this driver knows.')
        if not any(installed(package) for package in PACKAGES[name]):
            raise Trouble(
                f'The run is to report to {name}, and the Python package "{name}" is not installed.',
                f'Install it into the environment that trains, or take "{name}" out of "report".',
            )


def check_quantization(spec: Spec) -> None:
    """Raises `Trouble` that names all that QLoRA lacks. Imports torch, loads no model."""
    if spec.adapter.type != "qlora":
        return
    import torch

    missing = []
    if not torch.cuda.is_available():
        build = (
            f"torch {torch.__version__} is a build for the CPU"
            if torch.version.cuda is None
            else "none is usable"
        )
        missing.append(f"a CUDA GPU ({build})")
    if not installed("bitsandbytes"):
        missing.append('the Python package "bitsandbytes"')
    if missing:
        raise Trouble(
            f"QLoRA keeps the base model in 4 bits, for which this is missing here: {' and '.join(missing)}.",
            'Train on a machine that has it, or set the adapter\'s "type" to "lora".',
        )


def check_base_model(base_model: str) -> bool:
    """Whether the base model is a folder. Raises `Trouble` where the folder can't be trained from.

    A name that is no folder is one of the hub; whether the hub knows it turns out when it is loaded.
    """
    folder = Path(base_model)
    if not folder.is_dir():
        if folder.is_absolute() or base_model.startswith((".", "~")):
            raise Trouble(
                f"The base model's folder {base_model} doesn't exist.",
                "Give the folder of a model in Transformers' format, or its name on the hub.",
            )
        return False
    names = {path.name for path in folder.iterdir()}
    if "config.json" not in names:
        if "adapter_config.json" in names:
            raise Trouble(
                f"{base_model} holds an adapter, not a model.",
                "Give the model that the adapter was trained for, or one that it was merged into.",
            )
        raise Trouble(
            f"{base_model} holds no config.json, so it isn't a model in Transformers' format.",
            "Give the folder that config.json and the *.safetensors files are in.",
        )
    if not any(name.endswith(".safetensors") for name in names):
        found = sorted(name for name in names if name.endswith(PICKLES))
        detail = f"only {', '.join(found[:3])}" if found else "no weights"
        raise Trouble(
            f"{base_model} holds {detail}: weights are read from *.safetensors files alone.",
            "Pickle files, as those are, can run code when they are opened. Get the model as safetensors.",
        )
    return True


def stay_offline() -> None:
    """With the model in a folder nothing is to be asked of the hub. Before its library is imported."""
    os.environ["HF_HUB_OFFLINE"] = "1"


def hub_answers() -> bool:
    """Whether the hub can be reached at all. Its library would try half a minute for each file."""
    import ssl
    import urllib.error
    import urllib.request

    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        return False
    try:
        request = urllib.request.Request(constants.ENDPOINT, method="HEAD")
        urllib.request.urlopen(request, timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except urllib.error.URLError as error:
        # The hub's library may know certificates that this one doesn't.
        return isinstance(error.reason, ssl.SSLError)
    except (OSError, ValueError):
        return False
    return True


def one_gpu() -> str | None:
    """Leaves one GPU visible to this process, and says so where several were named.

    With several visible Transformers would split each batch over copies of the model in one process, which
    adapters don't stand; several GPUs are used by several processes, as Ray starts them.
    """
    named = os.environ.get("CUDA_VISIBLE_DEVICES")
    if named is None:
        os.environ["CUDA_VISIBLE_DEVICES"] = "0"
        return None
    first, *others = named.split(",")
    if not others:
        return None
    os.environ["CUDA_VISIBLE_DEVICES"] = first
    return (
        f"Of the GPUs {named} only {first} is used: a run on this machine is one process. Ray uses several."
    )


def installed(package: str) -> bool:
    return importlib.util.find_spec(package) is not None
