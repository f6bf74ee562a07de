import * as vscode from 'vscode';

/** The answer of somebody who wants to see the step before again. */
export const back = Symbol('back');

/** What came of asking: an answer, the wish to go back, or undefined where the person left. */
export type Answer<T> = T | typeof back | undefined;

/** Where in a row of steps a question stands. */
export interface Place {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly total: number;
}

/** A question of several. It keeps what was answered to itself and says whether to go on. */
export type Step = (place: Place) => Promise<Answer<true>>;

/**
 * Asks one after the other from `first` on, and the one before again where somebody goes back. Tells whether all were
 * answered.
 */
export async function askInSteps(title: string, steps: readonly Step[], first = 0): Promise<boolean> {
  let index = first;
  while (index < steps.length) {
    const answer = await steps[index]!({ title, step: index + 1, total: steps.length });
    if (answer === undefined) {
      return false;
    }
    index = answer === back ? Math.max(0, index - 1) : index + 1;
  }
  return true;
}

export interface PickOptions<T extends vscode.QuickPickItem> {
  readonly placeholder: string;
  readonly items: readonly T[];
  readonly active?: T | undefined;
  /** Further wiring: buttons, items that follow what is typed. */
  readonly with?: (pick: vscode.QuickPick<T>, done: (answer: Answer<T>) => void) => void;
}

/** Lets a person pick one. Stays while the window loses the focus: an answer given before is not lost by a click. */
export function pickOne<T extends vscode.QuickPickItem>(
  place: Place,
  options: PickOptions<T>,
): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<T>();
  pick.placeholder = options.placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = options.items;
  if (options.active !== undefined) {
    pick.activeItems = [options.active];
  }
  return ask(pick, place, (done) => {
    options.with?.(pick, done);
    return pick.onDidAccept(() => {
      const [item] = pick.activeItems;
      if (item !== undefined) {
        done(item);
      }
    });
  });
}

/** Lets a person pick several, or none. */
export function pickSeveral<T extends vscode.QuickPickItem>(
  place: Place,
  options: { readonly placeholder: string; readonly items: readonly T[]; readonly selected: readonly T[] },
): Promise<Answer<readonly T[]>> {
  const pick = vscode.window.createQuickPick<T>();
  pick.canSelectMany = true;
  pick.placeholder = options.placeholder;
  pick.items = options.items;
  pick.selectedItems = options.selected;
  return ask<readonly T[]>(pick, place, (done) => pick.onDidAccept(() => done(pick.selectedItems)));
}

/** Lets a person type. `check` says what is wrong with it, as long as something is. */
export function typeIn(
  place: Place,
  options: {
    readonly prompt: string;
    readonly value: string;
    readonly check: (text: string) => string | undefined;
  },
): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  input.prompt = options.prompt;
  input.value = options.value;
  return ask<string>(input, place, (done) =>
    vscode.Disposable.from(
      input.onDidChangeValue((text) => {
        input.validationMessage = options.check(text);
      }),
      input.onDidAccept(() => {
        input.validationMessage = options.check(input.value);
        if (input.validationMessage === undefined) {
          done(input.value);
        }
      }),
    ),
  );
}

async function ask<T>(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  { title, step, total }: Place,
  wire: (done: (answer: Answer<T>) => void) => vscode.Disposable,
): Promise<Answer<T>> {
  input.title = title;
  if (total > 1) {
    input.step = step;
    input.totalSteps = total;
  }
  input.ignoreFocusOut = true;
  input.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : [];
  const disposables: vscode.Disposable[] = [input];
  try {
    return await new Promise<Answer<T>>((resolve) => {
      disposables.push(
        wire(resolve),
        input.onDidTriggerButton((button) => {
          if (button === vscode.QuickInputButtons.Back) {
            resolve(back);
          }
        }),
        input.onDidHide(() => resolve(undefined)),
      );
      input.show();
    });
  } finally {
    vscode.Disposable.from(...disposables).dispose();
  }
}
