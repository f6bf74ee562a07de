import { type ByteChange, rules } from '../../language/index.ts';
import { unifiedDiff } from '../../workspace/diff.ts';
import { type FixedContent, fixContent } from '../../workspace/fix-content.ts';
import { printable } from '../../workspace/printable.ts';
import { contentOf, readDataset, UnreadableFile } from '../../workspace/read.ts';
import { piecesOf, replaceFile, stampOf } from '../../workspace/write.ts';
import { exitCodes, type Io, wantsColors } from '../io.ts';
import { rulesNamed } from '../names.ts';
import { relativePath, shownPath } from '../paths.ts';
import { type Paint, paintFor } from '../report/paint.ts';
import { fails } from '../report/report.ts';
import { counted } from '../report/words.ts';
import { Settings } from '../settings.ts';
import { type CommonArguments, inputsOf } from './arguments.ts';
import { writeReport } from './output.ts';

export interface FixArguments extends CommonArguments {
  readonly suggested?: boolean;
  readonly rule?: readonly string[];
  readonly dryRun?: boolean;
  readonly diff?: boolean;
}

/** Repairs files, says what was repaired, and gives the exit code. Throws `WrongUse`. */
export async function fix(args: FixArguments, io: Io): Promise<number> {
  const only = args.rule === undefined ? undefined : rulesNamed(args.rule);
  const settings = new Settings(args, io.cwd);
  const inputs = await inputsOf(args, settings, io);
  const session = new FixSession({ ...args, ...(only !== undefined && { rule: only }) }, settings, io);
  if (inputs.stdin !== undefined) {
    await session.fixStdin(inputs.stdin.path, inputs.stdin.name);
  }
  for (const error of inputs.unreadable) {
    await session.refuse(error);
  }
  for (const file of inputs.files) {
    await session.fixFile(file);
  }
  return session.exitCode;
}

/** One run of `tuneset fix`, file by file: each is read, repaired and written before the next is looked at. */
class FixSession {
  readonly #args: FixArguments;
  readonly #settings: Settings;
  readonly #io: Io;
  readonly #paint: Paint;
  #exitCode: number = exitCodes.clean;

  constructor(args: FixArguments, settings: Settings, io: Io) {
    this.#args = args;
    this.#settings = settings;
    this.#io = io;
    this.#paint = paintFor(wantsColors(io.stdout, io.env, args.color));
  }

  get exitCode(): number {
    return this.#exitCode;
  }

  async fixFile(file: string): Promise<void> {
    try {
      const stamp = await stampOf(file);
      const content = await readDataset(file);
      const fixed = fixContent(file, content, await this.#fixOf(file));
      if (fixed.changed && !this.#dry) {
        await replaceFile(file, piecesOf(fixed.after, fixed.byteOrderMark), stamp);
      }
      await this.#tell(file, fixed, (text) => this.#io.stdout.write(text));
    } catch (error) {
      if (!(error instanceof UnreadableFile)) {
        throw error;
      }
      await this.refuse(error);
    }
  }

  /** Standard input to standard output; what there is to say goes to standard error. */
  async fixStdin(path: string, name: string): Promise<void> {
    const bytes = await this.#io.stdin();
    try {
      const fixed = fixContent(name, contentOf(bytes, name), await this.#fixOf(path));
      if (!this.#dry) {
        await writeReport(piecesOf(fixed.after, fixed.byteOrderMark), undefined, this.#io);
      }
      await this.#tell(name, fixed, (text) => this.#io.stderr.write(text));
    } catch (error) {
      if (!(error instanceof UnreadableFile)) {
        throw error;
      }
      await this.refuse(error);
    }
  }

  async refuse({ path, message }: UnreadableFile): Promise<void> {
    await this.#io.stderr.write(`${shownPath(path, this.#io.cwd)}: ${message}\n`);
    this.#exitCode = exitCodes.wrongUse;
  }

  get #dry(): boolean {
    return this.#args.dryRun === true || this.#args.diff === true;
  }

  async #fixOf(file: string) {
    const { targets, rules } = await this.#settings.of(file);
    return {
      targets,
      rules,
      suggested: this.#args.suggested === true,
      ...(this.#args.rule && { only: this.#args.rule }),
    };
  }

  async #tell(file: string, fixed: FixedContent, write: (text: string) => Promise<void>): Promise<void> {
    const failed = fails(fixed.left, this.#args.failOn) || (this.#dry && fixed.changed);
    if (failed && this.#exitCode === exitCodes.clean) {
      this.#exitCode = exitCodes.problems;
    }
    if (this.#args.diff === true) {
      // Asked for by name, so that not even --quiet silences it.
      for (const line of this.#diffOf(file, fixed)) {
        await this.#io.stdout.write(`${line}\n`);
      }
    } else if (this.#args.quiet !== true) {
      await write(this.#summaryOf(file, fixed));
    }
  }

  #diffOf(file: string, { before, after, bytes }: FixedContent): string[] {
    const name = relativePath(file, this.#io.cwd);
    const safe = this.#io.stdout.isTerminal ? printable : (line: string) => line;
    return [
      ...bytes.map((change) => `# ${safe(name)}: ${byteChanges[change]}`),
      ...unifiedDiff(name, before, after).map((line, index) => this.#colored(safe(line), index)),
    ];
  }

  #colored(line: string, index: number): string {
    if (index < 2) {
      return this.#paint('bold', line);
    }
    const colors = { '-': 'red', '+': 'green', '@': 'cyan' } as const;
    const color = colors[line[0] as keyof typeof colors];
    return color === undefined ? line : this.#paint(color, line);
  }

  #summaryOf(file: string, { fixed, left, changed }: FixedContent): string {
    const shown = this.#paint('bold', shownPath(file, this.#io.cwd));
    const remaining = left.error + left.warning + left.info + left.hint;
    const stays = this.#dry && changed ? 'would be left' : 'left';
    const rest =
      remaining === 0 ? '' : ` ${counted(remaining, 'problem')} ${stays}: \`tuneset check\` shows them.`;
    if (!changed) {
      return `${shown}: nothing to fix.${rest}\n`;
    }
    const total = [...fixed.values()].reduce((sum, count) => sum + count, 0);
    const done = this.#dry ? 'would fix' : 'fixed';
    const lines = rules
      .filter(({ code }) => fixed.has(code))
      .map(
        ({ code, title }) =>
          `  ${String(fixed.get(code)).padStart(5)}  ${code}  ${this.#paint('dim', title)}\n`,
      );
    return `${shown}: ${done} ${counted(total, 'problem')}.${rest}\n${lines.join('')}`;
  }
}

const byteChanges: Record<ByteChange, string> = {
  'remove-byte-order-mark': 'the byte order mark goes',
  'add-byte-order-mark': 'a byte order mark is added',
  'line-feeds': 'all line ends become \\n',
};
