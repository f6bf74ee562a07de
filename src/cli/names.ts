import { closest, rules, type TargetId, targetIds } from '../language/index.ts';
import { WrongUse } from './io.ts';

/** Takes target ids from the command line. */
export function targetsNamed(names: readonly string[]): readonly TargetId[] {
  const known = (name: string): name is TargetId => (targetIds as readonly string[]).includes(name);
  return [...new Set(names)].map((name) => {
    if (!known(name)) {
      throw new WrongUse(unknown(name, 'target', targetIds, `Targets: ${targetIds.join(', ')}.`));
    }
    return name;
  });
}

/** Takes codes and families of rules from the command line. */
export function rulesNamed(names: readonly string[]): readonly string[] {
  const codes = rules.map((rule) => rule.code);
  const keys = [...codes, ...new Set(codes.map((code) => code.split('.')[0]!))];
  for (const name of names) {
    if (!keys.includes(name)) {
      throw new WrongUse(unknown(name, 'rule or family of rules', keys, '`tuneset rules` lists them.'));
    }
  }
  return names;
}

function unknown(name: string, what: string, known: readonly string[], otherwise: string): string {
  const near = closest(name, known);
  return `There is no ${what} "${name}". ${near === undefined ? otherwise : `Did you mean "${near}"?`}`;
}
