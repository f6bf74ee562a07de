import { connectHost } from '../host.ts';
import type { FromMonitor, ToMonitor } from '../protocol.ts';
import { onThemeChange, readPalette } from '../theme.ts';
import { assignColours } from './colours.ts';
import { Model } from './model.ts';
import { Page } from './page.ts';
import { readState, type ViewState } from './state.ts';

/** The run monitor: what the editor tells becomes the model, what a person chooses the state, and both the page. */
const host = connectHost<ToMonitor, FromMonitor>();
const model = new Model();
let state = readState(host.kept);
let palette = readPalette();
let asked = '';
let scheduled = false;

const page = new Page({ change, send: host.send }, state);
document.body.append(page.element);

host.onMessage((message) => {
  model.receive(message, Date.now());
  if (message.type === 'runs') {
    followRuns();
  }
  schedule();
});
onThemeChange(() => {
  palette = readPalette();
  schedule();
});
// Times go on while nothing is told.
setInterval(() => {
  if (model.focused && !model.focused.final) {
    schedule();
  }
}, 1000);
host.send({ type: 'ready' });
schedule();

function change(what: Partial<ViewState>): void {
  state = { ...state, ...what };
  if ('selected' in what) {
    colour();
  }
  host.keep(state);
  ask();
  // At once: who typed or dragged waits for it, and what comes after may read the page.
  render();
}

/** Runs came, went or changed: the one that the view is about is shown, and those that are gone are not. */
function followRuns(): void {
  const selected = state.selected.filter((id) => model.run(id));
  const isNew = model.focus !== state.focus && model.run(model.focus) !== undefined;
  state = {
    ...state,
    focus: model.focus,
    selected: isNew && !selected.includes(model.focus!) ? [model.focus!, ...selected] : selected,
    zoom: isNew && state.focus !== undefined ? undefined : state.zoom,
  };
  colour();
  host.keep(state);
  ask();
}

function colour(): void {
  state = { ...state, colours: assignColours(state.selected, state.colours) };
}

/** Asks for what is shown: the run that the view is about always, for its log. */
function ask(): void {
  const focus = model.focused?.id;
  const ids = [...new Set([...(focus === undefined ? [] : [focus]), ...state.selected])];
  const now = JSON.stringify(ids);
  if (model.known && now !== asked) {
    asked = now;
    model.keepOnly(ids);
    host.send({ type: 'show', ids });
  }
}

/** Once a frame at most: messages come in crowds. */
function schedule(): void {
  if (!scheduled) {
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      render();
    });
  }
}

function render(): void {
  page.update(model, state, palette, Date.now());
}
