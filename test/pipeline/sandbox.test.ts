import { expect, onTestFinished, test } from 'vitest'
import { startHarbour } from '../../infra/local/harbour.ts'
import { synthesiseLocalStack } from '../../infra/local/template/synthesise.ts'

test('a sandbox marks each answer and each alert as a test', async () => {
  const options = { stack: () => synthesiseLocalStack(), port: 0, writeLog: () => undefined }
  const harbour = await startHarbour({ ...options, isSandbox: true })
  onTestFinished(() => harbour.close())
  const send = (path: string, init: RequestInit = {}) => fetch(`${harbour.url}${path}`, init)
  const json = { 'content-type': 'application/json' }
  const answers = await Promise.all([
    send('/reports', { method: 'POST', headers: json, body: '{"narrative": "a front end is tried"}' }),
    send('/report'),
    send('/nowhere'),
    send('/_local/'),
  ])
  expect(answers.slice(0, 2).map(({ status }) => status)).toEqual([202, 200])
  for (const { headers } of answers) expect(headers.get('harbour-sandbox')).toBe('test; nothing is kept')
  await harbour.idle()
  expect(harbour.alerts().map(({ text }) => text.slice(0, 5))).toEqual(['TEST '])
})
