import { type Attack, adultInFife, expectSame, firstOf, type Kept } from './target.ts'

const wrong: Kept['followUpCode'] = '0000-0000-0000-0000'

/** Others who hold the phone, and a person who copied the code by hand. */
export const codeAttacks: readonly Attack[] = [
  {
    name: 'a right code works after a hundred wrong ones',
    run: async (target) => {
      const kept = await target.accepted(adultInFife)
      for (let count = 0; count < 100; count += 1) await target.followUp({ ...kept, followUpCode: wrong }, 'status')
      return expectSame('the right code', (await target.followUp(kept, 'status')).status, 200)
    },
  },
  {
    name: 'a wrong code and an unknown reference are answered alike',
    run: async (target) => {
      const kept = await target.accepted(adultInFife)
      const one = await target.followUp({ ...kept, followUpCode: wrong }, 'status')
      const other = await target.followUp({ reference: '0000-0000-0000', followUpCode: wrong }, 'status')
      return firstOf(expectSame('the status', one.status, other.status), expectSame('the body', one.text, other.text))
    },
  },
  {
    name: 'reference and code are read in small letters, with spaces, look-alikes and wide characters',
    run: async (target) => {
      const kept = await target.accepted(adultInFife)
      const wide = (text: string) =>
        text.replaceAll(/[0-9A-Z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0))
      const written = [
        { reference: kept.reference.toLowerCase(), followUpCode: kept.followUpCode.toLowerCase() },
        {
          reference: encodeURIComponent(kept.reference.replaceAll('-', ' ')),
          followUpCode: ` ${kept.followUpCode.replaceAll('-', '')} `,
        },
        {
          reference: encodeURIComponent(kept.reference.replaceAll('0', 'O').replaceAll('1', 'l')),
          followUpCode: kept.followUpCode.replaceAll('0', 'o').replaceAll('1', 'I'),
        },
        { reference: encodeURIComponent(wide(kept.reference)), followUpCode: wide(kept.followUpCode) },
        {
          reference: encodeURIComponent(kept.reference.replaceAll('-', '\u2013')),
          followUpCode: kept.followUpCode.replaceAll('-', '\u2014'),
        },
      ]
      const statuses = await Promise.all(written.map(async (each) => (await target.followUp(each, 'status')).status))
      return expectSame(
        'the answers',
        statuses,
        written.map(() => 200),
      )
    },
  },
  {
    name: 'a reporter can add more often than a report holds in one item, and every addition is read',
    run: async (target) => {
      const kept = await target.accepted(adultInFife)
      const count = 125
      for (let index = 0; index < count; index += 1) {
        const { status } = await target.followUp(kept, 'additions', { text: `addition ${index}` })
        if (status !== 202) return `addition ${index} is answered ${status}`
      }
      await target.pass(1)
      const read = new Set<string>()
      let opened = await target.opened('fife', kept)
      for (let page = 0; page < 20; page += 1) {
        for (const { text } of opened['supplements'] as ReadonlyArray<{ readonly text?: string }>)
          read.add(String(text))
        if (opened['earlier'] === undefined) break
        const answer = await target.officer('fife', kept.reference, 'opening', {
          ...{ reason: 'first-assessment', note: 'the earlier ones' },
          before: opened['earlier'],
        })
        if (answer.status !== 200) return `a page is answered ${answer.status}`
        opened = answer.body
      }
      const missing = Array.from({ length: count }, (_, index) => `addition ${index}`).filter((text) => !read.has(text))
      return expectSame('what is missing', missing, [])
    },
  },
  {
    name: 'forty calls at once on one report are never a 500',
    run: async (target) => {
      const kept = await target.accepted(adultInFife)
      await target.officer('fife', kept.reference, 'acknowledgement')
      const calls = Array.from({ length: 40 }, (_, index) =>
        index % 2 === 0
          ? target.followUp(kept, 'additions', { text: `at once ${index}` })
          : target.officer('fife', kept.reference, 'notes', { text: `at once ${index}` }),
      )
      const statuses = (await Promise.all(calls)).map(({ status }) => status)
      return expectSame(
        'answers that are neither taken nor 503',
        statuses.filter((status) => status > 299 && status !== 503),
        [],
      )
    },
  },
]
