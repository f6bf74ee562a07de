import type { Dataset } from '../../checking/dataset.ts';
import { isObject, type JsonObject } from '../../document/json.ts';
import type { Path } from '../../document/place.ts';
import { ShapeTable } from '../../document/shape.ts';
import { formatOfRow, votesOf } from '../../formats/detect.ts';
import { allMessages, type Example, type ToolCall } from '../../formats/example.ts';
import type { Format } from '../../formats/format.ts';
import { chatRoles, exampleOf } from '../../formats/read.ts';
import { demandsFor, type Target } from '../../targets/target.ts';
import type { Cursor } from './cursor.ts';
import type { Style, Template } from './template.ts';

/** Something that could be written at the cursor. */
export interface Offer {
  readonly label: string;
  readonly kind: 'key' | 'value';
  /** A few words beside the label. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation?: string | undefined;
  /** The JSON text. */
  readonly template: Template;
}

/** What is known when a completion is worked out. */
export interface Context {
  readonly dataset: Dataset;
  /** Zero-based. */
  readonly line: number;
  readonly cursor: Cursor;
  readonly format: Format | undefined;
  /** The row as far as it could be read. */
  readonly example: Example;
  readonly targets: readonly Target[];
  readonly style: Style;
}

export function contextOf(dataset: Dataset, line: number, cursor: Cursor, style: Style): Context {
  const { targets } = dataset.options;
  const row = isObject(cursor.root) ? cursor.root : {};
  const format = formatOfPartialRow(row, dataset);
  const example = format?.read(row) ?? exampleOf({ kind: 'conversation' });
  return { dataset, line, cursor, format, example, targets, style };
}

function formatOfPartialRow(row: JsonObject, { format, options }: Dataset): Format | undefined {
  const walk = new ShapeTable().walk(row);
  const preferred = new Set(options.targets.flatMap((target) => target.requires.formats.value));
  return walk.tooDeep ? format : formatOfRow(votesOf(walk.shape, preferred), format);
}

/** Roles as the format spells them; of formats that have none, and of none, as chat formats do. */
export function rolesOf({ format }: Context): Format['roles'] {
  const roles = format?.roles ?? chatRoles;
  return Object.keys(roles).length === 0 ? chatRoles : roles;
}

/** How arguments of calls are written here: as the target wants it, as the row does, as the format does. */
export function argumentsSpelling(context: Context): 'string' | 'object' {
  const [demand] = demandsFor(context.targets, 'argumentsType');
  const written = allMessages(context.example)
    .flatMap((message) => message.calls)
    .map((call) => call.arguments)
    .find((value) => value !== '' && (typeof value === 'string' || isObject(value)));
  if (demand !== undefined || written !== undefined) {
    return demand?.value ?? (typeof written === 'string' ? 'string' : 'object');
  }
  return context.format?.id.startsWith('trl-') === true ? 'object' : 'string';
}

/** The call whose arguments, or a part of them, are at `path`. */
export function callAt(example: Example, path: Path): ToolCall | undefined {
  return allMessages(example)
    .flatMap((message) => message.calls)
    .find((call) => call.argumentsPath.every((step, index) => step === path[index]));
}

/** JSON Schema of the arguments of a call, from the tools that the row declares. */
export function parametersOf(example: Example, name: string | undefined): JsonObject | undefined {
  return example.tools.find((tool) => tool.name !== undefined && tool.name === name)?.parameters;
}
