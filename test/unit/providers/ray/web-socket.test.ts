import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HandshakeRefused, textMessages } from '../../../../src/providers/ray/web-socket.ts';
import { frame, ServerSocket } from './web-socket-server.ts';

let server: Server;
let onSocket: (socket: ServerSocket, request: IncomingMessage) => void;

beforeEach(async () => {
  server = createServer((_request, response) => response.writeHead(502).end('no'));
  server.on('upgrade', (request, socket) => onSocket(new ServerSocket(request, socket), request));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function open(signal = new AbortController().signal): AsyncGenerator<string> {
  const { port } = server.address() as AddressInfo;
  return textMessages(`http://127.0.0.1:${port}/tail`, { Authorization: 'Bearer secret' }, signal);
}

async function all(messages: AsyncGenerator<string>): Promise<string[]> {
  const texts: string[] = [];
  for await (const text of messages) {
    texts.push(text);
  }
  return texts;
}

test('messages of all lengths', async () => {
  const texts = ['', 'a', 'b'.repeat(125), 'c'.repeat(126), 'ü'.repeat(33_000), 'd'.repeat(70_000)];
  onSocket = (socket) => {
    for (const text of texts) {
      socket.text(text);
    }
    socket.close();
  };
  expect(await all(open())).toEqual(texts);
});

test('frames that come byte by byte', async () => {
  onSocket = async (socket) => {
    for (const byte of Buffer.concat([
      frame(1, Buffer.from('grüße')),
      frame(1, Buffer.from('x'.repeat(200))),
    ])) {
      socket.raw(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    socket.close();
  };
  expect(await all(open())).toEqual(['grüße', 'x'.repeat(200)]);
});

test('a message in several frames, cut within a character, with a ping between', async () => {
  const [head, tail] = [Buffer.from('aü').subarray(0, 2), Buffer.from('aü').subarray(2)];
  let socket: ServerSocket | undefined;
  onSocket = (opened) => {
    socket = opened;
    opened.raw(frame(1, head, 0));
    opened.raw(frame(9, Buffer.from('are you there')));
    opened.raw(frame(0, tail));
    opened.socket.once('data', () => opened.close());
  };
  expect((await all(open())).join('')).toBe('aü');
  expect(socket!.received).toContainEqual({ opcode: 10, payload: Buffer.from('are you there') });
});

test('offers no compression, as the dashboard of Ray would take it and break', async () => {
  let headers: IncomingMessage['headers'] | undefined;
  onSocket = (socket, request) => {
    headers = request.headers;
    socket.close();
  };
  await all(open());
  expect(headers).toMatchObject({ authorization: 'Bearer secret', 'sec-websocket-version': '13' });
  expect(headers).not.toHaveProperty('sec-websocket-extensions');
});

test.each([
  ['compressed', frame(1, deflateRawSync('x'), 0xc0)],
  ['masked', Buffer.from([0x81, 0x81, 1, 2, 3, 4, 5])],
  ['of eight exabytes', Buffer.from([0x81, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255])],
])('a frame that is %s is refused', async (_what, bytes) => {
  onSocket = (socket) => socket.raw(bytes);
  await expect(all(open())).rejects.toThrow('The server sends');
});

test('a connection that is cut is not taken for the end', async () => {
  onSocket = (socket) => {
    socket.text('first');
    socket.socket.end();
  };
  const messages = open();
  expect((await messages.next()).value).toBe('first');
  await expect(messages.next()).rejects.toThrow('cut');
});

test('another answer to the handshake is told with its status', async () => {
  server.removeAllListeners('upgrade');
  await expect(all(open())).rejects.toThrow(new HandshakeRefused(502));
});

test('ends when aborted, also while nothing comes', async () => {
  const abort = new AbortController();
  const opened = Promise.withResolvers<ServerSocket>();
  onSocket = opened.resolve;
  const messages = open(abort.signal);
  const next = messages.next();
  const { socket } = await opened.promise;
  const closed = new Promise((resolve) => socket.once('close', resolve));
  abort.abort(new Error('enough'));
  await expect(next).rejects.toThrow('enough');
  await closed;
});
