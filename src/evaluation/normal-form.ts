export interface NormalForm {
  /** Whether capitals count. Default: they don't. */
  readonly case?: boolean;
  /** Whether punctuation counts. Default: it doesn't. */
  readonly punctuation?: boolean;
  /** Whether the English articles count. Default: they do; SQuAD leaves them out. */
  readonly articles?: boolean;
}

/**
 * A text without what rarely changes what it says. Unicode: NFKC, so that full-width letters, ligatures and composed
 * accents are one, but superscripts and fractions stay (10² is not 102). Case: lower, with ß as ss. Punctuation: a
 * space, but what belongs to a number or a name stays (`-1.5`, `5 %`, `C#`, `snake_case`). White space: one space.
 * A text of nothing but punctuation is left with it, so that "?" and "!" are not the same.
 */
export function normalForm(text: string, options: NormalForm = {}): string {
  let form = compatible(text);
  if (options.case !== true) {
    form = compatible(form.toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ'));
  }
  const plain = spaced(form);
  if (options.punctuation !== true) {
    form = withoutPunctuation(form);
  }
  if (options.articles === false) {
    form = form.replace(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/giu, ' ');
  }
  return spaced(form) || plain;
}

function compatible(text: string): string {
  return text.replace(/[^\p{No}]+/gu, (part) => part.normalize('NFKC'));
}

function spaced(text: string): string {
  return text.replace(/[\s\p{White_Space}\u200b\u2060]+/gu, ' ').trim();
}

function withoutPunctuation(text: string): string {
  const named = text.replace(/_+/g, (run, at: number) =>
    isWordly(text[at - 1]) && isWordly(text[at + run.length]) ? run : ' ',
  );
  return named.replace(/[\p{P}`]/gu, (mark, at: number) => {
    if (/[#%&@/\\_]/.test(mark)) {
      return mark;
    }
    const before = named[at - 1] ?? ' ';
    const after = named[at + 1] ?? ' ';
    const kept =
      (/[.,:]/.test(mark) && isDigit(after) && (isDigit(before) || mark === '.')) ||
      (/[-‐‑–—]/.test(mark) && isDigit(after) && !isWordly(before));
    return kept ? mark : ' ';
  });
}

function isDigit(character: string): boolean {
  return /\p{Nd}/u.test(character);
}

function isWordly(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
