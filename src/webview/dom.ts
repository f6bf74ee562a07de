/**
 * Elements without HTML: names, logs and metrics come from data sets, models and programs, so they only ever become
 * text and attributes. What an attribute may be named is listed: none that runs, loads or styles.
 */
type SafeAttribute =
  | 'class'
  | 'id'
  | 'role'
  | 'title'
  | 'type'
  | 'for'
  | 'slot'
  | 'tabindex'
  | 'scope'
  | 'colspan'
  | 'datetime'
  | 'dir'
  | 'open'
  | 'hidden'
  | `aria-${string}`
  | `data-${string}`;

export type Attributes = Readonly<Partial<Record<SafeAttribute, string | number | boolean | undefined>>>;
export type Child = Node | string | undefined;

/** An element. `true` sets an attribute without a value; `false` and undefined leave it out. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** An element whose tag is not HTML's own: those that a component library defined. */
export function custom<Type extends HTMLElement>(
  tag: `${string}-${string}`,
  attributes: Attributes = {},
  ...children: readonly Child[]
): Type {
  const element = document.createElement(tag) as Type;
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || (value === false && !name.startsWith('aria-'))) {
      element.removeAttribute(name);
    } else {
      element.setAttribute(name, value === true && !name.startsWith('aria-') ? '' : `${value}`);
    }
  }
}

/** Writes a text only if it is another: a screen reader says what is written anew, and a selection would be lost. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Makes children anew only when what they show has changed: focus, selection and scrolling stay as they are else. */
export class Part<Shown> {
  readonly element: HTMLElement;
  readonly #render: (shown: Shown) => readonly Child[];
  #before: string | undefined;

  constructor(element: HTMLElement, render: (shown: Shown) => readonly Child[]) {
    this.element = element;
    this.#render = render;
  }

  /** `shown` is plain data. */
  update(shown: Shown): void {
    const now = JSON.stringify(shown) ?? '';
    if (now !== this.#before) {
      this.#before = now;
      this.element.replaceChildren(...this.#render(shown).filter((child) => child !== undefined));
    }
  }
}
