import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testModel } from './environment.ts';

/** A copy of the tiny model whose chat template doesn't mark the assistant's tokens, as most models' don't. */
export function unmarkedModel(folder: string, change: (template: string) => string = (same) => same): string {
  cpSync(testModel(), folder, { recursive: true });
  const file = join(folder, 'chat_template.jinja');
  const template = readFileSync(file, 'utf8').replaceAll(/\{%- (end)?generation -%\}\n?/g, '');
  writeFileSync(file, change(template));
  return folder;
}
