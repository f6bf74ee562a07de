import type { Progress } from '../provider.ts';

/** A part of an installation: what it is called, how many packages it has, and which share of the whole it stands for. */
export interface InstallPart {
  readonly title: string;
  readonly packages: number | undefined;
  readonly from: number;
  readonly to: number;
}

/** Reads what pip and uv print and tells how far they are. */
export class InstallProgress {
  readonly #tell: Progress;
  readonly #part: InstallPart;
  readonly #seen = new Set<string>();
  /** Less those that aren't for this system, once the installer has said so. */
  #packages: number | undefined;
  #downloading: { name: string; megabytes: number | undefined } | undefined;
  #last = '';
  #share = 0;

  constructor(part: InstallPart, tell: Progress) {
    this.#part = part;
    this.#packages = part.packages;
    this.#tell = tell;
    this.#say(part.title, 0);
  }

  line(line: string): void {
    const text = line.trim();
    // pip: "Collecting torch==2.13.0 (from -r …)". uv has no such line, but " Downloaded torch" when one is done.
    // A wheel in a folder is "Processing /wheels/torch-….whl".
    const local = /^Processing (\S+)/.exec(text)?.[1];
    const collected =
      (local && packageName(local.split('\\').at(-1)!)) ??
      /^Collecting ([\w.-]+)/.exec(text)?.[1] ??
      /^(?:Downloaded|Built|Prepared) ([A-Za-z][\w.-]*)$/.exec(text)?.[1];
    if (collected !== undefined) {
      this.#seen.add(collected.toLowerCase());
      this.#say(`${this.#part.title}: ${collected}${this.#count()}`, this.#fraction());
      return;
    }
    if (this.#packages !== undefined && text.startsWith('Ignoring ')) {
      this.#packages--;
      return;
    }
    const resolved = /^Resolved (\d+) packages?\b/.exec(text)?.[1];
    if (resolved !== undefined) {
      this.#packages = Number(resolved);
      return;
    }
    const [, file, amount, unit] = /^Downloading (\S+) \(([\d.]+) ?([kMG])i?B\)/.exec(text) ?? [];
    if (file !== undefined && amount !== undefined && unit !== undefined) {
      const megabytes = Number(amount) * { k: 0.001, M: 1, G: 1000 }[unit as 'k' | 'M' | 'G'];
      this.#downloading = { name: packageName(file), megabytes };
      this.#say(`Downloading ${this.#downloading.name}${size(megabytes)}${this.#count()}`, this.#fraction());
      return;
    }
    // pip with --progress-bar raw: bytes of the file that is being downloaded.
    const [, done, total] = /^Progress (\d+) of (\d+)$/.exec(text) ?? [];
    if (done !== undefined && Number(total) > 0) {
      this.#bytes(Number(done), Number(total));
      return;
    }
    if (/^(Installing collected packages|Prepared \d+ packages|Installed \d+ packages)/.test(text)) {
      this.#say(`${this.#part.title}: unpacking`, 0.85);
    }
  }

  done(): void {
    this.#say(this.#part.title, 1);
  }

  #bytes(done: number, total: number): void {
    const name = this.#downloading?.name ?? 'a package';
    const of = `${megabytes(done)} of ${megabytes(total)} MB`;
    const share = this.#packages === undefined ? (done / total) * 0.8 : this.#fraction();
    this.#say(`Downloading ${name}, ${of}${this.#count()}`, share);
  }

  /** Unpacking is the last part; before it, each package counts the same. */
  #fraction(): number {
    const packages = this.#packages;
    return packages ? Math.min(0.8, (0.8 * this.#seen.size) / packages) : 0.05;
  }

  #count(): string {
    const packages = this.#packages;
    const seen = this.#seen.size;
    return packages && seen > 0 ? ` (${Math.min(seen, packages)} of ${packages} packages)` : '';
  }

  #say(message: string, share: number): void {
    if (message !== this.#last) {
      this.#last = message;
      const { from, to } = this.#part;
      // Where a step is tried again it begins anew, and the bar waits for it.
      this.#share = Math.max(this.#share, share);
      this.#tell({ message, fraction: from + (to - from) * this.#share });
    }
  }
}

/** "torch-2.13.0-cp311-….whl" and an address that ends so: torch. */
function packageName(file: string): string {
  const name = file.split('/').at(-1) ?? file;
  return /^([A-Za-z0-9_.]+?)-\d/.exec(name)?.[1] ?? name;
}

function size(megabytes: number): string {
  return megabytes < 1 ? '' : `, ${Math.round(megabytes)} MB`;
}

function megabytes(bytes: number): string {
  return Math.round(bytes / 1e6).toLocaleString('en-US');
}
