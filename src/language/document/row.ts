/** One line of a document, as rules and problems hold on to it: its identity outlives edits of its text. */
export interface RowHandle {
  /** Zero-based; kept true while rows come and go above. */
  readonly line: number;
  readonly text: string;
}
