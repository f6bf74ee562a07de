import { parsedJson } from '../document/inner.ts';
import { isObject, type Json } from '../document/json.ts';
import { type Message, textOf } from '../formats/example.ts';

/** Longer results are data; an error is said shortly. */
const longest = 20_000;

/** How a program that fails begins what it says. */
const errorOpening =
  /^\s*(?:[[(<]?\s*(?:error|fehler|erreur|exception|fatal|traceback(?= \(most recent call last\)))\b(?!-free| free| rate| bars?\b| margin| handling)|[A-Z]\w*(?:Error|Exception)\b|(?:HTTP(?:\/[\d.]+)? )?(?:status(?: code)?:? )?[45]\d\d (?:bad request|unauthorized|forbidden|not found|method not allowed|conflict|gone|too many requests|internal server error|bad gateway|service unavailable|gateway time-?out)\b|(?:request|connection|operation|tool|call|query) (?:timed out|failed|refused|aborted|was rejected)\b)/i;

const badWords = new Set([
  'error',
  'err',
  'fail',
  'failed',
  'failure',
  'timeout',
  'timed_out',
  'exception',
  'denied',
]);

/** Whether a tool's result says that the call failed. */
export function isErrorResult(message: Message): boolean {
  const { content } = message;
  if (isObject(content)) {
    return isErrorObject(content);
  }
  const text = textOf(message);
  if (text.length > longest) {
    return false;
  }
  const first = text.trimStart()[0];
  if (first === '{') {
    const value = parsedJson(text)?.value;
    return isObject(value) ? isErrorObject(value) : errorOpening.test(text);
  }
  return errorOpening.test(text);
}

function isErrorObject(result: Record<string, Json>): boolean {
  const {
    error,
    errors,
    success,
    ok,
    status,
    isError,
    is_error: isErrorToo,
    status_code: statusCode,
  } = result;
  return (
    says(error) ||
    (Array.isArray(errors) && errors.length > 0) ||
    success === false ||
    ok === false ||
    isError === true ||
    isErrorToo === true ||
    (typeof status === 'string' && badWords.has(status.toLowerCase())) ||
    [status, statusCode].some((value) => typeof value === 'number' && value >= 400 && value < 600)
  );
}

/** Whether the value of an `error` key is an error; null, false, 0, "", "none" and {} are none. */
function says(error: Json | undefined): boolean {
  if (typeof error === 'string') {
    return error.trim() !== '' && !/^(?:none|null|no|false|no errors?|ok|0)$/i.test(error.trim());
  }
  return error === true || (isObject(error) && Object.keys(error).length > 0);
}
