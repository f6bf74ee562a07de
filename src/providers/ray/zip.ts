import { createReadStream } from 'node:fs';
import { createDeflateRaw } from 'node:zlib';
import { Zip, ZipPassThrough } from 'fflate';
import { ProviderError } from '../provider.ts';
import type { JobFile } from '../remote/job-files.ts';

/**
 * Packs files into a zip of at most `limit` bytes. Equal files give an equal zip. They are read and packed piece by
 * piece, and compressed on threads of their own, so that neither memory nor the caller's thread is filled up.
 */
export async function zipFiles(
  files: readonly JobFile[],
  limit: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let failure: Error | undefined;
  const zip = new Zip((error, piece) => {
    failure ??= error ?? undefined;
    size += piece?.length ?? 0;
    if (size <= limit) {
      pieces.push(piece);
    }
  });
  for (const file of files) {
    signal?.throwIfAborted();
    const entry = new CompressedEntry(file.name);
    zip.add(entry);
    await entry.take(file.path, signal);
    if (size > limit) {
      throw new TooLarge();
    }
    if (failure) {
      throw failure;
    }
  }
  zip.end();
  if (size > limit) {
    throw new TooLarge();
  }
  return Buffer.concat(pieces);
}

export class TooLarge extends Error {}

/** The first day that a zip can name: when a file was written must not change the package. */
const firstDay = new Date(1980, 0, 1);

/** fflate writes the container; Node.js compresses, on its own threads. */
class CompressedEntry extends ZipPassThrough {
  readonly #deflate = createDeflateRaw();

  constructor(name: string) {
    super(name);
    this.compression = 8;
    this.mtime = firstDay;
    // Unix, an ordinary file that everybody may read: Ray takes the mode over.
    this.os = 3;
    this.attrs = (0o100644 << 16) >>> 0;
  }

  /** Checksum and size are added up before this; what is compressed is handed on as it comes. */
  protected override process(chunk: Uint8Array, final: boolean): void {
    if (final) {
      this.#deflate.end(chunk);
    } else {
      this.#deflate.write(chunk);
    }
  }

  async take(path: string, signal: AbortSignal | undefined): Promise<void> {
    const written = this.#written();
    try {
      for await (const chunk of createReadStream(path, { signal, highWaterMark: 1 << 18 })) {
        this.push(chunk as Buffer<ArrayBuffer>);
        if (this.#deflate.writableNeedDrain) {
          await Promise.race([new Promise((resolve) => this.#deflate.once('drain', resolve)), written]);
        }
      }
    } catch (error) {
      this.#deflate.destroy();
      await written.catch(() => {});
      signal?.throwIfAborted();
      throw new ProviderError(`${path} can't be read: ${(error as Error).message}`);
    }
    this.push(new Uint8Array(0), true);
    await written;
  }

  async #written(): Promise<void> {
    for await (const chunk of this.#deflate) {
      this.ondata(null, chunk as Buffer<ArrayBuffer>, false);
    }
    this.ondata(null, new Uint8Array(0), true);
  }
}
