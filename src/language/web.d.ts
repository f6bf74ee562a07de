/** The one thing of the web platform that the core uses: engines encode text many times faster than a loop can. */
declare class TextEncoder {
  encodeInto(source: string, destination: Uint8Array): { read: number; written: number };
}
