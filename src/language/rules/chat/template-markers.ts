/** A marker of a chat template in a text, in UTF-16 offsets. */
export interface Marker {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The models or the template that it belongs to. */
  readonly template: string;
}

/** Names between `<|` and `|>`, by template. They are special tokens of their models' published tokenizers. */
const pipeNames: readonly (readonly [template: string, ...names: string[]])[] = [
  ['ChatML', 'im_start', 'im_end', 'im_sep'],
  ['GPT-2 and its heirs', 'endoftext', 'endofprompt'],
  [
    'Llama 3',
    'begin_of_text',
    'end_of_text',
    'start_header_id',
    'end_header_id',
    'eot_id',
    'eom_id',
    'python_tag',
  ],
  ['Llama 4', 'header_start', 'header_end', 'eot', 'eom'],
  ['Phi and Zephyr', 'user', 'assistant', 'system', 'end'],
  ['Harmony', 'start', 'message', 'channel', 'call', 'return', 'constrain'],
  ['Command R', 'START_OF_TURN_TOKEN', 'END_OF_TURN_TOKEN', 'USER_TOKEN', 'CHATBOT_TOKEN', 'SYSTEM_TOKEN'],
];

const templates: ReadonlyMap<string, string> = new Map([
  ...pipeNames.flatMap(([template, ...names]) => names.map((name) => [`<|${name}|>`, template] as const)),
  ['[INST]', 'Llama 2 and Mistral'],
  ['[/INST]', 'Llama 2 and Mistral'],
  ['<<SYS>>', 'Llama 2'],
  ['<</SYS>>', 'Llama 2'],
  ['<start_of_turn>', 'Gemma'],
  ['<end_of_turn>', 'Gemma'],
]);

const marker = new RegExp([...templates.keys()].map(escaped).join('|'), 'g');

/**
 * Markers in a text, from left to right. Nearly all texts are done with after a look for two characters, and most
 * code and HTML after a few more.
 */
export function markersIn(text: string): readonly Marker[] {
  const angled = text.includes('<');
  const sentences = angled && (text.includes('<s>') || text.includes('</s>'));
  const inner = text.includes('INST]') || (angled && innerSigns.some((sign) => text.includes(sign)));
  if (!sentences && !inner) {
    return none;
  }
  const found: Marker[] = [];
  const opening = sentences ? sentenceStart(text) : undefined;
  if (opening !== undefined) {
    found.push(opening);
  }
  for (const match of inner ? text.matchAll(marker) : none) {
    found.push({
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
      template: templates.get(match[0])!,
    });
  }
  const closing = sentences ? sentenceEnd(text) : undefined;
  if (closing !== undefined) {
    found.push(closing);
  }
  return found;
}

/** One of these is in every marker that has a `<`, and in little else. */
const innerSigns = ['<|', '_of_turn>', 'SYS>>'];

const none: readonly never[] = [];

const sentenceTemplate = 'Llama 2 and Mistral';

/** `<s>` at the very start. HTML strikes text out with the same tag: then its end stands inside the text. */
function sentenceStart(text: string): Marker | undefined {
  const start = text.length - text.trimStart().length;
  if (!text.startsWith('<s>', start)) {
    return undefined;
  }
  const close = text.indexOf('</s>');
  return close >= 0 && text.slice(close + 4).trim() !== ''
    ? undefined
    : { text: '<s>', start, end: start + 3, template: sentenceTemplate };
}

/** `</s>` at the very end, unless it closes an `<s>` inside the text. */
function sentenceEnd(text: string): Marker | undefined {
  const { length } = text.trimEnd();
  if (!text.endsWith('</s>', length)) {
    return undefined;
  }
  const open = text.lastIndexOf('<s>');
  return open >= 0 && text.slice(0, open).trim() !== ''
    ? undefined
    : { text: '</s>', start: length - 4, end: length, template: sentenceTemplate };
}

function escaped(text: string): string {
  return text.replace(/[|[\]]/g, '\\$&');
}
