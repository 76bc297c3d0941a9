import { expect, test } from 'vitest'
import { dynamoDbCallIn } from '../../../infra/local/iam/dynamodb-calls.ts'

const table = 'arn:aws:dynamodb:eu-west-2:000000000000:table/Reports'
const contextOf = (operation: string, body: object) =>
  dynamoDbCallIn(operation, { TableName: 'Reports', ...body })?.context

test('a read of the whole item names no attribute', () => {
  expect(dynamoDbCallIn('GetItem', { TableName: 'Reports', Key: { id: {} } })).toEqual({
    action: 'dynamodb:GetItem',
    resource: table,
    context: { 'dynamodb:Select': 'ALL_ATTRIBUTES', 'dynamodb:ReturnValues': 'NONE' },
  })
})

test('a read of some attributes names them and its key, by the names that stand for them', () => {
  const context = contextOf('GetItem', {
    Key: { id: {}, item: {} },
    ProjectionExpression: '#a, facts.place[0].#b, #log',
    ExpressionAttributeNames: { '#a': 'receivedAt', '#b': 'postcode', '#log': 'log' },
  })
  expect(context).toMatchObject({
    'dynamodb:Attributes': ['id', 'item', 'receivedAt', 'facts', 'log'],
    'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
  })
})

test('a write names what it stores, changes and compares', () => {
  expect(
    contextOf('PutItem', { Item: { id: {}, sealed: {} }, ConditionExpression: 'attribute_not_exists(seq)' }),
  ).toMatchObject({ 'dynamodb:Attributes': ['id', 'sealed', 'seq'] })
  const update = {
    Key: { id: {} },
    UpdateExpression: 'SET #log = list_append(#log, :new), dueAt = :at REMOVE sealed ADD tries :one',
    ConditionExpression: 'seq = :seq AND NOT begins_with(kind, :x) OR size(notes) BETWEEN :a AND :b',
    ExpressionAttributeNames: { '#log': 'log' },
    ReturnValues: 'ALL_OLD',
  }
  expect(contextOf('UpdateItem', update)).toMatchObject({
    'dynamodb:Attributes': ['id', 'seq', 'kind', 'notes', 'log', 'dueAt', 'sealed', 'tries'],
    'dynamodb:ReturnValues': 'ALL_OLD',
  })
})

test('a query of an index is about the index, and returns what the index has', () => {
  const call = dynamoDbCallIn('Query', { TableName: 'Reports', IndexName: 'due', KeyConditionExpression: 'p = :p' })
  expect(call?.resource).toBe(`${table}/index/due`)
  expect(call?.context).toMatchObject({ 'dynamodb:Select': 'ALL_PROJECTED_ATTRIBUTES' })
})

test('a call about one item says the value of its partition key, and no other call does', () => {
  const keysOf = (operation: string, body: object) =>
    dynamoDbCallIn(operation, { TableName: 'Contacts', ...body }, 'set')?.context?.['dynamodb:LeadingKeys']
  const item = { contactId: { S: 'a' }, set: { S: 'marks' } }
  expect([keysOf('UpdateItem', { Key: item }), keysOf('PutItem', { Item: item })]).toEqual([['marks'], ['marks']])
  expect(keysOf('Query', { KeyConditionExpression: '#set = :set' })).toBeUndefined()
  expect(contextOf('UpdateItem', { Key: item })).not.toHaveProperty('dynamodb:LeadingKeys')
})

test('a scan says itself what it selects', () => {
  expect(contextOf('Scan', { Select: 'COUNT' })).toMatchObject({ 'dynamodb:Select': 'COUNT' })
})

test.each(['TransactWriteItems', 'ExecuteStatement', ''])('%s is not known, so nobody may use it', (operation) => {
  expect(dynamoDbCallIn(operation, {})).toBeUndefined()
})
