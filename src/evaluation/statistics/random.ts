/** Draws whole numbers from 0 up to, and without, a limit below 2^32. */
export type Draw = (limit: number) => number;

/**
 * Random numbers that are the same for the same seed: sfc32 (Doty-Humphrey, PractRand), which passes the usual batteries of
 * tests. A limit is met by multiplication; the bias is below limit / 2^32.
 */
export function seededDraw(seed: number): Draw {
  let a = 0x9e3779b9;
  let b = seed | 0;
  let c = Math.floor(seed / 0x100000000) | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  // Seeds that are near each other have drifted apart after some rounds.
  for (let round = 0; round < 15; round++) {
    next();
  }
  return (limit) => Math.floor((next() * limit) / 0x100000000);
}
