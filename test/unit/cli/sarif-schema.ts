import { readFileSync } from 'node:fs';

/**
 * What SARIF 2.1.0 says of the objects that Tuneset writes, from the sections of the standard named beside each, with
 * nothing else let through. The published schema of the whole standard can take its place:
 *
 *     TUNESET_SARIF_SCHEMA=sarif-schema-2.1.0.json npm run unit
 */
export function sarifSchema(): object {
  const path = process.env.TUNESET_SARIF_SCHEMA;
  return path === undefined ? written : JSON.parse(readFileSync(path, 'utf8'));
}

const text = { type: 'string' };
const index = { type: 'integer', minimum: 0 };
const position = { type: 'integer', minimum: 1 };
const level = { enum: ['none', 'note', 'warning', 'error'] };

function object(properties: object, required: readonly string[] = []): object {
  // The draft that SARIF's schema is written in knows no empty list of required keys.
  return {
    type: 'object',
    properties,
    additionalProperties: false,
    ...(required.length > 0 && { required }),
  };
}

function list(items: object): object {
  return { type: 'array', items };
}

// §3.11 and §3.12
const message = object({ text }, ['text']);
const multiformat = object({ text }, ['text']);

// §3.30: lines and columns are counted from 1, and endLine is not before startLine.
const region = object(
  { startLine: position, startColumn: position, endLine: position, endColumn: position },
  ['startLine'],
);

// §3.4, §3.29 and §3.28
const artifactLocation = object({ uri: { type: 'string', format: 'uri-reference' } });
const physicalLocation = object({ artifactLocation, region }, ['artifactLocation']);
const location = object({ id: index, physicalLocation, message });

// §3.49 and §3.50
const configuration = object({ enabled: { type: 'boolean' }, level });
const rule = object(
  {
    id: text,
    name: text,
    shortDescription: multiformat,
    helpUri: { type: 'string', format: 'uri' },
    defaultConfiguration: configuration,
  },
  ['id'],
);

// §3.18 and §3.19
const driver = object({ name: text, semanticVersion: text, rules: { ...list(rule), uniqueItems: true } }, [
  'name',
]);

// §3.58 and §3.20
const notification = object({ level, message, locations: list(location) }, ['message']);
const invocation = object(
  { executionSuccessful: { type: 'boolean' }, toolExecutionNotifications: list(notification) },
  ['executionSuccessful'],
);

// §3.27
const result = object(
  {
    ruleId: text,
    ruleIndex: index,
    level,
    message,
    locations: list(location),
    relatedLocations: { ...list(location), uniqueItems: true },
    partialFingerprints: { type: 'object', additionalProperties: text },
  },
  ['message'],
);

// §3.14
const run = object(
  {
    tool: object({ driver }, ['driver']),
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    invocations: list(invocation),
    results: list(result),
  },
  ['tool'],
);

// §3.13
const written = object(
  { $schema: { type: 'string', format: 'uri' }, version: { enum: ['2.1.0'] }, runs: list(run) },
  ['version', 'runs'],
);
