import { assistant, calling, chat, system, tool, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const says = (text: string) => chat(user('What do you say to that?'), assistant(text));
const asks = (text: string) => chat(user(text), assistant('As you like.'));

describeRule('content.placeholder', {
  flags: [
    { name: 'an answer yet to be written', rows: [says('TODO')], at: ['TODO'], severity: 'warning' },
    { name: 'a note at the start of a line', rows: [says('Paris.\nTODO: check the year')], at: ['TODO:'] },
    { name: 'a note with a name', rows: [says('FIXME(anna): wrong')], at: ['FIXME(anna):'] },
    {
      name: 'a note in brackets',
      rows: [says('It is [TODO add price] euros.')],
      at: ['TODO'],
    },
    { name: 'a note after a colon at the end', rows: [says('The answer is: TODO')], at: ['TODO'] },
    { name: 'a prompt yet to be written', rows: [asks('TODO write this question')], at: ['TODO'] },
    { name: 'a value to be determined', rows: [says('TBD'), says('It costs [TBD].')], at: ['TBD', '[TBD]'] },
    {
      name: 'a variable of a template',
      rows: [asks('Summarise this: {{ document }}')],
      at: ['{{ document }}'],
      says: 'is a placeholder',
    },
    {
      name: 'variables in curly braces, in a system prompt and an answer',
      rows: [
        chat(
          system('You help {user_name}.'),
          user('Hi there, how are you?'),
          assistant('Hello {name}, welcome!'),
        ),
      ],
      at: ['{user_name}', '{name}'],
    },
    {
      name: 'blanks in brackets',
      rows: [says('Yours,\n[Your Name]\n[Insert date here]')],
      at: ['[Your Name]', '[Insert date here]'],
    },
    {
      name: 'blanks in angle brackets',
      rows: [says('<insert name here>, call <YOUR_NUMBER>.')],
      at: ['<insert name here>', '<YOUR_NUMBER>'],
    },
    { name: 'filler', rows: [says('Lorem ipsum dolor sit amet.')], at: ['Lorem ipsum dolor'] },
    { name: 'what is to be replaced', rows: [says('Send it to REPLACE_ME.')], at: ['REPLACE_ME'] },
    { name: 'what goes here', rows: [says('...your answer here')], at: ['your answer here'] },
    {
      name: 'a draft that Tuneset made',
      rows: [{ text: 'One day [PLACEHOLDER: the rest of the story].' }],
      at: ['[PLACEHOLDER: the rest of the story]'],
    },
    {
      name: 'all of them behind an emoji and an escape, in a part of a message',
      rows: [chat(user([{ type: 'text', text: '😀\t"{{name}}" is {{age}} years' }]), assistant('OK.'))],
      at: ['{{age}}'],
    },
    {
      name: 'a completion and a chosen answer, not a rejected one',
      rows: [
        { prompt: 'Greet me.', completion: 'Hello [Your Name]!' },
        { prompt: 'Greet me.', chosen: 'Hi TODO: name', rejected: 'TODO' },
        { prompt: 'Greet me again.', chosen: 'TODO: write', rejected: 'TODO' },
      ],
      at: ['[Your Name]', 'TODO:'],
      lines: [0, 2],
    },
  ],
  passes: [
    {
      name: 'stage directions',
      rows: [
        chat(user('Write a scene.'), assistant('Act I\n\n[Enter FATHER and MOTHER]\n\nFATHER: By heaven!')),
      ],
    },
    {
      name: 'sequences in mathematics',
      rows: [
        chat(
          user('State the theorem.'),
          assistant('A bounded sequence {x_n} has a subsequence {x_nk} that converges.'),
        ),
      ],
    },
    {
      name: 'lists of things to do',
      rows: [
        says('Put it on your to-do list, or in a todo app. A TODO list helps.'),
        says('Add a TODO comment above it.'),
      ],
    },
    {
      name: 'Spanish and Portuguese',
      rows: [
        says('Todo está bien. ¡TODO EL MUNDO! ESO ES TODO'),
        says('Tiene TODO: piscina y jardín.'),
        says('TODO lo que necesitas'),
      ],
    },
    {
      name: 'code',
      rows: [
        says(
          '```python\n# TODO: implement\nprint(f"Hello {name}")\n```\nUse `{{ user }}` and `<your-name>`.',
        ),
        says('~~~\n{{ name }}\n~~~'),
        says('Open fence:\n```jinja\n{{ name }}'),
      ],
    },
    {
      name: 'code that nobody has fenced',
      rows: [
        says('name = input()\nprint(f"Hello {name} and welcome")\nurl = "https://host/{user_name}"'),
        says('# TODO: implement this\ndef greet(name):\n    return name'),
        says('-- TODO: index\nSELECT * FROM users;'),
        says('<!-- TODO: text -->\n<h1>{{ title }} of the page</h1>'),
        says('const text = `Hello {name} !`;\nkey: <YOUR_API_KEY>;'),
      ],
    },
    {
      name: 'LaTeX and mathematics',
      rows: [says('The set {x} and $\\frac{{a}}{{b}}$, \\text{name}, x_{text}, \\mathbf{{v}}.')],
    },
    { name: 'JSON', rows: [says('{"name": "Anna", "todo": ["TODO"]}'), says('{"a": {"name": 1}}')] },
    {
      name: 'paths, styles and workflows',
      rows: [says('GET /users/{name}/posts, style={{ color }} and \u0024{{ secrets.name }}')],
    },
    {
      name: 'Markdown links',
      rows: [says('See [your account page](https://example.org), [TBD](x) and [insert coin here][1].')],
    },
    { name: 'HTML', rows: [says('<input placeholder="Your name"> <b>your text</b> <p>{{ name }}</p>')] },
    {
      name: 'what a template is asked for',
      rows: [
        chat(user('Write a letter template for me.'), assistant('Dear [Your Boss], I, {{name}}, {name}.')),
      ],
    },
    {
      name: 'filler that is asked for',
      rows: [chat(user('Give me some lorem ipsum.'), assistant('Lorem ipsum dolor sit amet.'))],
    },
    {
      name: 'what is to be replaced by a reader',
      rows: [chat(user('How do I log in? What do I replace?'), assistant('Type ssh <your-name>@host.'))],
    },
    { name: 'a date that is not yet known', rows: [says('Venue: TBD. The date is TBD.')] },
    {
      name: 'Roman numerals',
      rows: [chat(user('30 in Roman numerals?'), assistant('XXX')), says('Super Bowl XXX')],
    },
    {
      name: 'a result of a tool',
      rows: [
        {
          ...chat(
            user('Read it, please.'),
            calling(['read', {}]),
            toolResult('call_read', 'TODO: {{name}}'),
            assistant('Done.'),
          ),
          tools: [tool('read')],
        },
      ],
    },
    { name: 'running text with braces', rows: [{ text: 'def f(): # TODO: x\n  return "{{name}} {name}"' }] },
    {
      name: 'here in a sentence',
      rows: [says('Your answer here was right. Write the text here, then press Enter.')],
    },
    { name: 'words in brackets', rows: [says('He [the king] said: [sic] your majesty! [Note: see below]')] },
  ],
});
