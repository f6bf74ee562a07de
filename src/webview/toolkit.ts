import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { type Attributes, custom, h } from './dom.ts';

/**
 * The controls of every view, and the only file that knows the library that they are from: it is archived, and another
 * (@vscode-elements/elements) can take its place here. Labels are text; nothing else of a control comes from data.
 */
provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodePanels(),
  vsCodePanelTab(),
  vsCodePanelView(),
  vsCodeTextField(),
);

export interface ButtonOptions {
  readonly label: string;
  readonly icon?: SVGElement;
  /** `icon` shows the icon alone; its label is its tooltip. */
  readonly look: 'primary' | 'secondary' | 'icon';
  readonly class?: string;
  readonly onClick: () => void;
}

export function button({ label, icon, look, onClick, ...rest }: ButtonOptions): HTMLElement {
  const named: Attributes = look === 'icon' ? { title: label, 'aria-label': label } : {};
  if (icon && look !== 'icon') {
    icon.setAttribute('slot', 'start');
  }
  const element = custom(
    'vscode-button',
    { ...named, class: rest.class },
    icon,
    look === 'icon' ? undefined : label,
  );
  element.setAttribute('appearance', look);
  element.addEventListener('click', onClick);
  return element;
}

export function setDisabled(control: HTMLElement, disabled: boolean): void {
  (control as HTMLElement & { disabled: boolean }).disabled = disabled;
}

export interface Checkbox {
  readonly element: HTMLElement;
  /** Doesn't call `onChange`. */
  set(checked: boolean): void;
}

export function checkbox(options: {
  readonly label: string | Node;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}): Checkbox {
  const element = custom<HTMLElement & { checked: boolean }>('vscode-checkbox', {}, options.label);
  // The library also says "change" when a program sets it.
  let known = options.checked;
  element.checked = known;
  element.addEventListener('change', () => {
    if (element.checked !== known) {
      known = element.checked;
      options.onChange(known);
    }
  });
  return {
    element,
    set: (checked) => {
      known = checked;
      element.checked = checked;
    },
  };
}

export function dropdown<Value extends string>(options: {
  readonly label: string;
  readonly values: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}): { readonly element: HTMLElement; set(value: Value): void } {
  const names = Object.keys(options.values) as Value[];
  let known = options.value;
  const element = custom<HTMLElement & { value: string }>(
    'vscode-dropdown',
    { 'aria-label': options.label, title: options.label },
    ...names.map((name) => {
      const option = custom<HTMLElement & { selected: boolean; value: string }>(
        'vscode-option',
        {},
        options.values[name],
      );
      option.setAttribute('value', name);
      if (name === known) {
        option.setAttribute('selected', '');
      }
      return option;
    }),
  );
  element.addEventListener('change', () => {
    const value = names.find((name) => name === element.value);
    if (value !== undefined && value !== known) {
      known = value;
      options.onChange(value);
    }
  });
  return {
    element,
    set: (value) => {
      known = value;
      element.value = value;
    },
  };
}

export function textField(options: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}): HTMLElement {
  const element = custom<HTMLElement & { value: string }>('vscode-text-field', {
    'aria-label': options.label,
  });
  element.setAttribute('placeholder', options.label);
  element.setAttribute('value', options.value);
  element.value = options.value;
  element.addEventListener('input', () => options.onInput(element.value));
  return element;
}

/** The library has none: the browser's own, in the theme's colours. */
export function slider(options: {
  readonly label: string;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  readonly onInput: (value: number) => void;
}): HTMLInputElement {
  const element = h('input', {
    type: 'range',
    class: 'slider',
    'aria-label': options.label,
    title: options.label,
  });
  element.min = '0';
  element.max = `${options.max}`;
  element.step = `${options.step}`;
  element.valueAsNumber = options.value;
  element.addEventListener('input', () => options.onInput(element.valueAsNumber));
  return element;
}

export interface TabOptions<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly view: HTMLElement;
}

export interface Tabs<Name extends string> {
  readonly element: HTMLElement;
  select(name: Name): void;
  /** A number beside a tab's label; none for 0. */
  setCount(name: Name, count: number): void;
}

export function tabs<Name extends string>(options: {
  readonly label: string;
  readonly tabs: readonly TabOptions<Name>[];
  readonly selected: Name;
  readonly onSelect: (name: Name) => void;
}): Tabs<Name> {
  const idOf = (name: Name) => `tab-${name}`;
  const counts = new Map(options.tabs.map(({ name }) => [name, h('span', { class: 'badge', hidden: true })]));
  let known = options.selected;
  const element = custom<HTMLElement & { activeid: string }>(
    'vscode-panels',
    { 'aria-label': options.label },
    ...options.tabs.map(({ name, label }) =>
      custom('vscode-panel-tab', { id: idOf(name) }, label, counts.get(name)),
    ),
    ...options.tabs.map(({ name, view }) => custom('vscode-panel-view', { id: `view-${name}` }, view)),
  );
  element.setAttribute('activeid', idOf(known));
  element.addEventListener('change', (event) => {
    const tab = options.tabs.find(({ name }) => idOf(name) === element.activeid);
    // Fields within the views say "change" too.
    if (event.target === element && tab && tab.name !== known) {
      known = tab.name;
      options.onSelect(known);
    }
  });
  return {
    element,
    select: (name) => {
      known = name;
      element.activeid = idOf(name);
    },
    setCount: (name, count) => {
      const badge = counts.get(name)!;
      badge.hidden = count === 0;
      if (badge.textContent !== `${count}`) {
        badge.textContent = `${count}`;
      }
    },
  };
}
