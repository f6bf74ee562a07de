import * as vscode from 'vscode';

/** Keys that training may need, by the environment variable that their makers gave them. */
const keys = [
  ['RAY_AUTH_TOKEN', vscode.l10n.t('Ray clusters that ask for a token')],
  ['ANYSCALE_CLI_TOKEN', vscode.l10n.t('Anyscale')],
  ['HF_TOKEN', vscode.l10n.t('Hugging Face: models that need an agreement')],
  ['WANDB_API_KEY', vscode.l10n.t('Weights & Biases')],
  ['MLFLOW_TRACKING_TOKEN', vscode.l10n.t('MLflow')],
] as const;

/** Keys in VS Code's SecretStorage: nowhere else are any kept. */
export class Keys {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  async get(name: string): Promise<string | undefined> {
    return this.#secrets.get(secretName(name));
  }

  /** Asks which key, and for its value, which is never shown. */
  async ask(named: unknown): Promise<void> {
    const name = await this.#choose(named, vscode.l10n.t('Set Key'), () => true);
    if (name === undefined) {
      return;
    }
    const value = await vscode.window.showInputBox({
      title: vscode.l10n.t('Set Key: {0}', name),
      prompt: vscode.l10n.t(
        'It is kept by VS Code, encrypted, and handed to nothing but the training it is for.',
      ),
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) =>
        text.trim() === '' ? vscode.l10n.t('Paste the key here, or press Escape.') : undefined,
    });
    if (value !== undefined) {
      await this.#secrets.store(secretName(name), value.trim());
      void vscode.window.showInformationMessage(vscode.l10n.t('{0} is set.', name));
    }
  }

  async remove(named: unknown): Promise<void> {
    const values = await Promise.all(keys.map(([name]) => this.get(name)));
    const set = new Set(keys.flatMap(([name], index) => (values[index] === undefined ? [] : [name])));
    if (set.size === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No key is set.'));
      return;
    }
    const name = await this.#choose(named, vscode.l10n.t('Remove Key'), (key) => set.has(key));
    if (name !== undefined) {
      await this.#secrets.delete(secretName(name));
      void vscode.window.showInformationMessage(vscode.l10n.t('{0} is removed.', name));
    }
  }

  async #choose(named: unknown, title: string, offered: (name: Name) => boolean): Promise<Name | undefined> {
    const known = keys.find(([name]) => name === named);
    if (known !== undefined) {
      return known[0];
    }
    const items = keys
      .filter(([name]) => offered(name))
      .map(([name, purpose]) => ({ label: name, description: purpose, name }));
    return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.name;
  }
}

type Name = (typeof keys)[number][0];

function secretName(name: string): string {
  return `tuneset.secret.${name}`;
}
