import { describe, expect, test } from 'vitest';
import { rayAddress } from '../../../../src/providers/ray/address.ts';

const at = (rayAddress?: string, RAY_ADDRESS?: string) => ({
  settings: { rayAddress },
  env: { RAY_ADDRESS },
});

describe('the address of a cluster', () => {
  test.each([
    ['http://127.0.0.1:8265', 'http://127.0.0.1:8265', false],
    ['http://localhost:8265/', 'http://localhost:8265', false],
    ['http://[::1]:8265', 'http://[::1]:8265', false],
    [' http://10.0.0.2:8265 ', 'http://10.0.0.2:8265', true],
    ['http://127.evil.example:8265', 'http://127.evil.example:8265', true],
    ['https://ray.example/team/a/', 'https://ray.example/team/a', false],
    ['https://ray.example/?x=1#y', 'https://ray.example', false],
  ])('%s', (text, base, exposed) => {
    expect(rayAddress(at(text))).toEqual({ base, exposed });
  });

  test('comes from RAY_ADDRESS where nothing is set', () => {
    expect(rayAddress(at(undefined, 'http://127.0.0.1:8265')).base).toBe('http://127.0.0.1:8265');
    expect(rayAddress(at('http://127.0.0.1:1', 'http://127.0.0.1:8265')).base).toBe('http://127.0.0.1:1');
  });

  test.each([
    [undefined, 'No Ray cluster is set'],
    ['', 'No Ray cluster is set'],
    ['auto', 'No Ray cluster is set'],
    ['ray://head:10001', 'Ray Client'],
    ['127.0.0.1:8265', 'is not the address'],
    ['localhost:8265', 'is not the address'],
    ['ftp://127.0.0.1', 'is not the address'],
    ['file:///etc/passwd', 'is not the address'],
    ['http://', 'is not the address'],
  ])('%s is refused', (text, message) => {
    expect(() => rayAddress(at(text))).toThrow(message);
  });

  test('a password in it is refused, and not repeated', () => {
    expect(() => rayAddress(at('http://me:hunter2@head:8265'))).toThrow(/^(?!.*hunter2).*holds a password/);
  });
});
