/** What a judge goes by, unless the user says otherwise. */
export const usualRubric = `- Correctness: what it says is true and agrees with the reference answer, where there is one.
- Completeness: it answers all that was asked, and nothing else.
- Instructions: it keeps to the format, language, length and tone that were asked for.
- Clarity: it can be understood at once.
Length alone is no merit.`;
