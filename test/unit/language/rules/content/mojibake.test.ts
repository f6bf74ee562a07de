import { assistant, calling, chat, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const cafe = (text: string) => chat(user('Where do we meet?'), assistant(text));

describeRule('content.mojibake', {
  flags: [
    {
      name: 'a letter with an accent',
      rows: [cafe('At the cafÃ©, at noon.')],
      at: ['Ã©'],
      says: '"Ã©" should be "é"',
      severity: 'warning',
      fixed: [cafe('At the café, at noon.')],
    },
    {
      name: 'an apostrophe',
      rows: [cafe('It doesnâ€™t matter.')],
      at: ['â€™'],
      fixed: [cafe('It doesn’t matter.')],
    },
    {
      name: 'the first of several in a text, and decodes them all',
      rows: [cafe('MÃ¼ller and GÃ¶del met in KÃ¶ln â€“ twice.')],
      at: ['Ã¼'],
      says: '3 more',
      fixed: [cafe('Müller and Gödel met in Köln – twice.')],
    },
    {
      name: 'an emoji, behind another and an escape',
      rows: [cafe('🎉 "So"\n it is ðŸ˜€ fun')],
      at: ['ðŸ˜€'],
      fixed: [cafe('🎉 "So"\n it is 😀 fun')],
    },
    {
      name: 'letters that are written as escapes',
      rows: [
        '{"messages":[{"role":"user","content":"Gr\\u00c3\\u00bc\\u00c3\\u009fe"},{"role":"assistant","content":"Hi"}]}',
      ],
      at: ['\\u00c3\\u00bc\\u00c3\\u009f'],
      fixed: [chat(user('Grüße'), assistant('Hi'))],
    },
    {
      name: 'Latin-1 rather than Windows-1252',
      rows: [{ prompt: 'Quote him', completion: 'He said \u00e2\u0080\u009cno\u00e2\u0080\u009d.' }],
      at: ['\u00e2\u0080\u009c'],
      fixed: [{ prompt: 'Quote him', completion: 'He said “no”.' }],
    },
    {
      name: 'a sign after a space that is none',
      rows: [cafe('It is 20Â\u00a0Â°C today.')],
      at: ['Â\u00a0Â°'],
    },
    {
      name: 'à alone',
      rows: [cafe('Il est Ã\u00a0 Paris.')],
      at: ['Ã\u00a0'],
      fixed: [cafe('Il est à Paris.')],
    },
    { name: 'è alone', rows: [cafe('Questo Ã¨ vero.')], at: ['Ã¨'] },
    {
      name: 'Cyrillic',
      rows: [cafe('ÐŸÑ€Ð¸Ð²ÐµÑ‚!')],
      at: ['ÐŸÑ€Ð¸Ð²ÐµÑ‚'],
      fixed: [cafe('Привет!')],
    },
    { name: 'Japanese', rows: [cafe('ã\u0081‚ã‚‹')], at: ['ã\u0081‚ã‚‹'], fixed: [cafe('ある')] },
    { name: 'Chinese', rows: [cafe('ä¸­æ–‡')], at: ['ä¸­æ–‡'], fixed: [cafe('中文')] },
    { name: 'Polish', rows: [cafe('DziÄ™kujÄ™ bardzo.')], at: ['Ä™'], fixed: [cafe('Dziękuję bardzo.')] },
    {
      name: 'a closing quote that lost its last byte',
      rows: [cafe('He said â€œnoâ€ and left.')],
      at: ['â€œ'],
      fixed: [cafe('He said “noâ€ and left.')],
    },
    { name: 'a byte order mark in the text', rows: [cafe('ï»¿At noon.')], at: ['ï»¿'] },
    {
      name: 'characters that are lost',
      rows: [cafe('Caf\ufffd\ufffd at noon')],
      at: ['\ufffd\ufffd'],
      says: 'was lost',
      fixed: [cafe('Caf\ufffd\ufffd at noon')],
    },
    {
      name: 'parts of a message, tool results and rejected answers',
      rows: [
        chat(
          user([
            { type: 'text', text: 'Fine' },
            { type: 'text', text: 'CafÃ©s' },
          ]),
          calling(['find', {}]),
          toolResult('call_find', 'SÃ£o Paulo'),
          assistant('There.'),
        ),
        { prompt: 'Where?', chosen: 'Here.', rejected: 'In MÃ¼nchen.' },
      ],
      at: ['Ã©', 'Ã£', 'Ã¼'],
    },
  ],
  passes: [
    {
      name: 'Portuguese in capitals',
      rows: [
        cafe(
          'NÃO, SÃO PAULO É GRANDE, DE MANHÃ—a tarde, A MAÇÃ\u00a0é, “MAÇÃ\u201d, «IRMÃ\u00bb, LÃ\u2026, AMANHÃ\u2019',
        ),
      ],
    },
    {
      name: 'French before a closing quote',
      rows: [cafe('« Il est déjà\u00a0» … « un café\u00a0» et « voilà\u00a0»')],
    },
    { name: 'circumflexes', rows: [cafe('Un gâteau, une pâte, mâle, România, cântec, câu hỏi, trâu')] },
    {
      name: 'German, Swedish and Danish',
      rows: [cafe('„Ä“ wie Ärger, macht Spaß“… Å, RÅ… på ÅÄÖ, Ø” og Æ')],
    },
    { name: 'Spanish', rows: [cafe('¿Qué? ¡ESPAÑA! El niño… «Ñ»')] },
    { name: 'Icelandic and Turkish', rows: [cafe('Það er ð… İstanbul, KÂĞIT, hâlâ… “hâlâ…”')] },
    { name: 'Vietnamese', rows: [cafe('Tôi ở Đà Nẵng, “â” là chữ cái, Â… và ă')] },
    { name: 'a letter that is quoted', rows: [cafe('Die Zeichen "Ã©" und (â€™) sind hier zu sehen.')] },
    { name: 'a letter beside what it means', rows: [cafe('Why do I see Ã© instead of é?')] },
    {
      name: 'talk of encodings',
      rows: [chat(user('What is mojibake?'), assistant('When é turns into Ã© like this: cafÃ©.'))],
    },
    { name: 'code', rows: [cafe('Use `s.replace("cafÃ©")` or\n```\nx = "cafÃ©"\n```\nthen.')] },
    {
      name: 'the replacement character explained',
      rows: [cafe('The replacement character \ufffd stands for bad bytes.')],
    },
    { name: 'emoji and other scripts as they are', rows: [cafe('😀 Привет 日本語 한국어 ☺ → “ok” – 20 °C')] },
    {
      name: 'rows of nonsense',
      rows: [
        {
          messages: [
            { role: 'user', content: { Ã: 'Ã©' } },
            { role: 3, content: 4 },
          ],
        },
      ],
    },
  ],
});
