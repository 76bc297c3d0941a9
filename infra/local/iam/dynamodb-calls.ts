import { localAccount, localRegion } from '../machine/local-client.ts'
import type { RequestContext } from './condition-keys.ts'
import type { PolicyRequest } from './policy-evaluator.ts'

type Body = Readonly<Record<string, unknown>>

/** The operations on one table or index, each an action of its own. */
const operations = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'DescribeTable']

/**
 * Returns the call that DynamoDB asks the policies about; undefined for an operation that is not known here, such as a
 * transaction, which nobody may then use.
 *
 * @param partitionKey - the name of the table's; without it a call says nothing of the values of its keys
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export const dynamoDbCallIn = (
  operation: string,
  body: Body,
  partitionKey?: string | undefined,
): PolicyRequest | undefined => {
  if (!operations.includes(operation)) return undefined
  const table = `arn:aws:dynamodb:${localRegion}:${localAccount}:table/${String(body['TableName'])}`
  const resource = body['IndexName'] === undefined ? table : `${table}/index/${String(body['IndexName'])}`
  return {
    action: `dynamodb:${operation}`,
    resource,
    context: { ...toContext(body), ...leadingKeysIn(body, partitionKey) },
  }
}

const toContext = (body: Body): RequestContext => {
  const names = attributesIn(body)
  return {
    ...(names.length === 0 ? {} : { 'dynamodb:Attributes': names }),
    'dynamodb:Select': selectOf(body),
    'dynamodb:ReturnValues': String(body['ReturnValues'] ?? 'NONE'),
  }
}

/** The partition key's value in a call about one item: a text. */
const leadingKeysIn = (body: Body, partitionKey: string | undefined): RequestContext => {
  const key = (body['Key'] ?? body['Item'] ?? {}) as Readonly<Record<string, { readonly S?: string }>>
  const value = partitionKey === undefined ? undefined : key[partitionKey]?.S
  return value === undefined ? {} : { 'dynamodb:LeadingKeys': [value] }
}

/** Without a list of attributes a read returns all of them, or all that the index has. */
const selectOf = (body: Body): string => {
  if (body['Select'] !== undefined) return String(body['Select'])
  if (body['ProjectionExpression'] !== undefined) return 'SPECIFIC_ATTRIBUTES'
  return body['IndexName'] === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES'
}

const expressions = [
  'ProjectionExpression',
  'ConditionExpression',
  'FilterExpression',
  'KeyConditionExpression',
  'UpdateExpression',
]

/** Every top-level attribute that a request names; none for a read of the whole item. */
const attributesIn = (body: Body): readonly string[] => {
  const names = (body['ExpressionAttributeNames'] ?? {}) as Readonly<Record<string, string>>
  const named = expressions.flatMap((expression) => pathsIn(String(body[expression] ?? '')))
  const isWhole = body['ProjectionExpression'] === undefined && body['Item'] === undefined
  const keys = isWhole && named.length === 0 ? [] : Object.keys(body['Key'] ?? {})
  return [...new Set([...Object.keys(body['Item'] ?? {}), ...keys, ...named.map((name) => names[name] ?? name)])]
}

/** Words of DynamoDB's expressions that name no attribute. */
const keywords = /^(and|or|not|between|in|set|remove|add|delete)$/i

/**
 * The first name of each path of an expression; a function is followed by its parenthesis, a value begins with a colon.
 */
const pathsIn = (expression: string): readonly string[] =>
  [...expression.matchAll(/(?<![\w.:#])#?[A-Za-z_]\w*(?!\w*\s*\()/g)]
    .map(([name]) => name)
    .filter((name) => !keywords.test(name))
