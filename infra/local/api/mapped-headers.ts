/**
 * Returns the headers that API Gateway's mapping expressions set, without the prefix of their names.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export const headersIn = (parameters: unknown, prefix: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries((parameters ?? {}) as Readonly<Record<string, string>>)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length).toLowerCase(), unquote(value)]),
  )

/** A literal value is in single quotes in a mapping expression. */
const unquote = (expression: string): string => expression.replace(/^'(.*)'$/s, '$1')
