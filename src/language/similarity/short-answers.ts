import { plain } from './plain.ts';

/** What a short answer says, in a form in which two of them can be held against each other. */

/** A number with what it counts: `42`, `1,000 km`, `$5`, `12 %`. */
export interface Quantity {
  readonly value: number;
  /** Its digits alone, for 1.000 may be a thousand or one. */
  readonly digits: string;
  readonly unit: string;
}

const longestLabel = 40;
const mostWords = 3;

const yes = new Set(['yes', 'yeah', 'yep', 'ja', 'jawohl', 'oui', 'sí', 'true', 'wahr', 'vrai', 'verdadero']);
const no = new Set(['no', 'nope', 'nein', 'non', 'false', 'falsch', 'faux', 'falso']);

/** Words of courtesy: many of them are right where one is. */
const courtesies = new Set(
  'hello hi hey hiya greetings welcome thanks thank sure ok okay bye goodbye anytime cheers hallo moin servus tschüss danke bitte gern gerne bonjour salut merci coucou hola gracias adiós ciao olá obrigado obrigada'.split(
    ' ',
  ),
);

const smallWords = new Set('of the and de la le du des del der die das von van y e et und & - /'.split(' '));

/** The label that an answer is, as it is compared; undefined for everything that is said in words of one's own. */
export function labelOf(text: string, prompt: string): string | undefined {
  if (text.length > longestLabel * 3) {
    return undefined;
  }
  const bare = withoutDecoration(plain(text));
  if (bare === '' || bare.length > longestLabel || /[!?¿¡\n,;:{}[\]]|\p{Extended_Pictographic}/u.test(bare)) {
    return undefined;
  }
  const words = bare.split(' ');
  if (words.length > mostWords || isSpacelessText(bare) || courtesies.has(words[0]!.toLowerCase())) {
    return undefined;
  }
  const label = bare.toLowerCase();
  return words.length === 1 || words.every(isNameLike) || prompt.toLowerCase().includes(label)
    ? label
    : undefined;
}

/** Whether two labels exclude each other: one that only says more than the other does not. */
export function labelsDiffer(a: string, b: string): boolean {
  const left = new Set(a.split(' '));
  const right = new Set(b.split(' '));
  return !isWithin(left, right) && !isWithin(right, left);
}

/** Yes or no, and the word that says it, at `start` of the text. */
export interface Polarity {
  readonly yes: boolean;
  readonly word: string;
  readonly start: number;
}

/** Whether an answer is yes or no, or begins with it: "No, they can't be returned." */
export function polarityOf(text: string): Polarity | undefined {
  // "No problem" and "Yes and no" are neither: after the word the sentence ends or pauses.
  const match = /^([\s"'“„«*_]*)([\p{L}]{2,9})(?=["'”“»*_]*(?:[.,;:!—–]|\s[—–-]\s|\s*$))/u.exec(
    text.slice(0, 40),
  );
  if (match === null) {
    return undefined;
  }
  const [, before = '', word = ''] = match;
  const lower = word.toLowerCase().normalize('NFC');
  return yes.has(lower) || no.has(lower) ? { yes: yes.has(lower), word, start: before.length } : undefined;
}

export function quantityOf(text: string): Quantity | undefined {
  if (text.length > longestLabel * 3) {
    return undefined;
  }
  const bare = withoutDecoration(plain(text));
  const match = /^([$€£¥]?) ?([-+−]?\d[\d.,'’ ]{0,24}) ?([%°\p{L}²³/]{0,12})$/u.exec(bare);
  if (match === null) {
    return undefined;
  }
  const [, currency = '', written = '', unit = ''] = match;
  // A date or a version is no number: 2024.01.02, 1.2.3
  if (/[.,]\d{0,2}[.,]/.test(written)) {
    return undefined;
  }
  const grouped = written.replace(/[ '’]/g, '').replace('−', '-');
  const point = /,\d{3}(?:\D|$)/.test(grouped) ? grouped.replaceAll(',', '') : grouped.replace(',', '.');
  const value = Number(point);
  return Number.isFinite(value)
    ? { value, digits: grouped.replace(/\D/g, ''), unit: (currency + unit).toLowerCase() }
    : undefined;
}

export function quantitiesDiffer(a: Quantity, b: Quantity): boolean {
  return a.unit === b.unit && a.value !== b.value && a.digits !== b.digits;
}

/** Without quotes, emphasis, a final full stop and "Answer:" before it. */
function withoutDecoration(text: string): string {
  return text
    .replace(
      /^(?:the )?(?:final )?(?:answer|label|category|class|sentiment|antwort|réponse|respuesta)(?: is:? |: ?)/i,
      '',
    )
    .replace(/^["'“„«»*_`( ]+|["'”“»«*_`). ]+$/g, '');
}

/** A word as names have it: with a capital, or a number, or one of the little words between. */
function isNameLike(word: string): boolean {
  return /^[\p{Lu}\d]/u.test(word) || smallWords.has(word.toLowerCase());
}

/** Scripts without spaces between words: of these only a few characters make a label. */
function isSpacelessText(text: string): boolean {
  return text.length > 4 && /[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]/.test(text);
}

function isWithin(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((word) => whole.has(word));
}
