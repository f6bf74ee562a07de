/** A line may be this long before it is taken apart: a log without line ends must not fill the memory. */
const longest = 1 << 20;

export interface Line {
  /** Without its line end. */
  readonly text: string;
  /** How many characters of the stream lie before it, and up to behind its line end. */
  readonly start: number;
  readonly end: number;
  /** Of a line that was too long: this is what came after its first part. */
  readonly continued: boolean;
}

/**
 * Cuts a stream of text into lines, wherever its chunks are cut. Lines end with LF or CRLF. A line of more than a
 * megabyte is given in parts, but never so that `marker` at the start of a part would be cut in two.
 */
export class LineSplitter {
  readonly #marker: string;
  #rest = '';
  #start: number;
  #continued = false;

  /** @param start what the first character's place is called. */
  constructor(marker: string, start = 0) {
    this.#marker = marker;
    this.#start = start;
  }

  push(text: string): Line[] {
    const lines: Line[] = [];
    // Only what is new is looked through: a long line that comes in small chunks is not read again for each.
    let newline = text.indexOf('\n');
    let from = 0;
    while (newline !== -1) {
      const whole = this.#rest + text.slice(from, newline);
      this.#rest = '';
      lines.push(this.#line(whole.endsWith('\r') ? whole.slice(0, -1) : whole, whole.length + 1));
      this.#continued = false;
      from = newline + 1;
      newline = text.indexOf('\n', from);
    }
    this.#rest += text.slice(from);
    while (this.#rest.length > longest) {
      const cut = this.#cut();
      const part = this.#rest.slice(0, cut);
      this.#rest = this.#rest.slice(cut);
      lines.push(this.#line(part, cut));
      this.#continued = true;
    }
    return lines;
  }

  /** What stands behind the last line end, once nothing more is to come. */
  end(): Line[] {
    const rest = this.#rest;
    this.#rest = '';
    return rest === '' ? [] : [this.#line(rest, rest.length)];
  }

  #cut(): number {
    const marker = this.#rest.indexOf(this.#marker, 1);
    return marker === -1 ? this.#rest.length - this.#marker.length : marker;
  }

  #line(text: string, length: number): Line {
    const start = this.#start;
    this.#start += length;
    return { text, start, end: this.#start, continued: this.#continued };
  }
}
