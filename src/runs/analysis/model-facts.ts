import { open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What is known of a base model without loading it. */
export type ModelFacts = ModelFolder | HubModel;

/** A name that the hub or a provider knows; the size is guessed from it. */
export interface HubModel extends ModelSize {
  readonly kind: 'hub';
}

/** A folder of this machine. */
export interface ModelFolder extends ModelSize {
  readonly kind: 'folder';
  readonly exists: boolean;
  readonly hasConfig: boolean;
  /** An adapter, which is no model by itself. */
  readonly isAdapter: boolean;
  /** How the weights are written: `pickle` runs code when it is loaded. */
  readonly weights: 'safetensors' | 'pickle' | 'none';
  readonly hasTokenizer: boolean;
  readonly chatTemplate: string | undefined;
}

/** Undefined where nothing tells. */
export interface ModelSize {
  readonly parameters: number | undefined;
  /** Tokens that the model was made for. */
  readonly contextLength: number | undefined;
  readonly hiddenSize: number | undefined;
  readonly intermediateSize: number | undefined;
  readonly layers: number | undefined;
  readonly vocabulary: number | undefined;
  /** Width of keys and values, narrower than the model where heads share them. */
  readonly keyValueSize: number | undefined;
}

/** What a base model's folder or name tells. Never fails: what can't be read is not known. */
export async function modelFacts(baseModel: string): Promise<ModelFacts> {
  if (!path.isAbsolute(baseModel)) {
    return { kind: 'hub', ...sizeOf({}), parameters: parametersInName(baseModel) };
  }
  const names = await readdir(baseModel).catch(() => undefined);
  const has = (name: string): boolean => names?.includes(name) === true;
  const config = asObject(await readJson(path.join(baseModel, 'config.json')));
  const size = sizeOf(config);
  const tensors =
    names?.filter((name) => name.endsWith('.safetensors') && !name.startsWith('adapter_')) ?? [];
  const weights =
    tensors.length > 0
      ? 'safetensors'
      : names?.some((name) => /\.(bin|pt|pth)$/.test(name))
        ? 'pickle'
        : 'none';
  return {
    kind: 'folder',
    exists: names !== undefined,
    hasConfig: has('config.json'),
    isAdapter: has('adapter_config.json') && !has('config.json'),
    weights,
    hasTokenizer: ['tokenizer.json', 'tokenizer.model', 'vocab.json'].some(has),
    chatTemplate: await chatTemplateIn(baseModel),
    ...size,
    parameters:
      (await parametersIn(tensors.map((name) => path.join(baseModel, name)))) ??
      parametersOf(size, config) ??
      parametersInName(path.basename(baseModel)),
  };
}

/** As in "Qwen2.5-0.5B", "SmolLM2-135M" and "Mixtral-8x7B". */
export function parametersInName(name: string): number | undefined {
  const found = /(?:^|[-_/\s])(?:(\d+)x)?(\d+(?:\.\d+)?)(b|m)(?=$|[-_.\s/])/i.exec(name);
  if (found === null) {
    return undefined;
  }
  const unit = found[3]!.toLowerCase() === 'b' ? 1e9 : 1e6;
  return Math.round(Number(found[1] ?? 1) * Number(found[2]) * unit);
}

async function chatTemplateIn(folder: string): Promise<string | undefined> {
  const file = await readFile(path.join(folder, 'chat_template.jinja'), 'utf8').catch(() => undefined);
  if (file !== undefined) {
    return file;
  }
  for (const name of ['chat_template.json', 'tokenizer_config.json']) {
    const { chat_template: found } = asObject(await readJson(path.join(folder, name)));
    // Several by name are a list; the one called default is what is used.
    const named = Array.isArray(found) ? found.map(asObject) : [];
    const template = named.find((one) => one.name === 'default')?.template ?? named[0]?.template ?? found;
    if (typeof template === 'string') {
      return template;
    }
  }
  return undefined;
}

function sizeOf(config: Record<string, unknown>): Omit<ModelSize, 'parameters'> {
  // Models of several kinds of input have their language part apart.
  const text = { ...config, ...asObject(config.text_config) };
  const number = (...names: string[]) =>
    names.map((name) => text[name]).find((value) => typeof value === 'number');
  const hiddenSize = number('hidden_size', 'n_embd', 'd_model');
  const heads = number('num_attention_heads', 'n_head');
  const shared = number('num_key_value_heads') ?? heads;
  return {
    contextLength: number('max_position_embeddings', 'n_positions'),
    hiddenSize,
    intermediateSize: number('intermediate_size', 'n_inner'),
    layers: number('num_hidden_layers', 'n_layer'),
    vocabulary: number('vocab_size'),
    keyValueSize:
      hiddenSize === undefined || heads === undefined
        ? undefined
        : Math.round((hiddenSize / heads) * shared!),
  };
}

/** Of a model of Llama's form: attention, a gated layer, and the embeddings once or twice. */
function parametersOf(
  size: Omit<ModelSize, 'parameters'>,
  config: Record<string, unknown>,
): number | undefined {
  const { hiddenSize: hidden, layers, vocabulary } = size;
  if (hidden === undefined || layers === undefined || vocabulary === undefined) {
    return undefined;
  }
  const inner = size.intermediateSize ?? 4 * hidden;
  const layer = 2 * hidden * hidden + 2 * hidden * (size.keyValueSize ?? hidden) + 3 * hidden * inner;
  return layers * layer + vocabulary * hidden * (config.tie_word_embeddings === true ? 1 : 2);
}

/** The number of all values in safetensors files, from their headers alone; undefined where one can't be read. */
async function parametersIn(files: readonly string[]): Promise<number | undefined> {
  let sum = 0;
  for (const file of files) {
    const header = await safetensorsHeader(file).catch(() => undefined);
    if (header === undefined) {
      return undefined;
    }
    for (const { shape } of Object.values(header).map(asObject)) {
      sum += Array.isArray(shape) ? shape.reduce((product: number, side) => product * Number(side), 1) : 0;
    }
  }
  return files.length === 0 || !Number.isFinite(sum) ? undefined : sum;
}

const longestHeader = 100_000_000;

/** https://huggingface.co/docs/safetensors: eight bytes of length, then JSON. */
async function safetensorsHeader(file: string): Promise<Record<string, unknown>> {
  const handle = await open(file);
  try {
    const start = Buffer.alloc(8);
    await handle.read(start, 0, 8, 0);
    const length = Number(start.readBigUInt64LE());
    if (length > longestHeader) {
      throw new Error('This is no safetensors file.');
    }
    const header = Buffer.alloc(length);
    await handle.read(header, 0, length, 8);
    return asObject(JSON.parse(header.toString('utf8')));
  } finally {
    await handle.close();
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
