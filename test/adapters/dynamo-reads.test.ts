import { describe, expect, it } from 'vitest'
import { createDynamoDb } from '../../shared/adapters/aws-clients.ts'
import { createDueReports } from '../../shared/adapters/dynamo-due-reports.ts'
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

  it('of the pages of a log goes on after the first', async () => {
    const item = { v: { N: '1' }, seq: { N: '41' }, hash: { S: 'c' }, log: { L: [{ M: { seq: { N: '41' } } }] } }
    const page = (seq: number) => ({ v: { N: '1' }, log: { L: [{ M: { seq: { N: String(seq) } } }] } })
    const LastEvaluatedKey = { reportId: { S: 'R1' }, item: { S: 'log#00000020' } }
    answers.push(
      answer(200, JSON.stringify({ Item: item })),
      answer(200, JSON.stringify({ Items: [page(20)], LastEvaluatedKey })),
      answer(200, JSON.stringify({ Items: [page(40)] })),
    )
    const log = await createReportLogs(createTable()).findLog('R1')
    expect(log?.entries.map(({ seq }) => seq)).toEqual([20, 40, 41])
    expect(bodies()[2]).toMatchObject({ ExclusiveStartKey: LastEvaluatedKey })
  })

  it('of what is due goes on after the first page of each partition, until the limit is reached', async () => {
    const due = (reportId: string) => ({ reportId: { S: reportId }, dueAt: { S: '2026-11-24T12:00:00.000Z' } })
    const asked: Array<Readonly<Record<string, unknown>>> = []
    const dynamo = createDynamoDb()
    // One partition has three pages of one report each; the calls come side by side, so the answer is by what is asked.
    dynamo.send = async ({ input }: { readonly input: Record<string, never> }) => {
      asked.push(input)
      if (input['ExpressionAttributeValues']?.[':partition']?.['S'] !== '03') return { Items: [] }
      const page = Number(input['ExclusiveStartKey']?.['page']?.['N'] ?? 0)
      return { Items: [due(`R${page}`)], ...(page < 2 ? { LastEvaluatedKey: { page: { N: String(page + 1) } } } : {}) }
    }
    const { findDue } = createDueReports({ dynamo, table: 'Reports' })
    const at = new Date('2026-11-24T12:01:00.000Z')
    expect((await findDue(at, 100)).map(({ reportId }) => reportId)).toEqual(['R0', 'R1', 'R2'])
    asked.length = 0
    expect(await findDue(at, 2)).toHaveLength(2)
    expect(asked.filter((input) => input['ExclusiveStartKey'] !== undefined)).toHaveLength(1)
  })
})
