import { type Attack, adultInFife, expectSame, firstOf, type Kept } from './target.ts'

const child = { ...adultInFife, age: { now: '16-17', inImages: '16-17' } }

/** Somebody who watches the network, or the browser. */
export const networkAttacks: readonly Attack[] = [
  {
    name: 'the size of an answer does not tell a child from an adult, nor one report from another',
    run: async ({ report }) => {
      const bodies = [adultInFife, child, {}, { ...child, danger: { inDangerNow: 'yes' }, payment: { paid: 'yes' } }]
      const sizes = await Promise.all(bodies.map(async (body) => Buffer.byteLength((await report(body)).text)))
      return expectSame('the number of sizes', new Set(sizes).size, 1)
    },
  },
  {
    name: 'every answer of the reporter’s calls forbids keeping it',
    run: async (target) => {
      const kept = await target.accepted(adultInFife)
      const wrong: Kept = { ...kept, followUpCode: '0000-0000-0000-0000' }
      const answers = [
        await target.report(adultInFife),
        await target.report('{', {}),
        await target.followUp(kept, 'status'),
        await target.followUp(wrong, 'status'),
        await target.followUp(kept, 'additions', { text: 'more' }),
        await target.send('/reports', { method: 'PUT' }),
        await target.send('/nowhere'),
      ]
      const kinds = answers.map(({ headers }) => headers.get('cache-control'))
      return expectSame(
        'cache-control',
        kinds,
        answers.map(() => 'no-store'),
      )
    },
  },
  {
    name: 'the officers’ calls ask for a token',
    run: async (target) => {
      const { reference } = await target.accepted(adultInFife)
      const paths = ['/duty/reports', `/duty/reports/${reference}`, `/duty/reports/${reference}/log`]
      const statuses = await Promise.all(paths.map(async (path) => (await target.send(path)).status))
      return firstOf(
        expectSame(
          'the answers',
          statuses,
          paths.map(() => 401),
        ),
      )
    },
  },
]
