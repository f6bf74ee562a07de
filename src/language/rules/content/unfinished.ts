/** One way in which text says that it is still to be written. */
export interface Mark {
  /** A cheap test: where none of these occurs, neither does the mark. */
  readonly hints: readonly string[];
  /** Global; what it matches is underlined, or its first group where it has one. */
  readonly pattern: RegExp;
  /** Whether also code in prose and running text of any kind can't be meant so. */
  readonly certain?: true;
  /** Words in the example that make it real: who asks for a letter with blanks gets blanks. */
  readonly unless?: RegExp;
}

const templates =
  /\b(?:template|placeholder|boilerplate|fill[- ]in|blank|variable|merge field|mail merge|jinja|mustache|handlebars|liquid|angular|vue|helm|ansible|f-string|format string|curly|bracket|vorlage|platzhalter|modèle|plantilla|marcador)/i;
const spanish = /spanish|españ|espagnol|spanisch|portugu|transl|tradu|übersetz/i;

/** Names of blanks that people leave in curly braces. */
const variables =
  'name|user|username|first_?name|last_?name|full_?name|question|query|context|input|output|answer|response|prompt|instruction|instructions|text|topic|title|date|today|city|country|company|company_?name|product|product_?name|document|documents|content|email|customer|customer_?name|language|history|summary|message|example|examples|category|job_?title|role|age|address|phone|price';

const answerHere =
  '(?:your |the |an? )?(?:(?:answer|response|text) here|(?:answer|response|text|content) goes here)';
const answerHints = ['nswer here', 'esponse here', 'text here', 'goes here'];

export const marks: readonly Mark[] = [
  { hints: ['[', '<'], pattern: /[[<]\s?placeholder\b[^\]>\n]{0,300}[\]>](?!\()/gi, certain: true },
  {
    hints: ['TODO', 'FIXME'],
    pattern: /(?:^|[\n([{<>]|(?<!-)-|\s[–—])[ \t]*((?:TODO|FIXME)(?:\([^)\n]{1,30}\))?:)/g,
    unless: spanish,
  },
  { hints: ['TODO', 'FIXME'], pattern: /[[<({](TODO|FIXME)\b[^\]>)}\n]{0,200}[\]>)}](?!\()/g },
  {
    hints: ['TODO', 'FIXME'],
    pattern:
      /^\s*(TODO|FIXME)(?=[\s.!…]*$| (?:add|answer|ask|check|complete|fill|finish|fix|insert|replace|rewrite|write)\b)/g,
    unless: spanish,
  },
  { hints: ['TODO', 'FIXME'], pattern: /:\s*(TODO|FIXME)[\s.!…]*$/g, unless: spanish },
  { hints: ['TBD', 'XXX'], pattern: /[[<](?:TBD|XXX+)[\]>](?!\()|^\s*(TBD|XXXX+)[\s.!…]*$|^(XXX:)/g },
  {
    hints: ['{'],
    pattern: /(?<![\w\\^_$=}{>"'/%#])\{\{-?\s{0,3}[a-z_][\w.\- ]{0,60}\}\}(?![}{<"'])/gi,
    unless: templates,
  },
  {
    hints: ['{'],
    pattern: new RegExp(
      `(?<![\\w\\\\^_$=}{/"'%#&?.])\\{(?:${variables}|[a-z]{2,}_[a-z_]{2,40})\\}(?![\\w}{"'/\\\\^_$(])`,
      'gi',
    ),
    unless: templates,
  },
  {
    hints: ['['],
    // "[Enter the King]" is what a play has; a blank asks for something of one's own.
    pattern:
      /\[(?:your|insert|enter (?:your|name|date|text|here)|fill in|add your)\s?[^\]\n[]{0,60}\](?![([:])/gi,
    unless: templates,
  },
  {
    hints: ['<'],
    pattern: /<(?:insert|enter|your|fill in)[ _-][^<>\n="/]{1,60}>/gi,
    unless: new RegExp(`${templates.source}|replace|substitut|ersetze|remplace|sustitu|reemplaz`, 'i'),
  },
  {
    hints: ['orem ipsum'],
    pattern: /\b(?:Lorem|lorem|LOREM) (?:ipsum dolor|IPSUM DOLOR)\b/g,
    unless: /lorem|dummy text|filler|blindtext|faux[- ]texte/i,
  },
  {
    hints: ['REPLACE', 'CHANGE', 'FILL', '_HERE'],
    pattern:
      /\b(?:REPLACE_(?:ME|THIS|WITH_[A-Z_]{2,40})|CHANGE_?ME|FILL_?ME(?:_IN)?|(?:INSERT|YOUR|ADD|PUT|ENTER)_[A-Z_]{2,40}_HERE)\b/g,
  },
  {
    hints: answerHints,
    pattern: new RegExp(
      `^[\\s.…<(\\[]*((?:insert |type |write |put |enter |add )?${answerHere})[\\s.…>)\\]]*$`,
      'gi',
    ),
  },
  {
    hints: answerHints,
    pattern: new RegExp(`(?:\\.\\.\\.|…) ?((?:insert |type |write )?${answerHere})`, 'gi'),
  },
];

/** Short texts are looked at whatever they hold: nothing but a placeholder may be all there is. */
const shortLength = 60;

/**
 * Characters and words that are rare in prose, one of which stands in every longer text with a placeholder. One search
 * for all of them: it runs over every text of a file, and its speed hangs on words with rare first letters.
 */
const signs = /[<{[_]|TODO|FIXME|Lorem/;

/** Whether a text has reason to be looked at. */
export function mayBeUnfinished(text: string): boolean {
  return text.length <= shortLength || text.startsWith('XXX:') || signs.test(text);
}
