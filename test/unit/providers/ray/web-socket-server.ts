import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The server's side of a WebSocket, as far as tests need it: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
export class ServerSocket {
  readonly socket: Duplex;
  /** Frames that the client sent: opcode and unmasked payload. */
  readonly received: { opcode: number; payload: Buffer }[] = [];

  constructor(request: IncomingMessage, socket: Duplex) {
    this.socket = socket;
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    socket.write(
      [
        'HTTP/1.1 101 Switching Protocols',
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Accept: ${createHash('sha1').update(key).digest('base64')}`,
        '\r\n',
      ].join('\r\n'),
    );
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', () => {});
    // A server of Node.js keeps its half open.
    socket.on('end', () => socket.end());
  }

  text(text: string): void {
    this.raw(frame(1, Buffer.from(text)));
  }

  close(): void {
    this.raw(frame(8, Buffer.from([0x03, 0xe8])));
    this.socket.end();
  }

  raw(bytes: Buffer): void {
    if (this.socket.writable) {
      this.socket.write(bytes);
    }
  }

  /** Client frames of up to 125 bytes, one a chunk: that is all that ours sends. */
  #read(chunk: Buffer): void {
    const length = chunk[1]! & 0x7f;
    const mask = chunk.subarray(2, 6);
    const payload = chunk.subarray(6, 6 + length).map((byte, index) => byte ^ mask[index % 4]!);
    this.received.push({ opcode: chunk[0]! & 0x0f, payload: Buffer.from(payload) });
  }
}

export function frame(opcode: number, payload: Buffer, first = 0x80): Buffer {
  const head = Buffer.alloc(payload.length < 126 ? 2 : payload.length < 0x10000 ? 4 : 10);
  head[0] = first | opcode;
  if (payload.length < 126) {
    head[1] = payload.length;
  } else if (payload.length < 0x10000) {
    head[1] = 126;
    head.writeUInt16BE(payload.length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  return Buffer.concat([head, payload]);
}
