import { h, Part, setAttributes, setText } from '../dom.ts';
import { icon } from '../icons.ts';
import { button, dropdown, setDisabled, textField } from '../toolkit.ts';
import type { Actions } from './actions.ts';
import { formatCount, formatTime } from './format.ts';
import type { LogLines, NumberedLine } from './log-lines.ts';
import { type Found, matchesOf, mostMatches, searchLog } from './log-search.ts';
import type { ViewState } from './state.ts';
import { levelLabels, strings } from './strings.ts';

/** Height of a line, as the style sheet has it, and how many are drawn beyond what is seen. */
const lineHeight = 20;
const beyond = 20;

/** The log: only what is seen of it is in the page, so that it may be long. Follows the end until scrolled away. */
export class LogView {
  readonly element: HTMLElement;
  readonly #scroller = h('div', { class: 'log', role: 'log', tabindex: 0, 'aria-live': 'off' });
  readonly #space = h('div', { class: 'log-space' });
  readonly #lines = h('div', { class: 'log-lines' });
  readonly #empty = h('div', { class: 'empty' });
  readonly #count = h('span', { class: 'match-count', role: 'status' });
  readonly #earlier = h('div', { class: 'log-earlier' });
  readonly #previous: HTMLElement;
  readonly #next: HTMLElement;
  readonly #end: Part<boolean>;
  #found: Found = { lines: [], matches: [] };
  #match = 0;
  #follows = true;
  /** Where a person was, for when the view is seen again: browsers forget it. */
  #top = 0;
  #query = '';
  /** What was searched last: while nothing changes nothing is drawn, and a selection stays. */
  #searched: string | undefined;

  constructor(actions: Actions, state: ViewState) {
    const search = textField({
      label: strings.searchLog,
      value: state.query,
      onInput: (query) => {
        this.#match = 0;
        actions.change({ query });
        this.#reveal();
      },
    });
    search.classList.add('log-search');
    search.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        event.preventDefault();
        this.#go(event.shiftKey ? -1 : 1);
      }
    });
    const level = dropdown({
      label: strings.level,
      values: levelLabels,
      value: state.level,
      onChange: (chosen) => {
        this.#match = 0;
        actions.change({ level: chosen });
      },
    });
    level.element.classList.add('log-level');
    const go = (label: string, name: 'up' | 'down', by: number) =>
      button({ label, icon: icon(name), look: 'icon', onClick: () => this.#go(by) });
    this.#previous = go(strings.previousMatch, 'up', -1);
    this.#next = go(strings.nextMatch, 'down', 1);
    this.#end = new Part(h('div', { class: 'jump' }), (shown) =>
      shown
        ? [
            button({
              label: strings.jumpToEnd,
              icon: icon('end'),
              look: 'secondary',
              onClick: () => this.#toEnd(),
            }),
          ]
        : [],
    );
    this.#space.append(this.#lines);
    this.#scroller.append(this.#space);
    this.#scroller.addEventListener('scroll', () => this.#onScroll());
    new ResizeObserver(() => {
      this.#scroller.scrollTop = this.#top;
      this.#draw();
    }).observe(this.#scroller);
    this.element = h(
      'div',
      { class: 'log-view' },
      h('div', { class: 'toolbar' }, search, this.#count, this.#previous, this.#next, level.element),
      this.#earlier,
      h('div', { class: 'log-place' }, this.#scroller, this.#empty, this.#end.element),
    );
  }

  update(log: LogLines | undefined, state: ViewState, run: string): void {
    const all = log?.all ?? [];
    const { query, level } = state;
    setAttributes(this.#scroller, { 'aria-label': strings.logOf(run) });
    const now = JSON.stringify([run, log?.version, query, level]);
    if (now === this.#searched) {
      return;
    }
    this.#searched = now;
    this.#query = query;
    this.#found = searchLog(all, level, query);
    this.#match = Math.min(this.#match, Math.max(0, this.#found.matches.length - 1));
    const isEmpty = this.#found.lines.length === 0;
    this.#empty.hidden = !isEmpty;
    setText(this.#empty, isEmpty ? (all.length === 0 ? strings.noLog : strings.noLogOfLevel) : '');
    const left = all[0]?.number ?? 0;
    this.#earlier.hidden = left === 0;
    setText(this.#earlier, strings.earlierLines(formatCount(left)));
    this.#showCount();
    this.#space.style.height = `${this.#found.lines.length * lineHeight}px`;
    if (this.#follows) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
    }
    this.#draw();
  }

  #showCount(): void {
    const { length } = this.#found.matches;
    const text =
      length === 0 ? strings.noMatches : strings.matchOf(this.#match + 1, length, length === mostMatches);
    setText(this.#count, this.#query === '' ? '' : text);
    setDisabled(this.#previous, length === 0);
    setDisabled(this.#next, length === 0);
  }

  #go(by: number): void {
    const { length } = this.#found.matches;
    if (length > 0) {
      this.#match = (this.#match + by + length) % length;
      this.#reveal();
    }
  }

  /** Scrolls to the current match. */
  #reveal(): void {
    const match = this.#found.matches[this.#match];
    if (match) {
      this.#follows = false;
      this.#scroller.scrollTop = match.row * lineHeight - this.#scroller.clientHeight / 2;
      this.#showCount();
      this.#draw();
      this.#lines.querySelector('mark.current')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  #toEnd(): void {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#onScroll();
    this.#scroller.focus();
  }

  #onScroll(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller;
    // A view that is hidden has no height, and says nothing of where a person was.
    if (clientHeight > 0) {
      this.#top = scrollTop;
      this.#follows = scrollTop + clientHeight >= scrollHeight - lineHeight;
      this.#draw();
    }
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.#scroller;
    const { lines } = this.#found;
    if (this.#follows && clientHeight > 0) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
    }
    const first = Math.max(0, Math.floor(scrollTop / lineHeight) - beyond);
    const last = Math.min(lines.length, Math.ceil((scrollTop + clientHeight) / lineHeight) + beyond);
    this.#lines.style.transform = `translateY(${first * lineHeight}px)`;
    this.#lines.replaceChildren(
      ...lines.slice(first, last).map((line, index) => this.#line(line, first + index)),
    );
    this.#end.update(!this.#follows && lines.length > 0);
  }

  #line(line: NumberedLine, row: number): HTMLElement {
    return h(
      'div',
      { class: `log-line ${line.level}`, 'data-number': line.number },
      h('time', { datetime: line.time }, formatTime(line.time)),
      h('span', { class: 'log-text', dir: 'auto' }, ...this.#marked(line.text, row)),
    );
  }

  /** A line's text with what was searched for marked. */
  #marked(text: string, row: number): (Node | string)[] {
    const { matches } = this.#found;
    const { first, count } = matchesOf(matches, row);
    const parts: (Node | string)[] = [];
    let at = 0;
    for (let index = first; index < first + count; index += 1) {
      const { start, end } = matches[index]!;
      parts.push(
        text.slice(at, start),
        h('mark', { class: index === this.#match ? 'current' : undefined }, text.slice(start, end)),
      );
      at = end;
    }
    parts.push(text.slice(at));
    return parts;
  }
}
