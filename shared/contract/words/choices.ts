/** What each value of a closed set means. A value without words does not compile. */
export type ChoiceWords<Value extends string> = Readonly<Record<Value, string>>

/** Words a field with a closed set of values: what it is, then each value in a list (CommonMark). */
export const withValues = (about: string, values: ChoiceWords<string>): string =>
  [about, '', ...Object.entries(values).map(([value, words]) => `- \`${value}\`: ${words}`)].join('\n')
