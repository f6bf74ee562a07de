import { type Json, parseRow } from './json.ts';

/** JSON that a string of a row holds as text. */
export interface InnerJson {
  readonly value: Json;
}

const thoughtsEnd = '</think>';

/**
 * Where the JSON in a string starts: at 0, or after the thoughts (`<think>…</think>`) that LLaMA-Factory lets stand
 * before a call.
 */
export function innerStart(text: string): number {
  if (text.charCodeAt(0) !== 60 || !text.startsWith('<think>')) {
    return 0;
  }
  const end = text.indexOf(thoughtsEnd);
  return end < 0 ? 0 : end + thoughtsEnd.length;
}

/** The JSON in a string, after thoughts; undefined where it holds none, or none that is right. */
export function innerJson(text: string): InnerJson | undefined {
  return parsedJson(text.slice(innerStart(text)));
}

export function parsedJson(text: string): InnerJson | undefined {
  try {
    return { value: parseRow(text) as Json };
  } catch {
    return undefined;
  }
}
