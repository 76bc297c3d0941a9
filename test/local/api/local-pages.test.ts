import { expect, test } from 'vitest'
import type { SentAlert } from '../../../infra/local/alerts/alert-log.ts'
import { createLocalPages } from '../../../infra/local/api/local-pages.ts'

const sent = (count: number): readonly SentAlert[] =>
  Array.from({ length: count }, (_, index) => ({
    at: '2026-11-24T12:01:00.000Z',
    desk: 'division-p',
    step: 1,
    recipients: 'duty',
    channel: 'sms',
    to: '+447700900001',
    reports: 3,
    text: `alert ${index}`,
  }))

const ask = (count: number, address: string): string => {
  const pages = createLocalPages({ alerts: () => sent(count), signIn: undefined, contacts: undefined })
  const answer = pages('GET', new URL(address, 'http://127.0.0.1'))
  if (address.startsWith('/_local/alerts')) expect(answer?.headers).toMatchObject({ 'alerts-count': String(count) })
  return String(answer?.body)
}
const namesOf = (body: string) => (JSON.parse(body) as readonly SentAlert[]).map(({ text }) => text)

// With 4,000 alerts the page fetched 4 MB every two seconds.
test('no answer holds more than 100 alerts, however many there are', () => {
  expect(namesOf(ask(4000, '/_local/alerts'))).toEqual(
    sent(4000)
      .slice(-100)
      .map(({ text }) => text),
  )
  expect(ask(4000, '/_local/').match(/<td>alert/g)).toHaveLength(100)
  expect(ask(4000, '/_local/')).toContain('<caption>4000 sent, the newest 100 here, newest first</caption>')
  expect(ask(2, '/_local/')).toContain('<caption>2 sent, newest first</caption>')
})

test('who asks since how many gets each alert once, and nothing when there is nothing new', () => {
  const seen: string[] = []
  for (let page = namesOf(ask(250, '/_local/alerts?since=0')); page.length > 0; ) {
    seen.push(...page)
    page = namesOf(ask(250, `/_local/alerts?since=${seen.length}`))
  }
  expect(seen).toEqual(sent(250).map(({ text }) => text))
  expect(ask(250, '/_local/alerts?since=250')).toBe('[]')
})

test('a number that is none is left out', () => {
  expect(namesOf(ask(3, '/_local/alerts?since=-1'))).toHaveLength(3)
})
