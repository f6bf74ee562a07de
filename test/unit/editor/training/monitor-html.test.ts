import { expect, test } from 'vitest';
import { monitorHtml } from '../../../../src/editor/training/monitor-html.ts';

const page = {
  script: 'https://host/dist/webview/monitor.js',
  style: 'https://host/dist/webview/monitor.css',
  source: 'https://host',
  nonce: 'n0nce',
  title: 'Run Monitor',
  language: 'en',
};

test('the page runs one script and reaches nothing', () => {
  const html = monitorHtml(page);
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain('nonce="n0nce" src="https://host/dist/webview/monitor.js"');
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  expect(policy).toBe(
    "default-src 'none'; script-src 'nonce-n0nce'; style-src https://host; font-src https://host; img-src https://host",
  );
  expect(html).not.toMatch(/unsafe|style=|onload/);
});

test('nothing that is put in gets out of its place', () => {
  const html = monitorHtml({ ...page, title: '"><script>alert(1)</script>' });
  expect(html.match(/<script/g)).toHaveLength(1);
});
