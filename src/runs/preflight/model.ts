import { isConversational } from '../../language/index.ts';
import type { ModelFolder } from '../analysis/model-facts.ts';
import type { Check, Inspection, Verdict } from './check.ts';

/** Templates that say which tokens are the assistant's: what the loss "assistant" needs. */
const generation = /\{%-?\s*generation\b/;

/** Whether the base model can be loaded, and can make text of these rows. */
export const model: Check = {
  name: 'model',
  title: 'Base model',
  judge(inspection) {
    const { model: facts, plan, provider } = inspection;
    if (facts.kind === 'hub') {
      return {
        status: 'note',
        message: `${plan.spec.baseModel} is loaded from the Hugging Face Hub${sizeText(facts.parameters)}, unless it was before.`,
      };
    }
    if (provider.capabilities.local) {
      return faultOf(facts, inspection) ?? templateVerdict(facts, inspection);
    }
    const fault = facts.exists ? faultOf(facts, inspection) : undefined;
    return (
      fault ?? {
        status: 'warning',
        message: `The base model is a folder, ${plan.spec.baseModel}: every node of ${provider.title} must have it at this path.`,
        advice: 'Put it on a disk that all nodes share, or name a model of the Hugging Face Hub.',
      }
    );
  },
};

/** Weights are mostly kept in 16 bits. */
function sizeText(parameters: number | undefined): string {
  return parameters === undefined ? '' : ` (about ${((parameters * 2) / 1e9).toFixed(1)} GB)`;
}

function faultOf(facts: ModelFolder, { plan, analysis }: Inspection): Verdict | undefined {
  const folder = plan.spec.baseModel;
  const error = (message: string, advice: string): Verdict => ({ status: 'error', message, advice });
  if (!facts.exists) {
    return error(`The base model's folder ${folder} is not there.`, 'Put the model there, or name another.');
  }
  if (facts.isAdapter) {
    return error(
      `${folder} holds an adapter, and no model.`,
      'Name the model that the adapter was trained on.',
    );
  }
  if (!facts.hasConfig) {
    return error(
      `${folder} has no config.json: it is no model that can be loaded.`,
      'Download the whole model.',
    );
  }
  if (facts.weights === 'none') {
    return error(`${folder} has no weights (*.safetensors).`, 'Download the whole model.');
  }
  if (facts.weights === 'pickle') {
    return error(
      `${folder} has its weights only as pickle files, which can run code when they are loaded.`,
      'Convert them to safetensors, or download a version that has them.',
    );
  }
  if (!facts.hasTokenizer) {
    return error(`${folder} has no tokenizer (tokenizer.json).`, 'Download the whole model.');
  }
  if (facts.chatTemplate === undefined && analysis.shape !== undefined && isConversational(analysis.shape)) {
    return error(
      `The rows are conversations, and the base model ${folder} has no chat template to make text of them.`,
      'Take the instruction-tuned version of the model, or put a chat_template.jinja beside its tokenizer.',
    );
  }
  return undefined;
}

function templateVerdict(facts: ModelFolder, { plan, analysis }: Inspection): Verdict {
  const { method, hyperparameters } = plan.spec;
  const found = `${plan.spec.baseModel} has weights${facts.parameters === undefined ? '' : ` (${(facts.parameters / 1e6).toFixed(facts.parameters < 1e7 ? 1 : 0)} million parameters)`}, a tokenizer${facts.chatTemplate === undefined ? '' : ' and a chat template'}.`;
  const unmarked =
    method === 'sft' &&
    hyperparameters.loss === 'assistant' &&
    analysis.shape === 'messages' &&
    facts.chatTemplate !== undefined &&
    !generation.test(facts.chatTemplate);
  return unmarked
    ? {
        status: 'note',
        message: `${found} The template does not mark the assistant's words: they are found by what each turn adds, or with the marked template that TRL has for common families.`,
        advice:
          'Should the run say that it can not tell them, choose the loss "completion", or add {% generation %} to the template.',
      }
    : { status: 'ok', message: found };
}
