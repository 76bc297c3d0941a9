/** An environment that has every name of a function's tuple. */
export type Env<Names extends readonly string[]> = Readonly<Record<Names[number], string>>

/**
 * Reads a function's environment.
 *
 * @throws Error naming every variable that is missing or empty
 */
export const readEnv = <const Names extends readonly string[]>(
  names: Names,
  environment: Readonly<Record<string, string | undefined>>,
): Env<Names> => {
  const missing = names.filter((name) => !environment[name])
  if (missing.length > 0) throw new Error(`missing environment variables: ${missing.join(', ')}`)
  return Object.fromEntries(names.map((name) => [name, environment[name]])) as Env<Names>
}

/**
 * Reads a JSON object that has a value for every key, such as desk to queue URL.
 *
 * @throws Error naming every key without a value
 */
export const readEnvRecord = <Key extends string>(
  name: string,
  keys: readonly Key[],
  json: string,
): Record<Key, string> => {
  const parsed: unknown = JSON.parse(json)
  const record = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as Partial<Record<Key, unknown>>
  const missing = keys.filter((key) => typeof record[key] !== 'string' || record[key] === '')
  if (missing.length > 0) throw new Error(`${name} has no value for: ${missing.join(', ')}`)
  return record as Record<Key, string>
}
