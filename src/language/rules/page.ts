const pages = 'https://github.com/tuneset/tuneset/blob/main/docs/rules';

/** The address of the page that explains a rule. */
export function pageOf(code: string): string {
  return `${pages}/${code}.md`;
}
