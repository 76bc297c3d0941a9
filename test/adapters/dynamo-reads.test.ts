import { describe, expect, it } from 'vitest'
import { createDynamoDb } from '../../shared/adapters/aws-clients.ts'
import { createReportLogs } from '../../shared/adapters/dynamo-log.ts'
import { createNewestHashes } from '../../shared/adapters/dynamo-newest-hashes.ts'
import { findItem } from '../../shared/adapters/dynamo-table.ts'
import { answer, useScriptedAws } from './scripted-aws.ts'

const { received, answers, client } = useScriptedAws()
const createTable = () => ({ dynamo: createDynamoDb(client()), table: 'Reports' })
const bodies = () => received.map(({ body }) => JSON.parse(body))

// The engines that tests run on have one copy of each item, so that an inconsistent read never shows there.
describe('a read of the table', () => {
  it('of one item is strongly consistent', async () => {
    await findItem(createTable(), ['R1', 'report'], ['seq'])
    expect(bodies()).toEqual([expect.objectContaining({ ConsistentRead: true })])
  })

  it('of the pages of a log is strongly consistent', async () => {
    const item = { v: { N: '1' }, seq: { N: '1' }, hash: { S: 'a' }, log: { L: [] } }
    answers.push(answer(200, JSON.stringify({ Item: item })), answer(200, '{"Items":[]}'))
    await createReportLogs(createTable()).findLog('R1')
    expect(bodies()).toEqual([
      expect.objectContaining({ ConsistentRead: true }),
      expect.objectContaining({ ConsistentRead: true, KeyConditionExpression: expect.any(String) }),
    ])
  })

  it('of the ends of all logs goes on after the first page', async () => {
    const end = (reportId: string) => ({ v: { N: '1' }, reportId: { S: reportId }, seq: { N: '1' }, hash: { S: 'a' } })
    const LastEvaluatedKey = { reportId: { S: 'R1' }, item: { S: 'report' } }
    answers.push(
      answer(200, JSON.stringify({ Items: [end('R1')], LastEvaluatedKey })),
      answer(200, JSON.stringify({ Items: [end('R2')] })),
    )
    const ends = await Array.fromAsync(createNewestHashes(createTable()).findAll())
    expect(ends.map(({ reportId }) => reportId)).toEqual(['R1', 'R2'])
    expect(bodies()[1]).toMatchObject({ ExclusiveStartKey: LastEvaluatedKey })
  })
})
