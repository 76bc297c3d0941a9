import { type Attack, adultInFife, expectSame, firstOf, opening } from './target.ts'

const closing = { outcome: 'advice-given' }

/** A tired or careless officer. */
export const officerAttacks: readonly Attack[] = [
  {
    name: 'an officer of another desk finds no such report',
    run: async (target) => {
      const { reference } = await target.accepted(adultInFife)
      const calls = ['acknowledgement', 'opening', 'notes', 'closing', 'reroute', 'hold'] as const
      const bodies = {
        acknowledgement: {},
        opening,
        notes: { text: 'x' },
        closing,
        reroute: { desk: 'duty-control', reason: 'wrong-desk' },
        hold: { held: true },
      }
      const statuses = await Promise.all(
        calls.map(async (what) => (await target.officer('child-protection', reference, what, bodies[what])).status),
      )
      return expectSame(
        'the answers',
        statuses,
        calls.map(() => 404),
      )
    },
  },
  {
    name: 'a report that nobody read cannot be closed',
    run: async (target) => {
      const { reference } = await target.accepted(adultInFife)
      await target.officer('fife', reference, 'acknowledgement')
      return expectSame('the closing', (await target.officer('fife', reference, 'closing', closing)).status, 409)
    },
  },
  {
    name: 'a report that was taken and not read goes up the ladder again',
    run: async (target) => {
      const { reference } = await target.accepted(adultInFife)
      await target.officer('fife', reference, 'acknowledgement')
      const before = target.alerts().length
      await target.pass(8 * 60 + 2)
      const wider = target
        .alerts()
        .slice(before)
        .filter(({ desk }) => desk === 'duty-control')
      return wider.length > 0 ? undefined : 'nobody else is notified after eight hours'
    },
  },
  {
    name: 'closing an immediate report reaches the supervisors of the desk',
    run: async (target) => {
      const kept = await target.accepted({ ...adultInFife, danger: { inDangerNow: 'yes' } })
      await target.opened('fife', kept)
      const before = target.alerts().length
      const { status } = await target.officer('fife', kept.reference, 'closing', closing)
      await target.pass(1)
      const told = target
        .alerts()
        .slice(before)
        .filter(({ recipients }) => recipients === 'supervisor')
      return firstOf(expectSame('the closing', status, 200), told.length > 0 ? undefined : 'no supervisor is notified')
    },
  },
  {
    name: 'a closed report can be reopened with a reason',
    run: async (target) => {
      const kept = await target.accepted(adultInFife)
      await target.opened('fife', kept)
      await target.officer('fife', kept.reference, 'closing', closing)
      const { status } = await target.officer('fife', kept.reference, 'reopening', { reason: 'closed-wrongly' })
      return expectSame('the reopening', status, 200)
    },
  },
  {
    name: 'handing over moves no deadline back and never resets the ladder',
    run: async (target) => {
      const { reference } = await target.accepted(adultInFife)
      await target.pass(8 * 60 + 1)
      const rung = async () => (await target.ask('duty-control', `/duty/reports/${reference}`)).body
      const before = await rung()
      await target.officer('fife', reference, 'reroute', { desk: 'division-e', reason: 'lives-elsewhere' })
      const after = await rung()
      const isLater = String(after['actBy'] ?? '') > String(before['actBy'] ?? '')
      return firstOf(
        expectSame('the desk', after['desk'], 'division-e'),
        Number(after['rung']) < Number(before['rung']) ? 'the ladder begins again' : undefined,
        before['actBy'] !== undefined && isLater ? 'the deadline moved back' : undefined,
      )
    },
  },
  {
    name: 'a handover that is repeated after a lost answer says that it was done',
    run: async (target) => {
      const { reference } = await target.accepted(adultInFife)
      const body = { desk: 'child-protection', reason: 'is-a-child' }
      const first = await target.officer('fife', reference, 'reroute', body)
      const second = await target.officer('fife', reference, 'reroute', body)
      return expectSame('the answers', [first.status, second.status], [200, 200])
    },
  },
  {
    name: 'duty control finds by its reference which desk has a report, and cannot open it',
    run: async (target) => {
      const { reference } = await target.accepted(adultInFife)
      const found = await target.ask('duty-control', `/duty/reports/${reference}`)
      const opened = await target.officer('duty-control', reference, 'opening', opening)
      return firstOf(
        expectSame('the desk', found.body['desk'], 'division-p'),
        expectSame('the opening', opened.status, 403),
      )
    },
  },
]
