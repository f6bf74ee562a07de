"""A training from the request to the result, in one process: alone, or as one of several."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from . import checks
from .arguments import trainer_arguments
from .data import Prepared, prepare
from .device import choose_precision, find_device, machine_facts
from .events import Events
from .logs import listen_to_libraries
from .model import check_finite, count_parameters, load_model, load_tokenizer
from .place import Place
from .render import Renderer
from .spec import Spec
from .trainers import build_trainer
from .verify import verify_result


def train(spec: Spec, place: Place, events: Events) -> str:
    """Trains: "succeeded" or "cancelled". Raises `Trouble`, `Cancelled` or what the libraries raise."""
    checks.check_request(spec)
    local = checks.check_base_model(spec.base_model)
    if local:
        checks.stay_offline()
    events.state("preparing", "Loading the libraries")
    checks.check_quantization(spec)
    device = find_device()
    precision = choose_precision(spec.hyperparameters.precision, device)
    listen_to_libraries(events)
    facts = machine_facts(device)
    place.check_stop()
    if not local and not checks.hub_answers():
        local = True
        events.log(
            "warning", "The hub can't be reached: only a model that was downloaded before can be used."
        )

    from transformers import set_seed

    from .callbacks import CheckpointKeeper, EarlyStop, StoppedWhileValidating, Stopper, Teller, best_step

    events.state("preparing", "Reading rows")
    tokenizer = load_tokenizer(spec.base_model, local=local)
    train_rows, validation = _read(spec, tokenizer, place, events)
    place.check_stop()

    events.state("preparing", "Loading the base model")
    # Before the model: a new adapter's weights are random.
    set_seed(spec.hyperparameters.seed)
    model = load_model(spec, device, precision, local=local)
    stopper = Stopper(place)
    callbacks: list[Any] = [Teller(events), stopper, CheckpointKeeper(events, place)]
    patience = spec.hyperparameters.early_stopping_patience
    if patience is not None:
        callbacks.append(EarlyStop(patience, events))
    arguments = trainer_arguments(spec, place.output, device, precision, validates=validation is not None)
    # Of a mixture of experts a step leaves some out; all other models use all of their weights in each.
    arguments["ddp_find_unused_parameters"] = hasattr(model.config, "output_router_logits")
    trainer = build_trainer(
        spec,
        model,
        tokenizer,
        train_rows.dataset,
        None if validation is None else validation.dataset,
        arguments,
        callbacks,
        device,
        precision,
        local=local,
    )
    trainer = place.prepare_trainer(trainer)
    total, trainable = count_parameters(trainer.model)
    facts.update(precision=precision, parameters=total, trainableParameters=trainable)
    facts.update(_data_facts(train_rows, validation, trainer))
    events.facts(facts)
    resume = place.resume_folder()
    if resume is not None:
        restore_counters(trainer, resume)

    place.training_begins()
    events.state("running")
    try:
        trainer.train(resume_from_checkpoint=None if resume is None else str(resume))
    except StoppedWhileValidating:
        trainer._save_checkpoint(trainer.model, trial=None)
        trainer.callback_handler.on_save(trainer.args, trainer.state, trainer.control)
    if stopper.stopping and trainer.state.global_step < trainer.state.max_steps:
        return "cancelled"

    events.state("saving")
    if patience is not None:
        _load_best(trainer, place, best_step(trainer.state.log_history))
    check_finite(trainer.model)
    _save_result(spec, trainer, tokenizer, place, events)
    return "succeeded"


def _read(spec: Spec, tokenizer: Any, place: Place, events: Events) -> tuple[Prepared, Prepared | None]:
    asked = spec.hyperparameters
    renderer = Renderer(tokenizer, asked.loss)

    def of(split: str, file: Any) -> Prepared:
        return prepare(split, file, spec.method, renderer, asked.max_length, events, place.check_stop)

    train_rows = of("train", spec.data.train)
    if renderer.by_turns:
        events.log(
            "info",
            "The chat template doesn't mark which tokens are the assistant's: they are found turn by turn.",
        )
    return train_rows, None if spec.data.validation is None else of("validation", spec.data.validation)


def _data_facts(train_rows: Prepared, validation: Prepared | None, trainer: Any) -> dict[str, Any]:
    facts = {
        "rows": train_rows.rows,
        "tokensPerEpoch": train_rows.tokens,
        "trainedTokensPerEpoch": train_rows.trained,
        "sequences": len(trainer.train_dataset),
        "processes": trainer.args.world_size,
    }
    if validation is not None:
        facts["validationRows"] = validation.rows
    return facts


def restore_counters(trainer: Any, checkpoint: Path) -> None:
    """TRL counts the tokens it has seen, and begins at 0 in each process."""
    from transformers import TrainerState

    history = TrainerState.load_from_json(str(checkpoint / "trainer_state.json")).log_history
    seen = [entry["num_tokens"] for entry in history if "num_tokens" in entry]
    if seen and hasattr(trainer, "_total_train_tokens"):
        trainer._total_train_tokens = seen[-1]


def _load_best(trainer: Any, place: Place, step: int | None) -> None:
    """Early stopping went past the best step: what is given is that one's weights."""
    if step is None or step == trainer.state.global_step:
        return
    trainer.state.best_model_checkpoint = str(place.best_folder(step))
    trainer._load_best_model()


def _save_result(spec: Spec, trainer: Any, tokenizer: Any, place: Place, events: Events) -> None:
    name = "model" if spec.adapter.type == "none" else "adapter"
    if place.tells:
        folder = place.output / f".{name}"
        shutil.rmtree(folder, ignore_errors=True)
        trainer.accelerator.unwrap_model(trainer.model).save_pretrained(str(folder))
        tokenizer.save_pretrained(str(folder))
        files = verify_result(folder, spec)
        events.artifact(name, place.deliver(folder, name, files), files)
