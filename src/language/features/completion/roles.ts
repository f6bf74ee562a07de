import { valueAt } from '../../document/json.ts';
import type { Role } from '../../formats/example.ts';
import { roleOf } from '../../formats/read.ts';
import { demandsFor } from '../../targets/target.ts';
import { type Context, rolesOf } from './context.ts';

/** Who spoke last: a role, nobody yet, or an assistant that called tools and waits for results. */
type Before = Role | 'start' | 'calls';

/** Who may speak next, by who spoke last; the likelier first. */
const next: Readonly<Record<Before, readonly Role[]>> = {
  start: ['system', 'user', 'developer', 'assistant', 'tool'],
  system: ['user', 'assistant', 'tool', 'developer', 'system'],
  developer: ['user', 'assistant', 'tool', 'system', 'developer'],
  user: ['assistant', 'tool', 'user', 'system', 'developer'],
  assistant: ['user', 'tool', 'assistant', 'system', 'developer'],
  tool: ['assistant', 'tool', 'user', 'system', 'developer'],
  calls: ['tool', 'assistant', 'user', 'system', 'developer'],
  unknown: ['user', 'assistant', 'system', 'tool', 'developer'],
};

/** The roles that the message at the cursor may have, as its format and the targets spell them. */
export function likelyRoles(context: Context): string[] {
  const roles = rolesOf(context);
  const demands = demandsFor(context.targets, 'roles');
  const order = next[previousRole(context)];
  return Object.keys(roles)
    .filter((spelling) => demands.every(({ value }) => value.includes(spelling)))
    .sort((a, b) => order.indexOf(roles[a]!) - order.indexOf(roles[b]!));
}

function previousRole(context: Context): Before {
  const { cursor } = context;
  // Inside a message its index is the last step of the container; between messages it is the step itself.
  const path = typeof cursor.step === 'number' ? [...cursor.container, cursor.step] : cursor.container;
  const index = path.at(-1);
  if (typeof index !== 'number' || index === 0) {
    return 'start';
  }
  const before = [...path.slice(0, -1), index - 1];
  const calls = valueAt(cursor.root, [...before, 'tool_calls']);
  if (Array.isArray(calls) && calls.length > 0) {
    return 'calls';
  }
  const spelling = valueAt(cursor.root, [...before, 'role']) ?? valueAt(cursor.root, [...before, 'from']);
  return typeof spelling === 'string' ? roleOf(spelling, rolesOf(context)) : 'unknown';
}
