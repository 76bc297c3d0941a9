const compiled = new Map<string, RegExp>()

const compile = (pattern: string): RegExp => {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')
  const made = new RegExp(`^${source}$`, 's')
  compiled.set(pattern, made)
  return made
}

/** True when a text matches an IAM pattern: `*` any characters, `?` one, the rest to the letter. */
export const matchesPattern = (pattern: string, text: string): boolean =>
  pattern === text || (/[*?]/.test(pattern) && compile(pattern).test(text))

/** The same for an action, whose case does not matter. */
export const matchesAction = (pattern: string, action: string): boolean =>
  matchesPattern(pattern.toLowerCase(), action.toLowerCase())

/** Six parts between colons; the last may have colons of its own. */
const partsOf = (arn: string): readonly string[] => {
  const parts = arn.split(':')
  return [...parts.slice(0, 5), parts.slice(5).join(':')]
}

/**
 * The same for an ARN: each of its six parts by itself, so that `*` ends at a colon.
 *
 * @see
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export const matchesArn = (pattern: string, arn: string): boolean => {
  const actual = partsOf(arn)
  return partsOf(pattern).every((part, index) => matchesPattern(part, actual[index] ?? ''))
}
