import type { Dataset } from '../../checking/dataset.ts';
import type { Json } from '../../document/json.ts';
import { formatById, formats } from '../../formats/all.ts';
import type { Format, FormatId } from '../../formats/format.ts';
import type { Offer } from './context.ts';
import { holeMark, type Style, templateOf, withoutMark } from './template.ts';

/** Rows to start from on an empty line: in the file's format, or in the target's, or in any. */
export function rowOffers(dataset: Dataset, style: Style): Offer[] {
  const prompt = commonSystemPrompt(dataset);
  return formatsFor(dataset).map((format) => ({
    label: `${format.title} row`,
    kind: 'value',
    detail: prompt === undefined ? 'new row' : 'new row, with the system prompt of the others',
    template: templateOf(skeletonOf(dataset, format.id, prompt), style),
  }));
}

function formatsFor({ format, options }: Dataset): readonly Format[] {
  if (format !== undefined) {
    return [format];
  }
  const wanted = new Set(options.targets.flatMap((target) => target.requires.formats.value));
  return wanted.size > 0 ? [...wanted].map(formatById) : formats;
}

/** The system prompt that more than half of the rows have. */
function commonSystemPrompt({ indexes }: Dataset): string | undefined {
  for (const [prompt, count] of indexes.systems.counts) {
    if (count * 2 > indexes.systems.total) {
      return prompt === undefined ? undefined : withoutMark(prompt);
    }
  }
  return undefined;
}

type Skeleton = (file: { readonly system: string | undefined; readonly standard: boolean }) => Json;

const said = (role: string): Json => ({ role, content: holeMark });

const chat: Skeleton = ({ system }) => ({
  messages: [
    ...(system === undefined ? [] : [{ role: 'system', content: system }]),
    said('user'),
    said('assistant'),
  ],
});

const skeletons: Readonly<Record<FormatId, Skeleton>> = {
  'openai-chat': chat,
  'trl-language-modelling': chat,
  'openai-preference': (file) => ({
    input: { messages: (chat(file) as { messages: Json[] }).messages.slice(0, -1) },
    preferred_output: [said('assistant')],
    non_preferred_output: [said('assistant')],
  }),
  'trl-prompt-completion': ({ standard }) =>
    standard
      ? { prompt: holeMark, completion: holeMark }
      : { prompt: [said('user')], completion: [said('assistant')] },
  'trl-preference': ({ standard }) =>
    standard
      ? { prompt: holeMark, chosen: holeMark, rejected: holeMark }
      : { prompt: [said('user')], chosen: [said('assistant')], rejected: [said('assistant')] },
  sharegpt: ({ system }) => ({
    conversations: [
      { from: 'human', value: holeMark },
      { from: 'gpt', value: holeMark },
    ],
    ...(system === undefined ? {} : { system }),
  }),
  alpaca: () => ({ instruction: holeMark, input: '', output: holeMark }),
  text: () => ({ text: holeMark }),
};

function skeletonOf({ indexes }: Dataset, id: FormatId, system: string | undefined): Json {
  // Plain strings or messages: as the file's other rows have it.
  let standard = true;
  for (const shape of indexes.shapes.counts.keys()) {
    const kind = (shape.keys?.get('completion') ?? shape.keys?.get('chosen'))?.kind;
    if (kind !== undefined) {
      standard = kind === 'string';
      break;
    }
  }
  return skeletons[id]({ system, standard });
}
