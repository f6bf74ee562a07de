/** What a scorer says of one answer. */
export interface Score<Details> {
  /** From 0 (nothing is right) to 1 (as the reference has it); null where the scorer can't tell of this row. */
  readonly score: number | null;
  readonly details: Details;
}

/** Why a scorer can't tell, for people. */
export interface NotScored {
  readonly problem: string;
}
