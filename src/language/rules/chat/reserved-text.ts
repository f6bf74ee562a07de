import type { Place } from '../../document/place.ts';
import { replaceAt } from '../../document/surgery.ts';
import { type Example, type Message, type Passage, sections } from '../../formats/example.ts';
import type { Format } from '../../formats/format.ts';
import { demandsFor, type Target, targetNames } from '../../targets/target.ts';
import { quoted } from '../../words.ts';
import type { Fix } from '../problem.ts';
import type { ExampleRule, Finding } from '../rule.ts';
import { type Marker, markersIn } from './template-markers.ts';

/** Text that the chat template reads as its own: markers of turns, and what the target forbids. */
export const reservedText: ExampleRule = {
  code: 'chat.reserved-text',
  title: 'Reserved text in content',
  severity: 'warning',
  scope: 'row',
  on: 'example',
  check({ example, format, targets }, report) {
    const forbidden = targets.length > 0 && demandsFor(targets, 'reservedText').length > 0;
    const templated = isTemplated(example, format);
    if (!forbidden && !templated) {
      return;
    }
    for (const section of sections) {
      for (const message of example[section]) {
        const finding =
          (forbidden ? forbiddenIn(message, targets) : undefined) ??
          (templated ? markerIn(message) : undefined);
        if (finding !== undefined) {
          report(finding);
        }
      }
    }
  },
};

/** Whether the trainer puts the texts into a template: bare strings may well be rendered already. */
function isTemplated(example: Example, format: Format): boolean {
  return example.kind !== 'text' && (!example.standard || format.id === 'alpaca');
}

function forbiddenIn(message: Message, targets: readonly Target[]): Finding | undefined {
  for (const passage of message.passages) {
    for (const demand of demandsFor(targets, 'reservedText')) {
      const text = demand.value.find((reserved) => passage.text.includes(reserved));
      if (text !== undefined) {
        const start = passage.text.indexOf(text);
        return {
          place: { path: passage.path, span: [start, start + text.length] },
          severity: 'error',
          message: `${JSON.stringify(text)} is how ${targetNames([demand])} marks who speaks, and it rejects rows with it in a message. Reword it.`,
        };
      }
    }
  }
  return undefined;
}

function markerIn(message: Message): Finding | undefined {
  for (const passage of message.passages) {
    const [first, ...others] = markersIn(passage.text);
    if (first !== undefined) {
      const more = others.length === 0 ? '' : ` The text has ${others.length} more.`;
      const place: Place = { path: passage.path, span: [first.start, first.end] };
      return {
        place,
        message: `${quoted(first.text)} is a marker of chat templates (${first.template}). The trainer adds the markers itself: one in the text ends or begins a message where none should.${more}`,
        fix: isAtEdge(passage, first) ? removal(place, first) : undefined,
      };
    }
  }
  return undefined;
}

function isAtEdge({ text }: Passage, { start, end }: Marker): boolean {
  return text.slice(0, start).trim() === '' || text.slice(end).trim() === '';
}

function removal(place: Place, marker: Marker): Fix {
  return {
    title: `Remove "${marker.text}"`,
    safety: 'suggested',
    change: (row) => ({ kind: 'columns', edits: replaceAt(row.text, place, '') }),
  };
}
