import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { modelFacts, parametersInName } from '../../../../src/runs/analysis/model-facts.ts';
import { folderOf } from '../support/folder.ts';

/** A safetensors file with these tensors, without their values. */
function tensors(shapes: Record<string, number[]>): Uint8Array {
  const entries = Object.entries(shapes).map(([name, shape]) => [
    name,
    { dtype: 'F32', shape, data_offsets: [0, 0] },
  ]);
  const header = Buffer.from(
    JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header]);
}

const config = {
  hidden_size: 896,
  num_hidden_layers: 24,
  intermediate_size: 4864,
  num_attention_heads: 14,
  num_key_value_heads: 2,
  vocab_size: 151_936,
  max_position_embeddings: 32_768,
  tie_word_embeddings: true,
};

test.each([
  ['Qwen/Qwen2.5-0.5B-Instruct', 5e8],
  ['meta-llama/Llama-3.1-8B', 8e9],
  ['HuggingFaceTB/SmolLM2-135M-Instruct', 135e6],
  ['mistralai/Mixtral-8x7B-v0.1', 56e9],
  ['Qwen/Qwen3-30B-A3B', 30e9],
  ['llama-70b', 70e9],
  ['gpt2', undefined],
  ['org/v2.5-base', undefined],
])('the name %s says %s', (name, parameters) => {
  expect(parametersInName(name)).toBe(parameters);
});

describe('a folder', () => {
  test('that is whole', async () => {
    const folder = await folderOf({
      'config.json': config,
      'model-00001-of-00002.safetensors': tensors({ a: [10, 20], b: [5] }),
      'model-00002-of-00002.safetensors': tensors({ c: [3, 3, 3] }),
      'tokenizer.json': {},
      'tokenizer_config.json': { chat_template: 'old' },
      'chat_template.jinja': 'new',
    });
    expect(await modelFacts(folder)).toEqual({
      kind: 'folder',
      exists: true,
      hasConfig: true,
      isAdapter: false,
      weights: 'safetensors',
      hasTokenizer: true,
      chatTemplate: 'new',
      parameters: 232,
      contextLength: 32_768,
      hiddenSize: 896,
      intermediateSize: 4864,
      layers: 24,
      vocabulary: 151_936,
      keyValueSize: 128,
    });
  });

  test('without weights is measured by its config', async () => {
    const folder = await folderOf({ 'config.json': config });
    const { parameters } = await modelFacts(folder);
    // Qwen2.5-0.5B has 494,032,768; its biases and norms are not in the shapes.
    expect(parameters).toBeGreaterThan(490e6);
    expect(parameters).toBeLessThan(498e6);
  });

  test('of several inputs has its language part apart', async () => {
    const folder = await folderOf({ 'config.json': { text_config: config } });
    expect(await modelFacts(folder)).toMatchObject({ hiddenSize: 896, contextLength: 32_768 });
  });

  test.each<[string, object, string]>([
    ['one', { chat_template: 'T' }, 'T'],
    [
      'several by name',
      {
        chat_template: [
          { name: 'tool', template: 'U' },
          { name: 'default', template: 'T' },
        ],
      },
      'T',
    ],
  ])('has its template in its tokenizer: %s', async (_, tokenizer, template) => {
    const folder = await folderOf({ 'tokenizer_config.json': tokenizer });
    expect(await modelFacts(folder)).toMatchObject({ chatTemplate: template });
  });

  test('with pickles, an adapter, broken files, or nothing', async () => {
    const pickled = await folderOf({ 'config.json': '{', 'pytorch_model.bin': '' });
    expect(await modelFacts(pickled)).toMatchObject({
      weights: 'pickle',
      parameters: undefined,
      hasTokenizer: false,
    });
    const adapter = await folderOf({
      'adapter_config.json': {},
      'adapter_model.safetensors': tensors({ a: [1] }),
    });
    expect(await modelFacts(adapter)).toMatchObject({ isAdapter: true, weights: 'none' });
    const broken = await folderOf({ 'config.json': config, 'model.safetensors': Buffer.alloc(20, 255) });
    expect((await modelFacts(broken)).parameters).toBeGreaterThan(490e6);
    expect(await modelFacts(path.join(broken, 'Model-1B'))).toMatchObject({ exists: false, parameters: 1e9 });
  });
});

test('a name is one of the hub', async () => {
  expect(await modelFacts('org/Model-3B')).toMatchObject({ kind: 'hub', parameters: 3e9, layers: undefined });
});
