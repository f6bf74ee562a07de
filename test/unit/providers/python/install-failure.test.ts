import { describe, expect, test } from 'vitest';
import { explainFailure, masked } from '../../../../src/providers/python/install-failure.ts';

const context = {
  folder: '/cache/python-1',
  installer: 'pip',
  python: 'Python 3.12.1 on linux-x86_64',
} as const;

function explain(stderr: string, result = {}): string {
  const failed = { code: 1, signal: null, timedOut: false, error: undefined, stdout: '', stderr, ...result };
  return explainFailure(failed, context);
}

describe('what an installer’s failure means', () => {
  test.each([
    [
      'no network, pip',
      "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/trl/\nERROR: Could not find a version that satisfies the requirement trl==1.13.0 (from versions: none)\nERROR: No matching distribution found for trl==1.13.0",
      /index could not be reached.*PIP_FIND_LINKS/,
    ],
    [
      'no network, uv',
      'error: Request failed after 3 retries in 5.9s\n  cause: Failed to fetch: http://127.0.0.1:9/simple/peft/\n  cause: error sending request for url (http://127.0.0.1:9/simple/peft/)\n  cause: client error (Connect)\n  cause: tcp connect error\n  cause: Connection refused (os error 111)',
      /index could not be reached/,
    ],
    [
      'a proxy that refuses',
      "WARNING: Retrying (Retry(total=0)) after connection broken by 'ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407 Proxy Authentication Required'))': /simple/trl/",
      /proxy does not let/,
    ],
    [
      'a certificate, pip',
      "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)'))",
      /certificate is not known here.*PIP_CERT/,
    ],
    [
      'a certificate, uv',
      'Caused by: invalid peer certificate: UnknownIssuer',
      /certificate is not known here/,
    ],
    [
      'other bytes, pip',
      'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes.\n    trl==1.13.0 from https://x:\n        Expected sha256 aa\n             Got        bb',
      /SHA-256 differs/,
    ],
    [
      'other bytes, uv',
      'error: Hash mismatch for `trl==1.13.0`\n\nExpected:\n  sha256:aa',
      /SHA-256 differs/,
    ],
    [
      'a full disk, pip',
      'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device',
      /disk is full.*\/cache\/python-1/,
    ],
    ['a full disk on Windows', 'There is not enough space on the disk. (os error 112)', /disk is full/],
    [
      'no package for this system, pip',
      'ERROR: Could not find a version that satisfies the requirement torch==2.13.0 (from versions: none)\nERROR: No matching distribution found for torch==2.13.0',
      /no package of torch==2\.13\.0 for Python 3\.12\.1 on linux-x86_64/,
    ],
    [
      'no package for this system, uv',
      'error: No solution found when resolving dependencies\n  cause: Because torch==2.13.0 has no wheels with a matching platform tag and you require torch==2.13.0, we can conclude that your requirements are unsatisfiable.',
      /no package of torch==2\.13\.0 for/,
    ],
    [
      'a version that the index lacks, uv',
      'error: No solution found when resolving dependencies\n  cause: Because there is no version of torch==9.9 and you require torch==9.9, we can conclude that your requirements are unsatisfiable.',
      /no package of torch==9\.9 for/,
    ],
    [
      'an index that refuses',
      'ERROR: HTTP error 403 while getting https://mirror/x.whl\nERROR: 403 Client Error: Forbidden for url: https://mirror/simple/',
      /refuses access \(403\)/,
    ],
    [
      'an index that does not know us',
      'HTTP status client error (401 Unauthorized) for url (https://mirror/simple/trl/)',
      /refuses access \(401\)/,
    ],
    [
      'no rights',
      "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/cache'",
      /may not write to/,
    ],
    ['no memory', 'MemoryError', /not enough memory/],
  ])('%s', (_, stderr, message) => {
    expect(explain(stderr)).toMatch(message);
  });

  test('a way to end says what the words don’t', () => {
    expect(explain('', { code: null, signal: 'SIGKILL' })).toMatch(/not enough memory/);
    expect(explain('', { code: 137 })).toMatch(/not enough memory/);
    expect(explain('', { code: null, timedOut: true })).toMatch(/not installed in time/);
    expect(explain('', { code: null, error: new Error('spawn uv EACCES') })).toMatch(/spawn uv EACCES/);
    expect(explain('', { code: 7 })).toBe('The packages could not be installed: pip ended with exit code 7.');
  });

  test('the last lines follow, without those that only count', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `Collecting x${index}`);
    const said = explain([...lines, 'ERROR: one', `ERROR: ${'y'.repeat(1000)}`].join('\n'));
    expect(said).not.toContain('Collecting');
    expect(said).toContain('ERROR: one');
    expect(said.length).toBeLessThan(700);
  });
});

test('passwords in addresses are masked', () => {
  expect(masked('see https://me:p%40ss@host/x and http://token@h, not a@b or https://host/a@b')).toBe(
    'see https://***@host/x and http://***@h, not a@b or https://host/a@b',
  );
});
