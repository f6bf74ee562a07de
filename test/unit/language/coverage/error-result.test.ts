import { describe, expect, test } from 'vitest';
import { isErrorResult } from '../../../../src/language/coverage/error-result.ts';
import type { Json } from '../../../../src/language/document/json.ts';
import { plainMessage } from '../../../../src/language/formats/read.ts';

function resultIs(content: Json): boolean {
  return isErrorResult(plainMessage('tool', content, ['content'])[0]!);
}

describe('an error result', () => {
  test.each<[Json]>([
    ['{"error": "City not found"}'],
    ['{"error": {"code": 404, "message": "gone"}}'],
    ['{"success": false, "reason": "no stock"}'],
    ['{"ok":false}'],
    ['{"status": "failed"}'],
    ['{"status": 503}'],
    ['{"errors": ["date is in the past"]}'],
    ['{"isError": true, "content": []}'],
    ['Error: connection refused'],
    ['  error - no such table'],
    ['ValueError: invalid literal for int()'],
    ['Traceback (most recent call last):\n  File "a.py", line 1'],
    ['HTTP 404 Not Found'],
    ['Request timed out after 30 s'],
    ['[ERROR] disk full'],
    [{ error: 'no such user' }],
  ])('is: %j', (content) => {
    expect(resultIs(content)).toBe(true);
  });

  test.each<[Json]>([
    ['{"error": null, "temperature": 21}'],
    ['{"error": "", "found": 3}'],
    ['{"error": false}'],
    ['{"errors": []}'],
    ['{"error": "none"}'],
    ['{"error_rate": 0.02}'],
    ['{"status": "ok"}'],
    ['{"status": 200}'],
    ['{"success": true}'],
    ['No errors found.'],
    ['Error rate: 3 %'],
    ['Error-free since May'],
    ['The error message is shown in the log.'],
    ['404 rooms are free'],
    ['21 °C, sunny'],
    ['["error"]'],
    [''],
    [null],
    [7],
    [{ found: 3 }],
  ])('is not: %j', (content) => {
    expect(resultIs(content)).toBe(false);
  });
});
