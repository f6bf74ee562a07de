import { trainingSchema } from '../../language/index.ts';
import { type Parameter, withValue } from './parameters.ts';

/** What was typed as a value, or what is wrong with it. */
export function readValue(
  parameter: Parameter,
  typed: string,
): { readonly value: unknown } | { readonly wrong: string } {
  const { takes, title, path } = parameter;
  const text = typed.trim();
  const wrong = {
    wrong: 'expects' in takes ? `${title} takes ${takes.expects}.` : `${title} takes no ${text}.`,
  };
  if (text === '') {
    return 'none' in takes && takes.none !== undefined ? { value: null } : wrong;
  }
  const value = takes.kind === 'number' ? Number(text) : text;
  return accepts(path, value) ? { value } : wrong;
}

/** Whether tuneset.json may hold this value there. */
function accepts(path: string, value: unknown): boolean {
  return trainingSchema.safeParse(withValue({}, path, value)).success;
}
