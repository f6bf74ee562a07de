"""From a row to the tokens that the model sees, and which of them it learns.

TRL could do this from a `datasets.Dataset`, but such a table gives all rows the same keys: a tool call's
arguments would get those of all other calls, as nulls, and chat templates print them. So rows are rendered
one by one from their own JSON, as TRL's trainers do it (`SFTTrainer._prepare_dataset`,
`DPOTrainer._prepare_dataset`, TRL 1.13.0), and TRL is handed tokens.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from .trouble import Trouble

IGNORED = -100
NOT_FROM_ROWS = {
    "add_generation_prompt",
    "chat_template",
    "continue_final_message",
    "conversation",
    "documents",
    "messages",
    "padding",
    "return_assistant_tokens_mask",
    "return_dict",
    "return_tensors",
    "tokenize",
    "tokenizer_kwargs",
    "tools",
    "truncation",
}


class RowError(Exception):
    """The row can't be rendered; says why."""


@dataclass(frozen=True)
class Sequence:
    """Token ids, and for each its label: the id again where it is learnt, else -100."""

    ids: list[int]
    labels: list[int]


@dataclass(frozen=True)
class Pair:
    """Token ids of a prompt and of two answers to it."""

    prompt: list[int]
    chosen: list[int]
    rejected: list[int]


class Renderer:
    """Renders rows for one tokenizer. `loss` is "assistant", "completion" or "all"."""

    def __init__(self, tokenizer: Any, loss: str) -> None:
        self._tokenizer = tokenizer
        self.loss = loss
        self._training_template: str | None = None
        self._templates_ready = False
        # Whether no template marks the assistant's tokens, so that they are found turn by turn.
        self.by_turns = False

    def sequence(self, row: dict[str, Any]) -> Sequence:
        """Of a row with `messages`, `prompt` and `completion`, or `text`. Raises `RowError`."""
        if "messages" in row:
            return self._conversation(row)
        if "prompt" in row and "completion" in row:
            return self._prompt_completion(row, row["prompt"], row["completion"])
        if "text" in row:
            ids = self._plain(_string(row, "text"), end=True)
            return Sequence(ids, list(ids))
        raise RowError(_unexpected(row, '"messages", "prompt" with "completion", or "text"'))

    def pair(self, row: dict[str, Any]) -> Pair:
        """Of a row with `prompt`, `chosen` and `rejected`; the prompt may also open both answers. Raises
        `RowError`.
        """
        if "chosen" not in row or "rejected" not in row:
            raise RowError(_unexpected(row, '"prompt", "chosen" and "rejected"'))
        chosen, rejected, prompt = row["chosen"], row["rejected"], row.get("prompt")
        if prompt is None:
            prompt = _shared(chosen, rejected)
            chosen, rejected = chosen[len(prompt) :], rejected[len(prompt) :]
        opening, with_chosen = self._with_answer(row, prompt, chosen, "chosen")
        _, with_rejected = self._with_answer(row, prompt, rejected, "rejected")
        # A template may end an open prompt otherwise than one that is answered: what all three share is the
        # prompt.
        length = min(_common(opening, with_chosen), _common(opening, with_rejected))
        return Pair(with_chosen[:length], with_chosen[length:], with_rejected[length:])

    def _conversation(self, row: dict[str, Any]) -> Sequence:
        messages = _messages(row, "messages")
        if self.loss == "completion":
            if messages[-1]["role"] != "assistant":
                ids = self._chat(row, messages)["input_ids"]
                return Sequence(ids, [IGNORED] * len(ids))
            return self._prompt_completion(row, messages[:-1], messages[-1:])
        if self.loss == "all":
            ids = self._chat(row, messages)["input_ids"]
            return Sequence(ids, list(ids))
        return self._marked(row, messages)

    def _prompt_completion(self, row: dict[str, Any], prompt: Any, completion: Any) -> Sequence:
        opening, ids = self._with_answer(row, prompt, completion, "completion")
        if self.loss == "all":
            return Sequence(ids, list(ids))
        start = _common(opening, ids)
        if self.loss == "assistant" and _has_others(completion):
            # Several turns as the answer: of these the assistant's.
            marked = self._marked(row, [*prompt, *completion])
            return Sequence(ids, [IGNORED] * start + marked.labels[start:])
        return Sequence(ids, [IGNORED] * start + ids[start:])

    def _with_answer(
        self, row: dict[str, Any], prompt: Any, answer: Any, key: str
    ) -> tuple[list[int], list[int]]:
        """The tokens of a prompt alone, and of the prompt with an answer."""
        if isinstance(prompt, str) and isinstance(answer, str):
            return self._plain(prompt), self._plain(prompt + answer, end=True)
        if not (isinstance(prompt, list) and isinstance(answer, list)):
            raise RowError(f'"prompt" and "{key}" are to be both text or both lists of messages.')
        if not answer:
            raise RowError(f'"{key}" has no messages.')
        _check_messages(prompt, "prompt")
        _check_messages(answer, key)
        opening = self._chat(row, prompt, add_generation_prompt=True)["input_ids"] if prompt else []
        return opening, self._chat(row, [*prompt, *answer])["input_ids"]

    def _marked(self, row: dict[str, Any], messages: list[dict[str, Any]]) -> Sequence:
        self._prepare_marks()
        if self.by_turns:
            return self._turn_by_turn(row, messages)
        rendered = self._chat(row, messages, return_assistant_tokens_mask=True)
        ids, marks = rendered["input_ids"], rendered["assistant_masks"]
        return Sequence(ids, [token if mark else IGNORED for token, mark in zip(ids, marks)])

    def _turn_by_turn(self, row: dict[str, Any], messages: list[dict[str, Any]]) -> Sequence:
        """The assistant's tokens are what each of its turns adds to the conversation before it. Raises
        `RowError` where the template writes that beginning in another way once more follows.
        """
        ids = self._chat(row, messages)["input_ids"]
        labels = [IGNORED] * len(ids)
        for index, message in enumerate(messages):
            if message["role"] != "assistant":
                continue
            opening = self._chat(row, messages[:index], add_generation_prompt=True)["input_ids"]
            through = self._chat(row, messages[: index + 1])["input_ids"]
            end = _common(through, ids)
            # Where one turn ends and the next begins, two characters may be one token.
            if end < len(through) - 1:
                raise RowError(
                    "The chat template of the base model doesn't mark which tokens are the assistant's "
                    "({% generation %}), and it writes a turn in another way once others follow: what is "
                    "to be learnt can't be told. "
                    'Set "loss" to "completion" (the last answer is learnt) or to "all".'
                )
            start = _common(opening, ids)
            labels[start:end] = ids[start:end]
        return Sequence(ids, labels)

    def _prepare_marks(self) -> None:
        """Finds a template that marks the assistant's tokens: the model's own, or TRL's for its family."""
        if self._templates_ready:
            return
        from trl.chat_template_utils import get_training_chat_template, has_generation_markers

        if not has_generation_markers(self._template(None)):
            try:
                self._training_template = get_training_chat_template(self._tokenizer)
            except (ValueError, AttributeError):
                self.by_turns = True
        self._templates_ready = True

    def _template(self, tools: Any) -> str:
        try:
            return str(self._tokenizer.get_chat_template(tools=tools))
        except ValueError as error:
            raise Trouble(
                "The base model has no chat template, so conversations can't be written as it expects them.",
                "Take a model that was made for chat (often named -Instruct or -it), or rows of plain text.",
            ) from error

    def _chat(self, row: dict[str, Any], messages: list[dict[str, Any]], **how: Any) -> dict[str, Any]:
        tools = row.get("tools")
        try:
            # TRL reads tools that are written as text, too.
            tools = json.loads(tools) if isinstance(tools, str) else tools
        except ValueError as error:
            raise RowError(f'"tools" is text that is no JSON: {error}') from error
        if tools is not None and not isinstance(tools, list):
            raise RowError('"tools" is to be a list.')
        marks = how.get("return_assistant_tokens_mask", False)
        template = (self._training_template if marks else None) or self._template(tools or None)
        extra = _template_arguments(row)
        try:
            rendered = self._tokenizer.apply_chat_template(
                messages,
                tools=tools or None,
                chat_template=template,
                tokenize=True,
                return_dict=True,
                **extra,
                **how,
            )
        except Trouble:
            raise
        except Exception as error:
            raise RowError(f"The chat template refuses it: {_first_line(error)}") from error
        return {key: list(value) for key, value in rendered.items()}

    def _plain(self, text: str, *, end: bool = False) -> list[int]:
        eos = self._tokenizer.eos_token
        if end and eos and not text.endswith(eos):
            text += eos
        return list(self._tokenizer(text=text)["input_ids"])


