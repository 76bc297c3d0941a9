import { type Attack, adultInFife, type Body, expectSame, firstOf, type Target } from './target.ts'

const codesOf = ({ notices }: Body): readonly string[] =>
  (Array.isArray(notices) ? (notices as readonly Body[]) : []).map(({ pointer }) => String(pointer))

/** Reads back what was typed, as the officer does. */
const readBack = async (target: Target, narrative: string): Promise<unknown> => {
  const kept = await target.accepted({ ...adultInFife, narrative })
  const { report } = await target.opened('fife', kept)
  return (report as Body)['narrative']
}

const longest = (bytes: number) => 'x '.repeat(bytes / 2)

/** A front end with a bug, and a frightened person who pastes. */
export const textAttacks: readonly Attack[] = [
  {
    name: 'a report of one answer, of none, and of answers that nobody knows is accepted',
    run: async ({ report }) => {
      const odd = [{}, { narrative: 'help' }, { age: 17 }, { danger: 'yes', frob: [1, { two: 3 }] }, { images: null }]
      const statuses = await Promise.all(odd.map(async (body) => (await report(body)).status))
      return expectSame(
        'the answers',
        statuses,
        odd.map(() => 202),
      )
    },
  },
  {
    name: 'every problem is named at once, and strict callers get 400 with all of them',
    run: async ({ report }) => {
      const body = { narrative: 5, age: { now: 'old' }, frob: true }
      const lenient = await report(body)
      const strict = await report(body, { prefer: 'handling=strict' })
      const problems = (strict.body['problems'] as readonly Body[] | undefined) ?? []
      return firstOf(
        expectSame('the lenient answer', lenient.status, 202),
        expectSame('its notices', codesOf(lenient.body).toSorted(), ['/age/now', '/frob', '/narrative']),
        expectSame('the strict answer', strict.status, 400),
        expectSame('its problems', problems.map(({ pointer }) => String(pointer)).toSorted(), [
          '/age/now',
          '/frob',
          '/narrative',
        ]),
      )
    },
  },
  {
    name: 'what was not understood is read by the officer as it was sent',
    run: async (target) => {
      const kept = await target.accepted({ ...adultInFife, narrative: { paragraphs: ['they have', 'my video'] } })
      const opened = JSON.stringify(await target.opened('fife', kept))
      return opened.includes('my video') ? undefined : 'the officer does not see what was sent'
    },
  },
  {
    name: 'an age that was not understood makes the report a child’s',
    run: async (target) => {
      const kept = await target.accepted({ ...adultInFife, age: { now: '25-44', inImages: 'about 30' } })
      return expectSame(
        'opening as Fife',
        (await target.officer('fife', kept.reference, 'acknowledgement')).status,
        404,
      )
    },
  },
  {
    name: 'control characters, half surrogates and every script are taken and read back',
    run: async (target) => {
      const got = await readBack(target, 'a\u000bb\u0000c\u0007 \ud83d \u062a\u0645 \u{1f62d} ગુજરાતી')
      return expectSame('the text', got, 'a\nbc \ufffd \u062a\u0645 \u{1f62d} ગુજરાતી')
    },
  },
  {
    name: 'dates in words and offsets that nobody has are kept, not refused',
    run: async ({ report }) => {
      const dates = ['last tuesday', '2026-11-24T01:20', '2026-11-24T01:20:00+19:00', '31.02.2026']
      const answers = await Promise.all(dates.map((firstContactAt) => report({ timeline: { firstContactAt } })))
      return expectSame(
        'the answers',
        answers.map(({ status }) => status),
        dates.map(() => 202),
      )
    },
  },
  {
    name: 'what is no JSON object, no UTF-8 JSON, or too large is refused with what to change, and nothing else is',
    run: async ({ report }) => {
      const refused = [
        await report('[1]'),
        await report('{"narrative": '),
        await report('{}', { 'content-type': 'text/plain' }),
        await report('{}', { 'content-type': 'application/json; charset=utf-16' }),
        await report(JSON.stringify({ narrative: longest(130 * 1024) })),
        await report(JSON.stringify({ narrative: longest(5.5 * 1024 * 1024) })),
      ]
      const taken = await report(JSON.stringify({ narrative: longest(100 * 1024) }))
      return firstOf(
        expectSame(
          'the refusals',
          refused.map(({ status }) => status),
          [400, 400, 415, 415, 413, 413],
        ),
        expectSame('100 KB', taken.status, 202),
      )
    },
  },
]
