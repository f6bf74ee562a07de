import { vi } from 'vitest';

/** Waits for what a test expects to come true, however busy the machine is. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 18_000, interval: 5 });
}