def _has_others(answer: Any) -> bool:
    return isinstance(answer, list) and any(message["role"] != "assistant" for message in answer)


def _template_arguments(row: dict[str, Any]) -> dict[str, Any]:
    extra = row.get("chat_template_kwargs")
    if extra is None:
        return {}
    if not isinstance(extra, dict):
        raise RowError('"chat_template_kwargs" is to be an object.')
    taken = sorted(NOT_FROM_ROWS.intersection(extra))
    if taken:
        raise RowError(f'"chat_template_kwargs" may not hold "{taken[0]}".')
    return extra


def _messages(row: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = row[key]
    if not isinstance(value, list) or not value:
        raise RowError(f'"{key}" is to be a list of messages, with at least one.')
    _check_messages(value, key)
    return value


def _check_messages(messages: list[Any], key: str) -> None:
    for index, message in enumerate(messages):
        if not isinstance(message, dict) or not isinstance(message.get("role"), str):
            raise RowError(f'"{key}"[{index}] is no message: an object with a "role" is expected.')


def _string(row: dict[str, Any], key: str) -> str:
    value = row[key]
    if not isinstance(value, str):
        raise RowError(f'"{key}" is to be text.')
    return value


def _unexpected(row: dict[str, Any], expected: str) -> str:
    found = ", ".join(f'"{key}"' for key in list(row)[:8]) or "nothing"
    return f"Expected {expected}; found {found}."


def _shared(chosen: Any, rejected: Any) -> Any:
    if isinstance(chosen, str) and isinstance(rejected, str):
        return chosen[: _common(chosen, rejected)]
    if isinstance(chosen, list) and isinstance(rejected, list):
        return chosen[: _common(chosen, rejected)]
    raise RowError('"chosen" and "rejected" are to be both text or both lists of messages.')


def _common(first: Any, second: Any) -> int:
    """How many items from the start are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second)))


def _first_line(error: Exception) -> str:
    text = str(error).strip()
    return (text.splitlines()[0] if text else type(error).__name__)[:500]
