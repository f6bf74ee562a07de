import { randomBytes } from 'node:crypto';

/** Frames as RFC 6455, section 5.2, has them: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */

export const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  readonly opcode: number;
  /** Whether a message ends with it. */
  readonly final: boolean;
  readonly payload: Buffer;
}

/** Bytes of a frame that are taken; Ray's hold ten lines. */
const largest = 64 * 2 ** 20;

/** Takes frames out of a server's bytes, wherever they are cut. Throws at what no server without extensions sends. */
export class FrameReader {
  #parts: Buffer[] = [];
  #size = 0;
  /** Bytes before which there is no point in looking. */
  #needed = 2;

  push(chunk: Buffer): Frame[] {
    this.#parts.push(chunk);
    this.#size += chunk.length;
    const frames: Frame[] = [];
    while (this.#size >= this.#needed) {
      const bytes = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
      this.#parts = [bytes];
      const head = headOf(bytes);
      if (typeof head === 'number') {
        this.#needed = head;
        continue;
      }
      const end = head.start + head.length;
      if (bytes.length < end) {
        this.#needed = end;
        continue;
      }
      frames.push({ opcode: head.opcode, final: head.final, payload: bytes.subarray(head.start, end) });
      this.#parts = [bytes.subarray(end)];
      this.#size -= end;
      this.#needed = 2;
    }
    return frames;
  }
}

/** A frame's head, or how many bytes are needed to read it. */
function headOf(bytes: Buffer): { opcode: number; final: boolean; start: number; length: number } | number {
  const first = bytes[0]!;
  const second = bytes[1]!;
  if ((first & 0x70) !== 0 || (second & 0x80) !== 0) {
    throw new Error('The server sends frames that were not agreed on.');
  }
  const short = second & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) {
    return start;
  }
  const length =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (length > largest) {
    throw new Error('The server sends a frame that is too large.');
  }
  return { opcode: first & 0x0f, final: (first & 0x80) !== 0, start, length };
}

/** A client's frame, of at most 125 bytes: they are masked. */
export function maskedFrame(code: number, payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const short = payload.subarray(0, 125);
  const masked = short.map((byte, index) => byte ^ mask[index % 4]!);
  return Buffer.concat([Buffer.from([0x80 | code, 0x80 | short.length]), mask, masked]);
}
