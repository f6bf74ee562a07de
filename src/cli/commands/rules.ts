import { rules } from '../../language/index.ts';
import type { Io } from '../io.ts';

/** Lists every rule: code, severity, title. */
export async function listRules(io: Io): Promise<void> {
  const widest = Math.max(...rules.map(({ code }) => code.length));
  const lines = rules.map(
    ({ code, severity, title }) => `${code.padEnd(widest)}  ${severity.padEnd(7)}  ${title}`,
  );
  await io.stdout.write(`${lines.join('\n')}\n`);
}
