import { randomUUID } from 'node:crypto'
import { type Attack, adultInFife, expectSame, firstOf } from './target.ts'

const withText = (narrative: string) => ({ ...adultInFife, narrative })

/** A front end that makes its keys badly, and a blackmailer who guesses them. */
export const keyAttacks: readonly Attack[] = [
  {
    name: 'a report that is sent again under its key is the same report',
    run: async ({ report }) => {
      const headers = { 'idempotency-key': randomUUID() }
      const answers = [await report(withText('one'), headers), await report(withText('one'), headers)]
      const [first, second] = answers.map(({ body }) => [body['reference'], body['followUpCode']])
      return expectSame('the second answer', second, first)
    },
  },
  {
    name: 'another text under the same key is another report, and its own retry is the same again',
    run: async ({ report }) => {
      const headers = { 'idempotency-key': randomUUID() }
      const [one, two, again] = [
        await report(withText('one'), headers),
        await report(withText('two'), headers),
        await report(withText('two'), headers),
      ]
      return firstOf(
        expectSame('the answers', [one.status, two.status, again.status], [202, 202, 202]),
        one.body['reference'] === two.body['reference'] ? 'both texts have one reference' : undefined,
        expectSame('the retry', again.body['reference'], two.body['reference']),
      )
    },
  },
  {
    name: 'a strict caller hears that a key was used for another text (422)',
    run: async ({ report }) => {
      const headers = { 'idempotency-key': randomUUID(), prefer: 'handling=strict' }
      await report(withText('one'), headers)
      return expectSame('the answer', (await report(withText('two'), headers)).status, 422)
    },
  },
  {
    name: 'a key that anybody could guess counts as none, and the report is accepted',
    run: async ({ report, send }) => {
      const description = (await send('/openapi.json')).text
      const examples = description.match(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g) ?? []
      for (const key of ['1', 'undefined', '00000000-0000-0000-0000-000000000000', ...new Set(examples)]) {
        const answers = [
          await report(withText('one'), { 'idempotency-key': key }),
          await report(withText('one'), { 'idempotency-key': key }),
        ]
        const [first, second] = answers.map(({ body }) => body['reference'])
        if (first === undefined || first === second) return `${key} names a report`
      }
      return undefined
    },
  },
  {
    name: 'a withdrawn report that is sent again under its key is a new report',
    run: async (target) => {
      const headers = { 'idempotency-key': randomUUID() }
      const first = await target.accepted(withText('one'), headers)
      await target.followUp(first, 'withdrawal')
      const second = await target.accepted(withText('one'), headers)
      return first.reference === second.reference ? 'it has the reference of the withdrawn one' : undefined
    },
  },
  {
    name: 'another addition under the same key is another addition',
    run: async (target) => {
      const kept = await target.accepted(withText('one'))
      const add = (text: string) =>
        target.send(`/reports/${kept.reference}/additions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': '3c0d5f36-6a0c-4f4e-9a3b-5a1f0c2d7e91' },
          body: JSON.stringify({ followUpCode: kept.followUpCode, text }),
        })
      for (const text of ['they rang', 'they rang', 'they wrote']) await add(text)
      await target.pass(1)
      const { supplements } = await target.opened('fife', kept)
      const texts = (supplements as ReadonlyArray<{ readonly kind: string; readonly text?: string }>)
        .filter(({ kind }) => kind === 'addition')
        .map(({ text }) => text)
      return expectSame('what the officer reads', texts.toSorted(), ['they rang', 'they wrote'])
    },
  },
]
