/** Texts as they are compared: Unicode form and white space don't count, as in fingerprints. */
export function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** A value as a message shows it: on one line, cut where it is long. */
export function shown(text: string, most = 60): string {
  const line = plain(text);
  if (line.length <= most) {
    return line;
  }
  // Half of a surrogate pair is no character.
  return `${line
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}
