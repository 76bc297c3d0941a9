import { type Attack, adultInFife, expectSame, firstOf, type Target } from './target.ts'

const immediate = {
  ...adultInFife,
  danger: { inDangerNow: 'yes', selfHarm: 'thoughts' },
  narrative: 'they are outside',
}
const days = (count: number) => count * 24 * 60

const stateOf = async ({ ask }: Target, reference: string) =>
  (await ask('duty-control', `/duty/reports/${reference}`)).body

/** A blackmailer who holds the victim's phone. */
export const withdrawalAttacks: readonly Attack[] = [
  {
    name: 'a withdrawal erases nothing at once, and can be undone',
    run: async (target) => {
      const kept = await target.accepted({ ...adultInFife, narrative: 'still here' })
      const withdrawn = await target.followUp(kept, 'withdrawal')
      const undone = await target.followUp(kept, 'withdrawal/undo')
      const opened = JSON.stringify(await target.opened('fife', kept))
      return firstOf(
        expectSame('the calls', [withdrawn.status, undone.status], [200, 200]),
        opened.includes('still here') ? undefined : 'the text is gone',
      )
    },
  },
  {
    name: 'a withdrawn report still takes additions',
    run: async (target) => {
      const kept = await target.accepted(adultInFife)
      await target.followUp(kept, 'withdrawal')
      return expectSame('the addition', (await target.followUp(kept, 'additions', { text: 'not me' })).status, 202)
    },
  },
  {
    name: 'a report where a life may be in danger is never erased by its withdrawal: an officer decides',
    run: async (target) => {
      const kept = await target.accepted(immediate)
      await target.followUp(kept, 'withdrawal')
      for (let day = 0; day < 5; day += 1) await target.pass(days(1))
      const opened = JSON.stringify(await target.opened('fife', kept))
      return opened.includes('they are outside') ? undefined : 'the text is gone'
    },
  },
  {
    name: 'a report that an officer took is not erased by its withdrawal',
    run: async (target) => {
      const kept = await target.accepted({ ...adultInFife, narrative: 'taken' })
      await target.officer('fife', kept.reference, 'acknowledgement')
      await target.followUp(kept, 'withdrawal')
      for (let day = 0; day < 5; day += 1) await target.pass(days(1))
      const { status, text } = await target.officer('fife', kept.reference, 'opening', {
        reason: 'investigation',
        note: 'read',
      })
      return firstOf(expectSame('the opening', status, 200), text.includes('taken') ? undefined : 'the text is gone')
    },
  },
  {
    name: 'an adult’s report that nobody took is erased after 72 hours, and not before',
    run: async (target) => {
      const kept = await target.accepted({ ...adultInFife, narrative: 'erase me' })
      await target.followUp(kept, 'withdrawal')
      await target.pass(71 * 60)
      const before = (await stateOf(target, kept.reference))['state']
      await target.pass(2 * 60)
      const after = (await stateOf(target, kept.reference))['state']
      return firstOf(
        before === 'withdrawn' || before === 'erased' ? `it is ${String(before)} after 71 hours` : undefined,
        after === 'withdrawn' || after === 'erased' ? undefined : `it is ${String(after)} after 73 hours`,
      )
    },
  },
]
