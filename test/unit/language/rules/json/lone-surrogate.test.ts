import { describeRule } from '../../../support/rule-table.ts';

describeRule('json.lone-surrogate', {
  flags: [
    {
      name: 'the first half of an emoji',
      rows: ['{"text":"cut \\ud83d"}'],
      at: ['\\ud83d'],
      says: 'half of a character',
      severity: 'error',
      fixed: ['{"text":"cut "}'],
    },
    {
      name: 'the second half',
      rows: ['{"text":"\\uDE00 smile"}'],
      at: ['\\uDE00'],
      fixed: ['{"text":" smile"}'],
    },
    {
      name: 'halves in the wrong order',
      rows: ['{"text":"\\ude00\\ud83d"}'],
      at: ['\\ude00'],
      says: '1 more',
      fixed: ['{"text":""}'],
    },
    {
      name: 'a half after a whole one and an escaped backslash',
      rows: ['{"messages":[{"role":"user","content":"\\ud83d\\ude00 \\\\ud83d \\ud83d"}]}'],
      at: ['\\ud83d'],
      fixed: ['{"messages":[{"role":"user","content":"\\ud83d\\ude00 \\\\ud83d "}]}'],
    },
    { name: 'a half in a key', rows: ['{"text":"a","\\udfff":1}'], at: ['\\udfff'] },
    { name: 'a half before another escape', rows: ['{"text":"\\ud83d\\u0041"}'], at: ['\\ud83d'] },
  ],
  passes: [
    { name: 'whole pairs', rows: ['{"text":"\\ud83d\\ude00\\uD83D\\uDE00"}'] },
    { name: 'an emoji as it is', rows: ['{"text":"👋 \\u00e9"}'] },
    { name: 'the escape as text', rows: ['{"text":"write \\\\ud83d for it"}'] },
    { name: 'other escapes', rows: ['{"text":"\\ud7ff\\ue000\\n"}'] },
  ],
});
