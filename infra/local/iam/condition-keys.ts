import table from './condition-keys.json' with { type: 'json' }

/**
 * What a call says about itself: condition keys with their values. A key with several values holds a list, even of one.
 */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>

/**
 * Keys that AWS hands every action where it knows their value. Those of tags in a request and on a resource are no such
 * keys: the table says which actions have them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const globalKeys = [
  'aws:CurrentTime',
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalServiceName',
  'aws:PrincipalTag/*',
  'aws:RequestedRegion',
  'aws:SecureTransport',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceIdentity',
  'aws:ViaAWSService',
]

type Matcher = (key: string) => boolean

/** Key names are the same in any case. One that ends with `*` is a prefix. */
const toMatcher = (keys: readonly string[]): Matcher => {
  const names = new Set(keys.map((key) => key.toLowerCase()))
  const prefixes = [...names].filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1))
  const known = new Map<string, boolean>()
  const isMatch = (name: string) => names.has(name) || prefixes.some((prefix) => name.startsWith(prefix))
  return (key) => {
    const matches = known.get(key) ?? isMatch(key.toLowerCase())
    known.set(key, matches)
    return matches
  }
}

const ofActions: ReadonlyMap<string, Matcher> = new Map(
  Object.entries(table.actions).map(([action, keys]) => [
    action.toLowerCase(),
    toMatcher([...globalKeys, ...keys.split(' ')]),
  ]),
)

/** Every action that the table knows. */
export const knownActions: readonly string[] = Object.keys(table.actions)

/**
 * True for a key that can have several values in one request, which a condition compares with `ForAllValues` or
 * `ForAnyValue` alone.
 */
export const isMultivalued: Matcher = toMatcher(table.multivalued.split(' '))

const matcherOf = (action: string): Matcher => {
  const matcher = ofActions.get(action.toLowerCase())
  if (matcher !== undefined) return matcher
  throw new Error(`${action} is not in condition-keys.json: see scripts/generate-condition-keys.ts`)
}

/**
 * True when AWS hands this action this key. A condition on any other key finds it missing.
 *
 * @throws Error for an action that is not in the table: nothing is guessed
 * @see condition-keys.json, made by scripts/generate-condition-keys.ts from AWS's Service Authorization Reference
 */
export const hasKey = (action: string, key: string): boolean => matcherOf(action)(key)

/**
 * Returns what AWS hands this action of what is known about a call.
 *
 * @throws Error for a list under a key with one value, and the reverse
 */
export const contextFor = (action: string, known: RequestContext): RequestContext => {
  const isHanded = matcherOf(action)
  const handed = Object.entries(known).filter(([key]) => isHanded(key))
  const wrong = handed.find(([key, value]) => Array.isArray(value) !== isMultivalued(key))?.[0]
  if (wrong !== undefined) throw new Error(`${wrong} holds ${isMultivalued(wrong) ? 'a list' : 'one value'}`)
  return Object.fromEntries(handed)
}
