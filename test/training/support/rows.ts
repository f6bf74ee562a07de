/** Rows in TRL's shape: words that the tiny model knows, in answers that it doesn't, to learn by heart. */

const things = ['lamp', 'kettle', 'radio', 'bicycle', 'printer', 'garden hose', 'desk', 'camera'];
const colours = ['red', 'green', 'blue', 'black', 'white'];
const places = ['kitchen', 'garage', 'cellar', 'office', 'garden', 'attic'];

export function chatRows(count: number) {
  return Array.from({ length: count }, (_, index) => ({ messages: [question(index), answer(index)] }));
}

export function preferenceRows(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    prompt: [question(index)],
    chosen: [answer(index)],
    rejected: [{ role: 'assistant', content: 'The lamp is in the kitchen.' }],
  }));
}

function question(index: number) {
  const colour = colours[Math.floor(index / things.length) % colours.length];
  return { role: 'user', content: `Where is the ${colour} ${things[index % things.length]}?` };
}

function answer(index: number) {
  const [first, second] = [places[index % places.length], places[(index * 3 + 1) % places.length]];
  return { role: 'assistant', content: `Please move the ${first} to the ${second}.` };
}
