import { h } from '../dom.ts';
import { type IconName, icon } from '../icons.ts';
import { stateLabel } from './strings.ts';

const icons: Readonly<Record<string, IconName>> = {
  starting: 'busy',
  queued: 'clock',
  preparing: 'busy',
  running: 'busy',
  saving: 'busy',
  cancelling: 'busy',
  succeeded: 'pass',
  failed: 'error',
  cancelled: 'cancelled',
  interrupted: 'warning',
};

/** The icon of a state; its colour and movement are its class's. */
export function stateIcon(state: string): SVGSVGElement {
  const name = Object.hasOwn(icons, state) ? icons[state]! : 'question';
  const known = Object.hasOwn(icons, state) ? state : 'unknown';
  return icon(name, { class: `state-icon state-${known}${name === 'busy' ? ' turning' : ''}` });
}

/** A state as icon and word. */
export function stateBadge(state: string): HTMLElement {
  return h(
    'span',
    { class: 'state-badge', 'data-state': state },
    stateIcon(state),
    h('span', {}, stateLabel(state)),
  );
}
