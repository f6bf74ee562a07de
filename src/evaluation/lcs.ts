/**
 * The length of the longest common subsequence of two lists of ids (whole numbers from 0 on). Bit-parallel (Hyyrö 2004,
 * "Bit-parallel LCS-length computation revisited"): 31 items of `a` in one step for each item of `b`, one block of `a`
 * after the other with the carries of the additions kept between; so memory grows with the lists, not their product.
 */
export function commonSubsequence(a: Uint32Array, b: Uint32Array): number {
  if (a.length > b.length) {
    return commonSubsequence(b, a);
  }
  const masks = new Map<number, number>();
  const carries = new Uint8Array(b.length);
  let length = 0;
  for (let start = 0; start < a.length; start += width) {
    const end = Math.min(a.length, start + width);
    masks.clear();
    for (let at = start; at < end; at++) {
      masks.set(a[at]!, (masks.get(a[at]!) ?? 0) | (1 << (at - start)));
    }
    length += blockLength(masks, b, carries, end - start);
  }
  return length;
}

/** With 31 bits a sum and its carry fit into 32. */
const width = 31;
const all = 0x7fffffff;

function blockLength(
  masks: ReadonlyMap<number, number>,
  b: Uint32Array,
  carries: Uint8Array,
  size: number,
): number {
  let row = all;
  for (let at = 0; at < b.length; at++) {
    const mask = masks.get(b[at]!) ?? 0;
    const sum = (row + (row & mask) + carries[at]!) >>> 0;
    carries[at] = sum >>> 31;
    row = (sum | (row & ~mask)) & all;
  }
  // Each zero among the bits in use is one item of the subsequence.
  let zeros = 0;
  for (let bit = 0; bit < size; bit++) {
    zeros += ((row >>> bit) & 1) ^ 1;
  }
  return zeros;
}
