/**
 * What an editor and the server say to each other beyond the language server protocol: the one contract between them.
 * Types and names only. Every message is optional for an editor: without any of them the server serves all of the
 * protocol itself.
 */

/** `initializationOptions`. */
export interface InitializationOptions {
  /**
   * Whether the server reports the problems of tuneset.json (default: true). VS Code does so itself, by the JSON
   * schema.
   */
  readonly configDiagnostics?: boolean;
  /** Whether hovers tell the problems under the pointer (default: true). VS Code does so itself. */
  readonly problemsInHover?: boolean;
  /** Commands that the editor itself has. Code actions that run another one are not offered to it. */
  readonly commands?: readonly string[];
  /** The section `tuneset` of the settings, for editors that can't be asked for it. */
  readonly settings?: unknown;
}

/** A command that code actions may run and that an editor brings along: `[uri, code]` turns a rule off. */
export const disableRuleCommand = 'tuneset.disableRule';

/** Server to editor: how a document stands, whenever that changes. */
export const statusNotification = 'tuneset/status';

export interface StatusParams {
  readonly uri: string;
  readonly version: number;
  /** False where the user has switched Tuneset off for the document; then all else is empty. */
  readonly enabled: boolean;
  /** For people: "OpenAI chat". Undefined where the rows look like nothing known. */
  readonly format: string | undefined;
  readonly targets: readonly TargetName[];
  readonly rows: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Rows still to be checked. */
  readonly pending: number;
  readonly tokens: { readonly total: number; readonly trained: number };
  /** URI of the tuneset.json in force. */
  readonly configuration?: string;
  /** What is wrong with it, where something is. */
  readonly configurationError?: string;
}

export interface TargetName {
  readonly id: string;
  readonly title: string;
}

/** Editor to server: which targets there are. */
export const targetsRequest = 'tuneset/targets';

export interface TargetDescription extends TargetName {
  /** Titles of the formats that it accepts. */
  readonly formats: readonly string[];
}

/** Editor to server: everything that is wrong with a document, as text. */
export const reportRequest = 'tuneset/report';

export interface ReportParams extends DocumentParams {
  /** What the report calls the document: places are written `name:line:column`. */
  readonly name: string;
}

/** Editor to server: the edits that make all safe fixes of a document. */
export const fixAllRequest = 'tuneset/fixAll';

export interface FixAllResult {
  /** Of the document, as it was at this version. */
  readonly version: number;
  readonly edits: readonly Edit[];
  /** What only rewriting the file on disk can repair: arguments for `rewriteFileCommand`. */
  readonly bytes: readonly string[];
  /** Number of problems that the edits repair. */
  readonly fixed: number;
}

/** A text edit of the language server protocol. */
export interface Edit {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly newText: string;
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface DocumentParams {
  readonly uri: string;
}

/**
 * Editor to server: check all datasets of the workspace, open or not. Their problems are published; progress is
 * reported with `workDoneToken`, and the request can be cancelled.
 */
export const checkWorkspaceRequest = 'tuneset/checkWorkspace';

export interface CheckWorkspaceParams {
  readonly workDoneToken?: string | number;
}

export interface CheckWorkspaceResult {
  readonly files: number;
  readonly rows: number;
  readonly errors: number;
  readonly warnings: number;
  /** Files that could not be read, each with the reason. */
  readonly unreadable: readonly string[];
}

/** Command of the server: `[uri, ...changes]` rewrites the bytes of a file, which must be saved. */
export const rewriteFileCommand = 'tuneset.rewriteFile';
