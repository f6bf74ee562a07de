import { h, Part } from '../dom.ts';
import { icon } from '../icons.ts';
import type { RunView } from '../protocol.ts';
import { formatCount } from './format.ts';
import { strings } from './strings.ts';

/** What a run left: its results, and the checkpoints that it can go on from, the latest first. */
export class Outputs {
  readonly element = h('div', { class: 'list-view' });
  readonly #part = new Part<Pick<RunView, 'checkpoints' | 'artifacts'>>(
    this.element,
    ({ checkpoints, artifacts }) => [
      h('h2', {}, strings.artifacts),
      artifacts.length === 0
        ? h('p', { class: 'empty' }, strings.noArtifacts)
        : table(
            [strings.kind, strings.location],
            artifacts.map(({ kind, location }) => [
              h('span', { class: 'with-icon' }, icon('package'), artifactKind(kind)),
              h('code', {}, location),
            ]),
          ),
      h('h2', {}, strings.checkpoints),
      checkpoints.length === 0
        ? h('p', { class: 'empty' }, strings.noCheckpoints)
        : table(
            [strings.step, strings.path],
            [...checkpoints]
              .reverse()
              .map(({ step, path }, index) => [
                h(
                  'span',
                  { class: 'with-icon' },
                  icon('checkpoint'),
                  formatCount(step),
                  index === 0 ? tag(strings.latestCheckpoint) : undefined,
                ),
                h('code', {}, path),
              ]),
          ),
    ],
  );

  update({ checkpoints, artifacts }: RunView): void {
    this.#part.update({ checkpoints, artifacts });
  }
}

function artifactKind(kind: string): string {
  return Object.hasOwn(strings.artifactKinds, kind) ? strings.artifactKinds[kind]! : kind;
}

function tag(text: string): HTMLElement {
  return h('span', { class: 'tag' }, text);
}

function table(heads: readonly string[], rows: readonly (readonly Node[])[]): HTMLElement {
  return h(
    'table',
    { class: 'table' },
    h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, ...rows.map((cells) => h('tr', {}, ...cells.map((cell) => h('td', {}, cell))))),
  );
}
