import { randomBytes } from 'node:crypto';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { FrameReader, maskedFrame, opcode } from './web-socket-frames.ts';

/**
 * The text messages that a server sends over a WebSocket, until it closes it. There is one in Node.js, but it always
 * offers to compress; the dashboard of Ray (2.58) hands that offer on to its own back end, can't read what comes back,
 * and closes the connection without a word. Throws where the handshake is answered by something else (`HandshakeRefused`),
 * where the connection is cut without a closing frame, and the signal's reason.
 */
export async function* textMessages(
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const { socket, head } = await connect(address, headers, signal);
  const abort = (): unknown => socket.destroy();
  signal.addEventListener('abort', abort);
  try {
    const reader = new FrameReader();
    const decoder = new TextDecoder();
    for await (const chunk of chunks(head, socket)) {
      for (const frame of reader.push(chunk)) {
        if (frame.opcode === opcode.close) {
          return;
        }
        if (frame.opcode === opcode.ping) {
          socket.write(maskedFrame(opcode.pong, frame.payload));
        } else if (frame.opcode === opcode.text || frame.opcode === opcode.continuation) {
          yield decoder.decode(frame.payload, { stream: !frame.final });
        }
      }
    }
    signal.throwIfAborted();
    throw new Error('The connection was cut.');
  } finally {
    signal.removeEventListener('abort', abort);
    socket.destroy();
  }
}

/** The server answered the handshake with an ordinary reply. */
export class HandshakeRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The log can't be followed: the answer is ${status}.`);
    this.status = status;
  }
}

/** Milliseconds for the handshake. */
const patience = 30_000;

function connect(
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ socket: Duplex; head: Buffer }> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = (address.startsWith('https:') ? secureRequest : plainRequest)(address, {
      signal,
      headers: {
        ...headers,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      },
    });
    request.setTimeout(patience, () => request.destroy(new Error(`no answer within ${patience / 1000} s`)));
    request.once('upgrade', (_reply, socket, head) => {
      (socket as Socket).setTimeout(0).setKeepAlive(true, 30_000);
      resolve({ socket, head });
    });
    request.once('response', (reply: IncomingMessage) => {
      reply.destroy();
      reject(new HandshakeRefused(reply.statusCode ?? 0));
    });
    request.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    request.end();
  });
}

async function* chunks(head: Buffer, socket: Duplex): AsyncGenerator<Buffer> {
  if (head.length > 0) {
    yield head;
  }
  yield* socket as AsyncIterable<Buffer>;
}
