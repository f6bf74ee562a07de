import * as vscode from 'vscode';
import type { Advice } from '../../runs/advice.ts';
import type { PreflightItem, PreflightReport } from '../../runs/preflight-report.ts';
import type { Draft } from './draft.ts';
import { cancellable, checkTrainingEnvironment, install } from './environment.ts';
import { type Answer, back, type Place, pickOne, type Step } from './multi-step.ts';
import { showCheck } from './preflight-details.ts';
import { estimateLine } from './preflight-items.ts';
import { type Act, actionsOf, isWebAddress, type ListItem, preflightList } from './preflight-list.ts';
import { saveSettings } from './save-settings.ts';
import { plain } from './words.ts';

/** What is to be done before the list is shown again. */
type Next = 'show' | 'look' | 'look anew' | 'leave';

/** Looks at rows, machine and provider, and shows what was found until it is started, mended or left. */
export class PreflightStep {
  readonly #draft: Draft;
  #report: PreflightReport | undefined;
  #active: string | undefined;

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  /** What the data speaks for, once it was looked at. */
  get advice(): readonly Advice[] {
    return this.#report?.advice ?? [];
  }

  get report(): PreflightReport {
    if (this.#report === undefined) {
      throw new Error('There was no preflight yet.');
    }
    return this.#report;
  }

  readonly step: Step = async (place) => {
    let next: Next = 'look';
    for (;;) {
      if (next !== 'show' && !(await this.#look(next === 'look anew'))) {
        return back;
      }
      const act = await this.#show(place);
      if (act === undefined || act === back) {
        return act;
      }
      if (act.act === 'settings') {
        return back;
      }
      if (act.act === 'start' && (await this.#confirm())) {
        return true;
      }
      next = await this.#perform(act, place);
      if (next === 'leave') {
        return undefined;
      }
    }
  };

  /** False where the person ended it, or it can't be done. */
  async #look(anew: boolean): Promise<boolean> {
    try {
      if (anew) {
        // What was saved may be the configuration.
        await this.#draft.replan();
      }
      const report = await lookAt(this.#draft, anew);
      this.#report = report ?? this.#report;
      return report !== undefined;
    } catch (error) {
      this.#draft.training.log.error('Before a run:', error);
      const message = error instanceof Error ? error.message : String(error);
      await vscode.window.showErrorMessage(plain(message, 500), { modal: true });
      return false;
    }
  }

  async #show(place: Place): Promise<Answer<Act>> {
    const { plan } = this.#draft;
    const items = preflightList(this.report, this.#draft);
    const subscriptions: vscode.Disposable[] = [];
    const picked = await pickOne<ListItem>(place, {
      placeholder: vscode.l10n.t(
        'Before it starts: {0} of {1}',
        plan.spec.method.toUpperCase(),
        plain(plan.spec.baseModel, 60),
      ),
      items,
      active: items.find(({ id }) => id === this.#active),
      with: (pick, done) => {
        subscriptions.push(
          vscode.workspace.onDidSaveTextDocument(({ uri }) => {
            if (this.#draft.isAbout(uri)) {
              done({ id: this.#active ?? '', label: '', does: { act: 'again' } });
            }
          }),
          pick.onDidTriggerItemButton(({ item, button }) => {
            const act = item.onButton?.(button) ?? { act: 'none' };
            if (act.act !== 'override') {
              done({ ...item, does: act });
              return;
            }
            this.#toggle(act.check);
            pick.keepScrollPosition = true;
            pick.items = preflightList(this.report, this.#draft);
            pick.activeItems = pick.items.filter(({ id }) => id === item.id);
          }),
        );
      },
    });
    vscode.Disposable.from(...subscriptions).dispose();
    if (typeof picked !== 'object') {
      return picked;
    }
    this.#active = picked.id;
    return picked.does;
  }

  #toggle({ name }: PreflightItem): void {
    const { overridden } = this.#draft;
    if (!overridden.delete(name)) {
      overridden.add(name);
    }
  }

  async #perform(act: Act, place: Place): Promise<Next> {
    const draft = this.#draft;
    switch (act.act) {
      case 'again':
        return 'look anew';
      case 'saveFiles':
        for (const document of draft.unsaved()) {
          await document.save();
        }
        return 'look anew';
      case 'saveSettings':
        await saveSettings(draft);
        return 'show';
      case 'install':
        return (await install(await draft.provider())) ? 'look' : 'show';
      case 'environment':
        await checkTrainingEnvironment(draft.training, draft.plan.provider);
        return 'look';
      case 'details': {
        const actions = actionsOf(act.check, this.report, draft.overridden);
        const more = await showCheck(
          draft,
          act.check,
          actions.map(([label, does, icon]) => [`$(${icon}) ${label}`, does]),
          place,
        );
        if (more === undefined) {
          return 'leave';
        }
        return more === back ? 'show' : this.#perform(more, place);
      }
      case 'override':
        this.#toggle(act.check);
        return 'show';
      case 'advice':
        await draft.set(act.advice.parameter, act.advice.suggested);
        return 'look';
      case 'source':
        if (isWebAddress(act.advice.source)) {
          await vscode.env.openExternal(vscode.Uri.parse(act.advice.source, true));
        }
        return 'show';
      default:
        return 'show';
    }
  }

  /** Starting what costs money, or what a check warned of, takes a second word. */
  async #confirm(): Promise<boolean> {
    const { title, capabilities } = await this.#draft.provider();
    const overridden = this.report.items.filter(
      ({ name, status }) => status === 'error' && this.#draft.overridden.has(name),
    );
    if (!capabilities.priced && overridden.length === 0) {
      return true;
    }
    const yes = vscode.l10n.t('Start Run');
    const estimate = estimateLine(this.report.estimate);
    const detail = [
      ...(capabilities.priced ? [vscode.l10n.t('{0} costs money. {1}', title, estimate)] : []),
      ...overridden.map((item) =>
        vscode.l10n.t('Despite "{0}": {1}', plain(item.title), plain(item.message, 300)),
      ),
    ].join('\n');
    const question = vscode.l10n.t('Start the run?');
    return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
  }
}

/** What was found; undefined where the person ended it. */
export function lookAt(draft: Draft, anew: boolean): Promise<PreflightReport | undefined> {
  return cancellable(vscode.l10n.t('Looking at the rows and at what the run needs'), async (signal, say) => {
    const analysis = await draft.analyse(signal, say, anew);
    const { preflight } = await import('../../runs/preflight.ts');
    return preflight(draft.plan, analysis, await draft.provider(), signal);
  });
}
