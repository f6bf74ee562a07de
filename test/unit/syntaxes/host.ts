/**
 * A JSON Lines grammar to inject into, with the structure and the scopes of the one that is built into VS Code: what an
 * injection may and may not swallow depends on both.
 */
const suffix = 'json.lines';

function delimited(kind: string, begin: string, end: string): object {
  return {
    begin,
    beginCaptures: { 0: { name: `punctuation.definition.${kind}.begin.${suffix}` } },
    end,
    endCaptures: { 0: { name: `punctuation.definition.${kind}.end.${suffix}` } },
  };
}

function illegal(match: string): object {
  return { match, name: `invalid.illegal.${suffix}` };
}

export const jsonLines = {
  scopeName: 'source.json.lines',
  patterns: [{ include: '#value' }],
  repository: {
    value: {
      patterns: [
        { match: '\\b(?:true|false|null)\\b', name: `constant.language.${suffix}` },
        { match: '-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?', name: `constant.numeric.${suffix}` },
        { include: '#string' },
        { include: '#array' },
        { include: '#object' },
      ],
    },
    array: {
      ...delimited('array', '\\[', '\\]'),
      name: `meta.structure.array.${suffix}`,
      patterns: [
        { include: '#value' },
        { match: ',', name: `punctuation.separator.array.${suffix}` },
        illegal('[^\\s\\]]'),
      ],
    },
    object: {
      ...delimited('dictionary', '\\{', '\\}'),
      name: `meta.structure.dictionary.${suffix}`,
      patterns: [
        { include: '#key' },
        {
          begin: ':',
          beginCaptures: { 0: { name: `punctuation.separator.dictionary.key-value.${suffix}` } },
          end: '(,)|(?=\\})',
          endCaptures: { 1: { name: `punctuation.separator.dictionary.pair.${suffix}` } },
          name: `meta.structure.dictionary.value.${suffix}`,
          patterns: [{ include: '#value' }, illegal('[^\\s,]')],
        },
        illegal('[^\\s\\}]'),
      ],
    },
    string: {
      ...delimited('string', '"', '"'),
      name: `string.quoted.double.${suffix}`,
      patterns: [{ include: '#content' }],
    },
    key: {
      ...delimited('key', '"', '"'),
      name: `string.${suffix} support.type.property-name.${suffix}`,
      patterns: [{ include: '#content' }],
    },
    content: {
      patterns: [
        { match: '\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})', name: `constant.character.escape.${suffix}` },
        illegal('\\\\.'),
      ],
    },
  },
};
