/** What the page of a monitor is made of. */
export interface MonitorPage {
  readonly script: string;
  readonly style: string;
  /** Where VS Code serves this extension's files from. */
  readonly source: string;
  readonly nonce: string;
  readonly title: string;
  readonly language: string;
}

/**
 * The page around the monitor: it runs one script, ours, and reaches no network. All that a run says comes by messages and
 * is shown as text.
 */
export function monitorHtml({ script, style, source, nonce, title, language }: MonitorPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${escaped(style)}">
</head>
<body>
<script type="module" nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
